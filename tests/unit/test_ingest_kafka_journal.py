"""What ingest makes of Kafka's answers: a place, a plea to repeat, or the end of the process."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import KafkaTimeoutError, MessageSizeTooLargeError, OutOfOrderSequenceNumber

from services.ingest.journal import Place, Unavailable
from services.ingest.kafka_journal import KafkaJournal
from shared.domain.errors import RuleBroken
from shared.topics import MARK_ENTRIES


class Producer:
    """Answers as told."""

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.sent: list[tuple[object, ...]] = []

    async def send_and_wait(self, *record: object) -> Any:
        self.sent.append(record)
        if self.answer is None:
            await asyncio.Event().wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def test_an_append_returns_the_place() -> None:
    """Topic, JSON and key go to Kafka; partition and offset come back."""
    producer = Producer(SimpleNamespace(partition=4, offset=17))

    assert Place(4, 17) == await KafkaJournal(producer).append(MARK_ENTRIES, "cup/testing", {"v": 1})
    assert [("mark-entries", b'{"v":1}', b"cup/testing")] == producer.sent


@pytest.mark.parametrize("answer", [None, KafkaTimeoutError()])
async def test_silence_is_a_plea_to_repeat(answer: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broker that does not answer may come back: the producer goes on trying."""
    monkeypatch.setattr("services.ingest.kafka_journal.APPEND_WAIT_S", 0.01)
    journal = KafkaJournal(Producer(answer))

    with pytest.raises(Unavailable, match="log_unavailable"):
        await journal.append(MARK_ENTRIES, "k", {})
    assert not journal.broken.is_set()


async def test_a_delivery_that_failed_for_good_breaks_the_journal() -> None:
    """The sender may repeat; the process must start again."""
    journal = KafkaJournal(Producer(OutOfOrderSequenceNumber()))

    with pytest.raises(Unavailable, match="log_unavailable"):
        await journal.append(MARK_ENTRIES, "k", {})
    assert journal.broken.is_set()


async def test_a_record_that_is_too_large_is_the_senders_fault() -> None:
    """It was never sent, so nothing is broken."""
    journal = KafkaJournal(Producer(MessageSizeTooLargeError()))

    with pytest.raises(RuleBroken, match="body_too_large"):
        await journal.append(MARK_ENTRIES, "k", {})
    assert not journal.broken.is_set()
