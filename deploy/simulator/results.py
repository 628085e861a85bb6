"""The results of a championship from its recount, by the rules: medals, best of member, team tables."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from deploy.recount import Recount
from shared.domain.awards import Decision
from shared.domain.best import overall_best
from shared.domain.championship import Championship, SkillDefinition
from shared.domain.event_results import event_results
from shared.domain.finishes import finishes, results_by_group
from shared.domain.members import team_table
from shared.domain.results import SkillResult
from shared.domain.units import UNITS_PER_MARK, Mark


@dataclass(frozen=True, slots=True)
class Results:
    """What the ceremony will tell."""

    awards: Mapping[str, int]
    """How many of each kind, in all skills."""
    awards_of: Mapping[str, Mapping[str, str]]
    """By skill and competitor."""
    members: tuple[tuple[int, str, int], ...]
    """Place, member and medal points, best first."""
    overall_best: tuple[str, ...]

    def awards_by_competitor(self) -> dict[tuple[str, str], str]:
        """Return every award by skill and competitor."""
        return {
            (skill, competitor): kind
            for skill, of_skill in self.awards_of.items()
            for competitor, kind in of_skill.items()
        }

    def document(self) -> dict[str, Any]:
        """Return the JSON form, without the single awards."""
        return {
            "awards": dict(self.awards),
            "members": [dict(zip(("place", "member", "points"), row, strict=True)) for row in self.members],
            "overall_best": list(self.overall_best),
        }


def results_of(
    championship: Championship, skills: Mapping[str, SkillDefinition], recount: Recount
) -> Results:
    """Return the results as the championship has chosen them; a simulation sets no status and no penalty."""
    settings = championship.results.settings
    ended = {
        skill: results_by_group(
            finishes(definition, _marks(recount, f"{championship.id}/{skill}"), {}, {}, {}),
            settings,
            Decision(),
        )
        for skill, definition in skills.items()
    }
    main = event_results(ended, settings)[None]
    table = team_table(main.members, "points")
    awards_of = {skill: _awards(result) for skill, result in main.skills.items()}
    return Results(
        Counter(kind for of_skill in awards_of.values() for kind in of_skill.values()),
        awards_of,
        tuple((standing.places["points"], standing.member, standing.points) for standing in table),
        tuple(one.competitor for one in overall_best(main.contenders)),
    )


def _marks(recount: Recount, key: str) -> dict[str, Mark]:
    return {competitor: _units(total) for competitor, total in recount.totals(key).items()}


def _units(total: Fraction) -> Mark:
    units = total * UNITS_PER_MARK
    assert units.denominator == 1, "a total is a whole number of units (R26)"
    return int(units)


def _awards(result: SkillResult) -> dict[str, str]:
    return {
        row.finish.competitor.id: row.award.kind
        for row in result.rows
        if row.award is not None and row.award.kind is not None and not row.award.is_proposed
    }
