"""The read API of one audience class: what stands in Redis, with the headers that a CDN understands."""

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from redis.asyncio import Redis
from redis.exceptions import RedisError

from shared import codec, keys
from shared.domain.publication import AudienceClass
from shared.health import alive_body, readiness_body
from shared.metrics import CONTENT_TYPE, metrics_text
from shared.problems import language_of, problem, status_of

CACHE_CONTROL = "public, max-age=1, stale-while-revalidate=5"


def build_api(redis: Redis, audience: AudienceClass) -> FastAPI:
    """Return the application that serves the boards of ``audience``."""
    api = FastAPI(
        title="Bayge boards",
        openapi_url="/api/v1/boards/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )

    @api.head("/api/v1/boards/{board_id:path}", include_in_schema=False)
    @api.get("/api/v1/boards/{board_id:path}", summary="A board as it stands now")
    async def board(board_id: str, request: Request) -> Response:
        """Return board, epoch and version; 304 when the caller's ETag still holds."""
        found: dict[Any, Any] = await redis.hgetall(keys.board(audience, board_id))
        if not found:
            return _problem(request, "unknown_board", value=board_id[:80])
        etag = f'"{found[b"epoch"].decode()}-{found[b"version"].decode()}"'
        headers = {"ETag": etag, "Cache-Control": CACHE_CONTROL}
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        body = {
            "board": board_id,
            "epoch": found[b"epoch"].decode(),
            "version": int(found[b"version"]),
            "at_ms": int(found[b"at_ms"]),
            "data": codec.raw(found[b"data"]),
        }
        return Response(codec.encode(body), media_type="application/json", headers=headers)

    @api.exception_handler(RedisError)
    async def redis_is_away(request: Request, _fault: RedisError) -> Response:
        return _problem(request, "boards_unavailable")

    @api.exception_handler(404)
    async def no_such_address(request: Request, _fault: Exception) -> Response:
        return _problem(request, "not_found", path=request.url.path[:80])

    @api.exception_handler(405)
    async def not_done_this_way(request: Request, _fault: Exception) -> Response:
        return _problem(request, "method_not_allowed", method=request.method[:20], path=request.url.path[:80])

    _add_health(api, redis)
    return api


def _add_health(api: FastAPI, redis: Redis) -> None:
    @api.get("/healthz", include_in_schema=False)
    async def healthz() -> Response:
        return Response(alive_body(), media_type="application/json")

    @api.get("/readyz", include_in_schema=False)
    async def readyz() -> Response:
        try:
            answers = bool(await redis.ping())
        except RedisError:
            answers = False
        status, body = readiness_body({"redis": answers})
        return Response(body, status_code=status, media_type="application/json")

    @api.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(metrics_text(), headers={"Content-Type": CONTENT_TYPE})


def _problem(request: Request, code: str, **details: str) -> JSONResponse:
    language = language_of(request.headers.get("accept-language"))
    return JSONResponse(
        problem(code, language, **details), status_code=status_of(code), media_type="application/problem+json"
    )
