"""The public pages as people see them: nothing serious for axe-core, and pictures of them for the docs.

The pictures are made anew only when BAYGE_PICTURES is set: a picture that differs by one pixel is no fault.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.results_world import whole_results
from tests.browser.site_world import CHAMPIONSHIP, SiteWorld
from tests.browser.test_mark_pictures import AXE, SERIOUS

PICTURES: Final = Path(__file__).parents[2] / "docs" / "images" / "site"
QUALITY: Final = 35
WELDING: Final = f"{CHAMPIONSHIP}/welding"
SIZES: Final[dict[str, dict[str, int]]] = {
    "360x740": {"width": 360, "height": 740},
    "1280x800": {"width": 1280, "height": 800},
    "1920x1080": {"width": 1920, "height": 1080},
}

Show = Callable[[Page, str], None]


def at(path: str, ready: str) -> Show:
    """Return what shows the page at an address, and waits until it is there."""

    def show(page: Page, base_url: str) -> None:
        page.goto(f"{base_url}{path}")
        expect(page.locator(ready).first).to_be_visible()

    return show


def show_search(page: Page, base_url: str) -> None:
    """Search for a region."""
    page.goto(f"{base_url}/{CHAMPIONSHIP}")
    page.get_by_role("searchbox").fill("astana")
    expect(page.locator("main ul[aria-busy=false] .place").first).to_be_visible()


def show_medals(page: Page, base_url: str) -> None:
    """Look at the medals, below the team table."""
    page.goto(f"{base_url}/{CHAMPIONSHIP}/results")
    page.locator("main ul.skills").evaluate("list => list.previousElementSibling.scrollIntoView()")
    expect(page.locator("main ul.skills li").first).to_be_in_viewport()


def show_embedded(page: Page, base_url: str) -> None:
    """Look at a board on a page of others."""
    page.goto(f"{base_url}/courier/today")
    expect(page.frame_locator("iframe").locator("tbody tr").first).to_be_visible()


def show_past(page: Page, base_url: str) -> None:
    """Look at how a board came to be."""
    page.goto(f"{base_url}/{CHAMPIONSHIP}/welding")
    page.locator(".back").click()
    expect(page.locator("[data-part=timeline] input")).to_be_visible()


SCENES: Final[dict[str, Show]] = {
    "overview": at(f"/{CHAMPIONSHIP}", "[data-part=story]"),
    "skill": at(f"/{CHAMPIONSHIP}/welding", ".row"),
    "member": at(f"/{CHAMPIONSHIP}/members/astana", "main ul[aria-busy=false] > li"),
    "competitor": at(f"/{CHAMPIONSHIP}/competitors/welding-3", "main li"),
    "story": at(f"/{CHAMPIONSHIP}/story", "main li"),
    "results": at(f"/{CHAMPIONSHIP}/results", "main table"),
    "search": show_search,
    "past": show_past,
    "medals": show_medals,
    "embedded": show_embedded,
}
NEWS_PAGE: Final = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Steppe Courier</title>
<meta name="viewport" content="width=device-width">
<style>:root { color-scheme: light dark } body { max-width: 44rem; margin: 0 auto;
padding: 1rem; font: 1.05rem/1.5 serif; background: canvas; color: canvastext }</style>
<main><h1>Second day of the championship</h1><p>Marking goes on in twelve skills.</p>
<script src="/embed.js" data-board="wsk2024/welding" data-lang="LANG" data-rows="5"
data-theme="THEME" data-title="Welding"></script>
<p>More in the evening.</p></main></html>"""


@pytest.fixture
def world(live: FakeLive) -> SiteWorld:
    """Put a championship on the boards."""
    world = SiteWorld()
    world.put_on(live)
    live.put(f"{CHAMPIONSHIP}/results", whole_results(world))
    return world


