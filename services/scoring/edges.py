"""How scoring reads its log a second time and sends its outputs: plain Kafka clients."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterator, Sequence

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.producer.message_accumulator import BatchBuilder

from services.scoring.partition import LogRecord, Output
from shared.config import KafkaSettings
from shared.kafka import reader, records
from shared.topics import MARK_ENTRIES, Topic


class KafkaLog:
    """Reads `mark-entries` outside the group; each read has a consumer of its own."""

    def __init__(self, settings: KafkaSettings) -> None:
        self._settings = settings

    async def end(self, partition: int) -> int:
        """Return the offset after the last record of ``partition``."""
        async with reader(self._settings) as consumer:
            place = TopicPartition(MARK_ENTRIES.name, partition)
            return int((await consumer.end_offsets([place]))[place])

    async def read(self, partition: int, start: int, stop: int) -> AsyncIterator[LogRecord]:
        """Yield the records from offset ``start`` up to, not including, ``stop``."""
        async with reader(self._settings) as consumer:
            place = TopicPartition(MARK_ENTRIES.name, partition)
            async for record in records(consumer, {place: range(start, stop)}):
                yield LogRecord(record.offset, record.key, record.value)


class Sender:
    """Sends outputs in whole batches."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer

    async def __call__(self, partition: int, outputs: Sequence[Output]) -> Awaitable[object]:
        """Send ``outputs``; a topic spread by skill gets them on the partition of the same number."""
        by_topic: dict[Topic, list[Output]] = {}
        for output in outputs:
            by_topic.setdefault(output.topic, []).append(output)
        sent = [
            await self._producer.send_batch(
                batch, topic.name, partition=partition if topic.spread == "by skill" else 0
            )
            for topic, group in by_topic.items()
            for batch in self._batches(group)
        ]
        return asyncio.gather(*sent)

    def _batches(self, outputs: Sequence[Output]) -> Iterator[BatchBuilder]:
        """Yield batches that hold ``outputs`` in order; the first record of a batch always fits."""
        batch = self._producer.create_batch()
        for output in outputs:
            if batch.append(key=output.key, value=output.value, timestamp=None) is None:
                yield batch
                batch = self._producer.create_batch()
                batch.append(key=output.key, value=output.value, timestamp=None)
        yield batch
