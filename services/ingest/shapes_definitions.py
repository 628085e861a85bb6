"""The shapes of championships, skills and people as they come in over HTTP."""

from typing import Annotated, Final

from pydantic import Field

from services.ingest.shapes import (
    Age,
    Count,
    Day,
    MarkText,
    Moment,
    PersonId,
    Reference,
    Shape,
    Slug,
    TimeZone,
    Title,
    Year,
)
from services.ingest.shapes_results import NamesShape, ResultsShape
from services.ingest.shapes_scheme import SchemeShape
from shared.domain.publication import AudienceClass, Policy, Subject

_DELAY_MS_MAX: Final = 7 * 24 * 3600 * 1000


WhyShape = Annotated[
    Annotated[str, Field(min_length=1, max_length=1000)] | None,
    Field(description="Why something changes that was defined already; stays in the record for ever."),
]


class MemberShape(Shape):
    """A region or organisation."""

    id: Slug
    name: NamesShape


class AgeGroupShape(Shape):
    """Competitors of another age than usual, such as juniors (R2)."""

    id: Slug
    name: NamesShape
    age_min: Age
    age_max: Age


class BoundsShape(Shape):
    """What is usual at this championship; beyond it the organiser is warned."""

    age_min: Age = 18
    age_max: Age = 22
    competitors_min: Count = 5
    hours_min: Count = 15
    hours_max: Count = 22
    forms_due_hour: Annotated[int, Field(ge=1, le=48, description="24: midnight at the end of the day.")] = 24
    criteria_min: Count = 5
    criteria_max: Count = 9
    aspect_mark_max: MarkText = "2.00"
    section_distance_max: MarkText = "5.00"


class ChampionshipShape(Shape):
    """The championship itself."""

    id: Slug
    name: NamesShape
    time_zone: TimeZone
    days: list[Day] = Field(min_length=1, max_length=60)
    members: list[MemberShape] = Field(max_length=1000)
    results: ResultsShape | None = None
    age_groups: list[AgeGroupShape] = Field([], max_length=20)
    bounds: BoundsShape | None = None
    needs_approval: bool = Field(
        default=False, description="No mark counts before the skill advisor has approved the scheme."
    )


class CompetitorShape(Shape):
    """One entry in a skill."""

    id: PersonId
    member: Reference
    guest: bool = False
    persons: Annotated[int, Field(ge=1, le=100, description="Two for a pair (R6).")] | None = None
    person_ids: list[PersonId] = Field([], max_length=100, description="Who they are, where they are known.")
    group: Slug | None = Field(None, description="An age group with results of its own (R2).")


class ExpertShape(Shape):
    """Someone who marks."""

    id: PersonId
    member: Reference


class SkillShape(Shape):
    """A skill's definition."""

    number: Annotated[str, Field(min_length=1, max_length=20)]
    name: NamesShape
    scheme: SchemeShape
    competitors: list[CompetitorShape] = Field(max_length=5000)
    experts: list[ExpertShape] = Field(max_length=1000)
    hours: Count | None = Field(None, description="Of the test project (R4).")


class OneSkillShape(SkillShape):
    """A skill's definition, defined by itself."""

    reason: WhyShape = None


class BundledSkillShape(SkillShape):
    """A skill's definition with its id."""

    id: Slug


class SkillIdShape(Shape):
    """The id of a skill in an address."""

    skill: Slug


class PersonShape(Shape):
    """A name behind an opaque id."""

    id: PersonId
    name: Title
    name_latin: Title
    born: Year | None = Field(None, description="Year of birth: looked at for the age, kept nowhere.")


class PolicyShape(Shape):
    """What an audience may see; without ``skill``: of every skill that has no policy of its own."""

    audience: AudienceClass
    policy: Policy
    skill: Reference | None = None
    subject: Subject = "marks"
    delay_ms: Annotated[int, Field(ge=0, le=_DELAY_MS_MAX)] = 0
    freeze_at_ms: Moment | None = None


class PublicationShape(PolicyShape):
    """A policy that takes effect at once; without a freeze it lifts the one there was."""

    freeze_now: bool = Field(default=False, description="Freeze from now on, by the server's clock.")


class BundleShape(Shape):
    """A whole championship. Importing the same again changes nothing."""

    championship: ChampionshipShape
    skills: list[BundledSkillShape] = Field(max_length=500)
    people: list[PersonShape] = Field([], max_length=100_000)
    policies: list[PolicyShape] = Field([], max_length=2000)
    reason: WhyShape = None
