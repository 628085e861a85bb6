"""What a tile of the wall says is all there: measured by boxes, as text that is cut still is in the page."""

from typing import Any, Final

import pytest
from playwright.sync_api import expect

from tests.browser.boards import competitor, skill_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.fake_venue import CUP, FakeVenue
from tests.browser.site_world import SiteWorld
from tests.browser.test_screen_overview import PAGE_MS, PLAN, SETTLED, STILL, venue, wall
from tests.browser.test_screen_page import BOARD, HALL, TALL

__all__ = ["venue"]  # the fixture

Json = dict[str, Any]

ERASED: Final = {"name": None, "name_latin": None}
FAULTS: Final = """() => {
  const faults = [];
  for (const tile of document.querySelectorAll('[data-skill]')) {
    const frame = tile.getBoundingClientRect();
    const total = tile.querySelector('.total').getBoundingClientRect();
    const parts = {more: '.more', leader: '.lead .name > b', skill: 'h2 .fit'};
    for (const [part, found] of Object.entries(parts)) {
      const text = tile.querySelector(found);
      if (!text) {
        faults.push([tile.dataset.skill, part, 'is missing']);
        continue;
      }
      const say = (what) => faults.push([tile.dataset.skill, part, what, text.textContent]);
      const range = document.createRange();
      range.selectNodeContents(text);
      const words = range.getBoundingClientRect();
      for (const box of [words, text.getBoundingClientRect()]) {
        const is_beside = box.left < frame.left - 1 || box.right > frame.right + 1;
        if (is_beside || (part !== 'skill' && box.right > total.left + 1)) say('is too wide');
        if (box.top < frame.top - 1 || box.bottom > frame.bottom + 1) say('is too high');
      }
      if (words.width === 0 || words.height === 0) say('is empty');
      const is_box = getComputedStyle(text).display !== 'inline';
      if (is_box && text.scrollWidth > text.clientWidth + 1) say('is cut');
      if (text.scrollHeight > text.clientHeight + 1 && part === 'skill') say('is cut below');
      for (let line = text.parentElement; line !== tile; line = line.parentElement) {
        const {left, right, top, bottom} = line.getBoundingClientRect();
        if (getComputedStyle(line).overflow !== 'hidden') continue;
        if (words.left < left - 1 || words.right > right + 1) say('is cut by its line');
        const middle = (words.top + words.bottom) / 2;
        if (middle > bottom || middle < top) say('is off its line');
      }
    }
  }
  return faults;
}"""

COLUMNS: Final = """() => {
  const columns = {};
  for (const tile of document.querySelectorAll('[data-skill]')) {
    columns[tile.offsetLeft] = (columns[tile.offsetLeft] ?? 0) + 1;
  }
  return Object.values(columns);
}"""


def shared_firsts(skills: int) -> Json:
    """Return a board on which each first place is shared, that of the first skill by twelve."""
    overview = SiteWorld(skills=skills).overview
    leader = next(row["leader"] for row in overview["rows"].values() if row["leader"])
    rows = {
        name: {
            **row,
            "leader": row["leader"] or leader,
            "leaders": 2 if at else 12,
            "marked_percent": "100.0",
        }
        for at, (name, row) in enumerate(overview["rows"].items())
    }
    return {**overview, "rows": rows}


@pytest.mark.parametrize("size", [HALL, TALL], ids=["wide", "tall"])
@pytest.mark.parametrize("languages", [["ru"], ["kk", "ru", "en"]], ids=len)
@pytest.mark.parametrize("skills", [2, 6, 12, 18])
def test_who_shares_a_first_place_is_read_whole(
    venue: FakeVenue, new_page: NewPage, skills: int, languages: list[str], size: Json
) -> None:
    """The skill's name, the leader's and how many more there are, in tiles of any shape."""
    venue.live.put(CUP, shared_firsts(skills), version=2)
    page = wall(venue, new_page, {**PLAN, "languages": languages, "clock": True}, **size, **STILL)
    page.locator("[data-skill]").first.wait_for()
    pages = max(1, page.locator("[data-board] .pages i").count())

    faults = []
    for at in range(pages):
        page.evaluate(SETTLED)
        faults += page.evaluate(FAULTS)
        if at + 1 < pages:
            first = page.locator("[data-skill]").first.get_attribute("data-skill")
            page.clock.fast_forward(PAGE_MS)
            expect(page.locator(f"[data-skill={first}]")).to_have_count(0)

    assert [] == faults


def test_who_shares_a_first_place_is_read_whole_on_air(venue: FakeVenue, new_page: NewPage) -> None:
    """Fifteen skills over the whole picture."""
    venue.live.put(CUP, shared_firsts(15), version=2)
    venue.overlays["program"] = {"full": {"type": "table", "board": CUP}}
    page = new_page(**HALL, **STILL)
    venue.serve(page)

    page.goto(f"{venue.live.base_url}/overlay?lang=ru#k.e.y")

    page.locator("[data-slot=full] [data-skill]").first.wait_for()
    page.evaluate(SETTLED)
    assert [] == page.evaluate(FAULTS)


def test_a_leader_without_a_name_leaves_the_tile_whole(venue: FakeVenue, new_page: NewPage) -> None:
    """Whoever's name was erased leads all the same: a dash stands for it, all lines are there."""
    overview = shared_firsts(6)
    name, row = next(iter(overview["rows"].items()))
    erased = {name: {**row, "leader": {**row["leader"], **ERASED}}}
    venue.live.put(CUP, {**overview, "rows": {**overview["rows"], **erased}}, version=2)

    page = wall(venue, new_page, {**PLAN, "languages": ["ru"]}, **STILL)

    expect(page.locator(f"[data-skill={name}] .lead .name > b")).to_have_text("–")
    page.evaluate(SETTLED)
    assert [] == page.evaluate(FAULTS)


def test_a_competitor_without_a_name_stands_on_a_board(
    live: FakeLive, venue: FakeVenue, new_page: NewPage
) -> None:
    """A dash, never an empty line."""
    row = {**competitor(1, "", "", "42.10"), **ERASED}
    live.put(BOARD, skill_board({"c-asqar": row}), version=12)

    page = wall(venue, new_page, {"type": "board", "board": BOARD, "languages": ["kk", "en"]}, **STILL)

    expect(page.locator("[data-row=c-asqar] .name")).to_have_text("–")


@pytest.mark.parametrize(
    ("skills", "languages", "filled"), [(30, ["kk", "ru"], [10, 10, 10]), (15, ["kk", "ru", "en"], [8, 7])]
)
def test_pages_are_filled_alike(
    venue: FakeVenue, new_page: NewPage, skills: int, languages: list[str], filled: list[int]
) -> None:
    """No last page with a few tiles, no last column with one."""
    venue.live.put(CUP, SiteWorld(skills=skills).overview, version=2)
    page = wall(venue, new_page, {**PLAN, "languages": languages}, **STILL)

    seen = {}
    for _ in filled:
        page.locator("[data-skill]").first.wait_for()
        first = page.locator("[data-skill]").first.get_attribute("data-skill")
        seen[first] = page.evaluate(COLUMNS)
        page.clock.fast_forward(PAGE_MS)
        expect(page.locator(f"[data-skill={first}]")).to_have_count(0)

    assert sorted(filled) == sorted(sum(tiles) for tiles in seen.values())
    assert all(max(tiles) - min(tiles) <= 1 for tiles in seen.values())
