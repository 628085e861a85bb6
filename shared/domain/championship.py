"""A championship and the skills in it, as the organiser defines them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shared.domain.bounds import USUAL_BOUNDS, Bounds, bounds_document, bounds_from_document
from shared.domain.errors import RuleBroken
from shared.domain.kinds import is_so, text, text_or_none, texts, whole, whole_or_none
from shared.domain.people import AgeGroup, Competitor, Expert, Member, Names
from shared.domain.results_choice import (
    THE_FIELDS_RESULTS,
    ResultsChoice,
    results_document,
    results_from_document,
)
from shared.domain.scheme import Scheme, scheme_document, scheme_from_document


@dataclass(frozen=True, slots=True)
class Championship:
    """An event of several days in which many skills are held."""

    id: str
    name: Names
    time_zone: str
    days: tuple[str, ...]
    """ISO dates of C1, C2, ... in the championship's time zone (R7)."""
    members: tuple[Member, ...]
    results: ResultsChoice = THE_FIELDS_RESULTS
    """How its results are made (R40 to R47)."""
    age_groups: tuple[AgeGroup, ...] = ()
    """R2."""
    bounds: Bounds = USUAL_BOUNDS
    """What is usual here; beyond it the organiser is warned."""
    needs_approval: bool = False
    """Set: no mark counts before the skill advisor has approved the skill's scheme."""


@dataclass(frozen=True)
class SkillDefinition:
    """What decides a skill's result besides its marks: the scheme, who competes, who may mark."""

    number: str
    name: Names
    scheme: Scheme
    competitors: tuple[Competitor, ...]
    experts: tuple[Expert, ...]
    hours: int | None = None
    """Of the test project (R4); None: not said."""
    needs_approval: bool = False
    """As the championship says: no mark counts before the skill advisor has approved the scheme."""

    @cached_property
    def entrants(self) -> int:
        """Return how many are in the contest: guests are not (R5)."""
        return sum(not competitor.is_guest for competitor in self.competitors)

    @cached_property
    def competitor_by_id(self) -> Mapping[str, Competitor]:
        """Return the competitors by id."""
        return {competitor.id: competitor for competitor in self.competitors}

    @cached_property
    def expert_by_id(self) -> Mapping[str, Expert]:
        """Return the experts by id."""
        return {expert.id: expert for expert in self.experts}


def skill_key(championship: str, skill: str) -> str:
    """Return the key of a skill: what its records and its board are filed under."""
    return f"{championship}/{skill}"


def names_from(document: Mapping[str, Any]) -> Names:
    """Return the names in three languages that ``document`` holds."""
    return Names(text(document["en"]), text(document["ru"]), text(document["kk"]))


def championship_document(c: Championship) -> dict[str, Any]:
    """Return the JSON form of a championship; what is usual is not written."""
    more: dict[str, Any] = {}
    if c.results != THE_FIELDS_RESULTS:
        more["results"] = results_document(c.results)
    if c.age_groups:
        more["age_groups"] = [
            {"id": g.id, "name": g.name.document(), "age_min": g.age_min, "age_max": g.age_max}
            for g in c.age_groups
        ]
    if c.bounds != USUAL_BOUNDS:
        more["bounds"] = bounds_document(c.bounds)
    if c.needs_approval:
        more["needs_approval"] = True
    return more | {
        "id": c.id,
        "name": c.name.document(),
        "time_zone": c.time_zone,
        "days": list(c.days),
        "members": [{"id": m.id, "name": m.name.document()} for m in c.members],
    }


def championship_from_document(document: Mapping[str, Any]) -> Championship:
    """Return the championship that ``document`` describes; raises ``RuleBroken("definition_malformed")``."""
    try:
        return Championship(
            text(document["id"]),
            names_from(document["name"]),
            text(document["time_zone"]),
            texts(document["days"]),
            tuple(Member(text(m["id"]), names_from(m["name"])) for m in document["members"]),
            results_from_document(document.get("results")),
            tuple(
                AgeGroup(text(g["id"]), names_from(g["name"]), whole(g["age_min"]), whole(g["age_max"]))
                for g in document.get("age_groups") or ()
            ),
            bounds_from_document(document.get("bounds")),
            is_so(document.get("needs_approval", False)),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise RuleBroken("definition_malformed", part=str(fault)) from fault


def skill_document(skill: SkillDefinition) -> dict[str, Any]:
    """Return the JSON form of a skill's definition."""
    more: dict[str, Any] = {} if skill.hours is None else {"hours": skill.hours}
    if skill.needs_approval:
        more["needs_approval"] = True
    return more | {
        "number": skill.number,
        "name": skill.name.document(),
        "scheme": scheme_document(skill.scheme),
        "competitors": [_competitor_document(c) for c in skill.competitors],
        "experts": [{"id": e.id, "member": e.member} for e in skill.experts],
    }


def skill_from_document(document: Mapping[str, Any]) -> SkillDefinition:
    """Return the skill that ``document`` describes; raises ``RuleBroken("definition_malformed")``."""
    try:
        return SkillDefinition(
            text(document["number"]),
            names_from(document["name"]),
            scheme_from_document(document["scheme"]),
            tuple(map(_competitor_from, document["competitors"])),
            tuple(Expert(text(e["id"]), text(e["member"])) for e in document["experts"]),
            whole_or_none(document.get("hours")),
            is_so(document.get("needs_approval", False)),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise RuleBroken("definition_malformed", part=str(fault)) from fault


def _competitor_document(competitor: Competitor) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if competitor.persons != 1:
        more["persons"] = competitor.persons
    if competitor.group is not None:
        more["group"] = competitor.group
    if competitor.person_ids:
        more["person_ids"] = list(competitor.person_ids)
    return more | {"id": competitor.id, "member": competitor.member, "guest": competitor.is_guest}


def _competitor_from(document: Mapping[str, Any]) -> Competitor:
    """Return a competitor; who are named are also counted, so that both say the same."""
    person_ids = texts(document.get("person_ids") or ())
    said = whole_or_none(document.get("persons"))
    persons = (len(person_ids) or 1) if said is None else said
    if persons < 1:
        raise RuleBroken("persons_not_positive", competitor=text(document["id"]), value=persons)
    if person_ids and len(person_ids) != persons:
        raise RuleBroken("definition_malformed", part=f"{len(person_ids)} person_ids for {persons} persons")
    return Competitor(
        text(document["id"]),
        text(document["member"]),
        is_so(document.get("guest", False)),
        persons,
        text_or_none(document.get("group")),
        person_ids,
    )
