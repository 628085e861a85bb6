"""The stream of nudges: server-sent events that say where to look again, and a beat when none does."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

from services.office import forms_view
from services.office.book import SkillBook
from services.office.edge import skill_viewer, viewer_of
from services.office.nudges import Watch
from services.office.openapi import streamed
from services.office.parts import Parts
from services.office.viewer import Viewer
from shared import codec
from shared.domain.errors import RuleBroken

PAUSE_S = 0.05
"""After a nudge: what changes meanwhile is told in one."""
BEAT = b": beat\n\n"


def add_changes(app: FastAPI, parts: Parts) -> None:
    """Add the route to ``app``."""

    @app.get(
        "/api/v1/office/{championship}/skills/{skill}/changes",
        summary="Server-sent events: something changed, look again",
        **streamed(),
    )
    async def changes(request: Request, championship: str, skill: str) -> Response:
        viewer = await skill_viewer(request, parts, "changes", championship, skill)
        book = parts.desk.book(viewer, "changes", championship, skill)
        watch = parts.nudges.open(viewer, book, parts.desk.offset(book))
        return StreamingResponse(
            _events(request, parts, viewer, book, watch),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )


async def _events(
    request: Request, parts: Parts, viewer: Viewer, book: SkillBook, watch: Watch
) -> AsyncIterator[bytes]:
    """Yield the offset to begin from, then every change, and a beat when there is none."""
    try:
        yield _event("open", {"offset": parts.desk.offset(book)})
        while not watch.is_over:
            try:
                async with asyncio.timeout(parts.beat_s):
                    await watch.woken.wait()
            except TimeoutError:
                yield BEAT
            if not _may_go_on(request, parts):
                return
            if watch.take_shown():
                yield _event("shown", {"shown": forms_view.shown(viewer, book, parts.shown)})
            told = watch.take()
            if told is not None:
                yield _event("changed", told)
                await asyncio.sleep(PAUSE_S)
    finally:
        parts.nudges.close(watch, book)


def _may_go_on(request: Request, parts: Parts) -> bool:
    """Say whether the token still holds: it may have expired or been taken back since."""
    try:
        viewer_of(request, parts)
    except RuleBroken:  # the stream ends, and whoever comes again hears why
        return False
    return True


def _event(name: str, document: dict[str, object]) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (name.encode(), codec.encode(document))
