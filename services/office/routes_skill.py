"""The routes for those who mark: who am I, what is the skill, where do its forms and sheets stand."""

from fastapi import FastAPI, Request, Response

from services.office.answers import FormsAnswer, HistoryAnswer, MeAnswer, SheetsAnswer, SkillAnswer
from services.office.edge import answer, asked, needed, skill_answer, viewer_of
from services.office.openapi import AT_LEAST, described, query
from services.office.parts import Parts

_SKILL = "/api/v1/office/{championship}/skills/{skill}"


def add_skill_routes(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""

    @app.get("/api/v1/office/me", summary="Who the token is for", **described(MeAnswer))
    async def me(request: Request) -> Response:
        return answer(request, parts.desk.me(viewer_of(request, parts)))

    @app.get(_SKILL, summary="A skill: scheme, forms, people", **described(SkillAnswer, AT_LEAST))
    async def skill(request: Request, championship: str, skill: str) -> Response:
        return await skill_answer(request, parts, "skill", championship, skill, parts.desk.skill)

    @app.get(
        f"{_SKILL}/forms", summary="Where the forms of a skill stand", **described(FormsAnswer, AT_LEAST)
    )
    async def forms(request: Request, championship: str, skill: str) -> Response:
        return await skill_answer(request, parts, "forms", championship, skill, parts.desk.forms)


def add_sheet_routes(app: FastAPI, parts: Parts) -> None:
    """Add the routes about single marks to ``app``."""

    @app.get(
        f"{_SKILL}/sheets",
        summary="The sheets of a form, mark by mark",
        **described(SheetsAnswer, query("form", is_needed=True), query("competitor"), AT_LEAST),
    )
    async def sheets(request: Request, championship: str, skill: str) -> Response:
        form, competitor = needed(request, "form"), asked(request, "competitor")
        return await skill_answer(
            request,
            parts,
            "sheets",
            championship,
            skill,
            lambda v, c, s: parts.desk.sheets(v, c, s, form, competitor),
        )

    @app.get(
        f"{_SKILL}/history",
        summary="Every entry ever made on the marks of a competitor",
        **described(
            HistoryAnswer,
            query("competitor", is_needed=True),
            query("form", is_needed=True),
            query("aspect"),
            AT_LEAST,
        ),
    )
    async def history(request: Request, championship: str, skill: str) -> Response:
        competitor, form = needed(request, "competitor"), needed(request, "form")
        aspect = asked(request, "aspect")
        return await skill_answer(
            request,
            parts,
            "history",
            championship,
            skill,
            lambda v, c, s: parts.desk.history(v, c, s, competitor, form, aspect),
        )
