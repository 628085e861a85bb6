"""The routes of the operator: screens, schedule, overlays, theme."""

from typing import Final

from fastapi import FastAPI, Request, Response

from services.ingest.answers_access import DoneAnswer
from services.ingest.answers_screens import (
    CommandAnswer,
    OverlaysAnswer,
    ScheduleAnswer,
    ScreenAnswer,
    ScreensAnswer,
    ThemeAnswer,
)
from services.ingest.edge import answer_json
from services.ingest.openapi import taking, telling
from services.ingest.parts import Parts
from services.ingest.routes_access import DONE, bearer, sent
from services.ingest.shapes_screens import (
    CommandShape,
    OverlaysShape,
    ScheduleShape,
    ScreenChangeShape,
    TakenScreenShape,
    TakeShape,
    ThemeShape,
)

_ALL: Final = "/api/v1/championships/{championship}"


def add_screens(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""
    _add_list(app, parts)
    _add_one(app, parts)
    _add_many(app, parts)
    _add_overlays(app, parts)


def _add_list(app: FastAPI, parts: Parts) -> None:
    @app.get(
        f"{_ALL}/screens",
        summary="List the screens with what they have painted",
        **telling(ScreensAnswer, 403, 404),
    )
    async def list_screens(request: Request, championship: str) -> Response:
        return answer_json(await parts.screens.beats.told(bearer(request, parts), championship))

    @app.post(
        f"{_ALL}/screens",
        summary="Take the screen that shows a code",
        **taking(TakenScreenShape, ScreenAnswer, 401, 403, 404, 409, status=201),
    )
    async def take_screen(request: Request, championship: str) -> Response:
        grant, document = await sent(request, parts)
        return answer_json(await parts.screens.desk.take(grant, championship, document), 201)


def _add_one(app: FastAPI, parts: Parts) -> None:
    @app.put(
        f"{_ALL}/screens/{{screen}}",
        summary="Change a screen: its name, groups or plan, or mark it “do not touch”",
        **taking(ScreenChangeShape, ScreenAnswer, 401, 403, 404, 409),
    )
    async def change_screen(request: Request, championship: str, screen: str) -> Response:
        grant, document = await sent(request, parts)
        return answer_json(await parts.screens.desk.change(grant, championship, screen, document))

    @app.delete(
        f"{_ALL}/screens/{{screen}}",
        summary="Let a screen go: its key holds no more",
        **telling(DoneAnswer, 403, 404),
    )
    async def remove_screen(request: Request, championship: str, screen: str) -> Response:
        await parts.screens.desk.remove(bearer(request, parts), championship, screen)
        return answer_json(DONE)


def _add_many(app: FastAPI, parts: Parts) -> None:
    @app.post(
        f"{_ALL}/screens/commands",
        summary="Give many screens a plan, or have them load their pages anew",
        **taking(CommandShape, CommandAnswer, 401, 403, 404),
    )
    async def command(request: Request, championship: str) -> Response:
        grant, document = await sent(request, parts)
        return answer_json({"screens": await parts.screens.desk.command(grant, championship, document)})

    @app.put(
        f"{_ALL}/schedule",
        summary="Replace what screens are to show by themselves, and when",
        **taking(ScheduleShape, ScheduleAnswer, 401, 403, 404),
    )
    async def set_schedule(request: Request, championship: str) -> Response:
        grant, document = await sent(request, parts)
        return answer_json({"schedule": await parts.screens.desk.schedule(grant, championship, document)})


def _add_overlays(app: FastAPI, parts: Parts) -> None:
    @app.put(
        f"{_ALL}/overlays",
        summary="Let the preview of the overlays show other scenes",
        **taking(OverlaysShape, OverlaysAnswer, 401, 403, 404),
    )
    async def prepare(request: Request, championship: str) -> Response:
        grant, document = await sent(request, parts)
        return answer_json(await parts.screens.desk.prepare(grant, championship, document))

    @app.post(
        f"{_ALL}/overlays/take",
        summary="Let the program show what the preview does",
        **taking(TakeShape, OverlaysAnswer, 401, 403, 404),
    )
    async def take(request: Request, championship: str) -> Response:
        grant, document = await sent(request, parts)
        return answer_json(await parts.screens.desk.take_scenes(grant, championship, document))

    @app.put(
        f"{_ALL}/theme",
        summary="Replace the theme: colours, logos, sponsors, flags, photos",
        **taking(ThemeShape, ThemeAnswer, 401, 403, 404),
    )
    async def set_theme(request: Request, championship: str) -> Response:
        grant, document = await sent(request, parts)
        return answer_json({"theme": await parts.screens.desk.theme(grant, championship, document)})
