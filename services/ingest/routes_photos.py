"""The routes by which photos come in, and go for ever."""

from typing import Any, Final

from fastapi import FastAPI, Request, Response

from services.ingest.answers_access import DoneAnswer
from services.ingest.edge import answer_json, needs_all
from services.ingest.openapi import answers
from services.ingest.parts import Parts
from services.ingest.routes_access import DONE, bearer

_BINARY: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
_PHOTO: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": {"image/jpeg": _BINARY, "image/png": _BINARY}},
    "security": [{"token": []}],
}


def add_photos(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""

    @app.put(
        "/api/v1/photos/{digest}",
        summary="Keep a photo under the SHA-256 of its bytes; the same again changes nothing",
        response_model=None,
        responses=answers({200: DoneAnswer, 201: DoneAnswer}, 401, 403, 413, 422, 503),
        openapi_extra=_PHOTO,
    )
    async def keep_photo(request: Request, digest: str) -> Response:
        grant = parts.doorkeeper.writer(request.headers.get("authorization"))
        needs_all(parts)
        is_new = await parts.photos.keep(grant, digest, request.stream())
        return answer_json(DONE, 201 if is_new else 200)

    @app.delete(
        "/api/v1/photos/{digest}",
        summary="Erase a photo of a championship; the log keeps only its digest",
        response_model=None,
        responses=answers({200: DoneAnswer}, 401, 403, 404, 422, 503),
        openapi_extra={"security": [{"token": []}]},
    )
    async def erase_photo(request: Request, digest: str, championship: str = "") -> Response:
        await parts.photos.erase(bearer(request, parts), championship, digest)
        return answer_json(DONE)
