"""The routes about what came of the marks: results, profiles, quality, previews, the whole championship."""

import asyncio

from fastapi import FastAPI, Request, Response

from services.office.answers_results import (
    EventAnswer,
    OwnMemberAnswer,
    PreviewAnswer,
    ProfilesAnswer,
    QualityAnswer,
    ResultsAnswer,
)
from services.office.edge import answer, body_of, skill_answer, skill_viewer, viewer_of
from services.office.openapi import AT_LEAST, described
from services.office.parts import Parts
from services.office.preview_view import scheme_of

_EVENT = "/api/v1/office/{championship}"
_SKILL = f"{_EVENT}/skills/{{skill}}"


def add_result_routes(app: FastAPI, parts: Parts) -> None:
    """Add the routes about one skill to ``app``."""

    @app.get(f"{_SKILL}/results", summary="Totals, places, awards", **described(ResultsAnswer, AT_LEAST))
    async def results(request: Request, championship: str, skill: str) -> Response:
        return await skill_answer(
            request,
            parts,
            "results",
            championship,
            skill,
            parts.desk.results,
        )

    @app.get(
        f"{_SKILL}/profiles",
        summary="What was won in each section of the standard",
        **described(ProfilesAnswer, AT_LEAST),
    )
    async def profiles(request: Request, championship: str, skill: str) -> Response:
        return await skill_answer(
            request,
            parts,
            "results",
            championship,
            skill,
            parts.desk.profiles,
        )

    @app.get(f"{_SKILL}/quality", summary="How the experts mark", **described(QualityAnswer, AT_LEAST))
    async def quality(request: Request, championship: str, skill: str) -> Response:
        return await skill_answer(
            request,
            parts,
            "quality",
            championship,
            skill,
            parts.desk.quality,
        )

    @app.post(
        f"{_SKILL}/scheme/preview",
        summary="What a changed scheme would do; writes nothing",
        **described(PreviewAnswer, AT_LEAST, body=PREVIEW_BODY),
    )
    async def preview(request: Request, championship: str, skill: str) -> Response:
        await skill_viewer(request, parts, "preview", championship, skill)
        document = await body_of(request, parts.body_bytes_max)
        scheme = await asyncio.to_thread(scheme_of, document)
        return await skill_answer(
            request,
            parts,
            "preview",
            championship,
            skill,
            lambda v, c, s: parts.desk.preview(v, c, s, scheme),
        )


def add_event_routes(app: FastAPI, parts: Parts) -> None:
    """Add the routes about a whole championship to ``app``."""

    @app.get(
        f"{_EVENT}/results", summary="Medals, bests, team tables of a championship", **described(EventAnswer)
    )
    async def event(request: Request, championship: str) -> Response:
        return answer(request, parts.desk.event(viewer_of(request, parts), championship))

    @app.get(
        f"{_EVENT}/my-results",
        summary="For a team leader: the released results of the own member",
        **described(OwnMemberAnswer),
    )
    async def own_member(request: Request, championship: str) -> Response:
        return answer(request, parts.desk.own_member(viewer_of(request, parts), championship))


PREVIEW_BODY = {
    "type": "object",
    "required": ["scheme"],
    "properties": {"scheme": {"type": "object", "description": "As a skill's definition has it."}},
}
