"""What follows from a results file by the rules, for people and for programs alike (R41 to R46)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from deploy.cli.standings_file import ResultRow
from shared.domain.awards import Decision
from shared.domain.best import Contender
from shared.domain.members import MemberStanding, member_standings
from shared.domain.people import Competitor
from shared.domain.presets import ResultSettings
from shared.domain.results import (
    CompetitorResult,
    Finish,
    SkillResult,
    contenders,
    skill_result,
    team_entries,
)


@dataclass(frozen=True, slots=True)
class Standings:
    """Everything that follows from the results file."""

    settings: ResultSettings
    rows: Mapping[str, ResultRow]
    """By what stands for the competitor in the results: a name may come twice in a skill."""
    skills: Mapping[str, SkillResult]
    """In the order in which the file names them."""
    members: Sequence[MemberStanding]

    def row_of(self, line: CompetitorResult) -> ResultRow:
        """Return the row that ``line`` was made from."""
        return self.rows[line.finish.competitor.id]

    @property
    def contenders(self) -> list[Contender]:
        """Return who may be the best of a member or of all (R45)."""
        return [one for skill, result in self.skills.items() for one in contenders(skill, result)]


def standings_of(
    rows: Sequence[ResultRow], settings: ResultSettings, confirmed: Collection[str] = ()
) -> Standings:
    """Return the results of every skill in ``rows``, and the members' standings over all of them.

    ``confirmed`` are the skills in which the organiser awards what is only proposed (R3).
    """
    by_skill: dict[str, list[Finish]] = {}
    for row in rows:
        competitor = Competitor(_id(row), row.member, row.is_guest)
        finish = Finish(competitor, row.total, row.status, row.persons)
        by_skill.setdefault(row.skill, []).append(finish)
    skills = {
        skill: skill_result(finishes, settings, Decision(is_confirmed=skill in confirmed))
        for skill, finishes in by_skill.items()
    }
    entries = (e for skill, result in skills.items() for e in team_entries(skill, result, settings))
    members = member_standings(entries, settings.members)
    return Standings(settings, {_id(row): row for row in rows}, skills, members)


def _id(row: ResultRow) -> str:
    return str(row.row)
