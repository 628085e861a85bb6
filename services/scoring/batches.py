"""Records travel through Faust in batches: each that travels alone costs it more than its fold costs us.

Faust asks a class of ours in which order fetched records come (its setting ``ConsumerScheduler``); ours hands
it batches. A batch says that it is of a topic of which Faust commits nothing. What is committed are the
records: each of them is acknowledged by itself, once all that was sent for it is stored.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import faust
from aiokafka import ConsumerRecord
from faust.types import TP, ConsumerT, EventT, Message, SchemaT
from faust.types.transports import SchedulingStrategyT

from services.scoring.partition import LogRecord

BATCH_MAX: Final = 512
"""Records handed over together; small enough that the heartbeat of the event loop stays even."""
_COMMITTED_BY_RECORD: Final = "batches"

Records = Sequence[LogRecord]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one partition, in the form in which Faust takes one record from its client."""

    partition: int
    offset: int
    """Of the last record."""
    value: Records
    topic: str = _COMMITTED_BY_RECORD
    key: None = None
    headers: None = None
    timestamp: None = None
    timestamp_type: int = 0
    checksum: None = None
    serialized_key_size: int = 0
    serialized_value_size: int = 0


class InBatches(SchedulingStrategyT):
    """Hands over what was fetched, a batch of each partition in turn."""

    def __init__(self) -> None:
        """Nothing is kept from one fetch to the next."""

    def iterate(self, records: Mapping[TP, list[ConsumerRecord]]) -> Iterator[tuple[TP, Batch]]:
        """Yield batches with their partitions."""
        longest = max(map(len, records.values()), default=0)
        for start in range(0, longest, BATCH_MAX):
            for place, fetched in records.items():
                some = fetched[start : start + BATCH_MAX]
                if some:
                    told = [LogRecord(record.offset, record.key, record.value) for record in some]
                    yield place, Batch(place.partition, some[-1].offset, told)


class AsItIs(faust.Schema[None, Records]):
    """Gives a batch to the agent as it came."""

    def loads_value(self, app: Any, message: Message, **_: Any) -> Any:  # noqa: ARG002  # Faust's own names
        """Return the records."""
        return message.value


def schema() -> SchemaT[None, Records]:
    """Return how a topic is read whose records come in batches."""
    return AsItIs()


def records_of(batch: EventT[Records]) -> Records:
    """Return the records that came as ``batch``."""
    return cast(Records, batch.value)


def acknowledge(consumer: ConsumerT, batch: EventT[Records]) -> None:
    """Let the records of ``batch`` be committed."""
    place = batch.message.tp
    for record in records_of(batch):
        consumer.ack(_message(place, record.offset))


def _message(place: TP, offset: int) -> Message:
    """Return a record as Faust notes that it is done."""
    return Message(
        place.topic,
        place.partition,
        offset,
        timestamp=0.0,
        timestamp_type=0,
        headers=None,
        key=None,
        value=None,
        checksum=None,
        serialized_key_size=0,
        serialized_value_size=0,
        tp=place,
    )
