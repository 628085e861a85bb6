"""The leak test of the two services that face people (R52): which of their routes answer whom.

Every route is enumerated; one that answers without a token, or a key of the venue, and is not listed here
fails, so that whoever adds one has to say what it may tell.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from shared.tokens import Grant, Role, class_secret, mint_class_token
from tests.ingest_door import NOW_MS, SECRET, Door, Reply, call_asgi, entry, submission
from tests.office_world import World

Route = tuple[str, str]

INSIDE = {"/healthz", "/readyz", "/metrics"}
"""For the operator: Caddy gives them to nobody outside."""
OPEN: dict[Route, Any] = {
    ("GET", "/api/openapi.json"): None,
    ("POST", "/api/v1/sessions"): {"name": "nobody", "password": "four small brown horses"},
    ("POST", "/api/v1/devices"): {"code": "K7QF2M", "name": "Tablet", "app_version": "1"},
    ("POST", "/api/v1/screens"): {},
    ("POST", "/api/v1/venue/tokens"): {"key": "forged"},
    ("GET", "/api/v1/images/{championship}/{digest}"): None,
}
"""The routes of ingest that answer without a token, each with what is asked of it."""
OFFICE_OPEN: set[Route] = {("GET", "/api/v1/office/openapi.json")}
WITH_CLASS_TOKEN: set[Route] = {("POST", "/api/v1/screens/beat")}
"""What a token of two minutes opens at ingest."""
VENUE: tuple[Role, ...] = ("screen", "overlay", "announcer")
ABOUT_ONESELF: set[Route] = {("GET", "/api/v1/office/me")}
"""Who the bearer is, and what the skills of the championship are called."""
ANY = {"championship": "cup", "skill": "testing"}
QUERY = "form=A1&competitor=c-1&aspect=A1.1"
"""What some routes must be told before they look at anything."""


def routes(app: FastAPI) -> Iterator[Route]:
    """Yield method and path of every route that the world can reach."""
    for route in app.routes:
        path: str = route.path  # type: ignore[attr-defined]
        if path not in INSIDE:
            for method in route.methods - {"HEAD"}:  # type: ignore[attr-defined]
                yield method, path


async def ask(app: FastAPI, route: Route, token: str | None = None, body: bytes = b"{}") -> Reply:
    """Ask a route, about something that is there where it can be."""
    method, path = route
    filled = re.sub(r"\{(\w+)(:\w+)?\}", lambda found: ANY.get(found[1], "x"), path)
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    reply = Reply(0, {}, b"")
    address = f"{filled}?{QUERY}"
    await call_asgi(app, method, address, body, {"content-type": "application/json", **headers}, reply)
    return reply


async def answering(app: FastAPI, token: str | None, refusals: set[int]) -> set[Route]:
    """Return the routes that answer the bearer of ``token`` with anything but one of ``refusals``."""
    return {route for route in routes(app) if (await ask(app, route, token)).status not in refusals}


def class_token(role: Role) -> str:
    """Return a token of the venue."""
    grant = Grant(role, NOW_MS + 60_000, "s-1", "cup", session="s-1")
    return mint_class_token(class_secret(SECRET, "venue"), grant, NOW_MS)


async def test_every_route_without_a_token_is_listed(door: Door) -> None:
    """All others say that a token is needed, and nothing else."""
    assert OPEN.keys() == await answering(door.app, None, {401})
    assert OFFICE_OPEN == await answering((await World().open()).app, None, {401})


async def test_a_new_route_that_asks_for_no_token_is_found(door: Door) -> None:
    """The test has eyes."""

    @door.app.get("/api/v1/championships/{championship}/secrets")
    async def secrets(championship: str) -> dict[str, str]:
        return {"mark": "0.75"}

    found = await answering(door.app, None, {401})

    assert {("GET", "/api/v1/championships/{championship}/secrets")} == found - OPEN.keys()


@pytest.mark.parametrize("role", VENUE)
async def test_a_token_of_the_class_opens_what_is_listed(door: Door, role: Role) -> None:
    """It is good for the boards of the venue; here it tells that a screen is there."""
    found = await answering(door.app, class_token(role), {401})

    assert OPEN.keys() | WITH_CLASS_TOKEN == found
    assert OFFICE_OPEN == await answering((await World().open()).app, class_token(role), {401})


@pytest.mark.parametrize("role", VENUE)
async def test_a_key_of_the_venue_reads_nothing(door: Door, role: Role) -> None:
    """Its bearer watches boards: neither ingest nor the office tells it anything of a championship."""
    world = await World().open()
    key = door.official(role)

    answered = {
        route
        for app, known in ((door.app, OPEN.keys()), (world.app, OFFICE_OPEN))
        for route in set(routes(app)) - set(known)
        if not 400 <= (await ask(app, route, key)).status < 500
    }

    assert ABOUT_ONESELF == answered


async def answers(mark: str) -> dict[str, Any]:
    """Return what ingest tells the venue and everybody after ``mark`` was entered: nothing random in it."""
    door = await Door().open()
    assert 200 == (await door.submit(submission(entries=[entry(mark=mark)]))).status
    told: dict[str, Any] = {}
    for route, body in OPEN.items():
        reply = await door.call(*route, json_body=body)
        told[" ".join(route)] = (reply.status, reply.headers, len(reply.body))
    screen = (await door.call("POST", "/api/v1/screens", json_body={})).document
    operator = door.official("operator")
    taken = {"code": screen["code"], "name": "Hall A"}
    await door.call("POST", "/api/v1/championships/cup/screens", json_body=taken, token=operator)
    token = (await door.call("POST", "/api/v1/venue/tokens", json_body={"key": screen["key"]})).document[
        "token"
    ]
    beat = {"plan_revision": 0, "painted": {}, "size": [1, 1], "page_version": "1", "is_stale": False}
    for method, path, sent, shown in (
        ("POST", "/api/v1/screens/beat", beat, token),
        ("GET", "/api/v1/championships/cup/screens", None, operator),
    ):
        reply = await door.call(method, path, json_body=sent, token=shown)
        told[f"{method} {path}"] = (reply.status, reply.headers, len(reply.body))
    return told


async def test_no_answer_depends_on_a_mark() -> None:
    """Status, headers and length are the same whatever was entered."""
    assert await answers("0.00") == await answers("1.00")
