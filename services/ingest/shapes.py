"""The shapes of what comes in over HTTP: strict kinds, no field too many, every limit named.

Pydantic checks them and draws them for OpenAPI. A text that is a mark, a date or a UUID is checked here too,
so that everything wrong with a body is told at once; what the rules say comes after.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, Any, Final, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from shared.domain.errors import RuleBroken
from shared.domain.publication import AudienceClass, Policy
from shared.domain.units import mark_from_text

_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_BIGGEST_SAFE: Final = 2**53 - 1
"""The largest whole number that JavaScript holds exactly."""
_DELAY_MS_MAX: Final = 7 * 24 * 3600 * 1000


def _mark_kind(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("field_wrong_type", "a mark is text", {"expected": "mark"})
    return value


def _mark(text: str) -> str:
    try:
        mark_from_text(text)
    except RuleBroken as broken:
        raise PydanticCustomError(broken.code, "not a mark", broken.details) from broken
    return text


def _refuse_unless(is_good: Callable[[str], bool], code: str) -> AfterValidator:
    def check(text: str) -> str:
        if not is_good(text):
            raise PydanticCustomError(code, "refused", {"value": text})
        return text

    return AfterValidator(check)


def _is_date(text: str) -> bool:
    if _DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _is_time_zone(text: str) -> bool:
    """Say whether the machine knows the time zone; a machine without time zones must take it on trust."""
    return text in _time_zones() or not _time_zones()


MarkText = Annotated[
    str,
    AfterValidator(_mark),
    BeforeValidator(_mark_kind),
    WithJsonSchema({"type": "string", "examples": ["0.75"], "description": "At most two decimals."}),
]
Uuid = Annotated[
    str,
    _refuse_unless(lambda text: _UUID.fullmatch(text) is not None, "id_not_uuid"),
    AfterValidator(str.lower),
    WithJsonSchema({"type": "string", "format": "uuid"}),
]
Day = Annotated[
    str, _refuse_unless(_is_date, "date_malformed"), WithJsonSchema({"type": "string", "format": "date"})
]
TimeZone = Annotated[
    str,
    _refuse_unless(_is_time_zone, "time_zone_unknown"),
    WithJsonSchema({"type": "string", "examples": ["Asia/Almaty"]}),
]
Slug = Annotated[str, Field(pattern="^[a-z0-9][a-z0-9-]{0,63}$")]
PersonId = Annotated[str, Field(pattern="^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
Reference = Annotated[str, Field(max_length=64)]
"""An id that must name something known: the rules say what."""
Title = Annotated[str, Field(min_length=1, max_length=300)]
Text = Annotated[str, Field(max_length=10_000)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Moment = Annotated[int, Field(ge=0, le=_BIGGEST_SAFE, description="Milliseconds since the epoch, UTC.")]


class Shape(BaseModel):
    """A JSON object whose fields are all known."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class EntryShape(Shape):
    """What one expert enters for one aspect: ``mark`` for a measurement, ``scores`` for a judgement."""

    aspect: Reference = Field(examples=["A1.1"])
    mark: MarkText | None = None
    scores: list[Count] | None = Field(None, max_length=20, examples=[[2, 2, 3]])
    based_on: Count = Field(description="The revision of the mark that the expert saw; 0: none yet.")
    reason: str | None = Field(None, max_length=1000, description="Needed when a mark that stands changes.")


class SubmissionShape(Shape):
    """One expert, one competitor, one form, 1..n entries. Repeat it with the same id as often as needed."""

    id: Uuid
    championship: Reference = Field(examples=["wsk2024"])
    skill: Reference = Field(examples=["welding"])
    competitor: Reference
    form: Reference = Field(examples=["A1"])
    entries: list[EntryShape] = Field(max_length=1000)
    device_at_ms: Moment | None = None


class CodeShape(Shape):
    """The one-time code from the administrator's link."""

    code: str = Field(max_length=4000)


class TokenOrderShape(Shape):
    """A token for an expert."""

    championship: Reference
    expert: Reference
    skills: list[Reference] = Field(min_length=1, max_length=500)
    ttl_s: int = Field(86_400, ge=60, le=31 * 86_400)


class NamesShape(Shape):
    """A name in the three languages of the championship."""

    en: Title
    ru: Title
    kk: Title


class MemberShape(Shape):
    """A region or organisation."""

    id: Slug
    name: NamesShape


class ChampionshipShape(Shape):
    """The championship itself."""

    id: Slug
    name: NamesShape
    time_zone: TimeZone
    days: list[Day] = Field(min_length=1, max_length=60)
    members: list[MemberShape] = Field(max_length=1000)


class SectionShape(Shape):
    """A section of the occupational standard."""

    number: Count
    name: Text
    target: MarkText


class AspectShape(Shape):
    """The smallest thing that earns a mark."""

    id: Annotated[str, Field(min_length=1, max_length=64)]
    method: Literal["M", "J"]
    description: Text
    extra: Text = ""
    requirement: Text = ""
    section: Count
    mark_max: MarkText
    score_texts: list[Text] | None = Field(None, max_length=4)
    allowed_marks: list[MarkText] | None = Field(None, max_length=200)


class SubCriterionShape(Shape):
    """A group of aspects marked on one day."""

    id: Reference
    name: Text
    day: Count
    aspects: list[AspectShape] = Field(max_length=500)


class CriterionShape(Shape):
    """A lettered part of the scheme."""

    letter: Reference
    name: Text
    mark_max: MarkText
    sub_criteria: list[SubCriterionShape] = Field(max_length=100)


class SchemeShape(Shape):
    """A marking scheme; its aspects add up to 100.00."""

    skill_number: Reference
    skill_name: Text
    sections: list[SectionShape] = Field(max_length=100)
    criteria: list[CriterionShape] = Field(max_length=30)


class CompetitorShape(Shape):
    """One entry in a skill."""

    id: PersonId
    member: Reference
    guest: bool = False


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


class PolicyShape(Shape):
    """What an audience may see; without ``skill``: of every skill that has no policy of its own."""

    audience: AudienceClass
    policy: Policy
    skill: Reference | None = None
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
