"""Kafka as Bayge uses it: how to connect, make the topics, read a topic from its beginning."""

import asyncio
import functools
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaTimeoutError, TopicAlreadyExistsError, for_code
from aiokafka.partitioner import murmur2

from shared.config import KafkaSettings
from shared.topics import TOPICS, Topic

Handle = Callable[[ConsumerRecord], Awaitable[None]]

_GATHERED_BYTES: Final = 1024 * 1024
"""To a patient reader, so much at once is given out without waiting for more."""
STALLED_S: Final = 30
"""A read of what is there already that gets nothing for so long gets nothing more."""


def connection(settings: KafkaSettings) -> dict[str, Any]:
    """Return the arguments with which every client of aiokafka reaches the brokers."""
    arguments: dict[str, Any] = {
        "bootstrap_servers": settings.bootstrap_servers,
        "security_protocol": settings.security_protocol,
    }
    if settings.security_protocol.endswith("SSL"):
        arguments["ssl_context"] = ssl.create_default_context(cafile=settings.ca_file)
    if settings.security_protocol.startswith("SASL"):
        arguments |= {
            "sasl_mechanism": settings.sasl_mechanism,
            "sasl_plain_username": settings.sasl_username,
            "sasl_plain_password": settings.sasl_password,
        }
    return arguments


def producer(settings: KafkaSettings, linger_ms: int = 0) -> AIOKafkaProducer:
    """Return a producer whose records are acknowledged by all replicas and never doubled by a retry."""
    return AIOKafkaProducer(
        **connection(settings),
        acks="all",
        enable_idempotence=True,
        linger_ms=linger_ms,
        max_batch_size=256 * 1024,
        max_request_size=16 * 1024 * 1024,
    )


async def ensure_topics(settings: KafkaSettings) -> list[str]:
    """Create the topics of the table that are not there yet; return their names."""
    admin = AIOKafkaAdminClient(**connection(settings))
    await admin.start()
    try:
        existing = set(await admin.list_topics())
        missing = [topic for topic in TOPICS if topic.name not in existing]
        response = await admin.create_topics([_new_topic(topic, settings) for topic in missing])
    finally:
        await admin.close()
    for name, code, *_ in response.topic_errors:
        if code and for_code(code) is not TopicAlreadyExistsError:
            raise for_code(code)(name)
    return [topic.name for topic in missing]


def _new_topic(topic: Topic, settings: KafkaSettings) -> NewTopic:
    return NewTopic(
        name=topic.name,
        num_partitions=topic.partitions(settings.partitions),
        replication_factor=settings.replication,
        topic_configs={**topic.config(settings.replication), "max.message.bytes": str(16 * 1024 * 1024)},
    )


def reader(settings: KafkaSettings, *, is_patient: bool = False) -> AIOKafkaConsumer:
    """Return a consumer of no group, for partitions assigned by hand, that starts at the earliest record.

    For a patient one Kafka lets records come together, for as long as it would wait for the first.
    """
    return AIOKafkaConsumer(
        **connection(settings),
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_min_bytes=_GATHERED_BYTES if is_patient else 1,
        fetch_max_wait_ms=50,
        max_partition_fetch_bytes=16 * 1024 * 1024,
    )


async def records(
    consumer: AIOKafkaConsumer, spans: Mapping[TopicPartition, range]
) -> AsyncIterator[ConsumerRecord]:
    """Yield the records of each partition whose offsets are in its span, each partition's in their order.

    ``consumer`` is a ``reader`` that serves this alone, and this once: aiokafka may wait for ever in ``stop``
    where partitions were assigned a second time. Ends when every position has reached the end of its span, so
    offsets that compaction took away are no hindrance. Raises ``KafkaTimeoutError`` when nothing moves on.
    """
    loop = asyncio.get_running_loop()
    consumer.assign(list(spans))
    for partition, span in spans.items():
        consumer.seek(partition, span.start)
    waiting, moved_s = {partition for partition, span in spans.items() if span}, loop.time()
    while waiting:
        for partition, batch in (await consumer.getmany(timeout_ms=200)).items():
            moved_s = loop.time()
            for record in batch:
                if record.offset in spans[partition]:
                    yield record
        waiting = {place for place in waiting if await consumer.position(place) < spans[place].stop}
        if waiting and loop.time() > moved_s + STALLED_S:
            raise KafkaTimeoutError(f"no record came for {STALLED_S} s, but there are more")


async def whole(settings: KafkaSettings, topic: Topic) -> AsyncIterator[ConsumerRecord]:
    """Yield all that stands in ``topic`` now, each partition's records in their order.

    Raises what the client raises when Kafka cannot be reached, and what ``records`` raises.
    """
    places = [TopicPartition(topic.name, number) for number in range(topic.partitions(settings.partitions))]
    consumer = reader(settings)
    try:
        await consumer.start()
        ends = await consumer.end_offsets(places)
        async for record in records(consumer, {place: range(ends[place]) for place in places}):
            yield record
    finally:
        await consumer.stop()


class Follower:
    """Reads whole topics from the beginning and then goes on, in the background.

    For topics that every instance must know entirely (catalogue, people, ...). ``caught_up`` is set once
    all that was there at the start has been handled.
    """

    def __init__(
        self, settings: KafkaSettings, topics: tuple[Topic, ...], handle: Handle, *, is_patient: bool = False
    ) -> None:
        """``is_patient``: records may be handled a blink later, so that many cost little more than one."""
        self.caught_up = asyncio.Event()
        self.positions: dict[TopicPartition, int] = {}
        """The offset after the last record handled, by partition."""
        self._consumer = reader(settings, is_patient=is_patient)
        self._partitions = [
            TopicPartition(topic.name, number)
            for topic in topics
            for number in range(topic.partitions(settings.partitions))
        ]
        self._handle = handle

    async def run(self) -> None:
        """Follow for ever; a fault of the world ends it with its exception."""
        await self._consumer.start()
        try:
            self._consumer.assign(self._partitions)
            ends = await self._consumer.end_offsets(self._partitions)
            await self._consumer.seek_to_beginning(*self._partitions)
            while True:
                batches = await self._consumer.getmany(timeout_ms=200)
                for partition, batch in batches.items():
                    for record in batch:
                        await self._handle(record)
                        self.positions[partition] = record.offset + 1
                if not self.caught_up.is_set():
                    positions = [await self._consumer.position(p) for p in self._partitions]
                    if all(at >= ends[p] for at, p in zip(positions, self._partitions, strict=True)):
                        self.caught_up.set()
        finally:
            await self._consumer.stop()


@functools.lru_cache(4096)
def partition_of(key: str, count: int) -> int:
    """Return the partition of ``count`` on which Kafka's clients put records with ``key``."""
    return int(murmur2(key.encode()) & 0x7FFFFFFF) % count
