"""Read the definition of a championship or a skill: everything that is wrong with it at once, or nothing.

Pure: it changes nothing, so a bundle with one fault leaves everything as it was.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Any, Final

from pydantic import TypeAdapter

from services.ingest.bodies import Refused, shaped
from services.ingest.shapes_definitions import BundleShape, OneSkillShape, SkillIdShape
from shared.domain.championship import (
    Championship,
    SkillDefinition,
    championship_from_document,
    skill_from_document,
)
from shared.domain.errors import RuleBroken
from shared.domain.people import Competitor, Expert, Person
from shared.domain.publication import RESULTS_POLICIES, PolicySet
from shared.domain.scheme_check import scheme_problems
from shared.domain.set_up_check import set_up_warnings
from shared.keys import INDEX_BOARD, RESERVED_SKILLS

_BUNDLE: Final = TypeAdapter(BundleShape)
_SKILL: Final = TypeAdapter(OneSkillShape)
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
    reason: str | None = None
    """Why something changes that was defined already."""


def read_bundle(document: Any) -> Bundle:
    """Return the bundle in ``document``; raises ``Refused`` with everything that is wrong with it."""
    shape = shaped(_BUNDLE, document)
    championship = championship_from_document(document["championship"])
    skills = [(s["id"], _of(championship, skill_from_document(s))) for s in document["skills"]]
    placed = [(f"skills.{at}.", definition) for at, (_, definition) in enumerate(skills)]
    born = {person.id: person.born for person in shape.people if person.born is not None}
    errors, warnings = _sorted_out(placed, championship, born)
    members = _member_ids(championship)
    names = {person.id for person in shape.people}
    found = chain(
        _championship_faults(championship),
        _repeated([skill for skill, _ in skills], "skills.{}.id"),
        _repeated([person.id for person in shape.people], "people.{}.id"),
        _reserved([skill for skill, _ in skills]),
        *(_skill_faults(definition, championship, members, prefix) for prefix, definition in placed),
        *(_nameless(definition, names, prefix) for prefix, definition in placed),
        _policy_faults(shape, {skill for skill, _ in skills}),
        errors,
    )
    if faults := list(found):
        raise Refused(faults)
    people = tuple(Person(p.id, p.name, p.name_latin) for p in shape.people)
    policies = tuple(
        PolicySet(championship.id, p.audience, p.policy, p.skill, p.subject, p.delay_ms, p.freeze_at_ms)
        for p in shape.policies
    )
    return Bundle(championship, dict(skills), people, policies, tuple(warnings), shape.reason)


def read_skill(
    skill: str, document: Any, championship: Championship
) -> tuple[SkillDefinition, str | None, tuple[RuleBroken, ...]]:
    """Return the definition of ``skill`` in ``document``, why, and what to warn about; raises ``Refused``."""
    shaped(_SLUG, {"skill": skill})
    if skill in RESERVED_SKILLS:
        raise RuleBroken("id_reserved", field="skill", value=skill)
    shape = shaped(_SKILL, document)
    definition = _of(championship, skill_from_document(document))
    errors, warnings = _sorted_out([("", definition)], championship, {})
    if faults := [*_skill_faults(definition, championship, _member_ids(championship), ""), *errors]:
        raise Refused(faults)
    return definition, shape.reason, tuple(warnings)


def _of(championship: Championship, definition: SkillDefinition) -> SkillDefinition:
    """Return the definition as it holds in the championship: scoring reads a skill's log only."""
    return replace(definition, needs_approval=championship.needs_approval)


def _member_ids(championship: Championship) -> frozenset[str]:
    return frozenset(member.id for member in championship.members)


def _championship_faults(championship: Championship) -> Iterator[RuleBroken]:
    if championship.id == INDEX_BOARD:
        yield RuleBroken("id_reserved", field="championship.id", value=championship.id)
    yield from _repeated([member.id for member in championship.members], "championship.members.{}.id")
    yield from _repeated([group.id for group in championship.age_groups], "championship.age_groups.{}.id")
    bounds = championship.bounds
    spans = {
        "championship.bounds.age_max": (bounds.age_min, bounds.age_max),
        "championship.bounds.hours_max": (bounds.hours_min, bounds.hours_max),
        "championship.bounds.criteria_max": (bounds.criteria_min, bounds.criteria_max),
    } | {
        f"championship.age_groups.{at}.age_max": (group.age_min, group.age_max)
        for at, group in enumerate(championship.age_groups)
    }
    for field, (least, most) in spans.items():
        if most < least:
            yield RuleBroken("number_out_of_range", field=field, limit=f"≥ {least}")
    for at, (before, day) in enumerate(pairwise(championship.days), start=1):
        if day <= before:
            yield RuleBroken("days_not_in_order", field=f"championship.days.{at}", value=day)


