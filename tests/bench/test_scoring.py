"""Marks a second through one scoring process, beside a naive Faust agent in the same run."""

import asyncio
import os
import signal
import sys
import time
import uuid
from pathlib import Path

import pytest
from aiokafka import TopicPartition

from services.scoring.partition import LogRecord, PartitionFold
from shared import codec, topics
from shared.config import KafkaSettings
from shared.domain.championship import skill_key
from shared.domain.events import EnterMarks, Entry, SetSkill, command_document
from shared.domain.people import Competitor
from shared.domain.scheme import SubCriterion
from shared.domain.units import UNITS_PER_MARK
from shared.kafka import partition_of, producer, reader
from tests.builders import aspect, scheme, skill
from tests.stack import RunningStack

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]

ROOT = Path(__file__).parents[2]
SUBMISSIONS = 12_000
MARKS_EACH = 8
SKILLS = tuple(f"skill-{n}" for n in range(12))
FORMS = tuple(f"A{n}" for n in range(20))


def definition() -> SetSkill:
    """Return a skill of 50 competitors and 20 forms of 8 measured aspects."""
    subs = [
        SubCriterion(form, form, 1, tuple(aspect(f"{form}.{n}") for n in range(MARKS_EACH))) for form in FORMS
    ]
    competitors = [Competitor(f"c-{n}", "abai") for n in range(50)]
    return SetSkill(str(uuid.uuid4()), "bench", "?", skill(competitors, of=scheme(*subs)), 0)


def records() -> list[tuple[str, bytes]]:
    """Return key and value of every submission: each marks a sheet that has no mark yet."""
    made = []
    for number in range(SUBMISSIONS):
        name, rest = SKILLS[number % len(SKILLS)], number // len(SKILLS)
        form, competitor = FORMS[rest % len(FORMS)], f"c-{rest // len(FORMS)}"
        entries = tuple(Entry(f"{form}.{n}", UNITS_PER_MARK, None, 0, None) for n in range(MARKS_EACH))
        command = EnterMarks(str(uuid.uuid4()), "bench", name, competitor, form, "e-1", entries, 0)
        made.append((skill_key("bench", name), codec.encode(command_document(command))))
    return made


def definitions() -> list[tuple[str, bytes]]:
    """Return the records that define the skills."""
    command = command_document(definition())
    return [
        (skill_key("bench", name), codec.encode({**command, "id": str(uuid.uuid4()), "skill": name}))
        for name in SKILLS
    ]


def test_fold_alone() -> None:
    """Decode, fold, encode the outputs: one core, no Kafka."""
    fold = PartitionFold(0, clock=lambda: 0)
    log = [LogRecord(n, key.encode(), value) for n, (key, value) in enumerate(definitions() + records())]
    for record in log[: len(SKILLS)]:
        fold.fold(record)

    began = time.process_time()
    for record in log[len(SKILLS) :]:
        fold.fold(record)
    took = time.process_time() - began

    print(f"\nfold alone: {SUBMISSIONS * MARKS_EACH / took:,.0f} marks/s, outputs encoded")


async def append(servers: str, what: list[tuple[str, bytes]]) -> None:
    """Append to `mark-entries`, as fast as one producer can."""
    sender = producer(KafkaSettings(servers), linger_ms=20)
    await sender.start()
    futures = [
        await sender.send("mark-entries", value, key=key.encode(), partition=partition_of(key, 6))
        for key, value in what
    ]
    await asyncio.gather(*futures)
    await sender.stop()


async def verdict_times(servers: str, start: dict[TopicPartition, int], wanted: int) -> list[int]:
    """Return when Kafka stored each verdict, in milliseconds, once there are ``wanted``."""
    times: list[int] = []
    async with reader(KafkaSettings(servers)) as consumer:
        consumer.assign(list(start))
        for place, offset in start.items():
            consumer.seek(place, offset)
        async with asyncio.timeout(300):
            while len(times) < wanted:
                for batch in (await consumer.getmany(timeout_ms=500)).values():
                    times += [record.timestamp for record in batch]
    return sorted(times)


async def ends(servers: str) -> dict[TopicPartition, int]:
    """Return the end of each partition of `verdicts`."""
    async with reader(KafkaSettings(servers)) as consumer:
        places = [TopicPartition(topics.VERDICTS.name, n) for n in range(6)]
        return dict(await consumer.end_offsets(places))


async def marks_per_second(
    stack: RunningStack, command: tuple[str, ...], log: list[tuple[str, bytes]]
) -> float:
    """Return how fast a process drains ``log``: it is held still while the log is written."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env={
            **os.environ,
            "KAFKA_BOOTSTRAP_SERVERS": stack.kafka,
            "HOST": "127.0.0.1",
            "PORT": "0",
            "BAYGE_VAR": str(stack.var),
        },
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        start = await ends(stack.kafka)
        warm = [(key, value) for key, value in definitions()]
        await append(stack.kafka, warm if "naive" not in command[-2] else log[:1])
        await verdict_times(stack.kafka, start, len(warm) if "naive" not in command[-2] else 1)
        start = await ends(stack.kafka)
        process.send_signal(signal.SIGSTOP)
        await append(stack.kafka, log)
        process.send_signal(signal.SIGCONT)
        times = await verdict_times(stack.kafka, start, len(log))
    finally:
        process.send_signal(signal.SIGCONT)
        process.kill()
        await process.wait()
    return len(log) * MARKS_EACH / ((times[-1] - times[0]) / 1000)


async def test_scoring_beside_a_naive_agent(stores: RunningStack) -> None:
    """Target: 60,000 marks/s or more, at least 5 times the naive agent."""
    ours = await marks_per_second(stores, (sys.executable, "-m", "services.scoring"), records())
    naive_command = (sys.executable, "-m", "tests.bench.naive_agent", stores.kafka, "0")
    naive = await marks_per_second(stores, naive_command, records())

    print(f"\nscoring: {ours:,.0f} marks/s; naive agent: {naive:,.0f} marks/s; ratio {ours / naive:.1f}")
