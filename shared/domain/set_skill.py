"""The command that defines a skill, and its record: what it holds, who sent it, and why it changes.

How a championship makes its results is told to each of its skills in the same record: it decides their
results, so its place is in the skill's own order (R34).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.domain.championship import SkillDefinition, skill_document, skill_from_document
from shared.domain.errors import RuleBroken
from shared.domain.kinds import text, text_or_none, whole
from shared.domain.results_choice import ResultsChoice, results_document, results_from_document


@dataclass(frozen=True, slots=True)
class SetSkill:
    """The organiser defines a skill: scheme, competitors, experts."""

    id: str
    championship: str
    skill: str
    definition: SkillDefinition
    at_ms: int
    results: ResultsChoice | None = None
    """Set where the championship's results are made otherwise from now on (R40 to R47)."""
    actor: str | None = None
    reason: str | None = None
    """Why something changes that was defined already."""


def check_results_change(command: SetSkill) -> None:
    """Raise ``RuleBroken("results_change_needs_reason")`` when nobody says who changes them, and why."""
    if command.results is None:
        return
    if not (command.actor or "").strip() or not (command.reason or "").strip():
        raise RuleBroken("results_change_needs_reason", field="reason")


def set_skill_document(command: SetSkill) -> dict[str, Any]:
    """Return what the record of ``command`` holds besides what every record does."""
    said: dict[str, Any] = {
        "results": None if command.results is None else results_document(command.results),
        "actor": command.actor,
        "reason": command.reason,
    }
    more = {name: value for name, value in said.items() if value is not None}
    return {"type": "skill-set", "definition": skill_document(command.definition), **more}


def set_skill_from(document: Mapping[str, Any]) -> SetSkill:
    """Return the command in ``document``; raises as ``command_from_document``."""
    results = document.get("results")
    return SetSkill(
        text(document["id"]),
        text(document["championship"]),
        text(document["skill"]),
        skill_from_document(document["definition"]),
        whole(document["at_ms"]),
        None if results is None else results_from_document(results),
        text_or_none(document.get("actor")),
        text_or_none(document.get("reason")),
    )
