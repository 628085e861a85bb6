"""Every public page by keyboard, read aloud, and without motion; axe-core is in ``test_site_pictures``."""

from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.results_world import whole_results
from tests.browser.site_world import CHAMPIONSHIP, SiteWorld
from tests.browser.test_site_pictures import SCENES, lend_timeline

WELDING: Final = f"{CHAMPIONSHIP}/welding"
OWN: Final = sorted(SCENES.keys() - {"embedded"})
"""The pages of the site itself: the embedded board has no control."""
STOPS: Final = """() => [...document.querySelectorAll('a[href], button, input, select, [tabindex="0"]')]
  .filter((it) => !it.disabled && it.checkVisibility()).length"""
STANDS_AT: Final = """() => {
  const it = document.activeElement;
  const all = [...document.querySelectorAll('a[href], button, input, select, [tabindex="0"]')]
    .filter((it) => !it.disabled && it.checkVisibility());
  const box = it.getBoundingClientRect();
  const style = getComputedStyle(it);
  const seen = style.outlineStyle !== 'none' && box.bottom > 0 && box.top < innerHeight;
  return [all.indexOf(it), seen, it.outerHTML.slice(0, 90)];
}"""
MOVING: Final = """() => document.getAnimations().filter((it) => it.playState === 'running')
  .map((it) => it.effect?.target?.className?.toString() ?? '')"""
ALOUD: Final = "main [data-part=announcer]"


@pytest.fixture
def world(live: FakeLive) -> SiteWorld:
    """Put a championship with results on the boards."""
    world = SiteWorld(skills=6, competitors=5)
    world.put_on(live)
    live.put(f"{CHAMPIONSHIP}/results", whole_results(world))
    return world


def shown(live: FakeLive, world: SiteWorld, new_page: NewPage, scene: str, **options: Any) -> Page:
    """Open a page of the site."""
    page = new_page(viewport={"width": 1280, "height": 800}, **options)
    lend_timeline(page, world)
    SCENES[scene](page, live.base_url)
    return page


@pytest.mark.parametrize("scene", OWN)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    live: FakeLive, world: SiteWorld, new_page: NewPage, scene: str
) -> None:
    """Tab by tab, in the order in which things stand; each stop has an outline and is on the screen."""
    page = shown(live, world, new_page, scene, reduced_motion="reduce")
    count = page.evaluate(STOPS)

    stops = {}
    for _ in range(count + 1):  # past the last one the browser itself has a turn
        page.keyboard.press("Tab")
        at, is_seen, where = page.evaluate(STANDS_AT)
        stops[at] = is_seen or where

    assert dict.fromkeys(range(count), True) == {at: seen for at, seen in stops.items() if at >= 0}


@pytest.mark.parametrize("scene", OWN)
def test_every_page_says_aloud_what_it_shows(
    live: FakeLive, world: SiteWorld, new_page: NewPage, scene: str
) -> None:
    """One sentence, politely, for who does not see the page."""
    page = shown(live, world, new_page, scene)

    expect(page.locator(ALOUD).first).not_to_be_empty()


def test_a_competitors_place_is_said_and_taken_back(
    live: FakeLive, world: SiteWorld, new_page: NewPage
) -> None:
    """What a policy takes back is not left for a screen reader to find (R52)."""
    page = shown(live, world, new_page, "competitor")
    expect(page.locator(ALOUD)).to_contain_text("Place 3")

    hidden = {
        name: {**row, "place": None, "total": None, "reach": None}
        for name, row in world.boards["welding"]["rows"].items()
    }
    board = world.boards["welding"]
    live.put(WELDING, {**board, "head": {**board["head"], "policy": "progress"}, "rows": hidden}, version=9)

    expect(page.locator(ALOUD)).to_contain_text("No place yet")


def test_the_newest_of_the_story_is_said(live: FakeLive, world: SiteWorld, new_page: NewPage) -> None:
    """And not the whole list."""
    page = shown(live, world, new_page, "story")

    newest = page.locator("main li").first
    expect(page.locator(ALOUD)).to_contain_text(newest.locator("a").inner_text())
    expect(page.locator(ALOUD)).to_contain_text(newest.locator("small").inner_text())


@pytest.mark.parametrize("scene", OWN)
def test_nothing_moves_where_no_motion_is_wanted(
    live: FakeLive, world: SiteWorld, new_page: NewPage, scene: str
) -> None:
    """Also while places change."""
    page = shown(live, world, new_page, scene, reduced_motion="reduce")

    live.change(WELDING, {"rows": {"welding-3": {"place": 2, "total": "61.90"}, "welding-2": {"place": 3}}})

    expect(page.locator("h1").first).to_be_visible()
    assert [] == page.evaluate(MOVING)
