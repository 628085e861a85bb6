"""A refusal as a problem document, for the answer to one request and for one act of many."""

from typing import Any

from services.ingest.bodies import Refused
from services.ingest.journal import Unavailable
from services.ingest.verdicts import NotFinal
from shared.domain.errors import RuleBroken
from shared.domain.scheme_messages import Language
from shared.problems import problem, problem_of

Refusal = RuleBroken | Refused | Unavailable


def refusal_document(refused: Refusal, language: Language) -> dict[str, Any]:
    """Return the problem document; that of a skill which cannot be final holds ``open_items`` (R34)."""
    if isinstance(refused, Unavailable):
        return problem(refused.code, language)
    if isinstance(refused, Refused):
        return problem_of(refused.refusals, language)
    items = {"open_items": refused.open_items} if isinstance(refused, NotFinal) else {}
    return problem_of([refused], language) | items
