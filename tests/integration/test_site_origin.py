"""A page of the site through Caddy, whatever becomes of the process that makes cards."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from deploy.embedded.config import LOOPBACK
from tests.caddy_door import caddy_before

CARD = b"<!doctype html><p>the page with its card</p>"
APP = "<!doctype html><p>the app as it was built</p>"
PATIENCE_S = 30
Answer = tuple[int, bytes, dict[str, str]]


class Serve:
    """A process that makes cards, or does not."""

    def __init__(self) -> None:
        self.status = 200
        self.asked: list[str] = []
        self.may_answer = threading.Event()
        self.may_answer.set()


class Handler(BaseHTTPRequestHandler):
    """Answers as the process is told."""

    def __init__(self, serve: Serve, *rest: Any) -> None:
        self._serve = serve
        super().__init__(*rest)

    def do_GET(self) -> None:
        self._serve.asked.append(self.path)
        self._serve.may_answer.wait(PATIENCE_S)
        self.send_response(self._serve.status)
        self.send_header("ETag", '"of-the-card"')
        self.send_header("Content-Length", str(len(CARD)))
        self.end_headers()
        self.wfile.write(CARD)

    def log_message(self, *said: Any) -> None:
        """Be silent."""


class Origin:
    """The public origin."""

    def __init__(self, url: str, serve: Serve, server: ThreadingHTTPServer) -> None:
        self.url = url
        self.serve = serve
        self.server = server

    def get(self, path: str, **headers: str) -> Answer:
        """Return status, body and headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = urllib.request.Request(self.url + path, headers=named)
        try:
            with urllib.request.urlopen(asked, timeout=PATIENCE_S) as answer:
                return answer.status, answer.read(), dict(answer.headers)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read(), dict(refused.headers)


@pytest.fixture
def origin(tmp_path: Path) -> Iterator[Origin]:
    """Run Caddy before a process that makes cards."""
    web = tmp_path / "web"
    web.mkdir()
    (web / "index.html").write_text(APP)
    (web / "robots.txt").write_text("User-agent: *")
    serve = Serve()
    server = ThreadingHTTPServer((LOOPBACK, 0), partial(Handler, serve))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with caddy_before(server.server_port, web, tmp_path) as url:
        yield Origin(url, serve, server)
    serve.may_answer.set()
    server.shutdown()
    server.server_close()


def test_a_page_comes_with_its_card(origin: Origin) -> None:
    """Every address of a page is asked for there, whole; files and other pages are not."""
    paths = ("/", "/cup", "/cup/welding?lang=kk", "/cup/members/abai", "/cup/competitors/c-1")

    assert {CARD} == {origin.get(path)[1] for path in paths}
    assert list(paths) == origin.serve.asked
    others = (
        "/mark",
        "/chief/x",
        "/screen",
        "/operator",
        "/venue/live",
        "/live",
        "/metrics",
        "/readyz",
        "/trust",
    )
    for path in (*others, "/robots.txt", "/api/v1/x", "/assets/x.js", "/cup/Bad", "/a/b/c/d"):
        assert CARD != origin.get(path)[1]
    assert list(paths) == origin.serve.asked


@pytest.mark.parametrize("status", [404, 500, 503])
def test_a_page_that_is_refused_is_the_app_as_it_was_built(origin: Origin, status: int) -> None:
    """200, with what a browser is told of every page, and still 304 for what it has."""
    origin.serve.status = status

    code, body, headers = origin.get("/cup/nowhere")
    again = origin.get("/cup/nowhere", if_none_match=headers["Etag"])

    assert (200, APP.encode(), "no-cache") == (code, body, headers["Cache-Control"])
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert (304, b"") == again[:2]


def test_while_nobody_makes_cards_the_app_comes_all_the_same(origin: Origin) -> None:
    """At once, whole, and never as "nothing has changed" to who holds either form of the page."""
    built = origin.get("/robots.txt", accept="x")
    assert 200 == built[0]
    origin.server.shutdown()
    origin.server.server_close()

    code, body, headers = origin.get("/cup/welding")
    holding = origin.get("/cup/welding", if_none_match=headers["Etag"])

    assert (200, APP.encode(), "no-cache") == (code, body, headers["Cache-Control"])
    assert (200, APP.encode()) == holding[:2]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert 502 == origin.get("/api/v1/boards/cup")[0]


def test_a_process_that_hangs_does_not_hold_the_page(origin: Origin) -> None:
    """After a moment Caddy gives up waiting."""
    origin.serve.may_answer.clear()

    assert (200, APP.encode()) == origin.get("/cup/welding")[:2]
