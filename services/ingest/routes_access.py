"""The routes by which people come in and go: sessions and tokens.

There is no cookie anywhere: a token is sent by a header that only our own page adds. A page of somebody else
can make a browser send a request, but not that header, so there is nothing to forge a request with and no
other origin is allowed to read an answer.
"""

from typing import Any, Final

from fastapi import FastAPI, Request, Response
from pydantic import TypeAdapter

from services.ingest.answers_access import DoneAnswer, SessionAnswer, SessionsAnswer, TokenAnswer
from services.ingest.bodies import shaped
from services.ingest.edge import answer_json, body, needs_all, sender
from services.ingest.openapi import answers, takes, taking, telling
from services.ingest.parts import Parts
from services.ingest.rights import check_gives_tokens
from services.ingest.shapes import CodeShape
from services.ingest.shapes_access import LoginShape, TokenOrderShape
from services.ingest.token_orders import session_document
from shared.tokens import Grant

DONE: Final = {"status": "done"}
_CODE: Final = TypeAdapter(CodeShape)
_LOGIN: Final = TypeAdapter(LoginShape)


def bearer(request: Request, parts: Parts) -> Grant:
    """Return the sender's grant, once everything that could take it back has been read."""
    grant = parts.access.doorkeeper.grant(request.headers.get("authorization"))
    needs_all(parts)
    return grant


async def sent(request: Request, parts: Parts) -> tuple[Grant, Any]:
    """Return who sends a body, and what is in it."""
    grant = bearer(request, parts)
    return grant, await body(request, parts.body_bytes_max)


def add_access(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""
    _add_sessions(app, parts)
    _add_tokens(app, parts)


def _add_sessions(app: FastAPI, parts: Parts) -> None:
    @app.post(
        "/api/v1/sessions",
        summary="Sign in with name and password, or redeem the administrator's one-time code",
        response_model=None,
        responses=answers({200: SessionAnswer}, 400, 401, 409, 413, 415, 422, 429, 503),
        openapi_extra=takes(LoginShape, CodeShape, needs_token=False),
    )
    async def open_session(request: Request) -> Response:
        needs_all(parts)
        document = await body(request, parts.body_bytes_max)
        if isinstance(document, dict) and "code" in document:
            token, grant = await parts.access.codes.redeem(shaped(_CODE, document).code)
        else:
            shape = shaped(_LOGIN, document)
            token, grant = await parts.access.logins.open(shape.name, shape.password, sender(request))
        return answer_json(session_document(token, grant))

    @app.delete(
        "/api/v1/sessions/current",
        summary="Sign out: this token is taken back",
        **telling(DoneAnswer, 404),
    )
    async def leave(request: Request) -> Response:
        await parts.access.tokens.leave(bearer(request, parts))
        return answer_json(DONE)


def _add_tokens(app: FastAPI, parts: Parts) -> None:
    @app.post(
        "/api/v1/tokens",
        summary="Give an expert, another person or a program a token",
        **taking(TokenOrderShape, TokenAnswer, 401, 403, 404, status=201),
    )
    async def give_token(request: Request) -> Response:
        grant = bearer(request, parts)
        check_gives_tokens(grant)
        token, given = await parts.access.tokens.give(grant, await body(request, parts.body_bytes_max))
        return answer_json(session_document(token, given), 201)

    @app.get(
        "/api/v1/tokens",
        summary="List the tokens that were handed out",
        **telling(SessionsAnswer, 403),
    )
    async def list_tokens(request: Request) -> Response:
        return answer_json({"tokens": parts.access.tokens.listed(bearer(request, parts))})

    @app.delete(
        "/api/v1/tokens/{session}",
        summary="Take a token back: it holds no more, on any instance",
        **telling(DoneAnswer, 403, 404),
    )
    async def take_back(request: Request, session: str) -> Response:
        await parts.access.tokens.take_back(bearer(request, parts), session)
        return answer_json(DONE)
