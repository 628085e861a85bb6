"""Boards in Redis: board, version, epoch and history change in one atomic step, then the frame is published.

The version is compared and set, so that of two writers (while partitions move) only one succeeds, and the
other learns the board as it is now. A board remembers which run of the server it was written to: after a
restart Redis may have lost its last second, and versions that viewers have seen must not be given out twice,
so such a board begins a new epoch. So does one that takes something away from its audience (a policy became
stricter, a name was erased): the frames kept for those who were away would still tell it.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from redis.asyncio import Redis

from shared import codec, keys
from shared.domain.board import Board, Delta, board_delta, takes_away
from shared.domain.publication import AudienceClass

HISTORY_MAX: Final = 128
"""Frames kept per board: at 50 a second, what a viewer missed in the last two and a half seconds at least."""

_WRITE: Final = """
local epoch = redis.call('HGET', KEYS[1], 'epoch') or ''
local version = redis.call('HGET', KEYS[1], 'version') or ''
if epoch ~= ARGV[1] or version ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'epoch', ARGV[3], 'version', ARGV[4], 'at_ms', ARGV[5], 'data', ARGV[6],
  'run', ARGV[11])
if ARGV[8] == 'delta' then
  redis.call('RPUSH', KEYS[2], ARGV[7])
  redis.call('LTRIM', KEYS[2], -tonumber(ARGV[9]), -1)
else
  redis.call('DEL', KEYS[2])
end
redis.call('SADD', KEYS[3], ARGV[10])
redis.call('PUBLISH', KEYS[4], ARGV[7])
return 1
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """A board as it stands in Redis."""

    epoch: str
    version: int
    board: Board
    is_doubtful: bool = False
    """Written to an earlier run of the server, so what was written after it may be lost."""


class BoardStore:
    """The only writer of boards."""

    def __init__(self, redis: Redis, new_epoch: Callable[[], str] = lambda: secrets.token_hex(4)) -> None:
        self._redis = redis
        self._new_epoch = new_epoch
        self._write = redis.register_script(_WRITE)
        self._known: dict[tuple[AudienceClass, str], Stored | None] = {}
        """What this process last saw or wrote; None when Redis had no such board."""
        self._shown: dict[tuple[AudienceClass, str], dict[str, Any]] = {}
        """Which marks this process last said to be shown."""
        self._server_run = ""
        """Names the run of the server; asked whenever a board is loaded."""

    async def write(self, audience: AudienceClass, board_id: str, board: Board, at_ms: int) -> bool:
        """Make ``board`` the newest version; return False when it is already what stands there.

        Another writer's version is taken in and built upon. Raises the client's errors when Redis is away.
        """
        where = (audience, board_id)
        while True:
            if where not in self._known:
                self._known[where] = await self._load(audience, board_id)
            old = self._known[where]
            delta = None if old is None or old.is_doubtful else _told(old.board, board)
            if delta == {}:
                return False
            epoch, version = self._new_epoch(), 1
            if old is not None and delta is not None:
                epoch, version = old.epoch, old.version + 1
            frame: dict[str, Any] = {
                "type": "snapshot" if delta is None else "delta",
                "board": board_id,
                "epoch": epoch,
                "version": version,
                "at_ms": at_ms,
                "data": board if delta is None else delta,
            }
            if await self._swap(audience, board_id, old, frame, board):
                self._known[where] = Stored(epoch, version, board)
                return True
            self._known.pop(where, None)

    async def tell_shown(self, audience: AudienceClass, board_id: str, shown: dict[str, Any]) -> None:
        """Say to those who mark which marks the board shows, once it does."""
        where = (audience, board_id)
        if self._shown.get(where) != shown:
            field = keys.shown_field(audience, board_id)
            await self._redis.hset(keys.SHOWN, field, codec.encode(shown))
            self._shown[where] = shown

    def forget_shown(self) -> None:
        """Say again with the next versions what is shown: another writer or a loss may have come between."""
        self._shown.clear()

    async def forget_lost(self) -> set[tuple[AudienceClass, str]]:
        """Return the boards that do not stand in Redis as this process last wrote them, and forget them."""
        known = [(where, stored) for where, stored in self._known.items() if stored is not None]
        pipeline = self._redis.pipeline(transaction=False)
        for (audience, board_id), _ in known:
            pipeline.hmget(keys.board(audience, board_id), "epoch", "version")
        found = await pipeline.execute()
        lost = {
            where
            for (where, stored), (epoch, version) in zip(known, found, strict=True)
            if (epoch, version) != (stored.epoch.encode(), str(stored.version).encode())
            and self._known.get(where) is stored  # else it was written while we asked
        }
        for where in lost:
            self._known.pop(where, None)
            self._shown.pop(where, None)
        return lost

    async def _load(self, audience: AudienceClass, board_id: str) -> Stored | None:
        told: dict[str, Any] = await self._redis.info("server")
        self._server_run = str(told["run_id"])
        found: dict[Any, Any] = await self._redis.hgetall(keys.board(audience, board_id))
        if not found:
            return None
        return Stored(
            found[b"epoch"].decode(),
            int(found[b"version"]),
            codec.decode(found[b"data"]),
            is_doubtful=found.get(b"run", b"").decode() != self._server_run,
        )

    async def _swap(
        self,
        audience: AudienceClass,
        board_id: str,
        old: Stored | None,
        frame: dict[str, object],
        board: Board,
    ) -> bool:
        names = (
            keys.board(audience, board_id),
            keys.history(audience, board_id),
            keys.boards(audience),
            keys.live(audience, board_id),
        )
        arguments: tuple[Any, ...] = (
            old.epoch if old else "",
            old.version if old else "",
            frame["epoch"],
            frame["version"],
            frame["at_ms"],
            codec.encode(board),
            codec.encode(frame),
            frame["type"],
            HISTORY_MAX,
            board_id,
            self._server_run,
        )
        return bool(await self._write(keys=names, args=arguments))


def _told(old: Board, new: Board) -> Delta | None:
    """Return the difference that viewers are told; None when they must get the whole board anew."""
    if old["kind"] != new["kind"]:
        return None
    delta = board_delta(old, new)
    return None if takes_away(old, delta) else delta
