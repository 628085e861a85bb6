"""Stand-ins for Kafka and Redis that keep their promises and nothing more."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence

from services.scoring.partition import LogRecord, Output
from shared.topics import Topic


class FakeKafka:
    """Topics of one partition in memory; what was sent stays, in order, duplicates included."""

    def __init__(self) -> None:
        self.topics: dict[str, list[tuple[bytes, bytes | None]]] = {}

    def append(self, topic: Topic, key: bytes, value: bytes | None) -> int:
        """Append a record and return its offset."""
        records = self.topics.setdefault(topic.name, [])
        records.append((key, value))
        return len(records) - 1

    def records(self, topic: Topic, start: int = 0) -> list[tuple[int, bytes, bytes | None]]:
        """Return offset, key and value of every record from ``start`` on."""
        held = self.topics.get(topic.name, [])
        return [(offset, *held[offset]) for offset in range(start, len(held))]


class FakeLog:
    """`mark-entries` as scoring reads it a second time."""

    def __init__(self, kafka: FakeKafka, topic: Topic) -> None:
        self._kafka = kafka
        self._topic = topic

    async def end(self, partition: int) -> int:
        """Return the offset after the last record."""
        return len(self._kafka.topics.get(self._topic.name, []))

    async def read(self, partition: int, start: int, stop: int) -> AsyncIterator[LogRecord]:
        """Yield the records of a stretch."""
        for offset, key, value in self._kafka.records(self._topic, start)[: stop - start]:
            yield LogRecord(offset, key, value)


class Crash(Exception):
    """The process dies here."""


class FakeSend:
    """Sends to the fake Kafka; told to crash, it sends only a part and dies."""

    def __init__(self, kafka: FakeKafka) -> None:
        self._kafka = kafka
        self.crash_after: int | None = None
        """How many more outputs are sent before the process dies; None means it lives."""

    async def __call__(self, partition: int, outputs: Sequence[Output]) -> Awaitable[object]:
        """Append ``outputs``; they are acknowledged at once."""
        for output in outputs:
            if self.crash_after is not None:
                if self.crash_after == 0:
                    raise Crash
                self.crash_after -= 1
            self._kafka.append(output.topic, output.key, output.value)
        return asyncio.sleep(0)
