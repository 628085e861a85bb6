"""What each act on a skill does that is not about one form: set-aside entries, appeals, statuses, penalties.

Who may do it was checked before: ``shared.domain.form_life.STEPS``.
"""

from dataclasses import replace

from shared.domain import acts
from shared.domain.awards import ManualAward
from shared.domain.entering import enter_marks
from shared.domain.errors import RuleBroken
from shared.domain.events import EnterMarks, EntryOutcome
from shared.domain.skill_state import Appeal, SetAside, SkillState


def decide_set_aside(state: SkillState, act: acts.DecideSetAside) -> tuple[tuple[EntryOutcome, ...], int]:
    """Take a set-aside entry as a correction, or drop it (R33); return what ``enter_marks`` does, if taken.

    Raises ``RuleBroken``: ``unknown_set_aside``, ``already_decided``, ``unknown_expert``, ``compatriot``,
    ``not_in_team``, and what ``enter_marks`` raises.
    """
    item = state.set_aside.get((act.submission, act.aspect))
    if item is None:
        raise RuleBroken("unknown_set_aside", field="submission", value=act.submission)
    if item.decided_by is not None:
        raise RuleBroken("already_decided", field="submission", value=act.submission)
    _check_may_decide(state, act, item)
    entered: tuple[tuple[EntryOutcome, ...], int] = ((), 0)
    if act.decision == "take":
        entered = enter_marks(state, _as_correction(state, act, item), act.actor)
    item.decided_by = act.actor
    return entered


def _check_may_decide(state: SkillState, act: acts.DecideSetAside, item: SetAside) -> None:
    """Let an expert decide for the own team only, and nobody for a compatriot (R21)."""
    submission = item.submission
    expert = state.defined.expert_by_id.get(act.actor)
    competitor = state.defined.competitor_by_id.get(submission.competitor)
    if expert is None and act.role == "expert":
        raise RuleBroken("unknown_expert", field="actor", value=act.actor)
    if expert is not None and competitor is not None and expert.member == competitor.member:
        raise RuleBroken("compatriot", field="actor", member=expert.member)
    life = state.lives.get(submission.form)
    team = None if life is None else life.team
    if act.role == "expert" and team is not None and act.actor not in team.everyone:
        raise RuleBroken("not_in_team", field="actor", value=act.actor)


def _as_correction(state: SkillState, act: acts.DecideSetAside, item: SetAside) -> EnterMarks:
    submission = item.submission
    sheet = state.sheets.get((submission.competitor, submission.form))
    revision = sheet.revision(act.aspect) if sheet else 0
    entry = submission.entries[0]._replace(based_on=revision, attempt=None, reason=act.reason)
    return replace(submission, id=act.id, entries=(entry,))


def submit_appeal(state: SkillState, act: acts.SubmitAppeal) -> None:
    """Open an appeal (R32)."""
    state.appeals[act.id] = Appeal(act.competitor, act.form, act.aspect, act.actor)
    state.is_final = False


def review_appeal(state: SkillState, act: acts.ReviewAppeal) -> None:
    """Take an appeal into review; raises ``unknown_appeal``, ``appeal_in_review``, ``same_person``."""
    appeal = _appeal(state, act.appeal)
    if appeal.reviewed_by is not None:
        raise RuleBroken("appeal_in_review", field="appeal", value=act.appeal)
    if appeal.submitted_by == act.actor:
        raise RuleBroken("same_person", field="actor", value=act.actor)
    appeal.reviewed_by = act.actor


def decide_appeal(state: SkillState, act: acts.DecideAppeal) -> None:
    """End an appeal.

    Raises ``RuleBroken``: ``unknown_appeal``, ``appeal_not_in_review``, ``appeal_decided``, ``same_person``.
    """
    appeal = _appeal(state, act.appeal)
    if appeal.reviewed_by is None:
        raise RuleBroken("appeal_not_in_review", field="appeal", value=act.appeal)
    if appeal.ruling is not None:
        raise RuleBroken("appeal_decided", field="appeal", value=act.appeal)
    if appeal.submitted_by == act.actor:
        raise RuleBroken("same_person", field="actor", value=act.actor)
    appeal.ruling = act.ruling


