"""Read the definition of a championship or a skill: everything that is wrong with it at once, or nothing.

Pure: it changes nothing, so a bundle with one fault leaves everything as it was.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any, Final

from pydantic import TypeAdapter

from services.ingest.bodies import Refused, shaped
from services.ingest.shapes import BundleShape, SkillIdShape, SkillShape
from shared.domain.championship import (
    Championship,
    SkillDefinition,
    championship_from_document,
    skill_from_document,
)
from shared.domain.errors import RuleBroken
from shared.domain.people import Competitor, Expert, Person
from shared.domain.publication import PolicySet
from shared.domain.scheme_check import scheme_problems
from shared.keys import INDEX_BOARD

COMPETITORS_USUAL_MIN: Final = 5
"""R3: below it, warn."""
_BUNDLE: Final = TypeAdapter(BundleShape)
_SKILL: Final = TypeAdapter(SkillShape)
_SLUG: Final = TypeAdapter(SkillIdShape)

Findings = Iterable[RuleBroken]
"""What is wrong, each with the detail ``field``."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A championship that may be imported."""

    championship: Championship
    skills: dict[str, SkillDefinition]
    people: tuple[Person, ...]
    policies: tuple[PolicySet, ...]
    warnings: tuple[RuleBroken, ...] = ()


def read_bundle(document: Any) -> Bundle:
    """Return the bundle in ``document``; raises ``Refused`` with everything that is wrong with it."""
    shape = shaped(_BUNDLE, document)
    championship = championship_from_document(document["championship"])
    skills = [(s["id"], skill_from_document(s)) for s in document["skills"]]
    errors, warnings = _sorted_out((f"skills.{at}.", definition) for at, (_, definition) in enumerate(skills))
    members = _member_ids(championship)
    names = {person.id for person in shape.people}
    found = chain(
        _championship_faults(championship),
        _repeated([skill for skill, _ in skills], "skills.{}.id"),
        _repeated([person.id for person in shape.people], "people.{}.id"),
        *(_skill_faults(d, members, f"skills.{at}.") for at, (_, d) in enumerate(skills)),
        *(_nameless(d, names, f"skills.{at}.") for at, (_, d) in enumerate(skills)),
        _policy_faults(shape, {skill for skill, _ in skills}),
        errors,
    )
    if faults := list(found):
        raise Refused(faults)
    people = tuple(Person(p.id, p.name, p.name_latin) for p in shape.people)
    policies = tuple(
        PolicySet(championship.id, p.audience, p.policy, p.skill, p.delay_ms, p.freeze_at_ms)
        for p in shape.policies
    )
    return Bundle(championship, dict(skills), people, policies, tuple(warnings))


def read_skill(
    skill: str, document: Any, championship: Championship
) -> tuple[SkillDefinition, tuple[RuleBroken, ...]]:
    """Return the definition of ``skill`` in ``document`` and what to warn about; raises ``Refused``."""
    shaped(_SLUG, {"skill": skill})
    shaped(_SKILL, document)
    definition = skill_from_document(document)
    errors, warnings = _sorted_out([("", definition)])
    if faults := [*_skill_faults(definition, _member_ids(championship), ""), *errors]:
        raise Refused(faults)
    return definition, tuple(warnings)


def _member_ids(championship: Championship) -> frozenset[str]:
    return frozenset(member.id for member in championship.members)


def _championship_faults(championship: Championship) -> Iterator[RuleBroken]:
    if championship.id == INDEX_BOARD:
        yield RuleBroken("id_reserved", field="championship.id", value=championship.id)
    yield from _repeated([member.id for member in championship.members], "championship.members.{}.id")
    for at, (before, day) in enumerate(pairwise(championship.days), start=1):
        if day <= before:
            yield RuleBroken("days_not_in_order", field=f"championship.days.{at}", value=day)


def _skill_faults(definition: SkillDefinition, members: Collection[str], prefix: str) -> Iterator[RuleBroken]:
    """Competitors and experts are there once, each of a member that takes part."""
    groups: dict[str, Sequence[Competitor | Expert]] = {
        "competitors": definition.competitors,
        "experts": definition.experts,
    }
    for name, entrants in groups.items():
        yield from _repeated([entrant.id for entrant in entrants], f"{prefix}{name}.{{}}.id")
        for at, entrant in enumerate(entrants):
            if entrant.member not in members:
                yield RuleBroken("unknown_member", field=f"{prefix}{name}.{at}.member", value=entrant.member)


def _nameless(definition: SkillDefinition, names: Collection[str], prefix: str) -> Iterator[RuleBroken]:
    for at, competitor in enumerate(definition.competitors):
        if competitor.id not in names:
            yield RuleBroken("unknown_person", field=f"{prefix}competitors.{at}.id", value=competitor.id)


def _policy_faults(shape: BundleShape, skills: Collection[str]) -> Iterator[RuleBroken]:
    for at, policy in enumerate(shape.policies):
        if policy.skill is not None and policy.skill not in skills:
            yield RuleBroken("policy_skill_unknown", field=f"policies.{at}.skill", value=policy.skill)


def _repeated(ids: list[str], field: str) -> Iterator[RuleBroken]:
    """Yield a fault for each id that comes again; ``field`` has a place for its position."""
    seen: Counter[str] = Counter()
    for at, name in enumerate(ids):
        if seen[name]:
            yield RuleBroken("duplicate_id", field=field.format(at), value=name)
        seen[name] += 1


def _sorted_out(skills: Iterable[tuple[str, SkillDefinition]]) -> tuple[list[RuleBroken], list[RuleBroken]]:
    """Return errors and warnings about the schemes of ``skills`` and the number of their competitors."""
    errors: list[RuleBroken] = []
    warnings: list[RuleBroken] = []
    for prefix, definition in skills:
        for found in scheme_problems(definition.scheme):
            field = f"{prefix}scheme.{found.place}".rstrip(".")
            finding = RuleBroken(found.code, **{**found.details, "field": field})
            (errors if found.severity == "error" else warnings).append(finding)
        count = len(definition.competitors)
        if count < COMPETITORS_USUAL_MIN:
            details = {"count": count, "least": COMPETITORS_USUAL_MIN}
            warnings.append(RuleBroken("few_competitors", field=f"{prefix}competitors", **details))
    return errors, warnings
