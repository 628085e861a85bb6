"""What each act on a form does: team, check, signature, lock, release, unlock (R13, R20, R21, R30).

Who may do it, and in which state of the form, was checked before: ``shared.domain.form_life.STEPS``.
"""

from collections.abc import Callable, Mapping
from typing import Final

from shared.domain import acts
from shared.domain.errors import RuleBroken
from shared.domain.scheme import Form
from shared.domain.skill_state import SkillState
from shared.domain.team import checked_team, is_dual_for_all

Code = str | None
"""A remark on an act that was done."""


def set_team(state: SkillState, act: acts.SetTeam, form: Form) -> Code:
    """Form the team; ``one_pair`` remarks that some competitors will be measured once only (R21)."""
    team = checked_team(state.defined, form, act)
    life = state.life(form.id)
    life.team = team
    life.signatures.clear()
    return "one_pair" if team.second_pair and not is_dual_for_all(team, state.defined) else None


def check_sheets(state: SkillState, act: acts.CheckSheets, form: Form) -> Code:
    """Confirm sheets that are entered.

    Raises ``RuleBroken``: ``not_in_team``, ``sheet_not_entered``, ``nothing_to_check``, ``same_person`` of a
    sheet that whoever checks has typed in from paper (R22).
    """
    _check_may_check(state, act, form)
    for competitor in act.competitors:
        if state.sheet_state(competitor, form) == "open":
            raise RuleBroken("sheet_not_entered", field="competitors", value=competitor)
    everyone = (c.id for c in state.defined.competitors)
    entered = [c for c in act.competitors or everyone if state.sheet_state(c, form) == "entered"]
    if not entered:
        raise RuleBroken("nothing_to_check", field="form", value=form.id)
    for competitor in entered:
        if any(paper.clerk == act.actor for paper in state.papers.get((competitor, form.id), ())):
            raise RuleBroken("same_person", field="actor", value=act.actor)
    state.life(form.id).checked.update(dict.fromkeys(entered, act.actor))
    return None


def _check_may_check(state: SkillState, act: acts.CheckSheets, form: Form) -> None:
    if act.role != "expert":
        return
    life = state.lives.get(form.id)
    team = None if life is None else life.team
    if team is None:
        may = act.actor in state.defined.expert_by_id
    else:
        may = act.actor == team.supervisor if team.supervisor else act.actor in team.marking_experts
    if not may:
        raise RuleBroken("not_in_team", field="actor", value=act.actor)


def sign_form(state: SkillState, act: acts.SignForm, form: Form) -> Code:
    """Add a signature; raises ``RuleBroken``: ``not_in_team``, ``already_signed``."""
    if act.actor not in state.signers(form):
        raise RuleBroken("not_in_team", field="actor", value=act.actor)
    life = state.life(form.id)
    if act.actor in life.signatures:
        raise RuleBroken("already_signed", field="form", value=form.id)
    life.signatures[act.actor] = act.at_ms
    return None


def lock_form(state: SkillState, act: acts.LockForm, form: Form) -> Code:
    """Close the form."""
    state.life(form.id).locked_by = act.actor
    return None


def release_form(state: SkillState, act: acts.ReleaseForm, form: Form) -> Code:
    """Let the form be seen."""
    state.life(form.id).released_by = act.actor
    return None


def request_unlock(state: SkillState, act: acts.RequestUnlock, form: Form) -> Code:
    """Ask for the form to be opened; raises ``RuleBroken("unlock_already_requested")``."""
    life = state.life(form.id)
    if life.unlock_asked_by is not None:
        raise RuleBroken("unlock_already_requested", field="form", value=form.id)
    life.unlock_asked_by = act.actor
    return None


def confirm_unlock(state: SkillState, act: acts.ConfirmUnlock, form: Form) -> Code:
    """Open the form; raises ``RuleBroken``: ``unlock_not_requested``, ``same_person`` (R30)."""
    life = state.life(form.id)
    if life.unlock_asked_by is None:
        raise RuleBroken("unlock_not_requested", field="form", value=form.id)
    if life.unlock_asked_by == act.actor:
        raise RuleBroken("same_person", field="actor", value=act.actor)
    life.unlock()
    state.result_changed()
    return None


FORM_ACTS: Final[Mapping[type[acts.FormAct], Callable[..., Code]]] = {
    acts.SetTeam: set_team,
    acts.CheckSheets: check_sheets,
    acts.SignForm: sign_form,
    acts.LockForm: lock_form,
    acts.ReleaseForm: release_form,
    acts.RequestUnlock: request_unlock,
    acts.ConfirmUnlock: confirm_unlock,
}
