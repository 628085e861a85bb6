"""The shapes of what goes out over HTTP, for OpenAPI and its tests; the routes send plain documents."""

from typing import Literal

from pydantic import Field

from services.ingest.shapes import Shape
from shared.domain.publication import AudienceClass, Policy


class EntryAnswer(Shape):
    """What became of one entry, and the revision that the aspect's mark now has."""

    aspect: str = Field(examples=["A1.1"])
    outcome: Literal["counted", "set_aside", "refused"]
    revision: int
    code: str | None = Field(None, examples=["revision_stale"])


class SubmissionAnswer(Shape):
    """What scoring decided; ``set_aside`` when somebody else had entered one of the marks meanwhile."""

    id: str
    status: Literal["counted", "set_aside"]
    entries: list[EntryAnswer]
    partition: int = Field(description="Of the log: with ``offset`` the place where the submission stands.")
    offset: int


class LoggedAnswer(Shape):
    """The submission is safe in the log; scoring has not answered yet. Repeat it to hear the verdict."""

    id: str
    status: Literal["logged"]
    partition: int
    offset: int


class SessionAnswer(Shape):
    """The administrator's token."""

    token: str
    expires_at_ms: int
    role: Literal["administrator"]


class TokenAnswer(Shape):
    """An expert's token."""

    token: str
    expires_at_ms: int


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
    policy: Policy
    delay_ms: int
    freeze_at_ms: int | None


class ProblemAnswer(Shape):
    """Problem details (RFC 9457): ``code`` is stable, the texts are in the reader's language."""

    type: str = Field(examples=["urn:bayge:problem:mark_over_maximum"])
    title: str
    status: int
    detail: str
    code: str = Field(examples=["mark_over_maximum"])
    errors: list[FieldAnswer]
