from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from faust.types import TP

from services.scoring.batches import BATCH_MAX, AsItIs, Batch, InBatches, acknowledge
from services.scoring.partition import LogRecord

FIRST, SECOND = TP("mark-entries", 0), TP("mark-entries", 1)


@dataclass
class Fetched:
    """A record as Kafka's client gives it."""

    offset: int
    key: bytes = b"cup/testing"
    value: bytes = b"{}"


@dataclass
class FakeConsumer:
    """Remembers what it may commit."""

    acked: list[tuple[TP, int]]

    def ack(self, message: Any) -> bool:
        self.acked.append((message.tp, message.offset))
        return True


def batches(records: dict[TP, list[Any]]) -> list[tuple[TP, Batch]]:
    """Return the batches that are handed over, with their partitions."""
    return list(InBatches().iterate(records))


def offsets(handed: list[tuple[TP, Batch]], place: TP) -> list[int]:
    """Return the offsets that came of one partition, in the order in which they came."""
    return [record.offset for at, batch in handed if at == place for record in batch.value]


def test_every_record_is_handed_over_once_and_in_order() -> None:
    """Nothing of a partition is lost, doubled or overtaken on the way through batches."""
    handed = batches({FIRST: [*map(Fetched, range(3 * BATCH_MAX + 1))], SECOND: [*map(Fetched, (7, 9))]})

    assert [*range(3 * BATCH_MAX + 1)] == offsets(handed, FIRST)
    assert [7, 9] == offsets(handed, SECOND)


def test_a_small_partition_does_not_wait_for_a_large_one() -> None:
    """Partitions take turns, a batch each."""
    handed = batches({FIRST: [*map(Fetched, range(2 * BATCH_MAX))], SECOND: [Fetched(7)]})

    assert [FIRST, SECOND, FIRST] == [place for place, _ in handed]


def test_a_batch_stands_where_its_last_record_stands() -> None:
    """What Faust compares with the end of the log is how far the batch goes, gaps of the log included."""
    handed = batches({SECOND: [*map(Fetched, (7, 9, 12))]})

    assert [(1, 12)] == [(batch.partition, batch.offset) for _, batch in handed]


def test_faust_commits_nothing_of_a_batch_by_itself() -> None:
    """A batch is of no topic that is committed: its offset would commit what is not answered yet."""
    [(place, batch)] = batches({FIRST: [Fetched(0)]})

    assert place.topic != batch.topic


def test_each_record_of_a_batch_is_acknowledged() -> None:
    """What may be committed are the records, at their own places."""
    consumer = FakeConsumer([])
    event = SimpleNamespace(
        message=SimpleNamespace(tp=SECOND), value=[LogRecord(offset, None, None) for offset in (7, 9)]
    )

    acknowledge(consumer, event)  # type: ignore[arg-type]  # as much of them as is looked at

    assert [(SECOND, 7), (SECOND, 9)] == consumer.acked


def test_a_batch_comes_to_the_agent_as_it_is() -> None:
    """Nothing is read into the records on the way."""
    records = [LogRecord(0, b"key", b"\xff")]

    assert records is AsItIs().loads_value(None, SimpleNamespace(value=records))  # type: ignore[arg-type]
