"""The standings for programs: stable keys, marks and averages as text with two decimals."""

from collections.abc import Iterable, Iterator
from typing import Any

from deploy.cli.standings_count import Standings
from shared.domain.alphabet import alphabetical
from shared.domain.best import Contender, best_of_members, overall_best
from shared.domain.result_documents import (
    field_document,
    line_document,
    member_document,
    team_tables_document,
)
from shared.domain.results import CompetitorResult


def standings_result(counted: Standings) -> dict[str, Any]:
    """Return all of ``counted`` as JSON has it."""
    best = best_of_members(counted.contenders)
    return {
        "medallion_label": counted.settings.awards.medallion_label.document(),
        "skills": [{"skill": skill, **field_document(result)} for skill, result in counted.skills.items()],
        "competitors": [
            _competitor(counted, line) for result in counted.skills.values() for line in result.rows
        ],
        "members": [member_document(standing) for standing in counted.members],
        "team_tables": team_tables_document(counted.members),
        "best_of_member": [
            line for member in sorted(best, key=alphabetical) for line in _best(best[member], counted)
        ],
        "overall_best": list(_best(overall_best(counted.contenders), counted)),
    }


def _competitor(counted: Standings, line: CompetitorResult) -> dict[str, Any]:
    row = counted.row_of(line)
    numbers = line_document(line, counted.settings, counted.settings.mark_max)
    return {"skill": row.skill, "competitor": row.competitor, "member": row.member, **numbers}


def _best(shared: Iterable[Contender], counted: Standings) -> Iterator[dict[str, Any]]:
    for contender in shared:
        yield {
            "member": contender.member,
            "skill": contender.skill,
            "competitor": counted.rows[contender.competitor].competitor,
            "scale": contender.shown,
        }
