"""The results of a championship over all its skills that are final: bests, team tables (R45, R46).

Each age group has its own (R2).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.domain.best import Contender
from shared.domain.finishes import Group
from shared.domain.members import MemberStanding, member_standings
from shared.domain.presets import ResultSettings
from shared.domain.results import SkillResult, contenders, team_entries


@dataclass(frozen=True, slots=True)
class EventResults:
    """What follows from the skills of one age group."""

    skills: Mapping[str, SkillResult]
    members: tuple[MemberStanding, ...]
    contenders: tuple[Contender, ...]
    """Who may be the best of a member or of all (R45)."""


def event_results(
    skills: Mapping[str, Mapping[Group, SkillResult]], settings: ResultSettings
) -> dict[Group, EventResults]:
    """Return what follows from ``skills``, all of them final, by age group, the main field always."""
    by_group: dict[Group, dict[str, SkillResult]] = {None: {}}
    for skill, groups in skills.items():
        for group, result in groups.items():
            by_group.setdefault(group, {})[skill] = result
    return {group: _of_group(results, settings) for group, results in by_group.items()}


def _of_group(skills: Mapping[str, SkillResult], settings: ResultSettings) -> EventResults:
    entries = (e for skill, result in skills.items() for e in team_entries(skill, result, settings))
    able = tuple(one for skill, result in skills.items() for one in contenders(skill, result))
    return EventResults(skills, member_standings(entries, settings.members), able)
