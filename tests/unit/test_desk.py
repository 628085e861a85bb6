import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence

from services.scoring.desk import Desk
from services.scoring.partition import LogRecord, Output
from shared import codec, topics
from shared.domain.events import Command, command_document
from tests.builders import enter, measured, set_skill


class FakeLog:
    """One partition in memory."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self.records = [
            LogRecord(offset, b"cup/testing", codec.encode(command_document(command)))
            for offset, command in enumerate(commands)
        ]
        self.reads: list[tuple[int, int]] = []

    async def end(self, partition: int) -> int:
        return len(self.records)

    async def read(self, partition: int, start: int, stop: int) -> AsyncIterator[LogRecord]:
        self.reads.append((start, stop))
        for record in self.records[start:stop]:
            yield record


class Sent:
    """Remembers what was sent."""

    def __init__(self) -> None:
        self.verdicts: list[tuple[int, str]] = []

    async def __call__(self, partition: int, outputs: Sequence[Output]) -> Awaitable[object]:
        documents = [codec.decode(output.value) for output in outputs]
        self.verdicts += [(d["offset"], d["status"]) for d in documents if d["type"] == "verdict"]
        return asyncio.sleep(0)


class SentTopics:
    """Remembers every output."""

    def __init__(self) -> None:
        self.outputs: list[Output] = []

    async def __call__(self, partition: int, outputs: Sequence[Output]) -> Awaitable[object]:
        self.outputs += outputs
        return asyncio.sleep(0)

    def forms(self) -> list[bytes]:
        """Return the keys of the standings, in order."""
        return [output.key for output in self.outputs if output.topic is topics.FORMS]


def desk_with(commands: Sequence[Command]) -> tuple[Desk, FakeLog, Sent]:
    """Return a desk over a log of ``commands``."""
    log, sent = FakeLog(commands), Sent()
    return Desk(log, sent, clock=lambda: 0), log, sent


COMMANDS = (set_skill(), enter(measured("A1.1", "1.00")), enter(measured("A1.2", "0.75")))


async def test_a_partition_that_is_assigned_is_folded_silently_to_its_end() -> None:
    """State comes from the log alone, and nothing is sent twice for it."""
    desk, _, sent = desk_with(COMMANDS)

    await desk.rebuild(0)

    assert (2, [], {0}) == (desk.entries_counted(), sent.verdicts, desk.partitions)


async def test_what_is_delivered_although_folded_is_answered_and_not_counted_again() -> None:
    """The time between sending and committing: answered again, counted once."""
    desk, log, sent = desk_with(COMMANDS)
    await desk.rebuild(0)

    await (await desk.handle(0, log.records[1:]))

    assert (2, [(1, "counted"), (2, "counted")]) == (desk.entries_counted(), sent.verdicts)


async def test_a_gap_is_filled_from_the_log_first() -> None:
    """A record beyond what is folded makes the desk read what it missed, silently."""
    desk, log, sent = desk_with(COMMANDS)

    await (await desk.handle(0, log.records[2:]))

    assert (2, [(2, "counted")], [(0, 2)]) == (desk.entries_counted(), sent.verdicts, log.reads)


async def test_a_gap_within_a_batch_loses_no_standing() -> None:
    """What the batch touched before the gap is told, although the gap itself is filled silently."""
    log, sent = FakeLog(COMMANDS), SentTopics()
    desk = Desk(log, sent, clock=lambda: 0)

    await (await desk.handle(0, [log.records[0], log.records[2]]))
    at_once = sent.forms()
    await desk.tell_standings()

    assert [b"cup/testing", *(b"cup/testing/" + form for form in (b"A1", b"A2", b"A3-J", b"A3-M"))] == at_once
    assert [*at_once, b"cup/testing/A1"] == sent.forms()


async def test_marks_are_told_with_the_standings_and_acts_at_once() -> None:
    """A form that many mark at once is told of once; who waits for a lock waits for nothing else."""
    log, sent = FakeLog(COMMANDS), SentTopics()
    desk = Desk(log, sent, clock=lambda: 0)
    await (await desk.handle(0, log.records[:1]))
    sent.outputs.clear()

    await (await desk.handle(0, log.records[1:]))
    before = sent.forms()
    for _ in range(2):
        await desk.tell_standings()

    assert ([], [b"cup/testing/A1"]) == (before, sent.forms())


async def test_who_takes_a_partition_over_tells_of_all_that_was_folded() -> None:
    """Who held it before may have died between the marks and their standings."""
    log, sent = FakeLog(COMMANDS), SentTopics()
    desk = Desk(log, sent, clock=lambda: 0)

    await desk.rebuild(0)
    await desk.tell_standings()

    assert 5 == len(sent.forms())
    assert {topics.FORMS} == {output.topic for output in sent.outputs}


async def test_a_partition_taken_away_is_forgotten_and_comes_back_right() -> None:
    """Rebalancing: drop, then assigned again after others have gone on."""
    desk, log, _ = desk_with(COMMANDS)
    await desk.rebuild(0)
    desk.drop([0])
    assert frozenset() == desk.partitions
    more = FakeLog([*COMMANDS, enter(measured("A1.1", "0.00", based_on=1, reason="slip"))])
    log.records = more.records

    await (await desk.handle(0, log.records[3:]))

    assert 3 == desk.entries_counted()


async def test_rebuilding_twice_reads_only_what_is_new() -> None:
    """Each rebalance calls for every partition: what is there is not read again."""
    desk, log, _ = desk_with(COMMANDS)

    await desk.rebuild(0)
    await desk.rebuild(0)

    assert [(0, 3)] == log.reads
