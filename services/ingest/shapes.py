"""The shapes of what comes in over HTTP: strict kinds, no field too many, every limit named.

Pydantic checks them and draws them for OpenAPI. A text that is a mark, a date or a UUID is checked here too,
so that everything wrong with a body is told at once; what the rules say comes after.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, Any, Final
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from shared.domain.errors import RuleBroken
from shared.domain.marking_rules import measured_value
from shared.domain.remark import COMMENT_LENGTH_MAX, PHOTOS_MAX, check_comment, check_photo
from shared.domain.units import mark_from_text

_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_BIGGEST_SAFE: Final = 2**53 - 1
"""The largest whole number that JavaScript holds exactly."""


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


def _measured(text: str) -> str:
    try:
        measured_value(text)
    except RuleBroken as broken:
        raise PydanticCustomError(broken.code, "not a number", broken.details) from broken
    return text


def _refuse_what(check: Callable[[str], None]) -> AfterValidator:
    """Return a validator that refuses what ``check``, a rule, refuses, with its code."""

    def checked(text: str) -> str:
        try:
            check(text)
        except RuleBroken as broken:
            raise PydanticCustomError(broken.code, "refused", broken.details) from broken
        return text

    return AfterValidator(checked)


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
Comment = Annotated[
    str,
    _refuse_what(check_comment),
    WithJsonSchema({"type": "string", "maxLength": COMMENT_LENGTH_MAX}),
]
PhotoId = Annotated[
    str, _refuse_what(check_photo), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})
]
Reading = Annotated[str, Field(max_length=40, examples=["10.05"]), AfterValidator(_measured)]
"""A measured value as text."""
Title = Annotated[
    str, _refuse_unless(lambda text: bool(text.strip()), "text_empty"), Field(min_length=1, max_length=300)
]
"""What people read as a name: a blank says as little as nothing."""
Text = Annotated[str, Field(max_length=10_000)]
Age = Annotated[int, Field(ge=0, le=150)]
Year = Annotated[int, Field(ge=1900, le=2200)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Moment = Annotated[int, Field(ge=0, le=_BIGGEST_SAFE, description="Milliseconds since the epoch, UTC.")]


class Shape(BaseModel):
    """A JSON object whose fields are all known."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class EntryShape(Shape):
    """What one expert enters for one aspect: ``mark``, ``deductions`` or ``measured`` for a measurement.

    For a judgement ``scores``, when all show at once, or this judge's own ``score``.
    """

    aspect: Reference = Field(examples=["A1.1"])
    mark: MarkText | None = None
    scores: list[Count] | None = Field(None, max_length=20, examples=[[2, 2, 3]])
    score: Count | None = Field(None, description="What this expert alone shows (R22).")
    attempt: Count | None = Field(None, description="The attempt that ``score`` belongs to, from 1 (R23).")
    deductions: Count | None = Field(None, description="How many, where deductions are counted (R25).")
    measured: Reading | None = Field(None, description="Where there are tolerance bands (R25).")
    based_on: Count = Field(description="The revision of the mark that the expert saw; 0: none yet.")
    reason: str | None = Field(None, max_length=1000, description="Needed when a mark that stands changes.")
    comment: Comment | None = Field(None, description="A remark; alone, without a value, it changes no mark.")
    photos: list[PhotoId] = Field([], max_length=PHOTOS_MAX, description="The SHA-256 of each.")


class PaperShape(Shape):
    """Where marks were on paper: who signed the sheet, and its photo; a clerk's token only (R22)."""

    expert: Reference
    photo: Annotated[str, Field(min_length=1, max_length=64)]


class SubmissionShape(Shape):
    """One expert, one competitor, one form, 1..n entries. Repeat it with the same id as often as needed."""

    id: Uuid
    championship: Reference = Field(examples=["wsk2024"])
    skill: Reference = Field(examples=["welding"])
    competitor: Reference
    form: Reference = Field(examples=["A1"])
    entries: list[EntryShape] = Field(max_length=1000)
    appeal: Uuid | None = Field(None, description="The appeal that these corrections follow from (R32).")
    paper: PaperShape | None = None
    device_at_ms: Moment | None = None


class CodeShape(Shape):
    """The one-time code from the administrator's link."""

    code: str = Field(max_length=4000)