def close_appeal(state: SkillState, act: acts.CloseAppeal) -> None:
    """End an upheld appeal whose mark cannot be corrected any more: its aspect, form or competitor is out.

    Raises ``RuleBroken``: ``unknown_appeal``, ``appeal_needs_nothing``, ``same_person``,
    ``appeal_correctable``.
    """
    appeal = _appeal(state, act.appeal)
    if not appeal.needs_correction or appeal.corrected_by is not None:
        raise RuleBroken("appeal_needs_nothing", field="appeal", value=act.appeal)
    if appeal.submitted_by == act.actor:
        raise RuleBroken("same_person", field="actor", value=act.actor)
    if state.can_be_corrected(appeal):
        raise RuleBroken("appeal_correctable", field="appeal", value=act.appeal)
    appeal.closed_by, appeal.closed_because = act.actor, act.reason


def _appeal(state: SkillState, appeal: str) -> Appeal:
    found = state.appeals.get(appeal)
    if found is None:
        raise RuleBroken("unknown_appeal", field="appeal", value=appeal)
    return found


def approve_scheme(state: SkillState, act: acts.ApproveScheme) -> None:
    """Let the scheme be used; raises ``RuleBroken("scheme_is_another")`` when another one was read."""
    if act.revision != state.scheme_revision:
        raise RuleBroken("scheme_is_another", field="revision", expected=state.scheme_revision)
    state.scheme_approved_by = act.actor


def set_status(state: SkillState, act: acts.SetStatus) -> None:
    """Say how a competitor takes part (R7).

    Raises ``RuleBroken``: ``role_not_allowed``, because only the organiser disqualifies and takes that back;
    ``competitor_has_marks``, because who has marks was not absent.
    """
    before = state.statuses.get(act.competitor, "competing")
    if "disqualified" in (before, act.status) and act.role != "organiser":
        raise RuleBroken("role_not_allowed", field="role", role=act.role)
    has_marks = any(name == act.competitor and sheet.marks for (name, _), sheet in state.sheets.items())
    if act.status == "absent" and has_marks:
        raise RuleBroken("competitor_has_marks", field="competitor", value=act.competitor)
    state.statuses[act.competitor] = act.status
    state.result_changed()


def set_penalty(state: SkillState, act: acts.SetPenalty) -> None:
    """Take marks off a total, or lift that."""
    state.penalties.setdefault(act.competitor, {})[act.penalty] = act.mark
    state.penalty_reasons[act.competitor, act.penalty] = act.reason
    state.result_changed()


def set_award(state: SkillState, act: acts.SetAward) -> None:
    """Decide by hand what a competitor gets, or let the table decide again (R43).

    A skill that was final is so no more, until somebody who sees the decision makes it final again (R34).
    Raises ``RuleBroken``: ``cannot_win``; ``no_change`` where the table decides already.
    """
    if act.award == "by_table":
        if state.awards.pop(act.competitor, None) is None:
            raise RuleBroken("no_change", field="award")
        state.awards_changed()
        return
    if not state.can_win(act.competitor):
        raise RuleBroken("cannot_win", field="competitor", competitor=act.competitor)
    kind = None if act.award == "none" else act.award
    state.awards[act.competitor] = ManualAward(act.competitor, kind, act.reason)
    state.awards_changed()


def confirm_awards(state: SkillState, act: acts.ConfirmAwards) -> None:
    """Award what was only proposed, until the result changes; raises ``RuleBroken("skill_not_final")``."""
    if not state.is_final:
        raise RuleBroken("skill_not_final")
    state.awards_confirmed_by = act.actor
