"""The HTTP face of ingest: routes, and every refusal as a problem in the reader's language."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from services.ingest.access import Doorkeeper, OneTimeCodes
from services.ingest.answers import (
    ImportAnswer,
    LoggedAnswer,
    SessionAnswer,
    SkillAnswer,
    SubmissionAnswer,
    TokenAnswer,
)
from services.ingest.bodies import Refused, read_json, shaped
from services.ingest.bundle import read_bundle, read_skill
from services.ingest.catalogue import Catalogue
from services.ingest.importing import Importer
from services.ingest.journal import Unavailable
from services.ingest.openapi import answers, completed, takes
from services.ingest.shapes import CodeShape, SubmissionShape, TokenOrderShape
from services.ingest.shapes_definitions import BundleShape, SkillShape
from services.ingest.submissions import Submissions
from services.ingest.token_orders import TokenDesk
from shared import codec
from shared.domain.errors import RuleBroken
from shared.domain.scheme_messages import Language
from shared.health import Readiness, alive_body, readiness_body
from shared.metrics import CONTENT_TYPE, metrics_text
from shared.problems import MEDIA_TYPE, field_errors, language_of, problem, problem_of

log = logging.getLogger(__name__)

RETRY_AFTER_S: Final = 1
_CODE: Final = TypeAdapter(CodeShape)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the routes work with."""

    doorkeeper: Doorkeeper
    codes: OneTimeCodes
    tokens: TokenDesk
    catalogue: Catalogue
    submissions: Submissions
    importer: Importer
    readiness: Readiness
    body_bytes_max: int
    import_bytes_max: int


