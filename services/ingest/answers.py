"""The shapes of what goes out over HTTP, for OpenAPI and its tests; the routes send plain documents."""

from typing import Literal

from pydantic import Field

from services.ingest.shapes import Shape
from shared.domain.publication import AudienceClass, Policy, Subject

Outcome = Literal["counted", "waiting", "rescore", "difference", "set_aside"]


class EntryAnswer(Shape):
    """What became of one entry, and the revision that the aspect's mark now has."""

    aspect: str = Field(examples=["A1.1"])
    outcome: Outcome | Literal["noted"] = Field(
        description="``noted``: a remark alone, kept; no mark changed."
    )
    revision: int
    code: str | None = Field(None, examples=["revision_stale"])
    entered: int | None = Field(None, description="Of a panel or two pairs: how many have entered.")
    of: int | None = Field(None, description="... of how many; never what they have entered (R22).")
    attempt: int | None = Field(None, description="... in which attempt, from 1 (R23).")


class SubmissionAnswer(Shape):
    """What scoring decided: the least that became of one of the entries.

    ``waiting`` for others' scores, ``rescore`` when the panel scores again, ``difference`` when two pairs
    differ, ``set_aside`` when somebody else had entered one of the marks meanwhile.
    """

    id: str
    status: Outcome
    code: str | None = Field(None, examples=["revision_stale"])
    entries: list[EntryAnswer]
    partition: int = Field(description="Of the log: with ``offset`` the place where the submission stands.")
    offset: int


class LoggedAnswer(Shape):
    """It is safe in the log; scoring has not answered yet. Repeat it to hear the verdict."""

    id: str
    status: Literal["logged"]
    partition: int
    offset: int


class ActAnswer(Shape):
    """The act is done; ``code`` remarks on it, ``entries`` tell of a set-aside entry that was taken."""

    id: str
    status: Outcome
    code: str | None = Field(None, examples=["one_pair"])
    entries: list[EntryAnswer] = Field([])
    partition: int
    offset: int


class ActProblem(Shape):
    """One act of many that was refused."""

    id: str | None
    problem: "ProblemAnswer"


class BulkAnswer(Shape):
    """The answer to each act, in order."""

    answers: list[ActAnswer | LoggedAnswer | ActProblem]


class OpenItemAnswer(Shape):
    """One thing that keeps a skill from being final (R34)."""

    kind: str = Field(examples=["form_not_locked"])
    form: str | None = None
    competitor: str | None = None
    aspect: str | None = None
    id: str | None = None


class FieldAnswer(Shape):
    """One thing that is wrong, or that a warning is about."""

    field: str = Field(examples=["entries.0.mark"])
    code: str = Field(examples=["mark_over_maximum"])
    detail: str


class ImportAnswer(Shape):
    """What was imported."""

    championship: str
    skills: int
    competitors: int
    warnings: list[FieldAnswer]


class SkillAnswer(Shape):
    """The skill is defined."""

    status: Literal["counted"]
    warnings: list[FieldAnswer]


class PublicationAnswer(Shape):
    """What the audience sees from now on."""

    audience: AudienceClass
    skill: str | None
    subject: Subject
    policy: Policy
    delay_ms: int
    freeze_at_ms: int | None


class SkillDefined(Shape):
    """What became of one skill of an import that was only partly done."""

    skill: str
    status: Literal["counted", "refused", "unknown"] = Field(
        description="``unknown``: scoring has not answered; the same import again tells."
    )
    code: str | None = Field(None, examples=["scheme_frozen"])


class ProblemAnswer(Shape):
    """Problem details (RFC 9457): ``code`` is stable, the texts are in the reader's language."""

    type: str = Field(examples=["urn:bayge:problem:mark_over_maximum"])
    title: str
    status: int
    detail: str
    code: str = Field(examples=["mark_over_maximum"])
    errors: list[FieldAnswer]
    detail_parts: list[str] = Field(
        [],
        description="``detail`` as text and id by turns, where it has ids of people, members or skills: put "
        "the names that you know in their places.",
        examples=[["“", "e-6", "” is not in the team that does this."]],
    )
    open_items: list[OpenItemAnswer] = Field([], description="With ``skill_not_final`` only.")
    skills: list[SkillDefined] = Field([], description="With an import that was partly done: every skill.")
    are_results_kept: bool | None = Field(
        None,
        description="With such an import: results are made as before, although it asked otherwise.",
    )
