"""The standings for programs: stable keys, marks and averages as text with two decimals."""

from collections.abc import Iterable, Iterator
from typing import Any

from deploy.cli.standings_count import Standings, award_state
from shared.domain.alphabet import alphabetical
from shared.domain.best import Contender, best_of_members, overall_best
from shared.domain.grades import grade
from shared.domain.members import TEAM_TABLES, MemberStanding, team_table
from shared.domain.results import CompetitorResult, SkillResult
from shared.domain.rounding import two_decimals
from shared.domain.units import UNITS_PER_MARK, mark_text, percent_text


def standings_result(counted: Standings) -> dict[str, Any]:
    """Return all of ``counted`` as JSON has it."""
    best = best_of_members(counted.contenders)
    return {
        "medallion_label": counted.settings.awards.medallion_label.document(),
        "skills": [_skill(skill, result) for skill, result in counted.skills.items()],
        "competitors": [
            _competitor(counted, line) for result in counted.skills.values() for line in result.rows
        ],
        "members": [_member(standing) for standing in counted.members],
        "team_tables": {
            table: [
                {"place": standing.places.get(table), "member": standing.member}
                for standing in team_table(counted.members, table)
            ]
            for table in TEAM_TABLES
        },
        "best_of_member": [
            line for member in sorted(best, key=alphabetical) for line in _best(best[member], counted)
        ],
        "overall_best": list(_best(overall_best(counted.contenders), counted)),
    }


def _skill(skill: str, result: SkillResult) -> dict[str, Any]:
    median = result.scale.median
    return {
        "skill": skill,
        "field": len(result.scale.scores),
        "is_field_small": result.scale.is_field_small,
        "median": None if median is None else two_decimals(median / UNITS_PER_MARK),
        "awards": award_state(result),
    }


def _competitor(counted: Standings, line: CompetitorResult) -> dict[str, Any]:
    row = counted.row_of(line)
    kind = line.award.kind if line.award else None
    is_proposed = line.award is not None and line.award.is_proposed
    return {
        "skill": row.skill,
        "competitor": row.competitor,
        "member": row.member,
        "total": None if line.total is None else mark_text(line.total),
        "scale": line.scale.shown if line.scale else None,
        "scale_unclamped": line.scale.rounded if line.scale else None,
        "place": line.place,
        "medal": None if is_proposed else kind,
        "medal_proposed": kind if is_proposed else None,
        "status": row.status,
        "guest": row.is_guest,
        "persons": row.persons,
        **_grade(counted, line),
    }


def _grade(counted: Standings, line: CompetitorResult) -> dict[str, Any]:
    """Return percent and grade, where grades are given (R47)."""
    settings = counted.settings
    if settings.grades is None:
        return {}
    if line.total is None:
        return {"percent": None, "grade": None}
    return {
        "percent": percent_text(line.total, settings.mark_max),
        "grade": grade(line.total, settings.mark_max, settings.grades),
    }


def _member(standing: MemberStanding) -> dict[str, Any]:
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


def _best(shared: Iterable[Contender], counted: Standings) -> Iterator[dict[str, Any]]:
    for contender in shared:
        yield {
            "member": contender.member,
            "skill": contender.skill,
            "competitor": counted.rows[contender.competitor].competitor,
            "scale": contender.scale_score,
        }
