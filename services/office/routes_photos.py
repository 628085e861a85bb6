"""The route by which officials see a photo that a sheet names."""

from typing import Final

from fastapi import FastAPI, Request, Response

from services.office.edge import skill_viewer
from services.office.openapi import AT_LEAST, pictured
from services.office.parts import Parts
from services.office.photos_view import check_photo_is_theirs
from shared.photo_check import photo_kind

_HEADERS: Final[dict[str, str]] = {
    "Cache-Control": "private, no-store",  # an erased photo is nowhere else
    "X-Content-Type-Options": "nosniff",
}


def add_photos(app: FastAPI, parts: Parts) -> None:
    """Add the route to ``app``."""

    @app.get(
        "/api/v1/office/{championship}/skills/{skill}/photos/{digest}",
        summary="A photo that a sheet names",
        **pictured(AT_LEAST),
    )
    async def photo(request: Request, championship: str, skill: str, digest: str) -> Response:
        viewer = await skill_viewer(request, parts, "sheets", championship, skill)
        check_photo_is_theirs(viewer, parts.desk.book(viewer, "sheets", championship, skill), digest)
        content = await parts.photos.content(championship, digest)
        return Response(content, 200, _HEADERS, photo_kind(content))
