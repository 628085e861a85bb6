"""What a browser has to load: each page its own bundle, none larger than it may be."""

import gzip
import json
import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.site_world import SiteWorld

KB: Final = 1024
BOARD_MAX: Final = 50 * KB
MARK_MAX: Final = 120 * KB


def scripts_of(dist: Path, page: str) -> list[Path]:
    """Return the scripts that a page loads, with all that they import."""
    wanted = re.findall(r'(?:src|href)="(/assets/[^"]+\.js)"', (dist / page).read_text())
    found: list[Path] = []
    while wanted:
        script = dist / wanted.pop().lstrip("/")
        if script not in found:
            found.append(script)
            names = re.findall(r'(?:from|import\(?)\s*["\'`]\./([\w.-]+\.js)["\'`]', script.read_text())
            wanted += [f"/assets/{name}" for name in names]
    return found


def gzip_bytes(scripts: list[Path]) -> int:
    """Return how many bytes these files are on the way."""
    return sum(len(gzip.compress(script.read_bytes(), 9)) for script in scripts)


@pytest.mark.parametrize(
    ("path", "ready"), [("/wsk2024/welding", ".row"), ("/wsk2024", "[data-part=story] li")]
)
def test_the_first_board_loads_at_most_50_kb_of_script(
    live: FakeLive, new_page: NewPage, dist: Path, path: str, ready: str
) -> None:
    """All that a browser asked for until the board stands, and on the overview the story beside it."""
    SiteWorld().put_on(live)
    page = new_page()
    loaded: set[Path] = set()
    page.on("request", lambda request: loaded.add(dist / urlsplit(request.url).path.lstrip("/")))

    page.goto(f"{live.base_url}{path}")
    expect(page.locator(ready).first).to_be_visible()

    scripts = [file for file in loaded if file.suffix == ".js"]
    assert scripts
    assert gzip_bytes(scripts) <= BOARD_MAX


def test_the_public_pages_carry_nothing_of_the_marking_page(dist: Path) -> None:
    """Not even in what they load later."""
    scripts = scripts_of(dist, "index.html")

    assert [] == [script.name for script in scripts if "bayge-mark" in script.read_text()]


def test_the_marking_page_is_at_most_120_kb(dist: Path) -> None:
    """All of it: there is nothing more to load in the middle of a sheet."""
    assert gzip_bytes(scripts_of(dist, "mark.html")) <= MARK_MAX


def test_the_worker_keeps_everything_that_the_page_loads(dist: Path) -> None:
    """A file that is missing from its list is missing offline."""
    worker = (dist / "mark-sw.js").read_text()
    listed = re.search(r"^const FILES = (.*);$", worker, re.MULTILINE)
    assert listed is not None
    kept = set(json.loads(listed[1]))
    page = (dist / "mark.html").read_text()
    loaded = set(re.findall(r'(?:src|href)="(/[^"]+)"', page))
    scripts = {f"/assets/{script.name}" for script in scripts_of(dist, "mark.html")}

    assert set() == (loaded | scripts) - kept
    assert [] == [file for file in kept - {"/mark"} if not (dist / file.lstrip("/")).is_file()]


def test_the_screens_worker_keeps_everything_that_a_screen_loads(dist: Path) -> None:
    """A file that is missing from its list is missing after a power cut without a network."""
    worker = (dist / "screen-sw.js").read_text()
    listed = re.search(r"^const FILES = (.*);$", worker, re.MULTILINE)
    assert listed is not None
    kept = set(json.loads(listed[1]))
    loaded = set(re.findall(r'(?:src|href)="(/[^"]+)"', (dist / "screen.html").read_text()))
    scripts = {f"/assets/{script.name}" for script in scripts_of(dist, "screen.html")}

    assert set() == (loaded | scripts) - kept
    assert [] == [file for file in kept - {"/screen"} if not (dist / file.lstrip("/")).is_file()]


TOO_NEW: Final = (
    r"\bstructuredClone\(", r"\.findLast(Index)?\(", r"AbortSignal\.(timeout|any)", r"\.toSorted\(",
    r"Object\.groupBy", r"Promise\.withResolvers", r"\bcq(w|h|i|b|min|max)\b", r"container-type", r":has\(",
    r"color-mix\(", r"@layer\b", r"\d[dsl]v[hw]\b", r"\bsubgrid\b",
)  # fmt: skip
"""What came to Chromium after 95, the oldest that docs/screens.md promises: OBS and vMix carry their own."""


def test_an_overlay_uses_nothing_newer_than_the_oldest_browser_it_promises(dist: Path) -> None:
    """A hall's screens are as old, but they may be replaced; the OBS of a broadcaster may not."""
    styles = re.findall(r'href="(/assets/[^"]+\.css)"', (dist / "overlay.html").read_text())
    files = [*scripts_of(dist, "overlay.html"), *(dist / style.lstrip("/") for style in styles)]

    found = [
        (file.name, pattern) for file in files for pattern in TOO_NEW if re.search(pattern, file.read_text())
    ]

    assert [] == found
    assert len(files) > 2
