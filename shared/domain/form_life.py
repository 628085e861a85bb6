"""The life of a form: who may do what to it, and in which of its states (R13, R30 to R32).

``open -> entered -> checked -> signed -> locked -> released``: a state is never stored but follows from
facts, so that no sequence of commands can leave a form between two states. A form is

open      while a competitor who takes part lacks a mark on it;
entered   when every such sheet is full;
checked   when every such sheet is checked, too;
signed    when, besides, every marking expert has signed;
locked    from then on, once the chief expert has locked it, until two people unlock it;
released  while locked, once it is let out.

A mark that changes takes the check from its sheet and every signature from its form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, get_args

from shared.domain import acts
from shared.domain.errors import RuleBroken
from shared.domain.events import EnterMarks
from shared.domain.roles import Role
from shared.domain.team import Team

FormState = Literal["open", "entered", "checked", "signed", "locked", "released"]
SheetState = Literal["open", "entered", "checked"]
SHEET_STATES: Final[tuple[SheetState, ...]] = get_args(SheetState)


class Step(NamedTuple):
    """Who may do something, to a form in which states, and what they hear in another state."""

    roles: frozenset[Role]
    states: frozenset[FormState] | None = None
    """None: whatever the state, or not about a form."""
    refused: str = ""


_BEFORE_LOCK: Final[frozenset[FormState]] = frozenset({"open", "entered", "checked", "signed"})
_AFTER_LOCK: Final[frozenset[FormState]] = frozenset({"locked", "released"})
_EXPERTS: Final[frozenset[Role]] = frozenset({"expert"})
_CHIEF: Final[frozenset[Role]] = frozenset({"chief_expert"})
_RESULTS: Final[frozenset[Role]] = frozenset({"results_team"})
_ORGANISER: Final[frozenset[Role]] = frozenset({"organiser"})
_LEADERS: Final[frozenset[Role]] = frozenset({"team_leader"})
_ADVISORS: Final[frozenset[Role]] = frozenset({"skill_advisor"})

STEPS: Final[Mapping[type, Step]] = {
    # On a form              who                     while the form is              else
    EnterMarks: Step(_EXPERTS, _BEFORE_LOCK, "form_locked"),
    acts.SetTeam: Step(_CHIEF | _ORGANISER, _BEFORE_LOCK, "form_locked"),
    acts.CheckSheets: Step(_EXPERTS | _CHIEF, _BEFORE_LOCK, "form_locked"),
    acts.SignForm: Step(_EXPERTS, frozenset({"checked"}), "form_not_checked"),
    acts.LockForm: Step(_CHIEF, frozenset({"signed"}), "form_not_signed"),
    acts.ReleaseForm: Step(_CHIEF | _RESULTS, frozenset({"locked"}), "form_not_locked"),
    acts.RequestUnlock: Step(_CHIEF, _AFTER_LOCK, "form_not_locked"),
    acts.ConfirmUnlock: Step(_RESULTS, _AFTER_LOCK, "form_not_locked"),
    # On the skill
    acts.DecideSetAside: Step(_EXPERTS | _CHIEF),
    acts.SubmitAppeal: Step(_LEADERS),
    acts.ReviewAppeal: Step(_CHIEF | _RESULTS),
    acts.DecideAppeal: Step(_CHIEF | _RESULTS),
    acts.CloseAppeal: Step(_CHIEF | _RESULTS),
    acts.SetStatus: Step(_CHIEF | _RESULTS | _ORGANISER),
    acts.SetPenalty: Step(_RESULTS | _ORGANISER),
    acts.SetAward: Step(_RESULTS | _ORGANISER),
    acts.ConfirmAwards: Step(_ORGANISER),
    acts.ReplaceExpert: Step(_CHIEF | _ORGANISER),
    acts.ChangeScheme: Step(_ORGANISER),
    acts.ApproveScheme: Step(_ADVISORS),
    acts.ConfirmRecount: Step(_RESULTS),
    acts.Finalise: Step(_RESULTS | _ORGANISER),
}


def check_role(act: acts.Act) -> None:
    """Raise ``RuleBroken("role_not_allowed")`` when nobody does this in the role that ``act`` claims."""
    if act.role not in STEPS[type(act)].roles:
        raise RuleBroken("role_not_allowed", field="role", role=act.role)


def check_state(command: type, state: FormState, form: str) -> None:
    """Raise ``RuleBroken`` with the step's code when a form in ``state`` does not take the command."""
    step = STEPS[command]
    if step.states is not None and state not in step.states:
        raise RuleBroken(step.refused, field="form", value=form, state=state)


@dataclass(slots=True)
class FormLife:
    """What has happened to one form, besides its marks."""

    team: Team | None = None
    checked: dict[str, str] = field(default_factory=dict)
    """Who checked the sheet, by competitor."""
    signatures: dict[str, int] = field(default_factory=dict)
    """When, by expert."""
    locked_by: str | None = None
    released_by: str | None = None
    unlock_asked_by: str | None = None
    since_ms: int | None = None
    """When the last act on the form took place (R31)."""

    def mark_changed(self, competitor: str) -> None:
        """Take back what was confirmed of the mark that changed (R30)."""
        self.checked.pop(competitor, None)
        self.signatures.clear()

    def unlock(self) -> None:
        """Open the form; signatures stand until a mark changes."""
        self.locked_by = self.released_by = self.unlock_asked_by = None
