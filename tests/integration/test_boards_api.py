from collections.abc import AsyncIterator
from random import Random
from typing import Any

import pytest
from redis.asyncio import Redis

from services.leaderboard.api import build_api
from services.leaderboard.store import HISTORY_MAX, BoardStore
from shared import codec
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


async def test_a_board_is_read_as_a_table(redis: Redis) -> None:
    """CSV, XML, flat JSON, the board itself; each form has its own tag, and pages of others may read it."""
    paths = ("cup/testing.csv", "cup/testing.xml", "cup/testing.json?flat", "cup/testing.json")
    replies = [await get(redis, f"/api/v1/boards/{path}") for path in paths]

    table, xml, rows, board = replies
    assert b"id,total\r\nc-1,1.00\r\n" == table.body
    assert b"<row><id>c-1</id><total>1.00</total></row>" in xml.body
    assert ([{"id": "c-1", "total": "1.00"}], BOARD) == (rows.document, board.document["data"])
    assert ["text/csv; charset=utf-8", "application/xml", "application/json", "application/json"] == [
        reply.headers["content-type"] for reply in replies
    ]
    assert 4 == len({reply.headers["etag"] for reply in replies})
    assert {"*"} == {reply.headers["access-control-allow-origin"] for reply in replies}
    again = await get(redis, "/api/v1/boards/cup/testing.csv", if_none_match=table.headers["etag"])
    assert (304, b"") == (again.status, again.body)


async def test_the_timeline_of_a_skill_is_its_points(redis: Redis) -> None:
    """Oldest first, whatever order the board holds them in."""
    points: list[dict[str, Any]] = [{"at_ms": at_ms, "rows": {}} for at_ms in (5, 120_000)]
    rows = {"120000": points[1], "0": points[0]}
    await BoardStore(redis).write(
        "public", "cup/testing/timeline", {"kind": "timeline", "head": {"skill": "testing"}, "rows": rows}, 9
    )

    reply = await get(redis, "/api/v1/boards/cup/testing/timeline")

    assert (points, "testing") == (reply.document["points"], reply.document["skill"])
    assert 404 == (await get(redis, "/api/v1/boards/cup/nowhere/timeline")).status


def lines(reply: Reply) -> list[dict[str, Any]]:
    """Return the lines of a feed."""
    assert "application/x-ndjson" == reply.headers["content-type"]
    return [codec.decode(line) for line in reply.body.splitlines()]


async def feed(redis: Redis, since: str = "") -> Reply:
    """Read the feed."""
    return await get(redis, f"/api/v1/feed?championship=cup&since={since}")


async def test_the_feed_goes_on_where_it_ended(redis: Redis) -> None:
    """All boards of the championship, then what changed, then nothing; screens and others' boards never."""
    store = BoardStore(redis)
    for board_id in ("cup", "cup/screens", "other/testing", "cup/testing/timeline"):
        await store.write("public", board_id, BOARD, 8)

    *whole, end = lines(await feed(redis))
    await store.write("public", "cup/testing", {**BOARD, "head": {"state": "ended"}}, 9)
    *changed, next_end = lines(await feed(redis, end["since"]))
    nothing = lines(await feed(redis, next_end["since"]))

    assert [("snapshot", "cup"), ("snapshot", "cup/testing")] == [(x["type"], x["board"]) for x in whole]
    assert [("delta", {"head": {"state": "ended"}})] == [(x["type"], x["data"]) for x in changed]
    assert [{"type": "position", "since": next_end["since"]}] == nothing


async def test_the_feed_never_leaves_a_gap_unsaid(redis: Redis) -> None:
    """410 where the frames between are no longer kept; 400 for no token; 404 for no championship."""
    store = BoardStore(redis)
    await store.write("public", "cup", BOARD, 8)
    end = lines(await feed(redis))[-1]
    for version in range(HISTORY_MAX + 1):
        await store.write("public", "cup", {**BOARD, "head": {"state": str(version)}}, 9)

    replies = [
        await feed(redis, end["since"]),
        await feed(redis, "nonsense"),
        await get(redis, "/api/v1/feed?championship=nocup"),
        await get(redis, "/api/v1/feed"),
    ]

    assert [
        (410, "token_too_old"), (400, "feed_token_malformed"),
        (404, "unknown_championship"), (404, "unknown_championship"),
    ] == [(reply.status, reply.document["code"]) for reply in replies]  # fmt: skip


async def test_the_feed_has_a_tag(redis: Redis) -> None:
    """Whoever asks again for the same is told that nothing is new."""
    await BoardStore(redis).write("public", "cup", BOARD, 8)
    end = lines(await feed(redis))[-1]
    address = f"/api/v1/feed?championship=cup&since={end['since']}"
    first = await get(redis, address)

    again = await get(redis, address, if_none_match=first.headers["etag"])

    assert (304, b"", True) == (again.status, again.body, "max-age" in again.headers["cache-control"])


_PIECES = (
    "cup", "testing", "timeline", "story", "", "..", "%", "%00", "%ff", "é", "=", "&", ".csv", ".xml",
    ".json", "?flat", "?flat=%", "/", "A" * 16, "9" * 40, "\x00", "since=",
    "championship=cup", "openapi.json",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
async def test_nothing_that_is_asked_makes_the_read_api_fail(redis: Redis, seed: int) -> None:
    """Any pieces in any order, as path and as query: an answer or a problem with a code, never a fault."""
    random = Random(seed)
    await BoardStore(redis).write("public", "cup", BOARD, 8)
    for _ in range(200):
        path, query = ("".join(random.choices(_PIECES, k=random.randrange(1, 6))) for _ in range(2))
        root = random.choice(("/api/v1/boards/", "/api/v1/feed?championship=cup&", "/api/v1/feed?"))
        address = root + (f"{path}?{query}" if root.endswith("/") else f"{path}&since={query}")
        reply = await get(
            redis, address, if_none_match=random.choice(("*", "é".encode().decode("latin-1"), query))
        )

        assert reply.status in (200, 304, 400, 404, 410), (address, reply.body)
        assert reply.status < 400 or reply.document["code"]
