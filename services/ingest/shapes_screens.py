"""The shapes of what comes in about screens, overlays and themes."""

from typing import Annotated

from pydantic import Field

from services.ingest.shapes import Count, Moment, Reference, Shape
from services.ingest.shapes_plans import BoardId, Colour, Image, Languages, Plan, Scene, Words, WordsShape
from shared.domain.stage_plans import Slot

ScreenId = Annotated[str, Field(min_length=1, max_length=64)]
Group = Annotated[str, Field(min_length=1, max_length=40)]
Name = Annotated[str, Field(min_length=1, max_length=60)]


class ScreenShape(Shape):
    """A screen that asks for a code; with its key it stays the same screen."""

    key: Annotated[str, Field(max_length=4000)] | None = None


class KeyShape(Shape):
    """A key that is exchanged for a token of two minutes."""

    key: Annotated[str, Field(max_length=4000)]


class TakenScreenShape(Shape):
    """A screen that an operator takes by the code that it shows."""

    code: Annotated[str, Field(max_length=40)] = Field(examples=["K7QF"])
    name: Name
    groups: list[Group] = Field([], max_length=20)


class ScreenChangeShape(Shape):
    """What is to be different at one screen; what is left out stays."""

    name: Name | None = None
    groups: Annotated[list[Group], Field(max_length=20)] | None = None
    plan: Plan | None = None
    locked: bool | None = Field(None, description="“Do not touch”: commands and schedule pass it by.")


class _MeantShape(Shape):
    screens: list[ScreenId] = Field([], max_length=500)
    groups: list[Group] = Field([], max_length=50)


class CommandShape(_MeantShape):
    """One plan for many screens, or a reload of their pages."""

    plan: Plan | None = None
    reload: bool = False


class ScheduleLineShape(_MeantShape):
    """From ``at_ms`` on, these screens show this plan."""

    at_ms: Moment
    plan: Plan


class ScheduleShape(Shape):
    """What changes by itself; it replaces the schedule before."""

    schedule: list[ScheduleLineShape] = Field(max_length=200)


class ScenesShape(Shape):
    """Scenes by slot; null empties a slot, one that is left out stays."""

    side: Scene | None = None
    lower: Scene | None = None
    full: Scene | None = None
    ticker: Scene | None = None


class OverlaysShape(Shape):
    """What the preview is to show."""

    preview: ScenesShape


class TakeShape(Shape):
    """Which slots go from preview to program."""

    slots: list[Slot] = Field(min_length=1, max_length=4)


class ThemeBodyShape(Shape):
    """How the championship looks; what is left out stays Bayge's own."""

    name: WordsShape | None = None
    ground: Colour | None = None
    panel: Colour | None = None
    ink: Colour | None = None
    accent: Colour | None = None
    logo: Image | None = None
    sponsors: Annotated[list[Image], Field(max_length=50)] | None = None
    flags: Annotated[dict[Reference, Image], Field(max_length=200)] | None = None
    photos: Annotated[dict[Reference, Image], Field(max_length=2000)] | None = None
    pronunciations: Annotated[dict[Reference, Words], Field(max_length=2000)] | None = None
    languages: Languages | None = None


class ThemeShape(Shape):
    """A theme; it replaces the one before."""

    theme: ThemeBodyShape


Painted = Annotated[tuple[Annotated[str, Field(max_length=40)], Count], Field(strict=False)]
Size = Annotated[tuple[Count, Count], Field(strict=False)]


class ScreenBeatShape(Shape):
    """What a screen says about itself, every few seconds."""

    plan_revision: Count
    painted: dict[BoardId, Painted] = Field(max_length=64, description="By board: epoch and version.")
    size: Size = Field(description="Width and height in CSS pixels.")
    page_version: Annotated[str, Field(max_length=40)]
    is_stale: bool
