"""The routes of screens themselves: a code to show, tokens of two minutes, what they have painted."""

from fastapi import FastAPI, Request, Response

from services.ingest.answers_screens import ScreenBeatAnswer, ScreenCodeAnswer, VenueTokenAnswer
from services.ingest.edge import answer_json, body, needs_all, sender
from services.ingest.openapi import taking
from services.ingest.parts import Parts
from services.ingest.shapes_screens import KeyShape, ScreenBeatShape, ScreenShape


def add_venue(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""
    screens = parts.screens

    @app.post(
        "/api/v1/screens",
        summary="Ask for a code that a new screen shows, and for the key that it keeps",
        **taking(ScreenShape, ScreenCodeAnswer, 401, 429, status=201, needs_token=False),
    )
    async def ask_for_code(request: Request) -> Response:
        needs_all(parts)
        document = await body(request, parts.body_bytes_max)
        return answer_json(await screens.keys.ask(document, sender(request)), 201)

    @app.post(
        "/api/v1/venue/tokens",
        summary="Exchange a key for a token of two minutes for the boards of the venue",
        **taking(KeyShape, VenueTokenAnswer, 401, 403, 409, needs_token=False),
    )
    async def exchange(request: Request) -> Response:
        needs_all(parts)
        return answer_json(screens.keys.exchange(await body(request, parts.body_bytes_max)))

    @app.post(
        "/api/v1/screens/beat",
        summary="Say what the screen has painted",
        **taking(ScreenBeatShape, ScreenBeatAnswer, 401, 403),
    )
    async def beat(request: Request) -> Response:
        needs_all(parts)
        grant = screens.keys.screen(request.headers.get("authorization"))
        return answer_json(await screens.beats.beat(grant, await body(request, parts.body_bytes_max)))
