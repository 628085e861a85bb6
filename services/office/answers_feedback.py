"""The shapes of a competitor's feedback report (R48), for OpenAPI and its tests."""

from typing import Literal

from services.office.answers import MarkText, NamesAnswer, Shape
from services.office.answers_results import ShareAnswer


class FeedbackAspectAnswer(Shape):
    """One aspect of the report, with what the marking team says of it."""

    aspect: str
    form: str
    day: int
    method: Literal["M", "J"]
    description: str
    mark: MarkText | None
    mark_max: MarkText
    comments: list[str]


class FeedbackSectionAnswer(ShareAnswer):
    """A section of the standard: what was won in it, and from which aspects."""

    name: str
    target: MarkText
    aspects: list[FeedbackAspectAnswer]


class FeedbackEventAnswer(Shape):
    """Which championship."""

    id: str
    name: NamesAnswer


class FeedbackSkillAnswer(FeedbackEventAnswer):
    """Which skill."""

    number: str


class FeedbackCompetitorAnswer(Shape):
    """Whose report."""

    id: str
    name: str | None
    name_latin: str | None
    member: str
    member_name: NamesAnswer | None
    guest: bool


class FeedbackAnswer(Shape):
    """The feedback report of a competitor; of a leader's own: only what is on released forms."""

    championship: FeedbackEventAnswer
    skill: FeedbackSkillAnswer
    competitor: FeedbackCompetitorAnswer
    sections: list[FeedbackSectionAnswer]
    forms: list[str]
    total: MarkText
    marked: MarkText
    mark_max: MarkText
    state: Literal["provisional", "final"]
    offset: int
