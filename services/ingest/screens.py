"""The operator's desk: which screens there are, what they and the overlays show, how all of it looks."""

from typing import Any, Final

from pydantic import BaseModel, TypeAdapter

from services.ingest.access import AccessLog, new_id
from services.ingest.bodies import Refused, shaped
from services.ingest.catalogue import Catalogue
from services.ingest.screen_keys import ScreenKeys
from services.ingest.screen_log import ScreenLog
from services.ingest.shapes_screens import (
    CommandShape,
    OverlaysShape,
    ScheduleLineShape,
    ScheduleShape,
    ScreenChangeShape,
    TakenScreenShape,
    TakeShape,
    ThemeShape,
)
from shared.access.events import SessionClosed
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.domain.stage import Screen
from shared.domain.stage_events import (
    ScenesPrepared,
    ScenesTaken,
    ScheduleLine,
    ScheduleSet,
    ScreenChanged,
    ScreenRemoved,
    ScreensTold,
    ScreenTaken,
    ThemeSet,
)
from shared.domain.stage_images import images_missing
from shared.domain.stage_plans import Document, check_plan, check_scene
from shared.photo_store import PhotoStore
from shared.tokens import Grant

_TAKEN: Final = TypeAdapter(TakenScreenShape)
_CHANGE: Final = TypeAdapter(ScreenChangeShape)
_COMMAND: Final = TypeAdapter(CommandShape)
_SCHEDULE: Final = TypeAdapter(ScheduleShape)
_OVERLAYS: Final = TypeAdapter(OverlaysShape)
_TAKE: Final = TypeAdapter(TakeShape)
_THEME: Final = TypeAdapter(ThemeShape)


def check_operator(grant: Grant, championship: str) -> None:
    """Raise ``RuleBroken("not_allowed_screens")`` unless the bearer decides about the screens there."""
    is_there = grant.role in ("operator", "organiser") and grant.championship == championship
    if grant.role != "administrator" and not is_there:
        raise RuleBroken("not_allowed_screens")


