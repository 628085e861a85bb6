"""Who marks a form: one team for all its competitors (R20), never a compatriot (R21)."""

from collections.abc import Mapping
from typing import NamedTuple

from shared.domain.acts import SetTeam
from shared.domain.championship import SkillDefinition
from shared.domain.errors import RuleBroken
from shared.domain.people import Expert
from shared.domain.scheme import Form


class Team(NamedTuple):
    """The marking team of one form."""

    experts: tuple[str, ...]
    """Judgement: the marking experts. Measurement: the pair."""
    supervisor: str | None
    second_pair: tuple[str, ...]

    @property
    def marking_experts(self) -> tuple[str, ...]:
        """Return those who sign (R13)."""
        return self.experts + self.second_pair

    @property
    def everyone(self) -> frozenset[str]:
        """Return the marking experts and the supervisor."""
        return frozenset(self.marking_experts) | ({self.supervisor} if self.supervisor else frozenset())

    def with_successor(self, expert: str, successor: str) -> "Team":
        """Return the team with ``successor`` in the place of ``expert`` (R7)."""
        experts, second_pair = (
            tuple(successor if one == expert else one for one in group)
            for group in (self.experts, self.second_pair)
        )
        supervisor = successor if self.supervisor == expert else self.supervisor
        return Team(experts, supervisor, second_pair)


def checked_team(definition: SkillDefinition, form: Form, command: SetTeam) -> Team:
    """Return the team that ``command`` forms; raises what ``check_team`` raises."""
    team = Team(command.experts, command.supervisor, command.second_pair)
    check_team(definition, form, team)
    return team


def check_team(definition: SkillDefinition, form: Form, team: Team) -> None:
    """Raise ``RuleBroken`` when ``team`` cannot mark ``form`` (R21).

    ``unknown_expert``, ``expert_twice``, ``team_size_wrong``, ``supervisor_missing``,
    ``team_members_repeat``, ``team_all_compatriots``.
    """
    named = (*team.marking_experts, *([team.supervisor] if team.supervisor else []))
    for expert in named:
        if expert not in definition.expert_by_id:
            raise RuleBroken("unknown_expert", field="experts", value=expert)
    if len(set(named)) < len(named):
        raise RuleBroken("expert_twice", field="experts")
    if form.method == "J":
        _check_panel(definition, form, team)
    else:
        _check_pairs(definition, team)


def _check_panel(definition: SkillDefinition, form: Form, team: Team) -> None:
    judges = definition.scheme.judging(form.aspects[0]).judges
    if len(team.experts) != judges or team.second_pair:
        raise RuleBroken("team_size_wrong", field="experts", needed=judges)
    if team.supervisor is None:
        raise RuleBroken("supervisor_missing", field="supervisor")
    members = [definition.expert_by_id[expert].member for expert in (*team.experts, team.supervisor)]
    if len(set(members)) < len(members):
        raise RuleBroken("team_members_repeat", field="experts")


def _check_pairs(definition: SkillDefinition, team: Team) -> None:
    size = definition.scheme.rules.measurers
    if len(team.experts) != size or len(team.second_pair) not in (0, size):
        raise RuleBroken("team_size_wrong", field="experts", needed=size)
    members = {definition.expert_by_id[expert].member for expert in team.marking_experts}
    if len(members) == 1 and any(competitor.member in members for competitor in definition.competitors):
        raise RuleBroken("team_all_compatriots", field="experts")


def is_dual_for_all(team: Team, definition: SkillDefinition) -> bool:
    """Say whether two pairs measure every competitor, as they were meant to (R21, R25)."""
    experts = definition.expert_by_id
    return all(len(pairs_for(team, experts, c.member)) == 2 for c in definition.competitors)


def panel_for(team: Team, experts: Mapping[str, Expert], member: str) -> tuple[str, ...]:
    """Return who scores a competitor of ``member``: the supervisor steps in for a compatriot (R21)."""
    assert team.supervisor is not None, "a judgement team has a supervisor"
    return tuple(
        team.supervisor if is_compatriot(expert, experts, member) else expert for expert in team.experts
    )


def pairs_for(team: Team, experts: Mapping[str, Expert], member: str) -> tuple[tuple[str, ...], ...]:
    """Return the pairs that hold no compatriot of a competitor of ``member`` (R21)."""
    pairs = [pair for pair in (team.experts, team.second_pair) if pair]
    return tuple(pair for pair in pairs if not any(is_compatriot(e, experts, member) for e in pair))


def is_compatriot(expert: str, experts: Mapping[str, Expert], member: str) -> bool:
    """Say whether ``expert`` is of ``member``; whom nobody knows is of none."""
    known = experts.get(expert)
    return known is not None and known.member == member
