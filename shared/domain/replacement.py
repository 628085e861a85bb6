"""Let another expert go on in the place of one who leaves (R7): in teams, never in what is done."""

from dataclasses import replace

from shared.domain.acts import ReplaceExpert
from shared.domain.people import Expert
from shared.domain.skill_state import SkillState
from shared.domain.team import Team, check_team


def replace_expert(state: SkillState, act: ReplaceExpert) -> None:
    """Take the expert out of the skill and put the successor into every team that still needs them.

    A form that is locked, or that the expert has signed, keeps the team that marked it: what they did stays
    theirs. Raises ``RuleBroken``: what ``check_team`` raises of a team that cannot be formed with the
    successor (R21); then the chief expert forms another team first.
    """
    definition = state.defined
    leaving = definition.expert_by_id[act.expert]
    successor = definition.expert_by_id.get(act.successor) or Expert(act.successor, act.member or "")
    others = [one for one in definition.experts if one not in (leaving, successor)]
    changed = replace(definition, experts=(*others, successor))
    teams: dict[str, Team] = {}
    for name, life in state.lives.items():
        is_done = life.locked_by is not None or act.expert in life.signatures
        if life.team is not None and act.expert in life.team.everyone and not is_done:
            teams[name] = life.team.with_successor(act.expert, act.successor)
            check_team(changed, changed.scheme.form_by_id[name], teams[name])
    state.definition = changed
    for name, team in teams.items():
        state.lives[name].team = team
