"""The shapes of plans and scenes: what a screen or an overlay can be told to show."""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from services.ingest.shapes import Moment, Reference, Shape

IMAGE_LENGTH_MAX: Final = 64 * 1024
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
_PATH: Final = re.compile(r"/(?![/\\])[^\s\\]{0,499}", re.ASCII)
_DATA: Final = re.compile(r"data:image/(png|jpeg|webp|svg\+xml);base64,[A-Za-z0-9+/]+={0,2}", re.ASCII)


def _matches(pattern: re.Pattern[str], code: str) -> AfterValidator:
    def check(text: str) -> str:
        if pattern.fullmatch(text) is None:
            raise PydanticCustomError(code, "refused")
        return text

    return AfterValidator(check)


def _image(text: str) -> str:
    if _PATH.fullmatch(text) is None and _DATA.fullmatch(text) is None:
        raise PydanticCustomError("image_malformed", "refused")
    return text


Path = Annotated[
    str,
    _matches(_PATH, "path_malformed"),
    WithJsonSchema({"type": "string", "pattern": "^/", "maxLength": 500}),
]
Image = Annotated[
    str,
    Field(max_length=IMAGE_LENGTH_MAX, description="A path on this origin, or a data: URI of an image."),
    AfterValidator(_image),
]
Colour = Annotated[
    str,
    _matches(_COLOUR, "colour_malformed"),
    WithJsonSchema({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}),
]
BoardId = Annotated[str, Field(min_length=1, max_length=200, examples=["wsk2024/welding"])]
Words = Annotated[str, Field(max_length=300)]
Language = Literal["en", "ru", "kk"]
Languages = Annotated[list[Language], Field(min_length=1, max_length=3)]
Seconds = Annotated[int, Field(ge=3, le=3600)]


class WordsShape(Shape):
    """A text in three languages; an empty one is not shown."""

    en: Words
    ru: Words
    kk: Words


Lines = Annotated[list[WordsShape], Field(max_length=50)]


class _PlanShape(Shape):
    languages: Languages | None = Field(None, description="Which are shown at once; all unless said.")
    ticker: bool | None = None
    clock: bool | None = None


class BoardPlan(_PlanShape):
    """One board."""

    type: Literal["board"]
    board: BoardId


class CarouselPlan(_PlanShape):
    """Boards in turn."""

    type: Literal["carousel"]
    boards: list[BoardId] = Field(min_length=1, max_length=64)
    seconds: Seconds


class ResultsPlan(_PlanShape):
    """A part of the board of results; it shows what that board does, nothing under embargo."""

    type: Literal["results"]
    part: Literal["teams", "medals"]


class TimedLineShape(Shape):
    """What happens when."""

    at_ms: Moment
    text: WordsShape


class TimetablePlan(_PlanShape):
    """What happens today."""

    type: Literal["timetable"]
    lines: list[TimedLineShape] = Field(max_length=100)


class TickerPlan(_PlanShape):
    """Lines that pass by."""

    type: Literal["ticker"]
    lines: Lines


class SponsorsPlan(_PlanShape):
    """Images in turn."""

    type: Literal["sponsors"]
    images: list[Image] = Field(min_length=1, max_length=50)
    seconds: Seconds


class QrPlan(_PlanShape):
    """A code that opens a public page."""

    type: Literal["qr"]
    path: Path


class MessagePlan(_PlanShape):
    """A text, large."""

    type: Literal["message"]
    text: WordsShape


class BlackoutPlan(_PlanShape):
    """Nothing at all."""

    type: Literal["blackout"]


Plan = Annotated[
    BoardPlan
    | CarouselPlan
    | ResultsPlan
    | TimetablePlan
    | TickerPlan
    | SponsorsPlan
    | QrPlan
    | MessagePlan
    | BlackoutPlan,
    Field(discriminator="type"),
]


class BoardScene(Shape):
    """A board beside the picture."""

    type: Literal["board"]
    board: BoardId


class CompetitorScene(Shape):
    """The lower third of a competitor."""

    type: Literal["competitor"]
    board: BoardId
    competitor: Reference


class LeaderScene(Shape):
    """Who leads now."""

    type: Literal["leader"]
    board: BoardId


class TickerScene(Shape):
    """Lines that pass by."""

    type: Literal["ticker"]
    lines: Lines


class TableScene(Shape):
    """A board over the whole picture."""

    type: Literal["table"]
    board: BoardId


Scene = Annotated[
    BoardScene | CompetitorScene | LeaderScene | TickerScene | TableScene, Field(discriminator="type")
]
