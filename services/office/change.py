"""What a command may have changed, so that those who look at it are told to look again: never a value."""

from typing import NamedTuple

from shared.domain import acts
from shared.domain.events import Command, EnterMarks
from shared.domain.skill_state import SkillState

Where = tuple[str, str]
"""A sheet: competitor and form."""

NOTHING: frozenset[str] = frozenset()
NO_SHEET: frozenset[Where] = frozenset()


class Change(NamedTuple):
    """What one command may have changed: a nudge, never a value."""

    forms: frozenset[str]
    sheets: frozenset[Where]
    is_about_skill: bool = False
    """Set: something that is about no form, such as a competitor's status."""
    is_about_totals: bool = False
    """Set: only those who see totals have anything to look at."""


def change_of(state: SkillState, command: Command, forms: frozenset[str]) -> Change:
    """Return what ``command``, already folded, may have changed; ``forms`` are those that it touched."""
    match command:
        case EnterMarks():
            return Change(forms, frozenset({(command.competitor, command.form)}))
        case acts.DecideSetAside():
            said = state.set_aside[command.submission, command.aspect].submission
            return Change(forms, frozenset({(said.competitor, said.form)}))
        case acts.CheckSheets():
            named = command.competitors or state.defined.competitor_by_id
            return Change(forms, frozenset((competitor, command.form) for competitor in named))
        case acts.FormAct():
            return Change(forms, NO_SHEET)
        case acts.SubmitAppeal():
            return Change(frozenset({command.form}), NO_SHEET)
        case acts.ReviewAppeal() | acts.DecideAppeal() | acts.CloseAppeal():
            return Change(frozenset({state.appeals[command.appeal].form}), NO_SHEET)
        case acts.ChangeScheme():
            return Change(forms, frozenset(state.sheets), is_about_skill=True)
        case acts.ReplaceExpert():
            return Change(forms, NO_SHEET, is_about_skill=True)
        case acts.SetPenalty() | acts.SetAward() | acts.ConfirmAwards():
            return Change(NOTHING, NO_SHEET, is_about_totals=True)
        case _:
            return Change(NOTHING, NO_SHEET, is_about_skill=True)
