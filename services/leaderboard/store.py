"""Boards in Redis: board, version, epoch and history change in one atomic step, then the frame is published.

The version is compared and set, so that of two writers (while partitions move) only one succeeds, and the
other learns the board as it is now. A board remembers which run of the server it was written to: after a
restart Redis may have lost its last second, and versions that viewers have seen must not be given out twice,
so such a board begins a new epoch. So does one that takes something away from its audience (a policy became
stricter, a name was erased): the frames kept for those who were away would still tell it.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from redis.asyncio import Redis
from redis.exceptions import NoScriptError

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
_WRITE_SHA: Final = hashlib.sha1(_WRITE.encode(), usedforsecurity=False).hexdigest()
"""By which the server knows the script."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A board as it stands in Redis."""

    epoch: str
    version: int
    board: Board
    is_doubtful: bool = False
    """Written to an earlier run of the server, so what was written after it may be lost."""


Where = tuple[AudienceClass, str]
"""A board as one audience sees it."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One version of one board, on its way to Redis."""

    where: Where
    old: Stored | None
    new: Stored
    frame: dict[str, Any]


class BoardStore:
    """The only writer of boards; all that are due go to Redis in one turn."""

    def __init__(self, redis: Redis, new_epoch: Callable[[], str] = lambda: secrets.token_hex(4)) -> None:
        self._redis = redis
        self._new_epoch = new_epoch
        self._known: dict[Where, Stored | None] = {}
        """What this process last saw or wrote; None when Redis had no such board."""
        self._shown: dict[Where, dict[str, Any]] = {}
        """Which marks this process last said to be shown."""
        self._under_way: set[Where] = set()
        """Boards of which a version has been sent that Redis has not answered yet."""
        self._server_run = ""
        """Names the run of the server; asked whenever a board is loaded."""

    async def write(self, audience: AudienceClass, board_id: str, board: Board, at_ms: int) -> bool:
        """Make ``board`` the newest version; return False when it is already what stands there."""
        return bool(await self.write_all({(audience, board_id): board}, at_ms))

    async def write_all(self, boards: Mapping[Where, Board], at_ms: int) -> set[Where]:
        """Make each of ``boards`` the newest version; return those that were not what stands there already.

        Another writer's version is taken in and built upon. Raises the client's errors when Redis is away.
        """
        written: set[Where] = set()
        left = dict(boards)
        while left:
            await self._load(where for where in left if where not in self._known)
            steps = [step for where, board in left.items() if (step := self._step(where, board, at_ms))]
            left = {}
            for step, is_written in zip(steps, await self._swap(steps), strict=True):
                if is_written:
                    self._known[step.where] = step.new
                    written.add(step.where)
                else:
                    self._known.pop(step.where, None)
                    left[step.where] = boards[step.where]
        return written

    def _step(self, where: Where, board: Board, at_ms: int) -> _Step | None:
        """Return the next version; None when ``board`` is what stands there."""
        old = self._known[where]
        delta = None if old is None or old.is_doubtful else _told(old.board, board)
        if delta == {}:
            return None
        epoch, version = self._new_epoch(), 1
        if old is not None and delta is not None:
            epoch, version = old.epoch, old.version + 1
        frame = {
            "type": "snapshot" if delta is None else "delta",
            "board": where[1],
            "epoch": epoch,
            "version": version,
            "at_ms": at_ms,
            "data": board if delta is None else delta,
        }
        return _Step(where, old, Stored(epoch, version, board), frame)

    async def tell_shown(self, shown: Mapping[Where, dict[str, Any]]) -> None:
        """Say to those who mark which marks the boards show, once they do."""
        news = {where: marks for where, marks in shown.items() if self._shown.get(where) != marks}
        if news:
            pairs = ((keys.shown_field(*where), codec.encode(marks)) for where, marks in news.items())
            await self._redis.hset(keys.SHOWN, items=[part for pair in pairs for part in pair])
            self._shown |= news

    def forget_shown(self) -> None:
        """Say again with the next versions what is shown: another writer or a loss may have come between."""
        self._shown.clear()

    async def forget_lost(self) -> set[Where]:
        """Return the boards that do not stand in Redis as this process last wrote them, and forget them.

        Redis may have a version that it has not answered yet, and be right: such a board waits for the next
        time.
        """
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
            and where not in self._under_way  # or is being written
        }
        for where in lost:
            self._known.pop(where, None)
            self._shown.pop(where, None)
        return lost

    async def _load(self, places: Iterable[Where]) -> None:
        for audience, board_id in list(places):
            told: dict[str, Any] = await self._redis.info("server")
            self._server_run = str(told["run_id"])
            found: dict[Any, Any] = await self._redis.hgetall(keys.board(audience, board_id))
            self._known[audience, board_id] = self._stored(found) if found else None

    def _stored(self, found: Mapping[bytes, bytes]) -> Stored:
        return Stored(
            found[b"epoch"].decode(),
            int(found[b"version"]),
            codec.decode(found[b"data"]),
            is_doubtful=found.get(b"run", b"").decode() != self._server_run,
        )

    async def _swap(self, steps: Sequence[_Step]) -> list[bool]:
        """Write each version where the one before it still stands; return which were written."""
        self._under_way = {step.where for step in steps}
        try:
            return await self._answered(steps)
        finally:
            self._under_way = set()

    async def _answered(self, steps: Sequence[_Step]) -> list[bool]:
        answers = await self._run(steps)
        if any(isinstance(answer, NoScriptError) for answer in answers):
            # A server that has forgotten its scripts has done nothing of this; a step done twice is refused.
            await self._redis.script_load(_WRITE)
            answers = await self._run(steps)
        for answer in answers:
            if isinstance(answer, Exception):
                raise answer
        return [bool(answer) for answer in answers]

    async def _run(self, steps: Sequence[_Step]) -> list[Any]:
        pipeline = self._redis.pipeline(transaction=False)
        for step in steps:
            names, arguments = _names(step.where), self._arguments(step)
            pipeline.evalsha(_WRITE_SHA, len(names), *names, *arguments)
        answers: list[Any] = await pipeline.execute(raise_on_error=False)
        return answers

    def _arguments(self, step: _Step) -> tuple[Any, ...]:
        old, new = step.old, step.new
        return (
            old.epoch if old else "",
            old.version if old else "",
            new.epoch,
            new.version,
            step.frame["at_ms"],
            codec.encode(new.board),
            codec.encode(step.frame),
            step.frame["type"],
            HISTORY_MAX,
            step.where[1],
            self._server_run,
        )


def _names(where: Where) -> tuple[str, ...]:
    """Return the keys that change with a board, in the order of the script."""
    return keys.board(*where), keys.history(*where), keys.boards(where[0]), keys.live(*where)


def _told(old: Board, new: Board) -> Delta | None:
    """Return the difference that viewers are told; None when they must get the whole board anew."""
    if old["kind"] != new["kind"]:
        return None
    delta = board_delta(old, new)
    return None if takes_away(old, delta) else delta
