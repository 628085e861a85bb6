"""The shapes of results as they go out over HTTP, for OpenAPI and its tests."""

from typing import Any, Literal

from pydantic import Field

from services.office.answers import MarkText, NamesAnswer, Shape, StatusName

Award = Literal["gold", "silver", "bronze", "medallion"]
AwardStateName = Literal["awarded", "proposed", "undecided"]
SkillStateName = Literal["not_started", "live", "provisional", "final"]


class PenaltyAnswer(Shape):
    """A deduction from the total, apart from the marks."""

    penalty: str
    mark: MarkText
    reason: str | None


class ResultAnswer(Shape):
    """One competitor; scale, medal and grade are there once the skill is final."""

    id: str
    member: str
    group: str | None
    total: MarkText | None
    marked: MarkText
    place: int | None
    scale: int | None
    scale_unclamped: int | None
    medal: Award | None
    medal_proposed: Award | None
    award_reason: str | None
    status: StatusName
    status_reason: str | None
    guest: bool
    persons: int
    penalties: list[PenaltyAnswer]
    percent: str | None = None
    grade: int | None = None


class FieldOfSkillAnswer(Shape):
    """The whole field of a final skill, of one age group."""

    group: str | None
    field: int
    is_field_small: bool
    median: MarkText | None
    awards: AwardStateName


class ResultsAnswer(Shape):
    """The results of one skill."""

    competitors: list[ResultAnswer]
    fields: list[FieldOfSkillAnswer]
    mark_max: MarkText
    is_final: bool
    state: SkillStateName
    offset: int


class SectionAnswer(Shape):
    """A section of the occupational standard."""

    section: int
    name: str
    target: str


class ShareAnswer(Shape):
    """What was won in one section, of what is marked."""

    section: int
    won: MarkText
    of: MarkText
    percent: str | None


class ProfilesAnswer(Shape):
    """The profile of every competitor, every member and the whole skill."""

    sections: list[SectionAnswer]
    competitors: dict[str, list[ShareAnswer]]
    members: dict[str, list[ShareAnswer]]
    skill: list[ShareAnswer]
    offset: int


class MemberQualityAnswer(Shape):
    """What an expert gave a member against the panel, and what that member's experts gave back."""

    member: str
    scores: int
    severity: str
    returned: str | None


class ExpertQualityAnswer(Shape):
    """How one expert marks: ``severity`` is the mean distance from the other judges, above 0 generous.

    ``spread`` is the mean of that distance without its sign.
    """

    expert: str
    entries: int
    corrections: int
    set_aside: int
    scores: int
    severity: str | None
    spread: str | None
    agreed: int
    apart: int
    late_ms_mean: int | None
    late: int
    blank: int
    members: list[MemberQualityAnswer]


class QualityAnswer(Shape):
    """How the experts of a skill mark; only attempts in which all have spoken are counted."""

    experts: list[ExpertQualityAnswer]
    offset: int


class SchemeProblemAnswer(Shape):
    """Something that is wrong with the scheme, or to be looked at."""

    severity: Literal["error", "warning"]
    code: str
    place: str


class AspectDifferenceAnswer(Shape):
    """An aspect that is there before and after, and what of it changes."""

    aspect: str
    fields: list[str]


class DifferenceAnswer(Shape):
    """Which aspects come, go or change."""

    added: list[str]
    removed: list[str]
    changed: list[AspectDifferenceAnswer]
    are_rules_changed: bool


class TouchedAnswer(Shape):
    """What the scheme would do to one competitor."""

    competitor: str
    total_before: MarkText
    total_after: MarkText
    changed: list[str]
    lost: list[str]


class PreviewAnswer(Shape):
    """What a changed scheme would do to the skill."""

    problems: list[SchemeProblemAnswer]
    difference: DifferenceAnswer
    competitors: list[TouchedAnswer]
    offset: int


class AwardAnswer(Shape):
    """Who gets an award; ``reason`` when it was decided by hand."""

    skill: str
    competitor: str
    name: str | None
    name_latin: str | None
    member: str
    persons: int
    medal: Award
    scale: int | None
    reason: str | None


class BestAnswer(Shape):
    """The best of a member or of all; equal scale scores share it."""

    member: str
    skill: str
    competitor: str
    name: str | None
    name_latin: str | None
    scale: int


class MemberAnswer(Shape):
    """One member in the team tables."""

    member: str
    points: int
    average_points: str
    scale_total: int
    scale_average: str
    skills: int
    entries: dict[Award, int]
    persons: dict[Award, int]
    places: dict[str, int]


class TablePlaceAnswer(Shape):
    """A line of a team table."""

    place: int | None
    member: str


class GroupAnswer(Shape):
    """What an age group has won."""

    medals: list[AwardAnswer]
    medallions: list[AwardAnswer]
    best_of_member: list[BestAnswer]
    overall_best: list[BestAnswer]
    members: list[MemberAnswer]
    team_tables: dict[str, list[TablePlaceAnswer]]


class SkillStateAnswer(Shape):
    """How far a skill is."""

    skill: str
    number: str
    name: NamesAnswer
    state: SkillStateName


class DecisionAnswer(Shape):
    """A final skill whose awards wait for the organiser."""

    skill: str
    group: str | None
    awards: AwardStateName


class EventAnswer(GroupAnswer):
    """The results of a championship over the skills that are final; other age groups stand apart."""

    championship: str
    preset: str
    medallion_label: NamesAnswer
    skills: list[SkillStateAnswer]
    skills_final: int
    is_final: bool
    decisions_needed: list[DecisionAnswer]
    groups: dict[str, GroupAnswer]
    offsets: dict[str, int]


class OwnMemberAnswer(Shape):
    """The released marks of the own member's competitors; results once the public may see them."""

    championship: str
    member: str
    skills: list[dict[str, Any]] = Field(description="Each with its competitors and their released forms.")
    offsets: dict[str, int]
