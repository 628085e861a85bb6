"""The results of a championship from its recount, by the rules: medals, best of member, team tables."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from deploy.recount import Recount
from shared.domain.best import overall_best
from shared.domain.championship import SkillDefinition
from shared.domain.members import member_standings, team_table
from shared.domain.presets import PRESETS
from shared.domain.results import Finish, SkillResult, contenders, skill_result, team_entries
from shared.domain.units import UNITS_PER_MARK, Mark

PRESET = PRESETS["worldskills-kazakhstan"]


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


def results_of(championship: str, skills: Mapping[str, SkillDefinition], recount: Recount) -> Results:
    """Return the results; no status nor penalty is set in a simulation."""
    results = {
        skill: skill_result(_finishes(definition, recount.totals(f"{championship}/{skill}")), PRESET)
        for skill, definition in skills.items()
    }
    entries = [entry for skill, result in results.items() for entry in team_entries(skill, result, PRESET)]
    table = team_table(member_standings(entries, PRESET.members), "points")
    best = overall_best(one for skill, result in results.items() for one in contenders(skill, result))
    awards_of = {skill: _awards(result) for skill, result in results.items()}
    return Results(
        Counter(kind for of_skill in awards_of.values() for kind in of_skill.values()),
        awards_of,
        tuple((standing.places["points"], standing.member, standing.points) for standing in table),
        tuple(one.competitor for one in best),
    )


def _finishes(definition: SkillDefinition, totals: Mapping[str, Fraction]) -> list[Finish]:
    return [
        Finish(one, _units(totals[one.id]) if one.id in totals else None) for one in definition.competitors
    ]


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
