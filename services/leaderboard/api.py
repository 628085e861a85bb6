"""The read API of one audience class: what stands in Redis, with the headers that a CDN understands."""

from fastapi import FastAPI, Request, Response
from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.leaderboard.api_answers import refusal
from services.leaderboard.api_boards import add_boards
from services.leaderboard.api_cards import Site, add_cards
from services.leaderboard.api_feed import add_feed
from shared.domain.errors import RuleBroken
from shared.domain.publication import AudienceClass
from shared.health import alive_body, readiness_body
from shared.metrics import CONTENT_TYPE, metrics_text


def build_api(redis: Redis, audience: AudienceClass, site: Site | None = None) -> FastAPI:
    """Return the application that serves the boards of ``audience``; with ``site`` its pages, too."""
    api = FastAPI(
        title="Bayge boards",
        openapi_url="/api/v1/boards/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    add_feed(api, redis, audience)
    add_boards(api, redis, audience)

    @api.exception_handler(RuleBroken)
    async def refused(request: Request, fault: RuleBroken) -> Response:
        details = {name: str(value) for name, value in fault.details.items()}
        return refusal(request, fault.code, **details)

    @api.exception_handler(RedisError)
    async def redis_is_away(request: Request, _fault: RedisError) -> Response:
        return refusal(request, "boards_unavailable")

    @api.exception_handler(404)
    async def no_such_address(request: Request, _fault: Exception) -> Response:
        return refusal(request, "not_found", path=request.url.path[:80])

    @api.exception_handler(405)
    async def not_done_this_way(request: Request, _fault: Exception) -> Response:
        return refusal(request, "method_not_allowed", method=request.method[:20], path=request.url.path[:80])

    _add_health(api, redis)
    if site is not None:
        assert audience == "public", "pages and cards are for everybody"
        add_cards(api, redis, site)
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
