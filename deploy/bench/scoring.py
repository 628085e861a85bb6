"""Marks a second through one scoring process, beside others that do the same work, in one run.

Each contender is a process of its own on the same Kafka. It is held still while the log is written, and then
drains it; what counts is the time from its release to the last verdict that Kafka has.
"""

import asyncio
import importlib.util
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from aiokafka import TopicPartition

from deploy.bench.cpu import cpu_seconds
from deploy.bench.log import MARKS_EACH, SUBMISSIONS_MAX, LogLine, append, definitions, submissions
from deploy.bench.own_kafka import own_kafka
from deploy.embedded.config import LOOPBACK, REPOSITORY
from shared.config import KafkaSettings
from shared.kafka import reader
from shared.topics import VERDICTS

_READY_WITHIN_S: Final = 60
_DRAINED_WITHIN_S: Final = 300
_PROBE_EVERY_S: Final = 0.5

Remark = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Contender:
    """One process that scores."""

    name: str
    command: tuple[str, ...]


class Rate(NamedTuple):
    """How many marks."""

    per_second: float
    per_cpu_second: float | None
    """For each second of a core that the process used; None where the system does not tell."""


def contenders(kafka: KafkaSettings, folder: Path) -> Iterator[Contender]:
    """Yield those that can be measured here; Quix Streams only where it is installed."""
    yield Contender("bayge", (sys.executable, "-m", "services.scoring"))
    others = {"plain_agent": "naive_agent"} | (
        {"quix": "quix_agent"} if importlib.util.find_spec("quixstreams") else {}
    )
    for name, module in others.items():
        where = (kafka.bootstrap_servers, str(folder / name))
        yield Contender(name, (sys.executable, "-m", f"deploy.bench.{module}", *where))


def measured(count: int = SUBMISSIONS_MAX, remark: Remark = print) -> dict[str, Any]:
    """Return the figures of `bayge bench scoring`; brings a Kafka of its own and takes it away."""
    with tempfile.TemporaryDirectory(prefix="bayge-bench-") as folder, own_kafka(Path(folder)) as kafka:
        rates: dict[str, Rate] = {}
        for contender in contenders(kafka, Path(folder)):
            rate = asyncio.run(_rate(contender, kafka, Path(folder), count))
            remark(f"{contender.name}: {rate.per_second:,.0f} marks/s")
            rates[contender.name] = rate
    ours, plain, quix = rates["bayge"], rates["plain_agent"], rates.get("quix")
    return {
        "marks_per_second": round(ours.per_second),
        "ratio_to_plain_agent": round(ours.per_second / plain.per_second, 2),
        "ratio_to_quix": None if quix is None else round(ours.per_second / quix.per_second, 2),
        "plain_agent_marks_per_second": round(plain.per_second),
        "quix_marks_per_second": None if quix is None else round(quix.per_second),
        "marks_per_cpu_second": _rounded(ours.per_cpu_second),
        "plain_agent_marks_per_cpu_second": _rounded(plain.per_cpu_second),
        "submissions": count,
        "marks_per_submission": MARKS_EACH,
        "load_average": os.getloadavg()[0],
    }


async def _rate(contender: Contender, kafka: KafkaSettings, folder: Path, count: int) -> Rate:
    """Return how fast ``contender`` drains ``count`` submissions of a championship of its own."""
    log = submissions(contender.name, count)
    async with _running(contender, kafka, folder) as process:
        await _until_ready(contender, kafka)
        start = await _ends(kafka)
        process.send_signal(signal.SIGSTOP)
        await append(kafka, log)
        began_s, used_s = time.time(), cpu_seconds(process.pid)
        process.send_signal(signal.SIGCONT)
        last_s = await _last_verdict_s(kafka, start, count, _DRAINED_WITHIN_S)
        in_all_s = cpu_seconds(process.pid)
    marks = count * MARKS_EACH
    busy_s = None if used_s is None or in_all_s is None else in_all_s - used_s
    return Rate(marks / (last_s - began_s), None if busy_s is None else marks / busy_s)


def _rounded(rate: float | None) -> int | None:
    return None if rate is None else round(rate)


@asynccontextmanager
async def _running(contender: Contender, kafka: KafkaSettings, folder: Path) -> Any:
    """Run ``contender`` as scoring is run; kill it in the end."""
    told = {"KAFKA_BOOTSTRAP_SERVERS": kafka.bootstrap_servers, "HOST": LOOPBACK, "PORT": "0"}
    with (folder / f"{contender.name}.log").open("wb") as words:
        process = await asyncio.create_subprocess_exec(
            *contender.command,
            cwd=REPOSITORY,
            env={**os.environ, **told, "BAYGE_VAR": str(folder)},
            stdout=words,
            stderr=words,
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()  # also when it is held still
        await process.wait()


async def _until_ready(contender: Contender, kafka: KafkaSettings) -> None:
    """Return once a record that is appended now is answered: the skills' definitions, then one mark each."""
    begin = await _ends(kafka)
    lines: list[LogLine] = definitions(contender.name)
    async with asyncio.timeout(_READY_WITHIN_S):
        while True:
            await append(kafka, lines + submissions(f"{contender.name}-warm", 1))
            try:
                await _last_verdict_s(kafka, begin, 1, _PROBE_EVERY_S)
            except TimeoutError:
                continue
            # What was appended meanwhile must be answered, too, before the clock starts.
            await asyncio.sleep(2 * _PROBE_EVERY_S)
            return


async def _last_verdict_s(
    kafka: KafkaSettings, start: dict[TopicPartition, int], wanted: int, within_s: float
) -> float:
    """Return when the last of ``wanted`` verdicts was given, in seconds; raises ``TimeoutError``."""
    times: list[int] = []
    async with reader(kafka) as consumer:
        consumer.assign(list(start))
        for place, offset in start.items():
            consumer.seek(place, offset)
        async with asyncio.timeout(within_s):
            while len(times) < wanted:
                for batch in (await consumer.getmany(timeout_ms=500)).values():
                    times += [record.timestamp for record in batch]
    return max(times) / 1000


async def _ends(kafka: KafkaSettings) -> dict[TopicPartition, int]:
    async with reader(kafka) as consumer:
        places = [TopicPartition(VERDICTS.name, n) for n in range(VERDICTS.partitions(kafka.partitions))]
        return dict(await consumer.end_offsets(places))
