"""Keeps the boards in Redis what the topics say: takes records in, writes boards when they are due."""

import asyncio
import logging
from typing import Any, Final, Protocol

from aiokafka import ConsumerRecord
from redis.exceptions import RedisError

from services.leaderboard.pace import Pace, Shown
from services.leaderboard.projection import Projection
from services.leaderboard.store import BoardStore
from services.leaderboard.touched import one_slow_each
from shared import codec
from shared.clock import Clock
from shared.codec import NotJson
from shared.domain.board import Board
from shared.domain.errors import RuleBroken
from shared.domain.publication import AudienceClass
from shared.topics import PUBLICATIONS, TOPICS

_log = logging.getLogger(__name__)
REDIS_RETRY_S: Final = 0.5
REPAIR_INTERVAL_S: Final = 2.0
SHOWN_INTERVAL_S: Final = 0.25
"""How often it is told which marks boards show; whoever tells it to the experts asks as often."""
PROGRESS_INTERVAL_S: Final = 10.0
"""How often progress is told to those who see nothing else: when a mark came tells them nothing (R52)."""
_topic_by_name = {topic.name: topic for topic in TOPICS}


class Ownership(Protocol):
    """Says which boards this instance writes."""

    def is_mine(self, board_id: str) -> bool:
        """Say whether this instance writes the board."""
        ...


class BoardWriter:
    """Folds every record into the projection and writes the boards of this instance."""

    def __init__(
        self,
        projection: Projection,
        store: BoardStore,
        ownership: Ownership,
        pace: Pace,
        audiences: tuple[AudienceClass, ...],
        clock: Clock,
        pace_clock: Clock,
    ) -> None:
        self._projection = projection
        self._store = store
        self._ownership = ownership
        self._pace = pace
        self._audiences = audiences
        self._clock = clock
        self._pace_clock = pace_clock
        self._wake = asyncio.Event()
        self._untold: dict[Shown, dict[str, Any]] = {}
        """Which marks boards have come to show since it was last told."""

    async def handle(self, record: ConsumerRecord) -> None:
        """Take in one record; one that cannot be understood is logged with its place and left out."""
        try:
            document = None if record.value is None else codec.decode(record.value)
            changed = self._projection.fold(
                _topic_by_name[record.topic], (record.key or b"").decode("utf-8", "replace"), document
            )
        except (NotJson, RuleBroken) as fault:
            where = {"topic": record.topic, "partition": record.partition, "offset": record.offset}
            _log.error("a record cannot be understood and is left out: %s", fault, extra=where)
            return
        if record.topic == PUBLICATIONS.name:
            self._pace.hurry(changed)
        if changed:
            self.touch(changed)

    def touch(self, boards: set[Shown]) -> None:
        """Have boards written when they are due."""
        self._pace.touch(boards)
        self._wake.set()

    def touch_all(self) -> None:
        """Have every board compared with what stands in Redis."""
        self._store.forget_shown()
        self.touch({(a, board_id) for a in self._audiences for board_id in self._projection.board_ids()})

    async def write_due(self) -> None:
        """Write the boards that are due now and mine."""
        self._pace.touch(self._projection.advance(self._clock()))
        boards: dict[Shown, Board] = {}
        shown: dict[Shown, dict[str, Any]] = {}
        due, later = one_slow_each(self._pace.take_due(self._pace_clock()), self._projection.is_slow)
        self._pace.touch(later)
        for where in due:
            audience, board_id = where
            if audience not in self._audiences or not self._ownership.is_mine(board_id):
                continue
            # Both as of one moment: nothing is awaited in between.
            board = self._projection.board(board_id, audience)
            marks = self._projection.shown(board_id, audience)
            if board is not None:
                boards[where] = board
            if marks is not None:
                shown[where] = marks._asdict()
        for where in await self._store.write_all(boards, self._clock()):
            self._pace.written(where, self._pace_clock())
        self._untold |= shown

    async def run(self) -> None:
        """Write boards as they fall due, for ever; while Redis is away, try again."""
        while True:
            self._wake.clear()
            try:
                await self.write_due()
            except RedisError as fault:
                _log.warning("Redis does not answer; trying again: %s", fault)
                await asyncio.sleep(REDIS_RETRY_S)
                self.touch_all()
                continue
            try:
                async with asyncio.timeout(self._wait_s()):
                    await self._wake.wait()
            except TimeoutError:
                continue

    def _wait_s(self) -> float | None:
        """Return how long nothing is due: no changed board, nothing that waits for a time."""
        changed_ms, told_ms = self._pace.next_due_ms(), self._projection.next_ms()
        waits_ms = [changed_ms - self._pace_clock()] if changed_ms is not None else []
        waits_ms += [told_ms - self._clock()] if told_ms is not None else []
        return max(min(waits_ms), 0) / 1000 if waits_ms else None

    async def tell_shown(self) -> None:
        """Tell which marks the boards show, as far as this was not told and the boards are mine."""
        is_mine = self._ownership.is_mine
        untold = {where: marks for where, marks in self._untold.items() if is_mine(where[1])}
        self._untold = {}
        try:
            await self._store.tell_shown(untold)
        except RedisError:
            self._untold = untold | self._untold  # the next write meets the same fault and tells

    async def keep_telling_shown(self) -> None:
        """Tell at fixed intervals which marks the boards show, for ever."""
        while True:
            await asyncio.sleep(SHOWN_INTERVAL_S)
            await self.tell_shown()

    async def publish_progress(self) -> None:
        """Tell progress at once and then at fixed intervals, for ever."""
        while True:
            if changed := self._projection.publish_progress():
                self.touch(changed)
            await asyncio.sleep(PROGRESS_INTERVAL_S)

    async def repair(self) -> None:
        """Write again, for ever, what Redis has lost: it may be emptied at any time (invariant 1)."""
        while True:
            await asyncio.sleep(REPAIR_INTERVAL_S)
            try:
                lost = await self._store.forget_lost()
            except RedisError:
                continue  # the next write meets the same fault and tells
            if lost:
                _log.warning("boards that Redis has lost are written again", extra={"boards": len(lost)})
                self.touch(lost)
