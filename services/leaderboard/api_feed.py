"""The feed over HTTP: NDJSON, from the beginning or since a position."""

import hashlib

from fastapi import FastAPI, Request, Response
from redis.asyncio import Redis

from services.leaderboard.api_answers import answer
from services.leaderboard.feed import is_current, last_line, lines_of, position_of, token_of
from services.leaderboard.reading import read_feed
from shared.domain.errors import RuleBroken
from shared.domain.publication import AudienceClass

NDJSON = "application/x-ndjson"


def add_feed(api: FastAPI, redis: Redis, audience: AudienceClass) -> None:
    """Add the routes."""

    @api.head("/api/v1/feed", include_in_schema=False)
    @api.get("/api/v1/feed", summary="What changed on the boards of a championship")
    async def feed(request: Request, championship: str = "", since: str = "") -> Response:
        """Return a line for each board, or for each change since a position; the last line is the new one."""
        position = position_of(since)
        boards = await read_feed(redis, audience, championship, position)
        if championship not in {one.board for one in boards}:
            raise RuleBroken("unknown_championship", value=championship[:80])
        lines = [line for one in boards if not is_current(one, position) for line in lines_of(one, position)]
        token = token_of(boards)
        tag = hashlib.sha256(f"{since} {token}".encode()).hexdigest()[:32]
        return answer(request, tag, lambda: b"\n".join([*lines, last_line(token), b""]), NDJSON)
