"""How results are written: the same keys and numbers for officials, boards and `bayge standings`.

Marks and averages are text with two decimals.
"""

from collections.abc import Iterable
from typing import Any, Literal

from shared.domain.grades import grade
from shared.domain.members import TEAM_TABLES, MemberStanding, team_table
from shared.domain.presets import ResultSettings
from shared.domain.results import CompetitorResult, SkillResult
from shared.domain.rounding import two_decimals
from shared.domain.units import UNITS_PER_MARK, Mark, mark_text, percent_text

Document = dict[str, Any]
AwardState = Literal["awarded", "proposed", "undecided"]
"""The awards stand, wait for the organiser's word, or for a decision by hand (R3, R42)."""


def award_state(result: SkillResult) -> AwardState:
    """Return whether the awards of a skill stand."""
    given = [row.award for row in result.rows if row.award]
    if not given and result.scale.scores and not result.scale.has_spread:
        return "undecided"
    return "proposed" if any(award.is_proposed for award in given) else "awarded"


def field_document(result: SkillResult) -> Document:
    """Return what is to say of the whole field of a skill."""
    median = result.scale.median
    return {
        "field": len(result.scale.scores),
        "is_field_small": result.scale.is_field_small,
        "median": None if median is None else two_decimals(median / UNITS_PER_MARK),
        "awards": award_state(result),
    }


def line_document(line: CompetitorResult, settings: ResultSettings, mark_max: Mark) -> Document:
    """Return what a competitor has won; with percent and grade, where grades are given (R47)."""
    kind = line.award.kind if line.award else None
    is_proposed = line.award is not None and line.award.is_proposed
    numbers: Document = {
        "total": None if line.total is None else mark_text(line.total),
        "scale": line.scale.shown if line.scale else None,
        "scale_unclamped": line.scale.rounded if line.scale else None,
        "place": line.place,
        "medal": None if is_proposed else kind,
        "medal_proposed": kind if is_proposed else None,
        "status": line.finish.status,
        "guest": line.finish.competitor.is_guest,
        "persons": line.finish.persons,
    }
    if settings.grades is None:
        return numbers
    if line.total is None:
        return numbers | {"percent": None, "grade": None}
    percent = percent_text(line.total, mark_max)
    return numbers | {"percent": percent, "grade": grade(line.total, mark_max, settings.grades)}


def member_document(standing: MemberStanding) -> Document:
    """Return one member in all team tables (R46)."""
    return {
        "member": standing.member,
        "points": standing.points,
        "average_points": two_decimals(standing.average_points),
        "scale_total": standing.scale_total,
        "scale_average": two_decimals(standing.scale_average),
        "skills": standing.skills,
        "entries": dict(standing.entries_by_kind),
        "persons": dict(standing.persons_by_kind),
        "places": dict(standing.places),
    }


def team_tables_document(members: Iterable[MemberStanding]) -> Document:
    """Return the order and the places of each of the five team tables (R46)."""
    standings = tuple(members)
    return {
        table: [
            {"place": standing.places.get(table), "member": standing.member}
            for standing in team_table(standings, table)
        ]
        for table in TEAM_TABLES
    }
