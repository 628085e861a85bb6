"""Ingest's two ends of Kafka: the producer behind the journal, and the tail of `verdicts`."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, Final

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError, KafkaTimeoutError, MessageSizeTooLargeError

from services.ingest.journal import Place, Unavailable
from shared import codec
from shared.config import KafkaSettings
from shared.domain.errors import RuleBroken
from shared.kafka import Handle, reader
from shared.topics import Topic

log = logging.getLogger(__name__)

APPEND_WAIT_S: Final = 5.0
"""An append takes milliseconds; whoever waits longer is better told to repeat. It may still arrive."""
RECORD_BYTES_MAX: Final = 16 * 1024 * 1024
"""What the topics take."""


class KafkaJournal:
    """Appends through an idempotent producer."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self.broken = asyncio.Event()
        """Set when a delivery failed for good. The producer's numbering then has a gap that the broker would
        refuse for ever, so the process must start again."""
        self._producer = producer

    async def append(self, topic: Topic, key: str, document: Mapping[str, Any]) -> Place:
        """Append ``document`` to the partition of ``key``, and return its place once it is safe there.

        Raises ``Unavailable("log_unavailable")``, ``RuleBroken("body_too_large")``.
        """
        value = codec.encode(document)
        try:
            async with asyncio.timeout(APPEND_WAIT_S):
                sent = await self._producer.send_and_wait(topic.name, value, key.encode())
        except (TimeoutError, KafkaTimeoutError) as late:
            log.warning("the log does not confirm", extra={"topic": topic.name, "key": key})
            raise Unavailable("log_unavailable") from late
        except MessageSizeTooLargeError as fault:
            raise RuleBroken("body_too_large", limit=RECORD_BYTES_MAX) from fault
        except KafkaError as fault:
            log.exception("the log failed", extra={"topic": topic.name, "key": key})
            self.broken.set()
            raise Unavailable("log_unavailable") from fault
        return Place(sent.partition, sent.offset)


class TopicTail:
    """Reads what is added to a topic from now on."""

    def __init__(self, settings: KafkaSettings, topic: Topic, handle: Handle) -> None:
        self.positioned = asyncio.Event()
        """Set once every partition's end has been found: from then on nothing is missed."""
        self._consumer = reader(settings)
        numbers = range(topic.partitions(settings.partitions))
        self._partitions = [TopicPartition(topic.name, number) for number in numbers]
        self._handle = handle

    async def run(self) -> None:
        """Follow for ever; a fault of the world ends it with its exception."""
        await self._consumer.start()
        try:
            self._consumer.assign(self._partitions)
            await self._consumer.seek_to_end(*self._partitions)
            for partition in self._partitions:
                await self._consumer.position(partition)
            self.positioned.set()
            while True:
                for batch in (await self._consumer.getmany(timeout_ms=1000)).values():
                    for record in batch:
                        await self._handle(record)
        finally:
            await self._consumer.stop()
