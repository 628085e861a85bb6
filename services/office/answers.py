"""The shapes of what goes out over HTTP, for OpenAPI and its tests; the routes send plain documents."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MarkText = str
"""A mark with two decimals."""
FormStateName = Literal["open", "entered", "checked", "signed", "locked", "released"]
StatusName = Literal["competing", "absent", "withdrawn", "disqualified"]


class Shape(BaseModel):
    """A JSON object whose fields are all known."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class NamesAnswer(Shape):
    """A name in the three languages of the championship."""

    en: str
    ru: str
    kk: str


class OwnSkillAnswer(Shape):
    """A skill that the token is for."""

    skill: str
    number: str
    name: NamesAnswer


class MeAnswer(Shape):
    """Who the token is for, and what it allows."""

    subject: str
    name: str | None
    name_latin: str | None
    role: str
    championship: str
    member: str | None
    device: str
    skills: list[OwnSkillAnswer]
    expires_at_ms: int
    server_at_ms: int


class CompetitorAnswer(Shape):
    """One entry in a skill."""

    id: str
    name: str | None
    name_latin: str | None
    member: str
    guest: bool
    status: StatusName


class ExpertAnswer(Shape):
    """Someone who marks."""

    id: str
    name: str | None
    name_latin: str | None
    member: str


class ApprovalAnswer(Shape):
    """Whether the skill advisor has approved the scheme, and which one that is."""

    revision: int
    needs_approval: bool
    approved_by: str | None


class SkillAnswer(Shape):
    """A skill as it is defined; an expert gets the forms of the own teams only."""

    championship: str
    championship_name: NamesAnswer
    time_zone: str
    days: list[str]
    skill: str
    number: str
    name: NamesAnswer
    members: dict[str, NamesAnswer]
    scheme: dict[str, Any] = Field(description="The marking scheme as it is imported, with `forms`.")
    scheme_approval: ApprovalAnswer
    competitors: list[CompetitorAnswer]
    experts: list[ExpertAnswer]
    offset: int


class ShownAnswer(Shape):
    """Which marks are on screens."""

    offsets: dict[str, int] = Field(description="By form: marks up to this place in the log are shown.")
    is_held_back: bool = Field(description="Later marks wait for a lock, a policy, a delay or a freeze.")


class FormsAnswer(Shape):
    """Where the forms of a skill stand, and the skill itself: who is awaited, what is locked or shown."""

    forms: list[dict[str, Any]]
    skill: dict[str, Any]
    shown: ShownAnswer | None
    offset: int


class AttemptAnswer(Shape):
    """An attempt in which all have spoken: what each said."""

    scores: dict[str, int | MarkText]


class PanelAnswer(Shape):
    """How far those are who make a mark together; of the attempt going on, only one's own score."""

    attempt: int
    entered: int
    of: int
    awaited: list[str]
    own_score: int | str | None
    is_unresolved: bool
    attempts: list[AttemptAnswer]


class SetAsideAnswer(Shape):
    """An entry that waits for a decision; ``is_hidden``: its value is known to its owner alone."""

    submission: str
    by: str
    at_ms: int
    code: str | None
    based_on: int
    reason: str | None
    is_hidden: bool
    mark: MarkText | None
    scores: list[int] | None
    score: int | None
    deductions: int | None
    measured: str | None


class PaperAnswer(Shape):
    """Who typed a signed sheet in, and its photo."""

    clerk: str
    photo: str


class RemarkAnswer(Shape):
    """A comment or photos on an aspect: who made it and when."""

    comment: str | None
    photos: list[str]
    by: str
    at_ms: int
    submission: str


class CellAnswer(Shape):
    """One mark of one competitor: what stands, where it came from, what is awaited."""

    revision: int
    mark: MarkText | None
    scores: list[int] | None
    deductions: int | None
    measured: str | None
    by: str | None
    decided_by: str | None
    at_ms: int | None
    offset: int | None = Field(
        description="Where in the skill's partition stands what made the mark; beside `shown` it says "
        "whether the mark is on screens."
    )
    reason: str | None
    paper: PaperAnswer | None
    panel: PanelAnswer | None
    set_aside: list[SetAsideAnswer]
    remarks: list[RemarkAnswer]


class SheetAnswer(Shape):
    """One form for one competitor; ``voices``: who make its marks together, none where one expert does."""

    competitor: str
    form: str
    state: Literal["open", "entered", "checked"]
    voices: list[list[str]]
    is_compatriot: bool
    aspects: dict[str, CellAnswer]


class SheetsAnswer(Shape):
    """The sheets of a form."""

    sheets: list[SheetAnswer]
    offset: int


class EntryAnswer(Shape):
    """One entry, ever, and what became of it."""

    aspect: str
    form: str
    mark: MarkText | None
    scores: list[int] | None
    deductions: int | None
    measured: str | None
    score: int | None
    comment: str | None
    photos: list[str]
    is_hidden: bool
    by: str
    decided_by: str | None
    at_ms: int
    reason: str | None
    revision: int
    outcome: Literal[
        "counted", "waiting", "rescore", "difference", "set_aside", "noted", "changed", "withdrawn"
    ]
    code: str | None
    submission: str
    paper: PaperAnswer | None


class HistoryAnswer(Shape):
    """Every entry ever made on a sheet, in the order of the log."""

    entries: list[EntryAnswer]
    offset: int


class FieldAnswer(Shape):
    """One thing that is wrong."""

    field: str
    code: str
    detail: str


class ProblemAnswer(Shape):
    """Problem details (RFC 9457): ``code`` is stable, the texts are in the reader's language."""

    type: str = Field(examples=["urn:bayge:problem:not_in_team"])
    title: str
    status: int
    detail: str
    code: str = Field(examples=["not_in_team"])
    errors: list[FieldAnswer]
    detail_parts: list[str] = Field(
        [],
        description="``detail`` as text and id by turns, where it has ids of people, members or skills: put "
        "the names that you know in their places.",
        examples=[["“", "e-6", "” is not in the team that does this."]],
    )
