"""What people do with a skill besides entering marks: teams, the life of forms, appeals, the end.

Each is a command in the imperative and names who acts, and as what. Nothing is decided here.
"""

from dataclasses import dataclass
from typing import Literal

from shared.domain.awards import AwardKind
from shared.domain.roles import Role
from shared.domain.scheme import Scheme
from shared.domain.status import Status
from shared.domain.units import Mark

Decision = Literal["take", "drop"]
"""What becomes of an entry that was set aside (R33)."""

Ruling = Literal["upheld", "partly", "rejected"]
"""How an appeal ends (R32)."""


AwardChoice = Literal[AwardKind, "none", "by_table"]
"""What the organiser gives a competitor by hand, or nothing, or what the table gives after all (R43)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What every act says."""

    id: str
    championship: str
    skill: str
    actor: str
    role: Role
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAct(Act):
    """An act on a whole form."""

    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTeam(FormAct):
    """Form the team that marks all competitors of a form (R20, R21)."""

    experts: tuple[str, ...]
    """Judgement: the marking experts. Measurement: the pair."""
    supervisor: str | None = None
    second_pair: tuple[str, ...] = ()
    """Dual marking: those who measure a second time, without seeing the first (R25)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSheets(FormAct):
    """Confirm that what is entered is what was marked: these sheets, or all that are entered."""

    competitors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignForm(FormAct):
    """Stand for the marks of a form, as one of those who marked it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockForm(FormAct):
    """Close a form that all have signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseForm(FormAct):
    """Let a locked form be seen by those it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestUnlock(FormAct):
    """Ask that a locked form be opened: the first of two people (R30)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmUnlock(FormAct):
    """Open a locked form: the second of two people (R30)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideSetAside(Act):
    """Take or drop an entry that was set aside (R33)."""

    submission: str
    aspect: str
    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitAppeal(Act):
    """Ask, for the competitor's member, that a mark be looked at again (R32); its id names the appeal."""

    member: str
    competitor: str
    form: str
    reason: str
    aspect: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAppeal(Act):
    """Take an appeal into review."""

    appeal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAppeal(Act):
    """End an appeal; one that is upheld, also in part, needs a correction that names it."""

    appeal: str
    ruling: Ruling
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAppeal(Act):
    """End an upheld appeal that nothing can answer any more: what it is about is gone (R32, R34)."""

    appeal: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStatus(Act):
    """Say how a competitor takes part (R7)."""

    competitor: str
    status: Status
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPenalty(Act):
    """Take marks off a competitor's total, apart from the marks (R7); the same name again replaces it."""

    competitor: str
    penalty: str
    mark: Mark
    """Zero lifts it."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAward(Act):
    """Decide by hand what a competitor gets, whatever the table says (R43)."""

    competitor: str
    award: AwardChoice
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAwards(Act):
    """Award what was only proposed, because the field is small or all are equal (R3, R42)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceExpert(Act):
    """Let another expert go on in the place of one who leaves; what was done stays as it was done (R7)."""

    expert: str
    successor: str
    member: str | None = None
    """Of the successor, where they are not among the skill's experts yet."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeScheme(Act):
    """Change a scheme that is frozen (R15)."""

    scheme: Scheme
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveScheme(Act):
    """Say, as the skill advisor, that the scheme may be used."""

    revision: int
    """Of the scheme that was read: how many schemes the skill has had, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRecount(Act):
    """Report what an independent recount of the log came to (R34)."""

    entries: int
    """Entries that counted."""
    mark: Mark
    """All marks that stand, added up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finalise(Act):
    """End the marking of a skill (R34)."""
