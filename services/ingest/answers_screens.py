"""The shapes of what ingest answers about screens and overlays: for OpenAPI and the tests."""

from services.ingest.shapes import Shape
from services.ingest.shapes_plans import Plan
from services.ingest.shapes_screens import Painted, ScenesShape, ScheduleLineShape, Size, ThemeBodyShape
from shared.tokens import Role


class ScreenCodeAnswer(Shape):
    """What a screen shows and keeps."""

    screen: str
    code: str
    key: str
    expires_at_ms: int


class VenueTokenAnswer(Shape):
    """A token of two minutes for the boards of the venue."""

    token: str
    expires_at_ms: int
    role: Role
    championship: str
    subject: str


class ScreenAnswer(Shape):
    """A screen."""

    screen: str
    name: str
    groups: list[str]
    plan: Plan | None
    revision: int
    reload: int
    locked: bool


class ToldScreenAnswer(ScreenAnswer):
    """A screen with what it said last; null where nothing is known."""

    seen_ms: int | None
    plan_revision: int | None
    painted: dict[str, Painted]
    is_stale: bool | None
    size: Size | None
    page_version: str | None


class SpreadAnswer(Shape):
    """The newest version of a board that any screen has painted: on how many, of how many that show it."""

    epoch: str
    version: int
    on: int
    of: int


class ScreensAnswer(Shape):
    """All screens of a championship, and how far each board has come."""

    screens: list[ToldScreenAnswer]
    boards: dict[str, SpreadAnswer]


class CommandAnswer(Shape):
    """The screens that will follow."""

    screens: list[str]


class ScheduleAnswer(Shape):
    """What is still to come, the next first."""

    schedule: list[ScheduleLineShape]


class OverlaysAnswer(Shape):
    """What program and preview show."""

    program: ScenesShape
    preview: ScenesShape
    revision: int


class ThemeAnswer(Shape):
    """The theme."""

    theme: ThemeBodyShape


class ImageAnswer(Shape):
    """Where the image is: what a theme names."""

    image: str


class ScreenBeatAnswer(Shape):
    """What a screen should know."""

    server_at_ms: int
