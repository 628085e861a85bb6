"""The feed of a championship: what changed on its boards since a position, never with a silent gap.

A position says, for each board, which version the reader has; it is made of digests, because a reader gives
it back and never looks into it. A board that began anew is told whole, as on the socket; versions that are
no longer kept are an error, and the reader begins again.
"""

import base64
import binascii
import hashlib
import struct
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from shared import codec
from shared.domain.errors import RuleBroken

_ENTRY: Final = struct.Struct(">4s4sI")
_ENTRIES_MAX: Final = 500

Position = Mapping[bytes, tuple[bytes, int]]
"""By the digest of a board's id: the digest of its epoch, and the version."""


class Standing(NamedTuple):
    """A board as it stands, with the frames that are kept of it, oldest first."""

    board: str
    epoch: str
    version: int
    at_ms: int
    data: bytes
    frames: tuple[bytes, ...] = ()


def token_of(standings: Iterable[Standing]) -> str:
    """Return the token of the position at which a reader has all of ``standings``."""
    entries = (
        _ENTRY.pack(_digest(one.board), _digest(one.epoch), one.version % (1 << 32)) for one in standings
    )
    return base64.urlsafe_b64encode(b"".join(entries)).decode()


def position_of(token: str) -> Position:
    """Return the position that ``token`` names; raises ``RuleBroken("feed_token_malformed")``."""
    try:
        packed = base64.b64decode(token.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as fault:
        raise RuleBroken("feed_token_malformed") from fault
    if len(packed) % _ENTRY.size or len(packed) > _ENTRY.size * _ENTRIES_MAX:
        raise RuleBroken("feed_token_malformed")
    return {board: (epoch, version) for board, epoch, version in _ENTRY.iter_unpack(packed)}


def is_current(standing: Standing, position: Position) -> bool:
    """Say whether a reader at ``position`` has all of the board."""
    return position.get(_digest(standing.board)) == (_digest(standing.epoch), standing.version)


def lines_of(standing: Standing, position: Position) -> list[bytes]:
    """Return the lines that a reader at ``position`` lacks of one board.

    Raises ``RuleBroken("token_too_old")`` where the frames between are no longer kept.
    """
    epoch, version = position.get(_digest(standing.board), (b"", 0))
    if epoch != _digest(standing.epoch):
        return [_snapshot(standing)]
    missing = standing.version - version
    if missing < 0 or missing > len(standing.frames):
        raise RuleBroken("token_too_old")
    return list(standing.frames[len(standing.frames) - missing :])


def last_line(token: str) -> bytes:
    """Return the line that ends an answer: from where to go on."""
    return codec.encode({"type": "position", "since": token})


def _snapshot(standing: Standing) -> bytes:
    frame: dict[str, Any] = {
        "type": "snapshot",
        "board": standing.board,
        "epoch": standing.epoch,
        "version": standing.version,
        "at_ms": standing.at_ms,
        "data": codec.raw(standing.data),
    }
    return codec.encode(frame)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:4]
