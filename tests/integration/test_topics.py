from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from shared.config import KafkaSettings
from shared.kafka import connection, ensure_topics
from shared.topics import TOPICS
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


def test_an_acknowledged_mark_is_on_disk_or_on_two_brokers() -> None:
    """Invariant 4: with one broker every record of the truth is flushed, with three two must hold it."""
    truth = next(topic for topic in TOPICS if topic.name == "mark-entries")

    assert ("1", None) == (truth.config(1)["flush.messages"], truth.config(1).get("min.insync.replicas"))
    assert (None, "2") == (truth.config(3).get("flush.messages"), truth.config(3)["min.insync.replicas"])
