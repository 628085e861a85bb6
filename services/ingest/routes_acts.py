"""The routes by which officials act on a skill: one act, or many in order."""

from fastapi import FastAPI, Request, Response

from services.ingest.answers import ActAnswer, BulkAnswer, LoggedAnswer
from services.ingest.edge import answer_json, body, needs_all
from services.ingest.openapi import answers, takes
from services.ingest.parts import Parts
from services.ingest.shapes_acts import AnActShape, BulkShape
from shared.http_problems import language

CONFIRMATION = "bayge-confirmation"
"""The header that holds the proof of who holds the device."""


def add_acts(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""
    problems = (400, 401, 403, 404, 409, 413, 415, 422, 503)

    @app.post(
        "/api/v1/acts",
        summary="Act on a skill; the same id again gets the first answer again",
        response_model=None,
        responses=answers({200: ActAnswer, 202: LoggedAnswer}, *problems),
        openapi_extra=takes(AnActShape),
    )
    async def act(request: Request) -> Response:
        grant = parts.doorkeeper.writer(request.headers.get("authorization"))
        needs_all(parts)
        document = await body(request, parts.acts_bytes_max)
        answer = await parts.acts.act(grant, document, request.headers.get(CONFIRMATION))
        await parts.access.presence.wrote(grant)
        return answer_json(answer, 202 if answer["status"] == "logged" else 200)

    @app.post(
        "/api/v1/acts/bulk",
        summary="Act many times, in order; each is answered by itself",
        response_model=None,
        responses=answers({200: BulkAnswer}, 400, 401, 413, 415, 422, 503),
        openapi_extra=takes(BulkShape),
    )
    async def act_all(request: Request) -> Response:
        grant = parts.doorkeeper.writer(request.headers.get("authorization"))
        needs_all(parts)
        document = await body(request, parts.acts_bytes_max)
        confirmation = request.headers.get(CONFIRMATION)
        given = await parts.acts.act_all(grant, document, confirmation, language(request))
        await parts.access.presence.wrote(grant)
        return answer_json({"answers": given})
