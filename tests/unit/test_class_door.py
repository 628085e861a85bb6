"""The door before the read API of the venue: no board without a token of the class."""

from typing import Any

import pytest

from services.leaderboard.door import ClassDoor
from shared.tokens import Grant, Role, class_secret, mint_class_token, mint_token
from tests.ingest_door import NOW_MS, SECRET, Clock, Reply, assert_refused, call_asgi

CLASS = class_secret(SECRET, "venue")
WELDING = "/api/v1/boards/cup/welding"


async def behind(scope: Any, _receive: Any, send: Any) -> None:
    """Answer everything, as if anybody might keep it."""
    kept = [(b"cache-control", b"public, max-age=1"), (b"etag", b'"e-1"')]
    await send({"type": "http.response.start", "status": 200, "headers": kept})
    await send({"type": "http.response.body", "body": scope["path"].encode()})


async def asked(path: str, token: str | None) -> Reply:
    """Ask the door of the venue."""
    reply = Reply(0, {}, b"")
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    await call_asgi(ClassDoor(behind, "venue", CLASS, Clock()), "GET", path, b"", headers, reply)
    return reply


def token(role: Role = "screen", championship: str = "cup", life_ms: int = 60_000) -> str:
    """Return a token of the class."""
    return mint_class_token(CLASS, Grant(role, NOW_MS + life_ms, "s-1", championship), NOW_MS)


@pytest.mark.parametrize(
    ("path", "role"),
    [
        pytest.param(WELDING, "screen", id="a board"),
        pytest.param(f"{WELDING}.csv", "announcer", id="another form of it"),
        pytest.param("/api/v1/boards/cup.json", "operator", id="another form of the championship's"),
        pytest.param("/api/v1/boards/index", "screen", id="the list"),
        pytest.param("/api/v1/boards/openapi.json", "screen", id="the description"),
        pytest.param("/api/v1/feed?championship=cup", "screen", id="the feed"),
        pytest.param("/api/v1/boards/cup/overlays", "overlay", id="an overlay's scenes"),
    ],
)
async def test_a_good_token_opens_the_boards_of_its_championship(path: str, role: Role) -> None:
    """What is behind is answered, and no shared cache keeps it."""
    reply = await asked(path, token(role))

    assert 200 == reply.status
    assert {"cache-control": "private, no-cache", "etag": '"e-1"'} == reply.headers


@pytest.mark.parametrize(
    ("path", "shown", "status", "code"),
    [
        pytest.param(WELDING, None, 401, "token_missing", id="none"),
        pytest.param(WELDING, "forged", 401, "token_invalid", id="forged"),
        pytest.param(WELDING, token(life_ms=0), 401, "token_expired", id="expired"),
        pytest.param(
            WELDING,
            mint_token(SECRET, Grant("administrator", NOW_MS + 60_000)),
            401,
            "token_invalid",
            id="a token that is none of the class",
        ),
        pytest.param(
            WELDING, token(championship="other"), 403, "not_allowed_board", id="another championship"
        ),
        pytest.param(WELDING, token("overlay"), 403, "not_allowed_board", id="an overlay's, for marks"),
        pytest.param("/api/v1/feed", token(), 403, "not_allowed_board", id="the feed of nothing"),
        pytest.param(
            "/api/v1/feed?championship=cup&championship=other",
            token(),
            403,
            "not_allowed_board",
            id="the feed of two",
        ),
        pytest.param("/elsewhere", token(), 403, "not_allowed_board", id="no address of ours"),
    ],
)
async def test_everything_else_is_refused(path: str, shown: str | None, status: int, code: str) -> None:
    """R50: before anything is read from the boards."""
    assert_refused(await asked(path, shown), status, code)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
async def test_the_operator_asks_inside_without_a_token(path: str) -> None:
    """Caddy gives these to nobody outside."""
    assert path.encode() == (await asked(path, None)).body