def _reserved(skills: list[str]) -> Iterator[RuleBroken]:
    """Yield a fault for each skill whose id is the address of something else."""
    for at, skill in enumerate(skills):
        if skill in RESERVED_SKILLS:
            yield RuleBroken("id_reserved", field=f"skills.{at}.id", value=skill)


def _skill_faults(
    definition: SkillDefinition, championship: Championship, members: Collection[str], prefix: str
) -> Iterator[RuleBroken]:
    """Competitors and experts are there once, each of a member that takes part and of a known age group."""
    groups: dict[str, Sequence[Competitor | Expert]] = {
        "competitors": definition.competitors,
        "experts": definition.experts,
    }
    for name, entrants in groups.items():
        yield from _repeated([entrant.id for entrant in entrants], f"{prefix}{name}.{{}}.id")
        for at, entrant in enumerate(entrants):
            if entrant.member not in members:
                yield RuleBroken("unknown_member", field=f"{prefix}{name}.{at}.member", value=entrant.member)

    yield from _repeated_persons(definition, prefix)
    groups_known = {group.id for group in championship.age_groups}
    for at, competitor in enumerate(definition.competitors):
        group = competitor.group
        if group is not None and group not in groups_known:
            yield RuleBroken("unknown_age_group", field=f"{prefix}competitors.{at}.group", value=group)


def _repeated_persons(definition: SkillDefinition, prefix: str) -> Iterator[RuleBroken]:
    """Nobody competes twice in one skill, alone or in a pair (R6)."""
    seen: set[str] = set()
    for at, competitor in enumerate(definition.competitors):
        for below, person in enumerate(competitor.person_ids):
            if person in seen:
                field = f"{prefix}competitors.{at}.person_ids.{below}"
                yield RuleBroken("duplicate_id", field=field, value=person)
            seen.add(person)


def _nameless(definition: SkillDefinition, names: Collection[str], prefix: str) -> Iterator[RuleBroken]:
    for at, competitor in enumerate(definition.competitors):
        if competitor.id not in names:
            yield RuleBroken("unknown_person", field=f"{prefix}competitors.{at}.id", value=competitor.id)
        for below, person in enumerate(competitor.person_ids):
            if person not in names:
                field = f"{prefix}competitors.{at}.person_ids.{below}"
                yield RuleBroken("unknown_person", field=field, value=person)


def _policy_faults(shape: BundleShape, skills: Collection[str]) -> Iterator[RuleBroken]:
    for at, policy in enumerate(shape.policies):
        if policy.skill is not None and policy.skill not in skills:
            yield RuleBroken("policy_skill_unknown", field=f"policies.{at}.skill", value=policy.skill)
        if policy.subject == "results" and policy.policy not in RESULTS_POLICIES:
            allowed = ", ".join(RESULTS_POLICIES)
            yield RuleBroken("value_unknown", field=f"policies.{at}.policy", allowed=allowed)


def _repeated(ids: list[str], field: str) -> Iterator[RuleBroken]:
    """Yield a fault for each id that comes again; ``field`` has a place for its position."""
    seen: Counter[str] = Counter()
    for at, name in enumerate(ids):
        if seen[name]:
            yield RuleBroken("duplicate_id", field=field.format(at), value=name)
        seen[name] += 1


def _sorted_out(
    skills: Iterable[tuple[str, SkillDefinition]], championship: Championship, born: Mapping[str, int]
) -> tuple[list[RuleBroken], list[RuleBroken]]:
    """Return errors and warnings about the schemes of ``skills`` and about how they are set up."""
    errors: list[RuleBroken] = []
    warnings: list[RuleBroken] = []
    for prefix, definition in skills:
        for found in scheme_problems(definition.scheme, bounds=championship.bounds):
            field = f"{prefix}scheme.{found.place}".rstrip(".")
            finding = RuleBroken(found.code, **{**found.details, "field": field})
            (errors if found.severity == "error" else warnings).append(finding)
        warnings += set_up_warnings(championship, definition, prefix, born)
    return errors, warnings
