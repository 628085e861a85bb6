"""The frames that travel: what a viewer is sent, and what the writer of boards publishes.

A frame is JSON text in UTF-8, encoded once however many viewers get it; docs/protocol.md shows each of them.
"""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from shared import codec
from shared.domain.board import Board, Delta

PROTOCOL_VERSION: Final = 1


class Position(NamedTuple):
    """Where a board stands: versions count up by one within an epoch, another epoch starts a new count."""

    epoch: str
    version: int


NOWHERE: Final = Position("", 0)
"""The position of a board that nobody has written yet."""


class FrameUnreadable(Exception):
    """What was published or kept as a frame is not one; the fault is the writer's."""


@dataclass(frozen=True, slots=True)
class BoardFrame:
    """A frame about one board, as the writer made it."""

    type: Literal["snapshot", "delta"]
    board: str
    position: Position
    at_ms: int
    data: Delta
    """A delta, or a whole board where ``type`` is ``snapshot``."""
    text: bytes
    """The frame exactly as viewers get it."""


def read_board_frame(text: bytes) -> BoardFrame:
    """Return what ``text`` says; raises ``FrameUnreadable``."""
    try:
        said = codec.decode(text)
    except codec.NotJson as fault:
        raise FrameUnreadable(str(fault)) from fault
    match said:
        case {
            "type": "snapshot" | "delta" as kind,
            "board": str(board),
            "epoch": str(epoch),
            "version": int(version),
            "at_ms": int(at_ms),
            "data": dict(data),
        } if is_board(data) if kind == "snapshot" else is_delta(data):
            return BoardFrame(kind, board, Position(epoch, version), at_ms, data, text)
    raise FrameUnreadable("a frame needs type, board, epoch, version, at_ms and data")


def is_board(data: object) -> bool:
    """Say whether ``data`` has the shape of a whole board."""
    match data:
        case {"kind": str(), "head": dict(), "rows": dict(rows)}:
            return all(isinstance(row, dict) for row in rows.values())
    return False


def is_delta(data: dict[str, object]) -> bool:
    """Say whether ``data`` has the shape of a delta."""
    match {"head": {}, "rows": {}, "gone": [], **data}:
        case {"head": dict(), "rows": dict(rows), "gone": list(gone)}:
            rows_fit = all(isinstance(row, dict) for row in rows.values())
            return rows_fit and all(isinstance(row_id, str) for row_id in gone)
    return False


def hello_frame(beat_s: int, at_ms: int) -> bytes:
    """Return the first frame of every socket."""
    return codec.encode({"type": "hello", "protocol": PROTOCOL_VERSION, "beat_s": beat_s, "at_ms": at_ms})


def beat_frame(at_ms: int) -> bytes:
    """Return the frame that says the line is alive."""
    return codec.encode({"type": "beat", "at_ms": at_ms})


def retry_frame(after_ms: int) -> bytes:
    """Return the frame that comes before a close that passes: when to come back."""
    return codec.encode({"type": "retry", "after_ms": after_ms})


def moving_frame(within_ms: int) -> bytes:
    """Return the frame that asks to open another socket, and to keep this one until that one is live."""
    return codec.encode({"type": "moving", "within_ms": within_ms})


def entered_frame(at_ms: int) -> bytes:
    """Return the frame that says that a token is good."""
    return codec.encode({"type": "entered", "at_ms": at_ms})


def snapshot_frame(board: str, position: Position, at_ms: int, data: Board) -> bytes:
    """Return the frame that holds a whole board."""
    return _board_frame("snapshot", board, position, at_ms, {"data": data})


def current_frame(board: str, position: Position, at_ms: int) -> bytes:
    """Return the frame that tells a viewer who resumes that nothing was missed."""
    return _board_frame("current", board, position, at_ms, {})


def error_frame(code: str, detail: str, board: str | None = None) -> bytes:
    """Return the frame that refuses what the viewer asked; ``code`` is stable, ``detail`` is for people."""
    about = {} if board is None else {"board": board}
    return codec.encode({"type": "error", "code": code, **about, "detail": detail})


def _board_frame(kind: str, board: str, position: Position, at_ms: int, rest: dict[str, Board]) -> bytes:
    epoch, version = position
    return codec.encode(
        {"type": kind, "board": board, "epoch": epoch, "version": version, "at_ms": at_ms, **rest}
    )
