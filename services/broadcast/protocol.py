"""What one viewer may say, and what it leads to: no socket, no clock, no board.

``Conversation.hear`` takes a message as it came from the socket and returns one step. Whose fault is never in
doubt: a ``Refusal`` is answered and the socket stays, a ``Goodbye`` closes it with a numbered code.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from services.broadcast.frames import Position, error_frame
from shared import codec
from shared.tokens import Grant

MESSAGE_BYTES_MAX: Final = 4096
"""The longest useful message, a resume, has about 300 bytes."""
BOARDS_MAX: Final = 64
"""Twice the boards of a championship with 30 skills."""
BOARD_ID_LENGTH_MAX: Final = 200
BURST_MESSAGES: Final = 2 * BOARDS_MAX
"""A page that comes back may leave and follow every board at once."""
MESSAGES_PER_S: Final = 10


class CloseCode(IntEnum):
    """Why the gateway closes a socket: 4000-4099 come back, 4100-4199 do not."""

    RESTARTING = 4000
    TOO_SLOW = 4001
    FULL = 4002
    BUSY = 4003
    SILENT = 4004
    TOKEN_EXPIRED = 4005
    BAD_MESSAGE = 4100
    MESSAGE_TOO_BIG = 4101
    TOO_MANY_MESSAGES = 4102
    ORIGIN_NOT_ALLOWED = 4103
    NOT_ALLOWED = 4104


@dataclass(frozen=True, slots=True)
class Subscribe:
    """The viewer follows ``board``; ``position`` is what they already have, None when nothing."""

    board: str
    position: Position | None


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """The viewer no longer follows ``board``."""

    board: str


@dataclass(frozen=True, slots=True)
class Enter:
    """The viewer shows a token, for boards that are not public."""

    token: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """The message was understood and is refused; the socket stays open."""

    frame: bytes


@dataclass(frozen=True, slots=True)
class Goodbye:
    """The socket is to be closed, after ``frame`` where there is one."""

    code: CloseCode
    reason: str
    frame: bytes | None = None


Request = Subscribe | Unsubscribe | Enter
Step = Request | Refusal | Goodbye


Allowed = Callable[[Grant | None, str], bool]


def everybody(_grant: Grant | None, _board: str) -> bool:
    """Say yes: who serves the public serves everybody."""
    return True


class BadMessage(ValueError):
    """The viewer's message breaks the protocol; the text says how."""


def read_message(message: str | bytes) -> Request:
    """Return what a viewer's message asks; raises ``BadMessage``."""
    if isinstance(message, bytes):
        raise BadMessage("send JSON in text frames, not binary frames")
    try:
        said = codec.decode(message)
    except codec.NotJson as fault:
        raise BadMessage("this is not JSON") from fault
    if not isinstance(said, dict):
        raise BadMessage("a message is a JSON object")
    match said.get("op"):
        case "subscribe":
            return subscription(said.get("board"), said.get("epoch"), said.get("version"))
        case "unsubscribe":
            return Unsubscribe(_board(said.get("board")))
        case "enter":
            return _enter(said.get("token"))
        case _:
            raise BadMessage("op must be subscribe, unsubscribe or enter")


def _enter(token: object) -> Enter:
    if not isinstance(token, str):
        raise BadMessage("token must be a text")
    return Enter(token)


def subscription(board: object, epoch: object, version: object) -> Subscribe:
    """Return the subscription to ``board`` of a viewer who has what the others say; raises ``BadMessage``."""
    return Subscribe(_board(board), _position(epoch, version))


def _board(board: object) -> str:
    if not isinstance(board, str) or not 1 <= len(board) <= BOARD_ID_LENGTH_MAX:
        raise BadMessage(f"board must be a text of 1 to {BOARD_ID_LENGTH_MAX} characters")
    return board


def _position(epoch: object, version: object) -> Position | None:
    if epoch is None and version is None:
        return None
    if not isinstance(epoch, str) or type(version) is not int or version < 0:
        raise BadMessage("epoch (a text) and version (a whole number) come together")
    return Position(epoch, version)


class Conversation:
    """What one viewer follows and how much they may still say."""

    __slots__ = ("_allowance", "_heard_s", "boards", "grant")

    def __init__(self, now_s: float) -> None:
        self.boards: set[str] = set()
        """The boards the viewer follows, known to us or not; changed by ``hear`` only."""
        self.grant: Grant | None = None
        """Set when they have shown a token that is good."""
        self._allowance: float = BURST_MESSAGES
        self._heard_s = now_s

    def hear(self, message: str | bytes, now_s: float, allowed: Allowed = everybody) -> Step:
        """Return the step that ``message``, come at ``now_s`` of a clock that only goes forward, leads to.

        ``allowed`` says whether the bearer of a grant, or of none, may follow a board.
        """
        if (spoken_too_much := self.hear_noise(1, now_s)) is not None:
            return spoken_too_much
        size = len(message if isinstance(message, bytes) else message.encode())
        if size > MESSAGE_BYTES_MAX:
            return Goodbye(CloseCode.MESSAGE_TOO_BIG, f"a message has at most {MESSAGE_BYTES_MAX} bytes")
        try:
            step = read_message(message)
        except BadMessage as fault:
            return Goodbye(CloseCode.BAD_MESSAGE, str(fault), error_frame("bad_message", str(fault)))
        return self.take(step, allowed)

    def hear_noise(self, frames: int, now_s: float) -> Goodbye | None:
        """Count ``frames`` that came, whatever they say; return the goodbye where they are too many."""
        refilled = self._allowance + (now_s - self._heard_s) * MESSAGES_PER_S
        self._allowance = min(BURST_MESSAGES, refilled) - frames
        self._heard_s = now_s
        if self._allowance >= 0:
            return None
        return Goodbye(CloseCode.TOO_MANY_MESSAGES, f"more than {MESSAGES_PER_S} messages a second")

    def take(self, step: Request, allowed: Allowed = everybody) -> Step:
        """Return what becomes of ``step``: itself, or a refusal."""
        if isinstance(step, Unsubscribe):
            self.boards.discard(step.board)
        elif isinstance(step, Subscribe):
            if not allowed(self.grant, step.board):
                detail = "a token that allows this board comes first"
                return Refusal(error_frame("not_allowed", detail, step.board))
            if len(self.boards) >= BOARDS_MAX and step.board not in self.boards:
                detail = f"one socket follows at most {BOARDS_MAX} boards"
                return Refusal(error_frame("too_many_boards", detail, step.board))
            self.boards.add(step.board)
        return step
