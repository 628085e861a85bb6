"""The shapes of acts as they come in over HTTP: one for each type, told apart by ``type``.

The fields are those of the acts in ``shared.domain.acts``; who acts, in which role and for which member is
what the token says, never what the body says.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, RootModel

from services.ingest.shapes import Count, MarkText, PersonId, Reference, Shape, Slug, Uuid
from services.ingest.shapes_scheme import SchemeShape
from shared.domain.acts import AwardChoice, Decision, Ruling
from shared.domain.status import Status

Reason = Annotated[str, Field(max_length=1000, description="Why; stays in the record for ever.")]
People = Annotated[list[Reference], Field(max_length=50)]
Units = Annotated[int, Field(ge=0, le=2**53 - 1, description="Marks in units of 1/180000, so exactly.")]
ACTS_MAX: Final = 200
"""Of one request: more than a chief expert does at once, and answered within a second or two."""


class ActShape(Shape):
    """What every act says. Repeat it with the same id as often as needed."""

    id: Uuid
    championship: Reference = Field(examples=["wsk2024"])
    skill: Reference = Field(examples=["welding"])


class FormActShape(ActShape):
    """An act on a whole form."""

    form: Reference = Field(examples=["A1"])


class SetTeamShape(FormActShape):
    """Form the team that marks all competitors of a form (R20, R21)."""

    type: Literal["set_team"]
    experts: People
    supervisor: Reference | None = None
    second_pair: People = Field([])


class CheckSheetsShape(FormActShape):
    """Confirm sheets that are entered; none named: all of the form."""

    type: Literal["check_sheets"]
    competitors: list[Reference] = Field([], max_length=5000)


class SignFormShape(FormActShape):
    """Stand for the marks of a form; from a paired device with the header ``Bayge-Confirmation``."""

    type: Literal["sign_form"]


class LockFormShape(FormActShape):
    """Close a form that all have signed."""

    type: Literal["lock_form"]


class ReleaseFormShape(FormActShape):
    """Let a locked form be seen by those it is about."""

    type: Literal["release_form"]


class RequestUnlockShape(FormActShape):
    """Ask that a locked form be opened: the first of two people (R30)."""

    type: Literal["request_unlock"]
    reason: Reason


class ConfirmUnlockShape(FormActShape):
    """Open a locked form: the second of two people (R30)."""

    type: Literal["confirm_unlock"]
    reason: Reason


class DecideSetAsideShape(ActShape):
    """Take or drop an entry that was set aside (R33)."""

    type: Literal["decide_set_aside"]
    submission: Reference
    aspect: Reference
    decision: Decision
    reason: Reason


class SubmitAppealShape(ActShape):
    """Ask, for the own member's competitor, that a mark be looked at again (R32)."""

    type: Literal["submit_appeal"]
    competitor: Reference
    form: Reference
    aspect: Reference | None = None
    reason: Reason


class ReviewAppealShape(ActShape):
    """Take an appeal into review; its name is the id of its ``submit_appeal``."""

    type: Literal["review_appeal"]
    appeal: Uuid


class DecideAppealShape(ActShape):
    """End an appeal; one that is upheld needs a correction that names it."""

    type: Literal["decide_appeal"]
    appeal: Uuid
    ruling: Ruling
    reason: Reason


class CloseAppealShape(ActShape):
    """End an upheld appeal that no correction can answer any more (R32, R34)."""

    type: Literal["close_appeal"]
    appeal: Uuid
    reason: Reason


class SetStatusShape(ActShape):
    """Say how a competitor takes part (R7)."""

    type: Literal["set_status"]
    competitor: Reference
    status: Status
    reason: Reason


class SetPenaltyShape(ActShape):
    """Take marks off a total (R7); the same name again replaces it, 0.00 lifts it."""

    type: Literal["set_penalty"]
    competitor: Reference
    penalty: Slug
    mark: MarkText
    reason: Reason


class SetAwardShape(ActShape):
    """Decide by hand what a competitor gets; ``by_table`` takes the decision back (R43)."""

    type: Literal["set_award"]
    competitor: Reference
    award: AwardChoice
    reason: Reason


class ConfirmAwardsShape(ActShape):
    """Award what was only proposed (R3, R42)."""

    type: Literal["confirm_awards"]
    reason: Reason


class ReplaceExpertShape(ActShape):
    """Let another expert go on in the place of one who leaves (R7)."""

    type: Literal["replace_expert"]
    expert: Reference
    successor: PersonId
    member: Reference | None = Field(None, description="Of a successor who is new to the skill.")
    reason: Reason


class ChangeSchemeShape(ActShape):
    """Change a scheme that is frozen (R15)."""

    type: Literal["change_scheme"]
    scheme: SchemeShape
    reason: Reason


class ApproveSchemeShape(ActShape):
    """Say, as the skill advisor, that the scheme may be used."""

    type: Literal["approve_scheme"]
    revision: Count = Field(description="Of the scheme that was read, as the office tells it.")


class ConfirmRecountShape(ActShape):
    """Report what an independent recount of the log came to (R34)."""

    type: Literal["confirm_recount"]
    entries: Count
    mark_units: Units


class FinaliseShape(ActShape):
    """End the marking of a skill (R34)."""

    type: Literal["finalise"]


AnyActShape = Annotated[
    SetTeamShape
    | CheckSheetsShape
    | SignFormShape
    | LockFormShape
    | ReleaseFormShape
    | RequestUnlockShape
    | ConfirmUnlockShape
    | DecideSetAsideShape
    | SubmitAppealShape
    | ReviewAppealShape
    | DecideAppealShape
    | CloseAppealShape
    | SetStatusShape
    | SetPenaltyShape
    | SetAwardShape
    | ConfirmAwardsShape
    | ReplaceExpertShape
    | ChangeSchemeShape
    | ApproveSchemeShape
    | ConfirmRecountShape
    | FinaliseShape,
    Field(discriminator="type"),
]


class AnActShape(RootModel[AnyActShape]):
    """Any one act."""


class BulkShape(Shape):
    """Several acts, done in order and answered one by one; one that is refused stops no other."""

    acts: list[Any] = Field(
        min_length=1, max_length=ACTS_MAX, description="Each as `POST /api/v1/acts` takes it."
    )
