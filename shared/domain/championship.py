"""A championship and the skills in it, as the organiser defines them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shared.domain.errors import RuleBroken
from shared.domain.kinds import is_so, text, texts
from shared.domain.people import Competitor, Expert, Member, Names
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
    return {
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
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise RuleBroken("definition_malformed", part=str(fault)) from fault


def skill_document(skill: SkillDefinition) -> dict[str, Any]:
    """Return the JSON form of a skill's definition."""
    return {
        "number": skill.number,
        "name": skill.name.document(),
        "scheme": scheme_document(skill.scheme),
        "competitors": [{"id": c.id, "member": c.member, "guest": c.is_guest} for c in skill.competitors],
        "experts": [{"id": e.id, "member": e.member} for e in skill.experts],
    }


def skill_from_document(document: Mapping[str, Any]) -> SkillDefinition:
    """Return the skill that ``document`` describes; raises ``RuleBroken("definition_malformed")``."""
    try:
        return SkillDefinition(
            text(document["number"]),
            names_from(document["name"]),
            scheme_from_document(document["scheme"]),
            tuple(
                Competitor(text(c["id"]), text(c["member"]), is_so(c.get("guest", False)))
                for c in document["competitors"]
            ),
            tuple(Expert(text(e["id"]), text(e["member"])) for e in document["experts"]),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise RuleBroken("definition_malformed", part=str(fault)) from fault
