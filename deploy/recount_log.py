"""Read the whole log once, from offset 0, and count it again by the recount's own way."""

from typing import Any

from aiokafka import ConsumerRecord

from deploy.recount import Recount
from shared import codec
from shared.codec import NotJson
from shared.config import KafkaSettings
from shared.domain.championship import skill_key
from shared.domain.errors import RuleBroken
from shared.domain.events import command_from_document
from shared.kafka import whole
from shared.topics import MARK_ENTRIES


async def recounted(kafka: KafkaSettings) -> Recount:
    """Return the recount of everything that stands in the log now."""
    count, _ = await read_log(kafka)
    return count


async def read_log(kafka: KafkaSettings) -> tuple[Recount, int]:
    """Return the recount of everything that stands in the log now, and how many records nobody can read."""
    count = Recount()
    unread = 0
    async for record in whole(kafka, MARK_ENTRIES):
        document = _readable(record)
        if document is None:
            unread += 1
        else:
            count.take(document)
    return count, unread


def _readable(record: ConsumerRecord) -> dict[str, Any] | None:
    """Return the document of a record that scoring could read; None for one it has sent to dead-letters.

    What can be read at all is asked of the one reader; what it counts for is reckoned by a way of our own.
    """
    try:
        document: dict[str, Any] = codec.decode(record.value or b"")
        command = command_from_document(document)
    except (NotJson, RuleBroken):
        return None
    is_filed_right = record.key == skill_key(command.championship, command.skill).encode()
    return document if is_filed_right else None
