"""Where the log ends: to show that a refusal left it as it was."""

from aiokafka import TopicPartition

from shared.config import KafkaSettings
from shared.kafka import reader
from shared.topics import MARK_ENTRIES, Topic


async def log_ends(servers: str, topic: Topic = MARK_ENTRIES) -> dict[int, int]:
    """Return the end of each partition."""
    settings = KafkaSettings(servers)
    async with reader(settings) as consumer:
        places = [TopicPartition(topic.name, n) for n in range(topic.partitions(settings.partitions))]
        return {place.partition: end for place, end in (await consumer.end_offsets(places)).items()}
