"""The partitions this worker holds: fills gaps from the log, folds batches, drops what is taken away.

State is never stored: it is the fold of the partition itself, rebuilt to its end when the partition is
assigned. Records that Kafka then delivers although they are folded (sent, perhaps, but not yet committed)
are answered again. A gap before a delivered record is filled from the log, silently: what was committed
was sent before.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable, Sequence
from typing import Protocol

from services.scoring.partition import LogRecord, Output, PartitionFold
from shared.clock import Clock


class Log(Protocol):
    """Reads `mark-entries` a second time."""

    async def end(self, partition: int) -> int:
        """Return the offset after the last record of ``partition``."""
        ...

    def read(self, partition: int, start: int, stop: int) -> AsyncIterator[LogRecord]:
        """Yield the records from offset ``start`` up to, not including, ``stop``."""
        ...


class Send(Protocol):
    """Sends outputs in the order of its calls."""

    async def __call__(self, partition: int, outputs: Sequence[Output]) -> Awaitable[object]:
        """Send ``outputs`` of one partition; what is returned is done when every one is acknowledged."""
        ...


class Desk:
    """Folds what is delivered, partition by partition, and sends the outputs."""

    def __init__(self, log: Log, send: Send, clock: Clock) -> None:
        self._log = log
        self._send = send
        self._clock = clock
        self._folds: dict[int, PartitionFold] = {}
        self._locks: dict[int, asyncio.Lock] = {}

    @property
    def partitions(self) -> frozenset[int]:
        """Return the numbers of the partitions whose state is held."""
        return frozenset(self._folds)

    def entries_counted(self) -> int:
        """Return how many entries count, over all skills held."""
        return sum(skill.entries_counted for fold in self._folds.values() for skill in fold.skills.values())

    async def rebuild(self, partition: int) -> None:
        """Fold ``partition`` to its end, silently: what was not sent yet will be delivered again."""
        async with self._lock(partition):
            await self._fold_log(partition, await self._log.end(partition))

    async def handle(self, partition: int, records: Sequence[LogRecord]) -> Awaitable[object]:
        """Fold ``records`` of one partition, in order, and send what they give.

        What is returned is done once Kafka has it. Standings wait for ``tell_standings``, unless an official
        has acted: then they go out at once.
        """
        outputs: list[Output] = []
        async with self._lock(partition):
            for record in records:
                fold = self._folds.get(partition)
                if fold is None or fold.next_offset < record.offset:
                    fold = await self._fold_log(partition, record.offset)
                outputs.extend(fold.fold(record))
                if fold.has_acts_untold:
                    outputs.extend(fold.standings())
            return await self._send(partition, outputs)

    async def tell_standings(self) -> None:
        """Send where forms and skills stand that were touched; returns once Kafka has it.

        To be called a few times a second: a form that many mark at once is told of once. Who dies before has
        told nothing, so whoever holds the partition next tells of all that it has folded.
        """
        for partition in list(self._folds):
            async with self._lock(partition):
                fold = self._folds.get(partition)
                outputs = () if fold is None else fold.standings()
                told = await self._send(partition, outputs) if outputs else None
            if told is not None:
                await told

    async def _fold_log(self, partition: int, until: int) -> PartitionFold:
        """Fold ``partition`` silently up to, not including, offset ``until``."""
        fold = self._folds.get(partition) or PartitionFold(partition, self._clock)
        if fold.next_offset < until:
            async for record in self._log.read(partition, fold.next_offset, until):
                fold.fold(record)
            fold.next_offset = max(fold.next_offset, until)
            fold.has_acts_untold = False  # what is only caught up with is told in its turn
        self._folds[partition] = fold
        return fold

    def _lock(self, partition: int) -> asyncio.Lock:
        return self._locks.setdefault(partition, asyncio.Lock())

    def drop(self, partitions: Iterable[int]) -> None:
        """Forget partitions that were taken away."""
        for partition in partitions:
            self._folds.pop(partition, None)
