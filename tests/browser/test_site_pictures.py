"""The public pages as people see them: nothing serious for axe-core, and pictures of them for the docs.

The pictures are made anew only when BAYGE_PICTURES is set: a picture that differs by one pixel is no fault.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.boards import results_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.site_world import CHAMPIONSHIP, SiteWorld
from tests.browser.test_mark_pictures import AXE, SERIOUS

PICTURES: Final = Path(__file__).parents[2] / "docs" / "images" / "site"
QUALITY: Final = 35
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
    expect(page.locator(".place").first).to_be_visible()


def show_past(page: Page, base_url: str) -> None:
    """Look at how a board came to be."""
    page.goto(f"{base_url}/{CHAMPIONSHIP}/welding")
    page.locator(".back").click()
    expect(page.locator("[data-part=timeline] input")).to_be_visible()


SCENES: Final[dict[str, Show]] = {
    "overview": at(f"/{CHAMPIONSHIP}", "[data-part=story]"),
    "skill": at(f"/{CHAMPIONSHIP}/welding", ".row"),
    "member": at(f"/{CHAMPIONSHIP}/members/astana", "main li"),
    "competitor": at(f"/{CHAMPIONSHIP}/competitors/welding-3", "main li"),
    "story": at(f"/{CHAMPIONSHIP}/story", "main li"),
    "results": at(f"/{CHAMPIONSHIP}/results", "main table"),
    "search": show_search,
    "past": show_past,
}


@pytest.fixture
def world(live: FakeLive) -> SiteWorld:
    """Put a championship on the boards."""
    world = SiteWorld()
    world.put_on(live)
    live.put(f"{CHAMPIONSHIP}/results", results_board())
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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["360x740", "1280x800"])
def test_no_public_page_has_a_serious_fault_of_accessibility(
    live: FakeLive, world: SiteWorld, new_page: NewPage, theme: str, size: str
) -> None:
    """axe-core finds nothing serious on any page in either theme."""
    page = new_page(viewport=SIZES[size], color_scheme=theme, bypass_csp=True, reduced_motion="reduce")
    lend_timeline(page, world)

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

    for name, show in SCENES.items():
        show(page, live.base_url)
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        picture = PICTURES / size / f"{name}.{theme}.{lang}.jpg"
        page.screenshot(path=picture, type="jpeg", quality=QUALITY, animations="disabled", caret="hide")
        assert picture.stat().st_size > 0