def create_app(parts: Parts) -> FastAPI:
    """Return the application that serves ``parts``."""
    app = FastAPI(
        title="Bayge ingest",
        summary="Enter marks and define championships.",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    _add_submissions(app, parts)
    _add_access(app, parts)
    _add_definitions(app, parts)
    _add_health(app, parts)
    _add_problems(app)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        drawn = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
        app.openapi_schema = completed(drawn)
    return app.openapi_schema


async def _body(request: Request, bytes_max: int) -> Any:
    headers = request.headers
    return await read_json(
        request.stream(), headers.get("content-type"), headers.get("content-length"), bytes_max
    )


def _needs_all(parts: Parts) -> None:
    """Refuse to work before everything that is known has been read."""
    if not all(parts.readiness().values()):
        raise Unavailable("not_ready")


def _json(document: object, status: int = 200) -> Response:
    return Response(codec.encode(document), status, {"Cache-Control": "no-store"}, "application/json")


def _add_submissions(app: FastAPI, parts: Parts) -> None:
    responses = answers(
        {200: SubmissionAnswer, 202: LoggedAnswer}, 400, 401, 403, 404, 409, 413, 415, 422, 503
    )

    @app.post(
        "/api/v1/submissions",
        summary="Enter marks; the same id again gets the first answer again",
        response_model=None,
        responses=responses,
        openapi_extra=takes(SubmissionShape),
    )
    async def enter_marks(request: Request) -> Response:
        grant = parts.doorkeeper.grant(request.headers.get("authorization"))
        _needs_all(parts)
        answer = await parts.submissions.enter(grant, await _body(request, parts.body_bytes_max))
        return _json(answer, 202 if answer["status"] == "logged" else 200)


def _add_access(app: FastAPI, parts: Parts) -> None:
    @app.post(
        "/api/v1/sessions",
        summary="Redeem a one-time code",
        response_model=None,
        responses=answers({200: SessionAnswer}, 400, 401, 409, 413, 415, 422, 503),
        openapi_extra=takes(CodeShape, needs_token=False),
    )
    async def open_session(request: Request) -> Response:
        _needs_all(parts)
        shape = shaped(_CODE, await _body(request, parts.body_bytes_max))
        token, expires_at_ms = await parts.codes.redeem(shape.code)
        return _json({"token": token, "expires_at_ms": expires_at_ms, "role": "administrator"})

    @app.post(
        "/api/v1/tokens",
        summary="Give an expert a token",
        response_model=None,
        status_code=201,
        responses=answers({201: TokenAnswer}, 400, 401, 403, 404, 413, 415, 422, 503),
        openapi_extra=takes(TokenOrderShape),
    )
    async def give_token(request: Request) -> Response:
        parts.doorkeeper.administrator(request.headers.get("authorization"))
        _needs_all(parts)
        token, expires_at_ms = parts.tokens.give(await _body(request, parts.body_bytes_max))
        return _json({"token": token, "expires_at_ms": expires_at_ms}, 201)


def _add_definitions(app: FastAPI, parts: Parts) -> None:
    @app.post(
        "/api/v1/championships",
        summary="Import a championship; one fault and nothing changes",
        response_model=None,
        status_code=201,
        responses=answers({201: ImportAnswer}, 400, 401, 403, 409, 413, 415, 422, 503),
        openapi_extra=takes(BundleShape),
    )
    async def import_championship(request: Request) -> Response:
        parts.doorkeeper.administrator(request.headers.get("authorization"))
        _needs_all(parts)
        document = await _body(request, parts.import_bytes_max)
        bundle = await asyncio.to_thread(read_bundle, document)
        await parts.importer.import_bundle(bundle)
        competitors = sum(len(skill.competitors) for skill in bundle.skills.values())
        answer = {
            "championship": bundle.championship.id,
            "skills": len(bundle.skills),
            "competitors": competitors,
            "warnings": field_errors(bundle.warnings, _language(request)),
        }
        return _json(answer, 201)

    @app.put(
        "/api/v1/championships/{championship}/skills/{skill}",
        summary="Define one skill",
        response_model=None,
        responses=answers({200: SkillAnswer}, 400, 401, 403, 404, 409, 413, 415, 422, 503),
        openapi_extra=takes(SkillShape),
    )
    async def set_skill(request: Request, championship: str, skill: str) -> Response:
        parts.doorkeeper.administrator(request.headers.get("authorization"))
        _needs_all(parts)
        known = parts.catalogue.championship(championship)
        document = await _body(request, parts.import_bytes_max)
        definition, warnings = await asyncio.to_thread(read_skill, skill, document, known)
        await parts.importer.set_skill(championship, skill, definition)
        return _json({"status": "counted", "warnings": field_errors(warnings, _language(request))})


def _add_health(app: FastAPI, parts: Parts) -> None:
    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> Response:
        return Response(alive_body(), media_type="application/json")

    @app.get("/readyz", include_in_schema=False)
    async def readyz() -> Response:
        status, body = readiness_body(parts.readiness())
        return Response(body, status, media_type="application/json")

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(metrics_text(), headers={"Content-Type": CONTENT_TYPE})


def _language(request: Request) -> Language:
    return language_of(request.headers.get("accept-language"))


def _problem(document: dict[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    status = document["status"]
    fields = {"Cache-Control": "no-store", "Vary": "Accept-Language", **(headers or {})}
    if status == 401:
        fields["WWW-Authenticate"] = "Bearer"
    if status == 503:
        fields["Retry-After"] = str(RETRY_AFTER_S)
    return Response(codec.encode(document), status, fields, MEDIA_TYPE)


def _add_problems(app: FastAPI) -> None:
    """Answer every exception with a problem."""

    @app.exception_handler(RuleBroken)
    async def rule_broken(request: Request, refused: RuleBroken) -> Response:
        return _problem(problem_of([refused], _language(request)))

    @app.exception_handler(Refused)
    async def refused_several(request: Request, refused: Refused) -> Response:
        return _problem(problem_of(refused.refusals, _language(request)))

    @app.exception_handler(Unavailable)
    async def unavailable(request: Request, fault: Unavailable) -> Response:
        return _problem(problem(fault.code, _language(request)))

    @app.exception_handler(ClientDisconnect)
    async def cut_off(request: Request, _: ClientDisconnect) -> Response:
        return _problem(problem("body_cut_off", _language(request)))

    @app.exception_handler(HTTPException)
    async def no_route(request: Request, fault: HTTPException) -> Response:
        code = {404: "not_found", 405: "method_not_allowed"}[fault.status_code]
        details = {"path": request.url.path, "method": request.method}
        return _problem(problem(code, _language(request), **details), fault.headers)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, fault: Exception) -> Response:
        log.error("a request failed unexpectedly", exc_info=fault, extra={"path": request.url.path})
        return _problem(problem("internal_fault", _language(request)))
