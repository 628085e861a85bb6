"""The embedded board on a page of others, behind the real Caddyfile: its frame rules are tested, too."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from deploy.embedded.config import LOOPBACK
from tests.browser.boards import competitor, skill_board
from tests.browser.conftest import NewPage
from tests.caddy_door import caddy_before

PUBLIC = Path(__file__).parents[2] / "services" / "web" / "public"
FIRST_MAX_BYTES = 16 * 1024
"""What a page of others loads more: script, frame, style, all unpacked."""


class Boards:
    """A read API with one board, which a test may change and take away."""

    def __init__(self) -> None:
        self.board: dict[str, Any] | None = skill_board()
        self.status = 200

    def answer(self) -> tuple[int, bytes]:
        """Return status and body."""
        said = {"board": "wsk2024/welding", "epoch": "e1", "version": 1, "at_ms": 0, "data": self.board}
        return self.status, json.dumps(said).encode()


class Reads(BaseHTTPRequestHandler):
    """Answers every path with the board."""

    def __init__(self, boards: Boards, *rest: Any) -> None:
        self._boards = boards
        super().__init__(*rest)

    def do_GET(self) -> None:
        status, body = self._boards.answer()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: Any) -> None:
        """Be silent."""


class Quiet(SimpleHTTPRequestHandler):
    """The page of others."""

    def log_message(self, *said: Any) -> None:
        """Be silent."""


@dataclass
class Site:
    """A page of others, and the stack whose board stands on it."""

    press: str
    bayge: str
    boards: Boards
    folder: Path

    def page(self, **data: str) -> str:
        """Write a page with the one line and return its address."""
        said = " ".join(f'data-{name}="{value}"' for name, value in data.items())
        line = f'<h1>News</h1><script src="{self.bayge}/embed.js" {said} async></script><p>After it</p>'
        (self.folder / "news.html").write_text(f"<!doctype html><title>News</title>{line}")
        return f"{self.press}/news.html"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Run Caddy before a read API, and a server of others beside it."""
    boards = Boards()
    reads = ThreadingHTTPServer((LOOPBACK, 0), partial(Reads, boards))
    press = ThreadingHTTPServer((LOOPBACK, 0), partial(Quiet, directory=str(tmp_path)))
    for server in (reads, press):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    with caddy_before(reads.server_port, PUBLIC, tmp_path) as bayge:
        yield Site(f"http://{LOOPBACK}:{press.server_port}", bayge, boards, tmp_path)
    for server in (reads, press):
        server.shutdown()
        server.server_close()


def test_one_line_puts_a_board_on_a_page_of_others(site: Site, new_page: NewPage) -> None:
    """In the asked language, as many rows as asked, as high as it is; and it moves without a new load."""
    page = new_page()
    page.goto(site.page(board="wsk2024/welding", lang="kk", rows="2"))
    board = page.frame_locator("iframe")

    expect(board.locator("#name")).to_have_text("Дәнекерлеу технологиялары")
    expect(board.locator("tbody tr")).to_have_count(2)
    expect(board.locator("tbody tr.first")).to_contain_text("Асқар Әлімов")
    expect(board.locator("tbody tr.first")).to_contain_text("42,10")
    expect(page.locator("iframe")).not_to_have_css("height", "320px")

    site.boards.board = skill_board({"c-1": competitor(1, "Әлия", "Aliya", "50.00")}, state="final")

    expect(board.locator("tbody tr.first")).to_contain_text("50,00")
    expect(board.locator("#state")).to_have_text("Түпкілікті")


def test_a_name_is_text_and_never_a_part_of_the_page(site: Site, new_page: NewPage) -> None:
    """Whatever is told shows as it is written."""
    name = "<img src=x onerror=alert(1)>"
    site.boards.board = skill_board({"c-1": competitor(1, name, name, "1.00")})
    page = new_page()
    page.goto(site.page(board="wsk2024/welding", lang="en"))

    expect(page.frame_locator("iframe").locator("tbody tr")).to_contain_text(name)
    expect(page.frame_locator("iframe").locator("img")).to_have_count(0)


@pytest.mark.parametrize(("board", "status"), [("wsk2024/nowhere", 404), ("../admin", 200), ("index", 200)])
def test_what_is_no_board_of_a_skill_says_so(site: Site, new_page: NewPage, board: str, status: int) -> None:
    """Only a skill's board is asked for, and only as such."""
    site.boards.status = status
    page = new_page()
    page.goto(site.page(board=board, lang="ru"))

    expect(page.frame_locator("iframe").locator("#note")).to_have_text("Такого табло нет.")


def test_only_the_embedded_board_may_be_framed(site: Site) -> None:
    """The rest of the site stays where it is; and what is embedded is small."""
    rules = {}
    for path in ("/embed.html", "/robots.txt", "/embed.js", "/nothing/here"):
        try:
            with urllib.request.urlopen(f"{site.bayge}{path}") as reply:
                rules[path] = reply.headers.get_all("Content-Security-Policy")
        except urllib.error.HTTPError as refused:
            rules[path] = refused.headers.get_all("Content-Security-Policy")

    assert dict.fromkeys(rules, 1) == {path: len(rule) for path, rule in rules.items()}
    framed = [path for path, (rule,) in rules.items() if "frame-ancestors *" in rule]
    assert (["/embed.html"], True) == (framed, all("frame-ancestors" in rule for (rule,) in rules.values()))
    assert sum(file.stat().st_size for file in PUBLIC.glob("embed*")) < FIRST_MAX_BYTES
