"""Whoever hands a command in hears the verdict on exactly that record, or that none came in time."""

import asyncio
from typing import Any

import pytest

from services.ingest.desk import CommandDesk
from services.ingest.journal import Place, Unavailable
from shared import codec
from shared.domain.events import EnterMarks
from shared.topics import MARK_ENTRIES, Topic
from tests.builders import enter, measured
from tests.ingest_door import FakeRecord


class Journal:
    """Gives out places; a test sends the verdicts, even before the place is known."""

    def __init__(self) -> None:
        self.keys: list[tuple[str, str]] = []
        self.appended = asyncio.Event()
        self.may_confirm = asyncio.Event()
        self.may_confirm.set()

    async def append(self, topic: Topic, key: str, document: Any) -> Place:
        self.keys.append((topic.name, key))
        place = Place(3, len(self.keys) - 1)
        self.appended.set()
        await self.may_confirm.wait()
        return place


def verdict(command: EnterMarks, offset: int, status: str = "counted", partition: int = 3) -> FakeRecord:
    """Return the record of a verdict."""
    document = {"id": command.id, "status": status, "partition": partition, "offset": offset, "entries": []}
    return FakeRecord(0, codec.encode(document))


def command() -> EnterMarks:
    """Return some submission."""
    return enter(measured("A1.1", "1.00"))


async def test_the_verdict_on_the_own_record_is_the_answer() -> None:
    """The command goes to `mark-entries` under the skill's key, and its verdict comes back."""
    journal, submission = Journal(), command()
    desk = CommandDesk(journal)

    waiting = asyncio.create_task(desk.hand_in(submission, 60_000))
    await journal.appended.wait()
    await desk.handle(verdict(submission, 0))
    answer = await waiting

    assert [(MARK_ENTRIES.name, "cup/testing")] == journal.keys
    assert (Place(3, 0), "counted") == (answer.place, answer.verdict and answer.verdict["status"])


async def test_a_verdict_may_come_before_the_log_confirms() -> None:
    """Scoring can be faster than the broker's acknowledgement."""
    journal, submission = Journal(), command()
    journal.may_confirm.clear()
    desk = CommandDesk(journal)

    waiting = asyncio.create_task(desk.hand_in(submission, 60_000))
    await journal.appended.wait()
    await desk.handle(verdict(submission, 0))
    journal.may_confirm.set()

    assert (await waiting).verdict is not None


async def test_two_that_wait_for_one_id_each_hear_the_verdict_on_their_own_record() -> None:
    """The second, of other content, must not take the first one's `counted` for its own."""
    journal, submission = Journal(), command()
    desk = CommandDesk(journal)
    first = asyncio.create_task(desk.hand_in(submission, 60_000))
    await journal.appended.wait()
    journal.appended.clear()
    second = asyncio.create_task(desk.hand_in(submission, 60_000))
    await journal.appended.wait()

    await desk.handle(verdict(submission, 0, "counted"))
    await desk.handle(verdict(submission, 1, "refused"))
    answers = [await first, await second]

    assert ["counted", "refused"] == [a.verdict and a.verdict["status"] for a in answers]


async def test_verdicts_on_other_records_and_repeats_do_no_harm() -> None:
    """Other partitions, other offsets, other ids, the same again: passed over."""
    journal, submission = Journal(), command()
    desk = CommandDesk(journal)
    waiting = asyncio.create_task(desk.hand_in(submission, 60_000))
    await journal.appended.wait()

    for record in (verdict(submission, 9), verdict(submission, 0, partition=4), verdict(command(), 0)):
        await desk.handle(record)
    for _ in range(2):
        await desk.handle(verdict(submission, 0))

    assert (await waiting).verdict is not None
    await desk.handle(verdict(submission, 0))


async def test_a_late_verdict_is_dropped() -> None:
    """Time is up: the answer says where the command stands, and nobody waits any more."""
    submission = command()
    desk = CommandDesk(Journal())

    answer = await desk.hand_in(submission, 0)
    await desk.handle(verdict(submission, 0))

    assert (Place(3, 0), None) == answer


async def test_a_record_whose_offset_kafka_forgot_is_answered_by_its_id() -> None:
    """After a long retry Kafka confirms without telling where the record stands."""

    class Forgetful(Journal):
        async def append(self, topic: Topic, key: str, document: Any) -> Place:
            await super().append(topic, key, document)
            return Place(3, -1)

    journal, submission = Forgetful(), command()
    desk = CommandDesk(journal)
    waiting = asyncio.create_task(desk.hand_in(submission, 60_000))
    await journal.appended.wait()
    await desk.handle(verdict(submission, 41))

    assert (await waiting).verdict is not None


async def test_when_the_log_fails_nobody_is_left_waiting() -> None:
    """The fault is passed on, and a later verdict finds nobody."""

    class Down(Journal):
        async def append(self, topic: Topic, key: str, document: Any) -> Place:
            raise Unavailable("log_unavailable")

    submission = command()
    desk = CommandDesk(Down())

    with pytest.raises(Unavailable):
        await desk.hand_in(submission, 60_000)
    await desk.handle(verdict(submission, 0))
