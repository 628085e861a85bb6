"""The records about what is held, who takes part and who may see it.

Ingest writes them to the topics `catalogue`, `people` and `publications`, and every service reads them; this
is the one place that knows their fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from shared.domain.championship import (
    Championship,
    SkillDefinition,
    championship_document,
    championship_from_document,
    skill_document,
    skill_from_document,
)
from shared.domain.errors import RuleBroken
from shared.domain.kinds import text, text_or_none, whole, whole_or_none
from shared.domain.people import Person
from shared.domain.publication import (
    AUDIENCE_CLASSES,
    POLICIES,
    RESULTS_POLICIES,
    PolicySet,
    Subject,
)

SCHEMA_VERSION: Final = 1
_TYPE_OF_SUBJECT: Final[Mapping[Subject, str]] = {"marks": "policy-set", "results": "results-policy-set"}
"""Two types, so that a release that does not know results never takes their policy for that of the marks."""


@dataclass(frozen=True, slots=True)
class ChampionshipSet:
    """The organiser has defined a championship; a later one of the same id replaces it."""

    championship: Championship
    at_ms: int


@dataclass(frozen=True, slots=True)
class SkillSet:
    """The organiser has defined a skill, and scoring has accepted the definition."""

    championship: str
    skill: str
    definition: SkillDefinition
    at_ms: int


CatalogueEvent = ChampionshipSet | SkillSet


def catalogue_document(event: CatalogueEvent) -> dict[str, Any]:
    """Return the JSON form in which ``event`` is logged in `catalogue`."""
    if isinstance(event, ChampionshipSet):
        return {
            "v": SCHEMA_VERSION,
            "type": "championship-set",
            "championship": championship_document(event.championship),
            "at_ms": event.at_ms,
        }
    return {
        "v": SCHEMA_VERSION,
        "type": "skill-set",
        "championship": event.championship,
        "skill": event.skill,
        "definition": skill_document(event.definition),
        "at_ms": event.at_ms,
    }


def catalogue_event(document: Mapping[str, Any]) -> CatalogueEvent:
    """Return the event in ``document``.

    Raises ``RuleBroken``: ``record_version_unknown``, ``record_type_unknown``, ``record_malformed``,
    ``definition_malformed``, and what a malformed scheme raises.
    """
    try:
        kind = _kind(document)
        if kind == "championship-set":
            return ChampionshipSet(
                championship_from_document(document["championship"]), whole(document["at_ms"])
            )
        if kind == "skill-set":
            return SkillSet(
                text(document["championship"]),
                text(document["skill"]),
                skill_from_document(document["definition"]),
                whole(document["at_ms"]),
            )
    except (KeyError, TypeError, AttributeError) as fault:
        raise RuleBroken("record_malformed", part=str(fault)) from fault
    raise RuleBroken("record_type_unknown", type=kind)


def person_document(person: Person) -> dict[str, Any]:
    """Return the JSON form in which ``person`` is logged in `people`."""
    return {
        "v": SCHEMA_VERSION,
        "type": "person-set",
        "id": person.id,
        "name": person.name,
        "name_latin": person.name_latin,
    }


def person_from_document(document: Mapping[str, Any]) -> Person:
    """Return the person in ``document``; raises ``RuleBroken`` like ``catalogue_event``."""
    _expect(document, "person-set")
    try:
        return Person(text(document["id"]), text(document["name"]), text(document["name_latin"]))
    except (KeyError, TypeError) as fault:
        raise RuleBroken("record_malformed", part=str(fault)) from fault


def policy_document(event: PolicySet, at_ms: int) -> dict[str, Any]:
    """Return the JSON form in which ``event`` is logged in `publications`."""
    return {
        "v": SCHEMA_VERSION,
        "type": _TYPE_OF_SUBJECT[event.subject],
        "championship": event.championship,
        "audience": event.audience,
        "skill": event.skill,
        "policy": event.policy,
        **({"delay_ms": event.delay_ms} if event.delay_ms else {}),
        **({} if event.freeze_at_ms is None else {"freeze_at_ms": event.freeze_at_ms}),
        "at_ms": at_ms,
    }


def policy_from_document(document: Mapping[str, Any]) -> PolicySet:
    """Return the policy in ``document``; raises ``RuleBroken`` like ``catalogue_event``."""
    subject: Subject = "results" if _kind_of(document) == _TYPE_OF_SUBJECT["results"] else "marks"
    _expect(document, _TYPE_OF_SUBJECT[subject])
    try:
        audience, policy, skill = document["audience"], document["policy"], text_or_none(document["skill"])
        championship = text(document["championship"])
        delay_ms, freeze_at_ms = (
            whole(document.get("delay_ms", 0)),
            whole_or_none(document.get("freeze_at_ms")),
        )
    except (KeyError, TypeError) as fault:
        raise RuleBroken("record_malformed", part=str(fault)) from fault
    allowed = RESULTS_POLICIES if subject == "results" else POLICIES
    if audience not in AUDIENCE_CLASSES or policy not in allowed:
        raise RuleBroken("record_malformed", part=f"audience {audience!r}, policy {policy!r}")
    return PolicySet(championship, audience, policy, skill, subject, delay_ms, freeze_at_ms)


def _kind(document: Mapping[str, Any]) -> str:
    if document["v"] != SCHEMA_VERSION:
        raise RuleBroken("record_version_unknown", v=document["v"])
    return text(document["type"])


def _kind_of(document: Mapping[str, Any]) -> str:
    try:
        return _kind(document)
    except (KeyError, TypeError) as fault:
        raise RuleBroken("record_malformed", part=str(fault)) from fault


def _expect(document: Mapping[str, Any], kind: str) -> None:
    found = _kind_of(document)
    if found != kind:
        raise RuleBroken("record_type_unknown", type=found)
