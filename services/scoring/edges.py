"""How scoring reads its log a second time and sends its outputs: plain Kafka clients."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from aiokafka import AIOKafkaProducer, TopicPartition

from services.scoring.partition import LogRecord, Output
from shared.config import KafkaSettings
from shared.kafka import reader, records
from shared.topics import MARK_ENTRIES


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
            async for record in records(consumer, TopicPartition(MARK_ENTRIES.name, partition), start, stop):
                yield LogRecord(record.offset, record.key, record.value)


class Sender:
    """Sends outputs and waits until Kafka has them all."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer

    async def __call__(self, partition: int, outputs: Sequence[Output]) -> None:
        """Send ``outputs``; a topic spread by skill gets them on the partition of the same number."""
        sent = [
            await self._producer.send(
                output.topic.name,
                output.value,
                key=output.key,
                partition=partition if output.topic.spread == "by skill" else 0,
            )
            for output in outputs
        ]
        if sent:
            await asyncio.gather(*sent)
