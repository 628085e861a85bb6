"""The sample championships, each a whole import bundle made from a name and a seed.

How competitors are counted: an entry is one competitor, also where a pair makes it up (R6). So `wsk2025` has
825 entries, in five skills of pairs, and rather more people than that.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from deploy.samples.members import KAZAKHSTAN, TURKIC
from deploy.samples.people import DrawnName, NameDraw
from deploy.samples.schemes import FULL_SIZE, SMALL_SIZE, SchemeSize, sample_scheme
from deploy.samples.skills import SKILLS, SampleSkill
from shared.domain.championship import Championship, SkillDefinition, championship_document, skill_document
from shared.domain.people import Competitor, Expert, Member, Names
from shared.domain.scheme import Scheme
from shared.workbook import read_scheme

_WORKBOOKS: Final = {"web-technologies": "euroskills-2023-web-development.xlsx"}
"""Skills whose real scheme is used when the samples folder holds it."""

_HOSTS: Final[tuple[str, ...]] = ("astana", "almaty-city", "karaganda")
"""Members that may send a second entry to a skill."""


class SampleDamaged(Exception):
    """A real marking scheme is there and cannot be read; the text says which."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a sample championship is made from."""

    name: Names
    days: tuple[str, ...]
    members: tuple[Member, ...]
    skills: tuple[SampleSkill, ...]
    competitors: int
    entries_min: int
    """The fewest entries of a skill."""
    size: SchemeSize = FULL_SIZE
    time_zone: str = "Asia/Almaty"


def _wsk(year: int, days: tuple[str, ...], skills: int, competitors: int) -> Sample:
    name = f"WorldSkills Kazakhstan {year}"
    return Sample(Names(name, name, name), days, KAZAKHSTAN, SKILLS[:skills], competitors, 14)


def _skills(*slugs: str) -> tuple[SampleSkill, ...]:
    by_id = {skill.id: skill for skill in SKILLS}
    return tuple(by_id[slug] for slug in slugs)


SAMPLES: Final = {
    "wsk2024": _wsk(2024, ("2024-05-20", "2024-05-21", "2024-05-22"), 30, 555),
    "wsk2025": _wsk(2025, ("2025-05-19", "2025-05-20", "2025-05-21"), 45, 825),
    "turkic2025": Sample(
        Names("TurkicSkills 2025", "TurkicSkills 2025", "TurkicSkills 2025"),
        ("2025-09-23", "2025-09-24", "2025-09-25"),
        TURKIC,
        SKILLS[:10],
        70,
        7,
    ),
    "small": Sample(
        Names("Small Championship", "Малый чемпионат", "Шағын чемпионат"),
        ("2025-03-10", "2025-03-11", "2025-03-12"),
        KAZAKHSTAN,
        _skills("welding", "electronics", "confectionery"),
        18,
        5,
        SMALL_SIZE,
    ),
}


def championship_bundle(
    name: str, seed: str | int = "bayge", samples_folder: Path | None = None
) -> dict[str, Any]:
    """Return the import bundle of the sample championship ``name``: the same for the same arguments.

    ``samples_folder`` may hold real marking schemes; a generated one stands in for each that is missing.
    Raises ``KeyError`` for a name that is not in ``SAMPLES``, ``SampleDamaged`` for a scheme with errors.
    """
    sample = SAMPLES[name]
    rng = random.Random(f"{seed}/{name}")
    names = NameDraw(rng)
    people: list[dict[str, str]] = []
    skills = []
    for skill, count in zip(sample.skills, _entry_counts(sample, rng), strict=True):
        scheme = _real_scheme(skill, samples_folder) or sample_scheme(skill, f"{seed}/{name}", sample.size)
        competitors = [
            _entry(member, skill.persons, names, people, rng) for member in _entering(sample, count, rng)
        ]
        experts = [Expert(_new_id("e", rng), member) for member in _distinct(c.member for c in competitors)]
        people += [_person(e.id, names.person(e.member)) for e in experts]
        definition = SkillDefinition(skill.number, skill.name, scheme, tuple(competitors), tuple(experts))
        skills.append({"id": skill.id, **skill_document(definition)})
    championship = Championship(name, sample.name, sample.time_zone, sample.days, sample.members)
    return {
        "championship": championship_document(championship),
        "skills": skills,
        "people": people,
        "policies": [{"audience": "public", "skill": None, "policy": "live"}],
    }


def _entry_counts(sample: Sample, rng: random.Random) -> list[int]:
    """Return how many entries each skill has; together they are exactly ``sample.competitors``."""
    most = len(sample.members)
    counts = [rng.randint(sample.entries_min, most) for _ in sample.skills]
    while missing := sample.competitors - sum(counts):
        step = 1 if missing > 0 else -1
        room = [i for i, count in enumerate(counts) if sample.entries_min <= count + step <= most]
        counts[rng.choice(room)] += step
    return counts


def _entering(sample: Sample, count: int, rng: random.Random) -> list[str]:
    """Return the member of each entry: one entry a member, now and then a second one for a host."""
    slugs = [member.id for member in sample.members]
    doubles = [slug for slug in _HOSTS if slug in slugs and count > len(_HOSTS) + 5 and rng.random() < 0.1]
    others = rng.sample([slug for slug in slugs if slug not in doubles], count - 2 * len(doubles))
    return sorted(others + doubles + doubles)


def _entry(
    member: str, persons: int, names: NameDraw, people: list[dict[str, str]], rng: random.Random
) -> Competitor:
    """Return a new entry of ``member``; its name, and those of a pair's persons, go to ``people`` (R6)."""
    entry_id = _new_id("c", rng)
    name, of_persons = names.entry(member, persons)
    people.append(_person(entry_id, name))
    if persons == 1:
        return Competitor(entry_id, member)
    ids = tuple(_new_id("p", rng) for _ in of_persons)
    people += [_person(*pair) for pair in zip(ids, of_persons, strict=True)]
    return Competitor(entry_id, member, persons=persons, person_ids=ids)


def _distinct(members: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(members))


def _new_id(kind: str, rng: random.Random) -> str:
    return f"{kind}-{rng.getrandbits(48):012x}"


def _person(person_id: str, name: DrawnName) -> dict[str, str]:
    return {"id": person_id, "name": name.name, "name_latin": name.name_latin}


def _real_scheme(skill: SampleSkill, samples_folder: Path | None) -> Scheme | None:
    """Return the published scheme of ``skill``, None when there is none at hand."""
    workbook = _WORKBOOKS.get(skill.id)
    if workbook is None or samples_folder is None or not (samples_folder / workbook).is_file():
        return None
    reading = read_scheme(samples_folder / workbook)
    if reading.scheme is None:
        raise SampleDamaged(f"{samples_folder / workbook} has errors: see 'bayge scheme check' on it.")
    return reading.scheme
