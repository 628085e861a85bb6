import pytest
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaTimeoutError

from shared.config import KafkaSettings
from shared.kafka import connection, ensure_topics, producer, records, whole
from shared.topics import DEAD_LETTERS, PUBLICATIONS, TOPICS, Topic
from tests.stack import RunningStack


async def test_every_topic_is_as_the_table_says(stores: RunningStack) -> None:
    """Partitions and settings as Kafka itself tells them; creating again creates nothing."""
    settings = KafkaSettings(stores.kafka)
    assert [] == await ensure_topics(settings)
    admin = AIOKafkaAdminClient(**connection(settings))
    await admin.start()

    described = await admin.describe_topics([topic.name for topic in TOPICS])
    asked = [ConfigResource(ConfigResourceType.TOPIC, topic.name) for topic in TOPICS]
    answers = await admin.describe_configs(asked)
    await admin.close()

    partitions = {topic["topic"]: len(topic["partitions"]) for topic in described}
    assert {topic.name: topic.partitions(settings.partitions) for topic in TOPICS} == partitions
    for topic in TOPICS:
        told = {
            row[0]: row[1]
            for answer in answers
            for resource in answer.resources
            if resource[3] == topic.name
            for row in resource[4]
        }
        assert topic.config(replication=1).items() <= told.items(), topic.name


async def told(settings: KafkaSettings, topic: Topic) -> list[tuple[int, bytes]]:
    """Return partition and value of all that stands in ``topic``."""
    return [(record.partition, record.value) async for record in whole(settings, topic)]


async def test_a_topic_is_read_to_its_end_and_no_further(stores: RunningStack) -> None:
    """Empty or not, on however many partitions, the reading ends, and what comes later is left out."""
    settings = KafkaSettings(stores.kafka)
    numbers = range(DEAD_LETTERS.partitions(settings.partitions))
    before = await told(settings, DEAD_LETTERS)
    sender = producer(settings)
    await sender.start()
    for value in (b"1", b"2"):
        for number in numbers:
            await sender.send_and_wait(DEAD_LETTERS.name, value, partition=number)
    await sender.stop()

    now = await told(settings, DEAD_LETTERS)

    for number in numbers:
        of_it = [value for partition, value in now if partition == number]
        assert [b"1", b"2"] == of_it[-2:]
    assert len(before) + 2 * len(numbers) == len(now)
    assert await told(settings, PUBLICATIONS) == await told(settings, PUBLICATIONS)


class StuckConsumer:
    """Gets nothing, and never moves on."""

    def assign(self, places: list[TopicPartition]) -> None:
        self.assigned = places

    def seek(self, place: TopicPartition, offset: int) -> None:
        self.sought = (place, offset)

    async def getmany(self, timeout_ms: int) -> dict[TopicPartition, list[object]]:
        return {}

    async def position(self, place: TopicPartition) -> int:
        return 0


async def test_a_reading_that_gets_nothing_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for the end of a log must hear that it does not come."""
    monkeypatch.setattr("shared.kafka.STALLED_S", -1)
    reading = records(StuckConsumer(), {TopicPartition("t", 0): range(3)})  # type: ignore[arg-type]

    with pytest.raises(KafkaTimeoutError):
        await anext(reading)


def test_an_acknowledged_mark_is_on_disk_or_on_two_brokers() -> None:
    """Invariant 4: with one broker every record of the truth is flushed, with three two must hold it."""
    truth = next(topic for topic in TOPICS if topic.name == "mark-entries")

    assert ("1", None) == (truth.config(1)["flush.messages"], truth.config(1).get("min.insync.replicas"))
    assert (None, "2") == (truth.config(3).get("flush.messages"), truth.config(3)["min.insync.replicas"])
