"""A viewer's side of the live protocol without a socket: texts in, texts out.

Its law: what it holds of a board is the gateway's board at (epoch, version); a gap is noticed and asked
about.
"""

from dataclasses import dataclass, field
from typing import Any

from shared import codec
from shared.domain.board import Board, apply_delta


@dataclass(slots=True)
class FollowedBoard:
    """What the viewer has of one board."""

    epoch: str = ""
    version: int = 0
    at_ms: int = 0
    data: Board | None = None
    """None until the first snapshot."""
    is_behind: bool = False
    """Set from the moment a gap was noticed until it is closed."""


@dataclass(frozen=True, slots=True)
class FrameSeen:
    """One frame as it came in."""

    type: str
    received_ms: int
    at_ms: int
    board: str | None = None
    version: int | None = None
    code: str | None = None
    """Of an error."""


@dataclass(slots=True)
class Follower:
    """One viewer's side of the protocol, without a socket."""

    boards: dict[str, FollowedBoard] = field(default_factory=dict)
    beat_s: float = 15.0
    gaps: int = 0
    """Times a delta did not continue what we had."""
    snapshots: int = 0
    deltas: int = 0
    retry_after_s: float | None = None
    """Set when the gateway, before it closed, said when to come back."""
    moving_s: float | None = None
    """Set when the gateway asks to open another socket within so many seconds."""

    def subscribe(self, board: str) -> str:
        """Follow ``board``; return the message to send, which resumes where we have something."""
        held = self.boards.setdefault(board, FollowedBoard())
        message: dict[str, object] = {"op": "subscribe", "board": board}
        if held.data is not None:
            message |= {"epoch": held.epoch, "version": held.version}
        return codec.encode(message).decode()

    def unsubscribe(self, board: str) -> str:
        """Follow ``board`` no longer; return the message to send."""
        self.boards.pop(board, None)
        return codec.encode({"op": "unsubscribe", "board": board}).decode()

    def resume(self) -> list[str]:
        """Return the messages to send on a new socket."""
        return [self.subscribe(board) for board in self.boards]

    def receive(self, text: str | bytes, received_ms: int) -> tuple[FrameSeen, list[str]]:
        """Take a frame; return what was seen and the messages to send in answer."""
        frame = codec.decode(text)
        seen = FrameSeen(
            frame["type"], received_ms, frame.get("at_ms", 0), frame.get("board"), frame.get("version"),
            frame.get("code"),
        )  # fmt: skip
        replies: list[str] = []
        held = self.boards.get(frame.get("board", ""))
        if seen.type == "hello":
            self.beat_s, self.retry_after_s, self.moving_s = frame["beat_s"], None, None
        elif seen.type == "retry":
            self.retry_after_s = frame["after_ms"] / 1000
        elif seen.type == "moving":
            self.moving_s = frame["within_ms"] / 1000
        elif held is not None and seen.type == "snapshot":
            self._take_snapshot(held, frame)
        elif held is not None and seen.type == "delta":
            replies = self._take_delta(held, frame)
        elif held is not None and seen.type == "current":
            held.is_behind = False
        return seen, replies

    def _take_snapshot(self, held: FollowedBoard, frame: dict[str, Any]) -> None:
        self.snapshots += 1
        held.epoch, held.version, held.at_ms = frame["epoch"], frame["version"], frame["at_ms"]
        held.data = frame["data"]
        held.is_behind = False

    def _take_delta(self, held: FollowedBoard, frame: dict[str, Any]) -> list[str]:
        if held.data is None or (frame["epoch"], frame["version"]) != (held.epoch, held.version + 1):
            if held.is_behind:
                return []
            self.gaps += 1
            held.is_behind = True
            return [self.subscribe(frame["board"])]
        self.deltas += 1
        held.version, held.at_ms = frame["version"], frame["at_ms"]
        held.data = apply_delta(held.data, frame["data"])
        held.is_behind = False
        return []
