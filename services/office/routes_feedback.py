"""The routes of a competitor's feedback report: as data, and as a page to print."""

from typing import Final

from fastapi import FastAPI, Request, Response

from services.office.answers_feedback import FeedbackAnswer
from services.office.edge import needed, skill_answer, skill_viewer
from services.office.feedback_page import feedback_page
from services.office.openapi import AT_LEAST, described, printed, query
from services.office.parts import Parts
from shared.http_problems import language

_FEEDBACK: Final = "/api/v1/office/{championship}/skills/{skill}/feedback"
_COMPETITOR: Final = query("competitor", is_needed=True)
_HEADERS: Final[dict[str, str]] = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Vary": "Authorization, Accept-Language",
    "X-Content-Type-Options": "nosniff",
}


def add_feedback(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""

    @app.get(
        _FEEDBACK,
        summary="The feedback report of a competitor",
        **described(FeedbackAnswer, _COMPETITOR, AT_LEAST),
    )
    async def feedback(request: Request, championship: str, skill: str) -> Response:
        competitor = needed(request, "competitor")
        return await skill_answer(
            request,
            parts,
            "feedback",
            championship,
            skill,
            lambda v, c, s: parts.desk.feedback(v, c, s, competitor),
        )

    @app.get(
        f"{_FEEDBACK}/page",
        summary="The feedback report as a page to print, in the caller's language",
        **printed(_COMPETITOR, AT_LEAST),
    )
    async def page(request: Request, championship: str, skill: str) -> Response:
        competitor = needed(request, "competitor")
        viewer = await skill_viewer(request, parts, "feedback", championship, skill)
        report = parts.desk.feedback(viewer, championship, skill, competitor)
        said = feedback_page(report, language(request))
        return Response(said, 200, _HEADERS, "text/html; charset=utf-8")
