"""Enter marks: may this expert, do the rules allow it, and what each entry does to its sheet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from shared.domain.championship import SkillDefinition
from shared.domain.entry_mark import entry_mark
from shared.domain.errors import RuleBroken
from shared.domain.events import EnterMarks, Entry, EntryOutcome
from shared.domain.form import Sheet
from shared.domain.form_life import STEPS
from shared.domain.scheme import Aspect
from shared.domain.skill_state import Appeal, SetAside, SkillState
from shared.domain.team import Team
from shared.domain.units import Mark
from shared.domain.voices import TeamEntry, voices_of

_Enter = Callable[[Entry, Aspect, Mark | None, str, str | None], EntryOutcome]
_LEAVE_NO_SHEET: Final = frozenset({"set_aside", "noted"})
"""Outcomes after which nothing stands on a sheet that was not there before."""


def check_submission(
    definition: SkillDefinition,
    submission: EnterMarks,
    team: Team | None = None,
    *,
    may_have_team: bool = False,
) -> list[tuple[Aspect, Mark | None]]:
    """Return aspect and mark of each entry when the skill's definition allows the submission.

    Needs no marks, so that the door can refuse early with the same words as the fold. A mark is None where
    the entry alone earns none. ``may_have_team``: the door does not know whether a team can score
    again. Raises ``RuleBroken`` with ``field`` among its details:
    ``unknown_competitor``, ``unknown_expert``, ``compatriot`` (R21), ``unknown_form``, ``not_in_team``,
    ``no_entries``, ``unknown_aspect``, ``aspect_twice``, ``photo_missing``, ``scores_one_by_one`` (R22), and
    what ``entry_mark`` raises.
    """
    competitor = definition.competitor_by_id.get(submission.competitor)
    if competitor is None:
        raise RuleBroken("unknown_competitor", field="competitor", value=submission.competitor)
    expert = definition.expert_by_id.get(submission.expert)
    if expert is None:
        raise RuleBroken("unknown_expert", field="expert", value=submission.expert)
    if expert.member == competitor.member:
        raise RuleBroken("compatriot", field="expert", member=expert.member)
    aspects = definition.scheme.aspects_of_form.get(submission.form)
    if aspects is None:
        raise RuleBroken("unknown_form", field="form", value=submission.form)
    if team is not None and submission.expert not in team.everyone:
        raise RuleBroken("not_in_team", field="expert", value=submission.expert)
    if not submission.entries:
        raise RuleBroken("no_entries", field="entries")
    if submission.paper is not None and not submission.paper.photo.strip():
        raise RuleBroken("photo_missing", field="paper.photo")
    is_for_all = any(entry.scores is not None for entry in submission.entries)
    if is_for_all and submission.paper is None and definition.scheme.rules.panel_devices == "own":
        raise RuleBroken("scores_one_by_one", field="entries")
    return list(_checked_entries(definition, aspects, submission, may_have_team or team is not None))


def _checked_entries(
    definition: SkillDefinition, aspects: Mapping[str, Aspect], submission: EnterMarks, has_team: bool
) -> Iterator[tuple[Aspect, Mark | None]]:
    seen: set[str] = set()
    for index, entry in enumerate(submission.entries):
        aspect = aspects.get(entry.aspect)
        if aspect is None:
            raise RuleBroken(
                "unknown_aspect", field=f"entries.{index}.aspect", value=entry.aspect, form=submission.form
            )
        if entry.aspect in seen:
            raise RuleBroken("aspect_twice", field=f"entries.{index}.aspect", value=entry.aspect)
        seen.add(entry.aspect)
        if entry.is_remark:
            yield aspect, None
            continue
        try:
            yield aspect, entry_mark(definition.scheme, aspect, entry, has_team)
        except RuleBroken as broken:
            name = "scores" if aspect.method == "J" else "mark"
            raise RuleBroken(broken.code, field=f"entries.{index}.{name}", **broken.details) from broken


def enter_marks(
    state: SkillState, submission: EnterMarks, decided_by: str | None = None
) -> tuple[tuple[EntryOutcome, ...], int]:
    """Enter all of ``submission`` or, when a rule is broken, nothing.

    Returns what became of each entry, and how many count.

    Raises ``RuleBroken``: ``unknown_skill``, ``form_locked``, ``competitor_not_competing``, ``team_missing``,
    ``not_on_panel``, ``supervisor_enters``, ``not_in_pair``, ``appeal_not_upheld``, ``reason_missing``,
    ``scheme_not_approved``, and what ``check_submission`` raises.
    """
    definition = state.defined
    life = state.lives.get(submission.form)
    if life is not None and life.locked_by is not None:
        raise RuleBroken(STEPS[EnterMarks].refused, field="form", value=submission.form)
    team = None if life is None else life.team
    checked = check_submission(definition, submission, team)
    if definition.needs_approval and state.scheme_approved_by is None:
        raise RuleBroken("scheme_not_approved", field="skill", value=submission.skill)
    if state.statuses.get(submission.competitor, "competing") != "competing":
        raise RuleBroken("competitor_not_competing", field="competitor", value=submission.competitor)
    if team is None and None in [mark for _, mark in checked] and _need_team(submission, checked):
        raise RuleBroken("team_missing", field="entries")
    voices = None if team is None else voices_of(definition, submission, team)
    _check_appeal(state, submission)
    where = (submission.competitor, submission.form)
    sheet = state.sheets.get(where) or Sheet()
    if sheet.marks and any(map(sheet.needs_reason, submission.entries)):
        raise RuleBroken("reason_missing", field="entries")
    by = submission.expert
    enter: _Enter = sheet.enter if voices is None else TeamEntry(definition.scheme, sheet, voices).enter
    outcomes = tuple(
        [
            sheet.remark(entry) if entry.is_remark else enter(entry, aspect, mark, by, decided_by)
            for entry, (aspect, mark) in zip(submission.entries, checked, strict=True)
        ]
    )
    said = [outcome.outcome for outcome in outcomes]
    if not _LEAVE_NO_SHEET.issuperset(said):
        state.sheets[where] = sheet
    if submission.paper is not None:
        state.papers.setdefault(where, []).append(submission.paper)
    if "set_aside" in said:
        _set_aside(state, submission, outcomes)
    counted = said.count("counted")
    if counted:
        _result_changed(state, submission, outcomes, counted)
    return outcomes, counted


def _need_team(submission: EnterMarks, checked: list[tuple[Aspect, Mark | None]]) -> bool:
    """Say whether only a team can make a mark of some entry: it alone earns none and is no mere remark."""
    said = zip(submission.entries, checked, strict=True)
    return any(mark is None and not entry.is_remark for entry, (_, mark) in said)


def _set_aside(state: SkillState, submission: EnterMarks, outcomes: tuple[EntryOutcome, ...]) -> None:
    """Keep what was based on another revision until somebody decides (R33)."""
    for entry, outcome in zip(submission.entries, outcomes, strict=True):
        if outcome.outcome == "set_aside":
            alone = replace(submission, entries=(entry,))
            state.set_aside[submission.id, entry.aspect] = SetAside(alone)


def _result_changed(
    state: SkillState, submission: EnterMarks, outcomes: tuple[EntryOutcome, ...], counted: int
) -> None:
    """Let the rest of the skill's state follow a mark that changed.

    An appeal about one aspect is answered by nothing but another entry on that aspect (R32).
    """
    state.entries_counted += counted
    state.result_changed()
    life = state.lives.get(submission.form)
    if life is not None:
        life.mark_changed(submission.competitor)
    if submission.appeal is not None:
        appeal = state.appeals[submission.appeal]
        changed = {outcome.aspect for outcome in outcomes if outcome.outcome == "counted"}
        if appeal.aspect is None or appeal.aspect in changed:
            appeal.corrected_by = submission.id


def _check_appeal(state: SkillState, submission: EnterMarks) -> None:
    """Raise ``RuleBroken("appeal_not_upheld")`` unless the appeal that is named asks for this correction.

    An appeal about one aspect follows it to the form where a changed scheme has put it (R10).
    """
    if submission.appeal is None:
        return
    appeal = state.appeals.get(submission.appeal)
    if (
        appeal is None
        or not appeal.needs_correction
        or submission.competitor != appeal.competitor
        or not _is_about(state, appeal, submission.form)
    ):
        raise RuleBroken("appeal_not_upheld", field="appeal", value=submission.appeal)


def _is_about(state: SkillState, appeal: Appeal, form: str) -> bool:
    if appeal.aspect is None:
        return form == appeal.form
    return appeal.aspect in state.defined.scheme.aspects_of_form[form]
