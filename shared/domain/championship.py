"""A championship and the skills in it, as the organiser defines them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shared.domain.errors import RuleBroken
from shared.domain.kinds import is_so, text, text_or_none, texts, whole
from shared.domain.people import Competitor, Expert, Member, Names
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


@dataclass(frozen=True)
class SkillDefinition:
    """What decides a skill's result besides its marks: the scheme, who competes, who may mark."""

    number: str
    name: Names
    scheme: Scheme
    competitors: tuple[Competitor, ...]
    experts: tuple[Expert, ...]

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
    """Return the JSON form of a championship."""
    chosen = {} if c.results == THE_FIELDS_RESULTS else {"results": results_document(c.results)}
    return chosen | {
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
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise RuleBroken("definition_malformed", part=str(fault)) from fault


def skill_document(skill: SkillDefinition) -> dict[str, Any]:
    """Return the JSON form of a skill's definition."""
    return {
        "number": skill.number,
        "name": skill.name.document(),
        "scheme": scheme_document(skill.scheme),
        "competitors": [_competitor_document(c) for c in skill.competitors],
        "experts": [{"id": e.id, "member": e.member} for e in skill.experts],
    }


def _competitor_document(competitor: Competitor) -> dict[str, Any]:
    """Return the JSON form of a competitor; it says persons and group only where they are not the usual."""
    document: dict[str, Any] = {
        "id": competitor.id,
        "member": competitor.member,
        "guest": competitor.is_guest,
    }
    if competitor.persons != 1:
        document["persons"] = competitor.persons
    if competitor.group is not None:
        document["group"] = competitor.group
    return document


def _competitor_from(document: Mapping[str, Any]) -> Competitor:
    persons = whole(document.get("persons", 1))
    if persons < 1:
        raise RuleBroken("persons_not_positive", competitor=text(document["id"]), value=persons)
    return Competitor(
        text(document["id"]),
        text(document["member"]),
        is_so(document.get("guest", False)),
        persons,
        text_or_none(document.get("group")),
    )


def skill_from_document(document: Mapping[str, Any]) -> SkillDefinition:
    """Return the skill that ``document`` describes; raises ``RuleBroken("definition_malformed")``."""
    try:
        return SkillDefinition(
            text(document["number"]),
            names_from(document["name"]),
            scheme_from_document(document["scheme"]),
            tuple(map(_competitor_from, document["competitors"])),
            tuple(Expert(text(e["id"]), text(e["member"])) for e in document["experts"]),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise RuleBroken("definition_malformed", part=str(fault)) from fault