def timeline_of(board: dict[str, Any]) -> dict[str, Any]:
    """Return a timeline of two moments: the two in front had each other's place before."""
    shown = ("total", "place", "marked")
    now = {
        name: {**{key: row[key] for key in shown}, "criteria": {"A": row["total"]}}
        for name, row in board["rows"].items()
    }
    first, second = sorted(now, key=lambda name: now[name]["place"])[:2]
    before = {**now, first: {**now[second], "total": "10.00"}, second: {**now[first], "total": "11.00"}}
    points = [
        {"at_ms": 1_716_200_000_000, "rows": before},
        {"at_ms": 1_716_200_400_000, "rows": {name: now[name] for name in (first, second)}},
    ]
    return {"points": points, "criteria": ["A"]}


def lend_timeline(page: Page, world: SiteWorld) -> None:
    """Answer for the read API."""

    def answer(route: Route) -> None:
        route.fulfill(json=timeline_of(world.boards["welding"]))

    page.route("**/timeline", answer)


def lend_news_page(live: FakeLive, world: SiteWorld, lang: str, theme: str) -> None:
    """Serve a newspaper, and the read API that its board asks."""
    said = {"board": WELDING, "epoch": "e1", "version": 1, "at_ms": 0, "data": world.boards["welding"]}
    text = NEWS_PAGE.replace("LANG", lang).replace("THEME", theme)
    live.pages = {
        "/courier/today": ("text/html", text.encode()),
        f"/api/v1/boards/{WELDING}": ("application/json", json.dumps(said).encode()),
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["360x740", "1280x800"])
def test_no_public_page_has_a_serious_fault_of_accessibility(
    live: FakeLive, world: SiteWorld, new_page: NewPage, theme: str, size: str
) -> None:
    """axe-core finds nothing serious on any page in either theme."""
    page = new_page(viewport=SIZES[size], color_scheme=theme, bypass_csp=True, reduced_motion="reduce")
    lend_timeline(page, world)
    lend_news_page(live, world, "en", theme)

    found = {}
    for name, show in SCENES.items():
        show(page, live.base_url)
        page.add_script_tag(path=AXE)
        found[name] = page.evaluate(SERIOUS)

    assert {} == {name: faults for name, faults in found.items() if faults}


@pytest.mark.skipif("BAYGE_PICTURES" not in os.environ, reason="pictures are made on demand")
@pytest.mark.parametrize(
    ("size", "theme", "lang"),
    [
        ("360x740", "light", "kk"),
        ("360x740", "dark", "ru"),
        ("1280x800", "light", "en"),
        ("1280x800", "dark", "kk"),
        ("1920x1080", "dark", "en"),
    ],
)
def test_pictures_of_every_page(
    live: FakeLive, world: SiteWorld, new_page: NewPage, size: str, theme: str, lang: str
) -> None:
    """Each page on a phone, a laptop and a hall screen, by day and by night, in the three languages."""
    page = new_page(viewport=SIZES[size], color_scheme=theme, reduced_motion="reduce")
    page.add_init_script(f"localStorage.setItem('bayge.lang', '{lang}')")
    lend_timeline(page, world)
    lend_news_page(live, world, lang, theme)

    for name, show in SCENES.items():
        show(page, live.base_url)
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        picture = PICTURES / size / f"{name}.{theme}.{lang}.jpg"
        page.screenshot(path=picture, type="jpeg", quality=QUALITY, animations="disabled", caret="hide")
        assert picture.stat().st_size > 0
    take_news(live, page, size, f"{theme}.{lang}")


def take_news(live: FakeLive, page: Page, size: str, kind: str) -> None:
    """Take the page when two whom the viewer follows have changed places."""
    follows = [{"kind": "competitor", "championship": CHAMPIONSHIP, "id": f"welding-{at}"} for at in (2, 3)]
    page.evaluate(f"localStorage.setItem('bayge.follows', {json.dumps(json.dumps(follows))})")
    page.goto(f"{live.base_url}/{CHAMPIONSHIP}")
    expect(page.locator("aside[role=status]")).to_have_attribute("aria-busy", "false")
    live.change(WELDING, {"rows": {"welding-3": {"place": 2}, "welding-2": {"place": 3}}})
    expect(page.locator("aside[role=status] p")).to_have_count(2)
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    picture = PICTURES / size / f"news.{kind}.jpg"
    page.screenshot(path=picture, type="jpeg", quality=QUALITY, animations="disabled", caret="hide")
    assert picture.stat().st_size > 0
