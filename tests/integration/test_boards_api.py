from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from services.leaderboard.api import build_api
from services.leaderboard.store import BoardStore
from shared.domain.board import Board
from tests.ingest_door import Reply, call_asgi
from tests.stack import RunningStack

BOARD: Board = {"kind": "skill", "head": {"state": "live"}, "rows": {"c-1": {"total": "1.00"}}}


@pytest.fixture
async def redis(stores: RunningStack) -> AsyncIterator[Redis]:
    """A Valkey in which one public board stands."""
    client = Redis.from_url(stores.redis_writer)
    await client.flushall()
    await BoardStore(client).write("public", "cup/testing", BOARD, 7)
    yield client
    await client.aclose()


async def get(redis: Redis, path: str, **headers: str) -> Reply:
    """Ask the public read API."""
    reply = Reply(0, {}, b"")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    await call_asgi(build_api(redis, "public"), "GET", path, b"", named, reply)
    return reply


async def test_a_board_is_read_with_its_position(redis: Redis) -> None:
    """Epoch and version are those of the live socket, and a cache knows how long it may keep it."""
    reply = await get(redis, "/api/v1/boards/cup/testing")

    assert (200, "cup/testing", 1, 7, BOARD) == (
        reply.status, *(reply.document[name] for name in ("board", "version", "at_ms", "data"))
    )  # fmt: skip
    assert f'"{reply.document["epoch"]}-1"' == reply.headers["etag"]
    assert "max-age=1" in reply.headers["cache-control"]


async def test_what_the_caller_has_is_not_sent_again(redis: Redis) -> None:
    """304 while the version stands, the new board once it changed; several tags and * count too."""
    first = await get(redis, "/api/v1/boards/cup/testing")
    tag = first.headers["etag"]
    again = await get(redis, "/api/v1/boards/cup/testing", if_none_match=f'"other", W/{tag}')
    await BoardStore(redis).write("public", "cup/testing", {**BOARD, "head": {"state": "ended"}}, 8)

    changed = await get(redis, "/api/v1/boards/cup/testing", if_none_match=tag)

    assert ((304, b""), 200, 2) == ((again.status, again.body), changed.status, changed.document["version"])


async def test_an_unknown_board_is_a_problem_in_the_callers_language(redis: Redis) -> None:
    """404 with a stable code; a board of another audience is just as unknown."""
    await BoardStore(redis).write("staff", "cup/secret", BOARD, 7)

    replies = [
        await get(redis, f"/api/v1/boards/{board}", accept_language="ru")
        for board in ("nonsense", "cup/secret")
    ]

    assert [(404, "unknown_board")] * 2 == [(r.status, r.document["code"]) for r in replies]
    assert "Табло «nonsense» нет." == replies[0].document["detail"]


async def test_an_unknown_address_and_method_are_problems(redis: Redis) -> None:
    """Whatever is asked, the answer has the same form."""
    reply = await get(redis, "/api/v1/nothing")

    assert (404, "not_found", "application/problem+json") == (
        reply.status, reply.document["code"], reply.headers["content-type"]
    )  # fmt: skip


async def test_while_redis_is_away_the_answer_says_so(unused_tcp_port: int) -> None:
    """503 to try again, never a 500; not ready, but alive."""
    away = Redis.from_url(f"redis://127.0.0.1:{unused_tcp_port}")

    board, ready, alive = [
        await get(away, path) for path in ("/api/v1/boards/cup/testing", "/readyz", "/healthz")
    ]

    assert ((503, "boards_unavailable"), 503, 200) == (
        (board.status, board.document["code"]), ready.status, alive.status
    )  # fmt: skip
    await away.aclose()


async def test_only_reading_is_done_here(redis: Redis) -> None:
    """HEAD gives the position without the board, for caches; writing is refused as a problem."""
    head, put = Reply(0, {}, b""), Reply(0, {}, b"")
    await call_asgi(build_api(redis, "public"), "HEAD", "/api/v1/boards/cup/testing", b"", {}, head)
    await call_asgi(build_api(redis, "public"), "PUT", "/api/v1/boards/cup/testing", b"", {}, put)

    assert (200, True) == (head.status, head.headers["etag"].endswith('-1"'))
    assert (405, "method_not_allowed") == (put.status, put.document["code"])
