"""A made-up log of marking for the benches: so many skills, sheets and marks, nothing of the people in it."""

import asyncio
import uuid
from collections.abc import Iterable, Iterator
from typing import Final

from shared import codec
from shared.config import KafkaSettings
from shared.domain.championship import SkillDefinition, skill_key
from shared.domain.events import EnterMarks, Entry, command_document
from shared.domain.people import Competitor, Expert, Names
from shared.domain.scheme import Aspect, Criterion, Scheme, Section, SubCriterion
from shared.domain.set_skill import SetSkill
from shared.domain.units import UNITS_PER_MARK
from shared.kafka import partition_of, producer
from shared.topics import MARK_ENTRIES

MARKS_EACH: Final = 8
"""Entries of one submission."""
_SKILLS: Final = 12
_COMPETITORS: Final = 50
_FORMS: Final = tuple(f"A{n}" for n in range(1, 41))
_LINGER_MS: Final = 20

SUBMISSIONS_MAX: Final = _SKILLS * _COMPETITORS * len(_FORMS)
"""As many sheets as there are: 24,000 submissions, 192,000 marks, somewhat more than a WSK-2025 has."""

LogLine = tuple[str, bytes]
"""Key and value of one record of `mark-entries`."""


def definitions(championship: str) -> list[LogLine]:
    """Return the records that define the skills of ``championship``."""
    return [
        _line(SetSkill(str(uuid.uuid4()), championship, skill, _definition(), 0)) for skill in _skill_ids()
    ]


def submissions(championship: str, count: int = SUBMISSIONS_MAX) -> list[LogLine]:
    """Return ``count`` submissions, skill by skill in turn; each marks a sheet that has no mark yet."""
    assert count <= SUBMISSIONS_MAX, "there are no more sheets"
    sheets = ((c, form, skill) for c in range(_COMPETITORS) for form in _FORMS for skill in _skill_ids())
    return [
        _line(EnterMarks(str(uuid.uuid4()), championship, skill, f"c-{c}", form, "e-1", _entries(form), 0))
        for (c, form, skill), _ in zip(sheets, range(count), strict=False)
    ]


async def append(kafka: KafkaSettings, lines: Iterable[LogLine]) -> None:
    """Append to `mark-entries`, as fast as one producer can; returns when Kafka has all."""
    sending = producer(kafka, linger_ms=_LINGER_MS)
    await sending.start()
    try:
        futures = [
            await sending.send(
                MARK_ENTRIES.name, value, key=key.encode(), partition=partition_of(key, kafka.partitions)
            )
            for key, value in lines
        ]
        await asyncio.gather(*futures)
    finally:
        await sending.stop()


def _line(command: SetSkill | EnterMarks) -> LogLine:
    return skill_key(command.championship, command.skill), codec.encode(command_document(command))


def _skill_ids() -> Iterator[str]:
    return (f"skill-{n}" for n in range(_SKILLS))


def _entries(form: str) -> tuple[Entry, ...]:
    return tuple(Entry(f"{form}.{n}", UNITS_PER_MARK, None, 0, None) for n in range(MARKS_EACH))


def _definition() -> SkillDefinition:
    """Return a skill whose forms have as many measured aspects as a submission has entries."""
    subs = tuple(SubCriterion(form, form, 1, tuple(map(_aspect, _entries(form)))) for form in _FORMS)
    mark_max = len(_FORMS) * MARKS_EACH * UNITS_PER_MARK
    scheme = Scheme("99", "Bench", (Section(1, "all", mark_max),), (Criterion("A", "all", mark_max, subs),))
    competitors = tuple(Competitor(f"c-{n}", "abai") for n in range(_COMPETITORS))
    return SkillDefinition(
        "99", Names("Bench", "Bench", "Bench"), scheme, competitors, (Expert("e-1", "almaty"),)
    )


def _aspect(entry: Entry) -> Aspect:
    return Aspect(entry.aspect, "M", entry.aspect, 1, UNITS_PER_MARK)
