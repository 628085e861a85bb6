"""A Kafka with Bayge's topics for one bench alone, gone when the bench is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.embedded.child import StackChild
from shared.config import KafkaSettings

NOTHING_EXTERNAL = {
    "KAFKA_BOOTSTRAP_SERVERS": "",
    "REDIS_URL": "",
    "REDIS_PUBLIC_URL": "",
    "REDIS_VENUE_URL": "",
    "BAYGE_SECRET": "",
}
"""Settings of the machine that would replace a part of the bench's own stack."""


@contextmanager
def own_kafka(folder: Path) -> Iterator[KafkaSettings]:
    """Run Kafka and Valkey on data in ``folder``."""
    stack = StackChild(folder / "var", ("--port", "0", "--only", "kafka,valkey"), NOTHING_EXTERNAL)
    stack.start()
    try:
        yield KafkaSettings(stack.wait_ready().addresses.kafka)
    finally:
        stack.stop()
