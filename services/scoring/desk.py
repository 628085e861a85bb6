"""The partitions this worker holds: fills gaps from the log, folds batches, drops what is taken away.

State is never stored: it is the fold of the partition itself, rebuilt to its end when the partition is
assigned. Records that Kafka then delivers although they are folded (sent, perhaps, but not yet committed)
are answered again. A gap before a delivered record is filled from the log, silently: what was committed
was sent before.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
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
    """Sends outputs and returns when every one is acknowledged."""

    async def __call__(self, partition: int, outputs: Sequence[Output]) -> None:
        """Send ``outputs`` of one partition."""
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

    async def rebuild(self, partition: int, stop: int | None = None) -> None:
        """Fold ``partition`` silently up to, not including, offset ``stop``: to its end, when not given."""
        async with self._locks.setdefault(partition, asyncio.Lock()):
            until = await self._log.end(partition) if stop is None else stop
            fold = self._folds.get(partition) or PartitionFold(partition, self._clock)
            if fold.next_offset < until:
                async for record in self._log.read(partition, fold.next_offset, until):
                    fold.fold(record)
                fold.next_offset = max(fold.next_offset, until)
                fold.forget_standings()
            self._folds[partition] = fold

    async def handle(self, partition: int, records: Sequence[LogRecord]) -> None:
        """Fold ``records`` of one partition, in order, and send what they give."""
        outputs: list[Output] = []
        for record in records:
            fold = self._folds.get(partition)
            if fold is None or fold.next_offset < record.offset:
                outputs.extend([] if fold is None else fold.standings())
                await self.rebuild(partition, record.offset)
                fold = self._folds[partition]
            outputs.extend(fold.fold(record))
        outputs.extend(self._folds[partition].standings() if records else [])
        await self._send(partition, outputs)

    def drop(self, partitions: Iterable[int]) -> None:
        """Forget partitions that were taken away."""
        for partition in partitions:
            self._folds.pop(partition, None)
