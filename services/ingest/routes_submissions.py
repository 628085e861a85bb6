"""The route by which marks come in."""

from typing import Final

from fastapi import FastAPI, Request, Response
from starlette.routing import Route

from services.ingest.answers import LoggedAnswer, SubmissionAnswer
from services.ingest.edge import answer_json, body, needs_all
from services.ingest.openapi import answers, takes
from services.ingest.parts import Parts
from services.ingest.shapes import SubmissionShape

PATH: Final = "/api/v1/submissions"


def add_submissions(app: FastAPI, parts: Parts) -> None:
    """Add the route to ``app``."""
    responses = answers(
        {200: SubmissionAnswer, 202: LoggedAnswer}, 400, 401, 403, 404, 409, 413, 415, 422, 503
    )

    @app.post(
        PATH,
        summary="Enter marks; the same id again gets the first answer again",
        response_model=None,
        responses=responses,
        openapi_extra=takes(SubmissionShape),
    )
    async def enter_marks(request: Request) -> Response:
        grant = parts.doorkeeper.writer(request.headers.get("authorization"))
        needs_all(parts)
        answer = await parts.submissions.enter(grant, await body(request, parts.body_bytes_max))
        await parts.access.presence.wrote(grant)
        return answer_json(answer, 202 if answer["status"] == "logged" else 200)

    # FastAPI draws the route for OpenAPI; its own way to it would make every mark a tenth dearer.
    app.router.routes.insert(0, Route(PATH, enter_marks, methods=["POST"]))
