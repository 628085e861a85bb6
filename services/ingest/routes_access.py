"""The routes by which people come in: one-time codes and tokens."""

from typing import Final

from fastapi import FastAPI, Request, Response
from pydantic import TypeAdapter

from services.ingest.answers import SessionAnswer, TokenAnswer
from services.ingest.bodies import shaped
from services.ingest.edge import answer_json, body, needs_all
from services.ingest.openapi import answers, takes
from services.ingest.parts import Parts
from services.ingest.shapes import CodeShape, TokenOrderShape

_CODE: Final = TypeAdapter(CodeShape)


def add_access(app: FastAPI, parts: Parts) -> None:
    """Add the routes to ``app``."""

    @app.post(
        "/api/v1/sessions",
        summary="Redeem a one-time code",
        response_model=None,
        responses=answers({200: SessionAnswer}, 400, 401, 409, 413, 415, 422, 503),
        openapi_extra=takes(CodeShape, needs_token=False),
    )
    async def open_session(request: Request) -> Response:
        needs_all(parts)
        shape = shaped(_CODE, await body(request, parts.body_bytes_max))
        token, expires_at_ms = await parts.codes.redeem(shape.code)
        return answer_json({"token": token, "expires_at_ms": expires_at_ms, "role": "administrator"})

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
        needs_all(parts)
        token, expires_at_ms = parts.tokens.give(await body(request, parts.body_bytes_max))
        return answer_json({"token": token, "expires_at_ms": expires_at_ms}, 201)
