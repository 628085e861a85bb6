"""A built page and the services behind it, played to a browser: no gateway has a share in the figures."""

import json
import mimetypes
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from deploy.bench.web_standings import (
    BOARD,
    CHAMPIONSHIP,
    SCREEN,
    Standings,
    overlays_snapshot,
    screens_snapshot,
)
from deploy.embedded.caddy import WEB_DIST
from shared.clock import system_clock

Json = dict[str, Any]
ORIGIN: Final = "http://bayge.localhost"
ADDRESS: Final = {"board": f"/{BOARD}", "screen": "/screen", "overlay": "/overlay#key"}
"""By page."""
ROWS: Final = {"board": ".row", "screen": "[data-row]", "overlay": "[data-row]"}
_TOKEN_MS: Final = 3_600_000
_HTML: Final = {"/screen": "screen.html", "/overlay": "overlay.html"}


class Served:
    """One page of the site, with the sockets that it opened."""

    def __init__(self, page: Any, standings: Standings) -> None:
        self._page = page
        self._standings = standings
        self._followers: list[Any] = []
        page.route(f"{ORIGIN}/**", _serve_file)
        page.route(f"{ORIGIN}/api/v1/**", _answer)
        page.route_web_socket("**/live", self._greet)

    def open(self, name: str) -> None:
        """Go to the page and wait until it shows the board."""
        self._page.goto(ORIGIN + ADDRESS[name])
        self._page.wait_for_function("document.fonts.status === 'loaded'")
        self._page.locator(ROWS[name]).first.wait_for()

    def step(self) -> None:
        """Give all competitors another place and total."""
        delta = self._standings.delta()
        for socket in self._followers:
            socket.send(delta)

    def _greet(self, socket: Any) -> None:
        socket.on_message(lambda said: self._hear(socket, json.loads(said)))
        socket.send(json.dumps({"type": "hello", "protocol": 1, "beat_s": 600, "at_ms": system_clock()}))

    def _hear(self, socket: Any, said: Json) -> None:
        if said["op"] != "subscribe":
            return
        board = said["board"]
        if board == BOARD:
            self._followers.append(socket)
            socket.send(self._standings.snapshot())
        elif board in _HALL:
            socket.send(_HALL[board]())


_HALL: Final = {f"{CHAMPIONSHIP}/screens": screens_snapshot, f"{CHAMPIONSHIP}/overlays": overlays_snapshot}


def _serve_file(route: Any) -> None:
    asked = urlsplit(route.request.url).path
    path = WEB_DIST / _HTML.get(asked, asked.lstrip("/"))
    found = path if path.is_file() else Path(WEB_DIST / "index.html")
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    route.fulfill(body=found.read_bytes(), content_type=kind)


def _answer(route: Any) -> None:
    """Take every screen for ours, give every key a token, and hear every beat."""
    expires_at_ms = system_clock() + _TOKEN_MS
    session = {"token": "t", "expires_at_ms": expires_at_ms, "championship": CHAMPIONSHIP, "subject": SCREEN}
    screen = {"screen": SCREEN, "code": "K7Q1", "key": "key", "expires_at_ms": expires_at_ms}
    answers = {"screens": screen, "venue/tokens": session, "screens/beat": {"server_at_ms": system_clock()}}
    answer = answers.get(urlsplit(route.request.url).path.removeprefix("/api/v1/"))
    if answer is None:
        route.fulfill(status=404, json={"code": "not_found"})
    else:
        route.fulfill(json=answer)
