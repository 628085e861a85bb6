"""The routes of the images of a theme: in and out by the operator, seen by whoever knows the address."""

from typing import Any, Final

from fastapi import FastAPI, Request, Response

from services.ingest.answers_access import DoneAnswer
from services.ingest.answers_screens import ImageAnswer
from services.ingest.edge import answer_json
from services.ingest.openapi import answers
from services.ingest.parts import Parts
from services.ingest.routes_access import DONE, bearer

_BINARY: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
_KINDS: Final[dict[str, Any]] = {"image/jpeg": _BINARY, "image/png": _BINARY}
_HEADERS: Final[dict[str, str]] = {
    # The bytes behind an address never change. Not for ever, because a photo may have to go: then it is
    # nowhere after a week.
    "Cache-Control": "public, max-age=604800, immutable",
    "X-Content-Type-Options": "nosniff",
}
_ALL: Final = "/api/v1/championships/{championship}/images"


def add_images(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""
    _add_one(app, parts)

    @app.post(
        _ALL,
        summary="Keep an image for the theme, under the SHA-256 of its bytes",
        response_model=None,
        status_code=201,
        responses=answers({200: ImageAnswer, 201: ImageAnswer}, 401, 403, 404, 409, 413, 422, 503),
        openapi_extra={"requestBody": {"required": True, "content": _KINDS}, "security": [{"token": []}]},
    )
    async def keep_image(request: Request, championship: str) -> Response:
        grant = bearer(request, parts)
        address, is_new = await parts.screens.images.keep(grant, championship, request.stream())
        return answer_json({"image": address}, 201 if is_new else 200)

    @app.delete(
        f"{_ALL}/{{digest}}",
        summary="Take an image out of the theme and erase it",
        response_model=None,
        responses=answers({200: DoneAnswer}, 401, 403, 404, 422, 503),
        openapi_extra={"security": [{"token": []}]},
    )
    async def erase_image(request: Request, championship: str, digest: str) -> Response:
        await parts.screens.images.erase(bearer(request, parts), championship, digest)
        return answer_json(DONE)


def _add_one(app: FastAPI, parts: Parts) -> None:
    good: dict[int | str, dict[str, Any]] = {200: {"description": "The image.", "content": _KINDS}}

    @app.head("/api/v1/images/{championship}/{digest}", include_in_schema=False)
    @app.get(
        "/api/v1/images/{championship}/{digest}",
        summary="An image that a theme may name; nobody needs a token",
        response_model=None,
        response_class=Response,
        responses=good | answers({}, 404, 422),
        openapi_extra={"security": []},
    )
    async def image(championship: str, digest: str) -> Response:
        content, kind = await parts.screens.images.content(championship, digest)
        return Response(content, 200, _HEADERS, kind)
