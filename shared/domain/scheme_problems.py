"""What can be wrong with a marking scheme, as data: stable codes now, sentences when somebody reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from shared.domain.scheme_messages import MESSAGES, Language

Severity = Literal["error", "warning"]

WARNINGS: Final = frozenset(
    {
        "criteria_assumed",
        "criteria_count_unusual",
        "criterion_mark_missing",
        "days_assumed",
        "mark_high",
        "mark_zero",
        "section_far_from_target",
        "sections_assumed",
        "skill_number_missing",
        "stated_total_differs",
        "text_ignored",
    }
)
"""The codes that an organiser may live with; every other one stops the import."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right, or to know about."""

    severity: Severity
    code: str
    details: Mapping[str, str] = field(default_factory=dict)
    """What the sentence names: the value found, the sum, the sub-criterion."""
    place: str = ""
    """Path in the scheme document, such as ``criteria.0.sub_criteria.2.day``; empty: the whole scheme."""
    sheet: str = ""
    """Set when the scheme came from a workbook."""
    cell: str = ""
    """Where to look, such as ``K25``; empty when it is no single cell."""


def problem(code: str, place: str = "", *, sheet: str = "", cell: str = "", **details: object) -> Problem:
    """Return the problem ``code`` with its severity."""
    severity: Severity = "warning" if code in WARNINGS else "error"
    return Problem(severity, code, {k: str(v) for k, v in details.items()}, place, sheet, cell)


def sentence(problem: Problem, language: Language = "en") -> str:
    """Return what is wrong and what to do about it, for people."""
    return MESSAGES[language][problem.code].format(**problem.details)