class ScreenDesk:
    """Does what operators ask; each method raises ``Refused``, ``Unavailable`` and what it names."""

    def __init__(
        self,
        log: ScreenLog,
        keys: ScreenKeys,
        access: AccessLog,
        catalogue: Catalogue,
        images: PhotoStore,
        clock: Clock,
    ) -> None:
        self._log = log
        self._keys = keys
        self._access = access
        self._catalogue = catalogue
        self._images = images
        self._clock = clock

    async def take(self, grant: Grant, championship: str, document: Any) -> dict[str, Any]:
        """Take the screen that shows a code, and return it.

        Raises ``RuleBroken``: ``not_allowed_screens``, ``unknown_championship``, ``screen_code_unknown``,
        ``screen_taken``.
        """
        head = self._head(grant, championship)
        shape = shaped(_TAKEN, document)
        screen = await self._keys.taken(shape.code, championship, shape.name, grant.who)
        await self._log.write(ScreenTaken(*head, screen, shape.name, tuple(shape.groups)))
        return self._now(championship, screen)

    async def change(self, grant: Grant, championship: str, screen: str, document: Any) -> dict[str, Any]:
        """Change one screen and return it.

        Raises ``RuleBroken``: ``not_allowed_screens``, ``unknown_championship``, ``screen_unknown``,
        ``screen_locked``, and as ``check_plan``.
        """
        head = self._head(grant, championship)
        shape = shaped(_CHANGE, document, has_tags=True)
        known = self._known(championship, screen)
        plan = None if shape.plan is None else self._plan(shape.plan, championship, "plan")
        if plan is not None and known.locked and shape.locked is not False:
            raise RuleBroken("screen_locked", field="plan", value=known.name)
        groups = None if shape.groups is None else tuple(shape.groups)
        await self._log.write(ScreenChanged(*head, screen, shape.name, groups, plan, shape.locked))
        return self._now(championship, screen)

    async def remove(self, grant: Grant, championship: str, screen: str) -> None:
        """Let a screen go; its key holds no more.

        Raises ``RuleBroken``: ``not_allowed_screens``, ``unknown_championship``, ``screen_unknown``.
        """
        head = self._head(grant, championship)
        self._known(championship, screen)
        closed = SessionClosed(new_id(), self._clock(), session=screen, by=grant.who)
        await self._access.write(screen, closed)
        await self._log.write(ScreenRemoved(*head, screen))

    async def command(self, grant: Grant, championship: str, document: Any) -> list[str]:
        """Tell many screens at once; return those that will follow: who is locked does not.

        Raises ``RuleBroken``: ``not_allowed_screens``, ``unknown_championship``, ``screens_missing``,
        ``command_empty``, and as ``check_plan``.
        """
        head = self._head(grant, championship)
        shape = shaped(_COMMAND, document, has_tags=True)
        meant = _meant(shape.screens, shape.groups, "screens")
        if shape.plan is None and not shape.reload:
            raise RuleBroken("command_empty", field="plan")
        plan = None if shape.plan is None else self._plan(shape.plan, championship, "plan")
        await self._log.write(ScreensTold(*head, *meant, plan, shape.reload))
        return self._log.stages.of(championship).meant(*meant)

    async def schedule(self, grant: Grant, championship: str, document: Any) -> list[dict[str, Any]]:
        """Replace the schedule, and return what of it is still to come.

        Raises ``RuleBroken``: ``not_allowed_screens``, ``unknown_championship``, ``screens_missing``,
        and as ``check_plan``.
        """
        head = self._head(grant, championship)
        shape = shaped(_SCHEDULE, document, has_tags=True)
        lines = tuple(
            self._line(line, championship, f"schedule.{at}") for at, line in enumerate(shape.schedule)
        )
        await self._log.write(ScheduleSet(*head, lines))
        self._log.stages.advance(self._clock())
        return [line.document() for line in self._log.stages.of(championship).schedule]

    async def prepare(self, grant: Grant, championship: str, document: Any) -> dict[str, Any]:
        """Let the preview show other scenes, and return preview and program.

        Raises ``RuleBroken``: ``not_allowed_screens``, ``unknown_championship``, and as ``check_scene``.
        """
        head = self._head(grant, championship)
        scenes = shaped(_OVERLAYS, document, has_tags=True).preview
        preview = {
            slot: scene and self._scene(scene, championship, f"preview.{slot}")
            for slot in scenes.model_fields_set
            for scene in (getattr(scenes, slot),)
        }
        await self._log.write(ScenesPrepared(*head, preview))
        return self._overlays(championship)

    async def take_scenes(self, grant: Grant, championship: str, document: Any) -> dict[str, Any]:
        """Let the program show what the preview does, and return both.

        Raises ``RuleBroken``: ``not_allowed_screens``, ``unknown_championship``.
        """
        head = self._head(grant, championship)
        await self._log.write(ScenesTaken(*head, tuple(shaped(_TAKE, document).slots)))
        return self._overlays(championship)

    async def theme(self, grant: Grant, championship: str, document: Any) -> Document:
        """Replace the theme and return it.

        Raises ``RuleBroken``: ``not_allowed_screens``, ``unknown_championship``; ``Refused`` with an
        ``image_missing`` for each image that is not kept here.
        """
        head = self._head(grant, championship)
        theme = shaped(_THEME, document).theme.model_dump(exclude_none=True)
        missing = images_missing(theme, championship, await self._images.names(championship))
        if missing:
            raise Refused([RuleBroken("image_missing", field=f"theme.{field}") for field in missing])
        await self._log.write(ThemeSet(*head, theme))
        return self._log.stages.of(championship).theme

    def _head(self, grant: Grant, championship: str) -> tuple[str, str, int, str]:
        """Return what every fact begins with, for somebody who may."""
        check_operator(grant, championship)
        self._catalogue.championship(championship)
        return new_id(), championship, self._clock(), grant.who

    def _known(self, championship: str, screen: str) -> Screen:
        known = self._log.stages.of(championship).screens.get(screen)
        if known is None:
            raise RuleBroken("screen_unknown", value=screen)
        return known

    def _plan(self, shape: BaseModel, championship: str, field: str) -> Document:
        plan: Document = shape.model_dump(exclude_none=True)
        check_plan(plan, championship, self._catalogue.skills(championship), field)
        return plan

    def _scene(self, shape: BaseModel, championship: str, field: str) -> Document:
        scene: Document = shape.model_dump(exclude_none=True)
        check_scene(scene, championship, self._catalogue.skills(championship), field)
        return scene

    def _line(self, line: ScheduleLineShape, championship: str, field: str) -> ScheduleLine:
        meant = _meant(line.screens, line.groups, f"{field}.screens")
        return ScheduleLine(line.at_ms, *meant, self._plan(line.plan, championship, f"{field}.plan"))

    def _now(self, championship: str, screen: str) -> dict[str, Any]:
        return screen_document(screen, self._known(championship, screen))

    def _overlays(self, championship: str) -> dict[str, Any]:
        stage = self._log.stages.of(championship)
        return {"program": stage.program, "preview": stage.preview, "revision": stage.revision}


def screen_document(key: str, screen: Screen) -> dict[str, Any]:
    """Return a screen as its operator sees it."""
    return {
        "screen": key,
        "name": screen.name,
        "groups": screen.groups,
        "plan": screen.plan,
        "revision": screen.revision,
        "reload": screen.reload,
        "locked": screen.locked,
    }


def _meant(screens: list[str], groups: list[str], field: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not screens and not groups:
        raise RuleBroken("screens_missing", field=field)
    return tuple(screens), tuple(groups)
