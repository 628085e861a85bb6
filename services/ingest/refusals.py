"""A refusal as a problem document, for the answer to one request and for one act of many."""

from typing import Any

from services.ingest.bodies import Refused
from services.ingest.importing import PartlyDefined
from services.ingest.journal import Unavailable
from services.ingest.verdicts import NotFinal
from shared.domain.errors import RuleBroken
from shared.domain.scheme_messages import Language
from shared.problems import problem, problem_of

Refusal = RuleBroken | Refused | Unavailable | PartlyDefined


def refusal_document(refused: Refusal, language: Language) -> dict[str, Any]:
    """Return the problem document; that of a skill which cannot be final holds ``open_items`` (R34).

    That of an import which was only partly done tells of each skill what became of it.
    """
    if isinstance(refused, PartlyDefined):
        return refusal_document(refused.cause, language) | _parts_done(refused)
    if isinstance(refused, Unavailable):
        return problem(refused.code, language)
    if isinstance(refused, Refused):
        return problem_of(refused.refusals, language)
    items = {"open_items": refused.open_items} if isinstance(refused, NotFinal) else {}
    return problem_of([refused], language) | items


def _parts_done(refused: PartlyDefined) -> dict[str, Any]:
    return {
        "skills": [
            {"skill": skill, "status": "counted"} if fault is None else _not_defined(skill, fault)
            for skill, fault in refused.verdicts.items()
        ],
        "are_results_kept": refused.are_results_kept,
    }


def _not_defined(skill: str, fault: RuleBroken | Unavailable) -> dict[str, str]:
    """Return that scoring refused, or that nobody knows yet."""
    return {
        "skill": skill,
        "status": "unknown" if isinstance(fault, Unavailable) else "refused",
        "code": fault.code,
    }
