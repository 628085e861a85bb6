"""The wall of all skills on a screen and on air: who leads in each, pages, languages, nothing else."""

import re
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from shared.clock import system_clock
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.fake_venue import CUP, FakeVenue
from tests.browser.site_world import SiteWorld
from tests.browser.test_operator_page import signed_in
from tests.browser.test_screen_page import CUT, HALL, TALL

SKILLS: Final = 45
PAGE_MS: Final = 12_000
STILL: Final = {"reduced_motion": "reduce"}
SMALL: Final = {"viewport": {"width": 1024, "height": 768}}
PLAN: Final[dict[str, Any]] = {"type": "board", "board": CUP, "languages": ["kk", "ru", "en"]}
SETTLED: Final = """() => document.fonts.ready.then(
  () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))"""
ON_PAGE: Final = "() => [...document.querySelectorAll('[data-skill]')].map((tile) => tile.dataset.skill)"
OUTSIDE: Final = """() => {
  const wall = document.querySelector('[data-board] ol').getBoundingClientRect();
  const outside = [];
  for (const tile of document.querySelectorAll('[data-skill]')) {
    const box = tile.getBoundingClientRect();
    const is_out = box.bottom > wall.bottom + 1 || box.right > wall.right + 1;
    const is_full = tile.scrollHeight > tile.clientHeight + 1 || tile.scrollWidth > tile.clientWidth + 1;
    if (is_out || is_full) outside.push(tile.dataset.skill);
  }
  return outside;
}"""


@pytest.fixture
def venue(live: FakeLive) -> FakeVenue:
    """Run the services of a championship of 45 skills."""
    live.put(CUP, SiteWorld(skills=SKILLS).overview)
    venue = FakeVenue(live, system_clock)
    venue.keys["k.e.y"] = ("overlay", "obs")
    return venue


def wall(venue: FakeVenue, new_page: NewPage, plan: dict[str, Any] = PLAN, **options: Any) -> Page:
    """Open a screen with a plan; its clock can be moved on."""
    page = new_page(**{**HALL, **options})
    page.clock.install()
    venue.serve(page)
    page.goto(f"{venue.live.base_url}/screen")
    code = page.locator("[data-screen-code]")
    expect(code).to_have_text(re.compile("K7Q"))
    venue.show(venue.assign(code.inner_text(), "Hall A"), plan)
    page.locator(f"[data-plan={plan['type']}]").wait_for()
    return page


def rows(venue: FakeVenue) -> dict[str, Any]:
    """Return the rows of the board of all skills."""
    found: dict[str, Any] = SiteWorld(skills=SKILLS).overview["rows"]
    return found


def led(venue: FakeVenue, page: Page) -> tuple[str, dict[str, Any]]:
    """Return the first skill on the page that has a leader, and the leader."""
    known = rows(venue)
    return next((skill, known[skill]["leader"]) for skill in page.evaluate(ON_PAGE) if known[skill]["leader"])


def test_all_skills_are_shown_in_pages_that_turn_by_themselves(venue: FakeVenue, new_page: NewPage) -> None:
    """Fifteen at a time at 1080p, each on one page, in the order of their numbers."""
    page = wall(venue, new_page, {"type": "carousel", "boards": [CUP], "seconds": 15, "languages": ["en"]})
    pages: dict[str, list[str]] = {}
    for _ in range(3):
        expect(page.locator("[data-skill]")).to_have_count(15)
        tiles = page.evaluate(ON_PAGE)
        pages[tiles[0]] = tiles
        page.clock.fast_forward(5_000)
        expect(page.locator(f"[data-skill={tiles[0]}]")).to_have_count(0)

    order = list(rows(venue))
    assert sorted(order) == sorted(skill for tiles in pages.values() for skill in tiles)
    assert all(order[order.index(first) :][:15] == tiles for first, tiles in pages.items())


def assert_fits_on_every_page(page: Page) -> None:
    """No tile leaves the wall, no text its tile, and no letter is cut."""
    for _ in range(page.locator("[data-board] .pages i").count()):
        page.evaluate(SETTLED)
        assert ([], []) == (page.evaluate(OUTSIDE), page.evaluate(CUT))
        first = page.evaluate(ON_PAGE)[0]
        page.clock.fast_forward(PAGE_MS)
        expect(page.locator(f"[data-skill={first}]")).to_have_count(0)


@pytest.mark.parametrize("size", [HALL, TALL, SMALL], ids=["wide", "tall", "small"])
@pytest.mark.parametrize("languages", [["kk"], ["kk", "ru", "en"]], ids=len)
def test_a_wall_fits_its_screen_in_any_number_of_languages(
    venue: FakeVenue, new_page: NewPage, size: dict[str, Any], languages: list[str]
) -> None:
    """The longest names of the sample, at the size of a hall, on its side, and small."""
    page = wall(venue, new_page, {**PLAN, "languages": languages, "clock": True}, **size, **STILL)
    page.locator("[data-skill]").first.wait_for()

    assert_fits_on_every_page(page)


def test_a_skill_stands_there_in_three_languages_with_its_leader(venue: FakeVenue, new_page: NewPage) -> None:
    """Number, name, state, share and leader, all from the one board."""
    name = {"en": "Welding", "ru": "Сварка", "kk": "Дәнекерлеу"}
    row = {**next(iter(rows(venue).values())), "number": "10", "name": name, "marked_percent": "37.5"}
    leader = {"name": "Асқар Әлімов", "name_latin": "Asqar Alimov", "member": "almaty-city", "total": "42.10"}
    overview = SiteWorld(skills=1).overview
    venue.live.put(CUP, {**overview, "rows": {"welding": {**row, "leader": leader, "leaders": 2}}}, version=2)

    page = wall(venue, new_page)

    tile = page.locator("[data-skill=welding]")
    for text in ("10", "Дәнекерлеу", "Сварка", "Welding", "Асқар Әлімов", "+1", "Алматы", "42,10", "37,5"):
        expect(tile).to_contain_text(text)
    expect(page.get_by_role("heading", level=1)).to_contain_text("WorldSkills Kazakhstan 2024")
    expect(page.locator(f"[data-board={CUP}] header")).to_contain_text("Все компетенции")


def test_a_new_leader_is_seen_and_a_new_total_is_no_news(venue: FakeVenue, new_page: NewPage) -> None:
    """The tile lights up once for who takes first place."""
    page = wall(venue, new_page)
    page.locator("[data-skill]").first.wait_for()
    first, leader = led(venue, page)
    tile = page.locator(f"[data-skill={first}]")

    venue.live.change(CUP, {"rows": {first: {"leader": {**leader, "total": "98.01"}}}})
    expect(tile).to_contain_text("98,01")
    expect(tile).to_have_attribute("data-turns", "0")
    venue.live.change(CUP, {"rows": {first: {"leader": {**leader, "name": "Ақмарал", "total": "98.02"}}}})

    expect(tile).to_contain_text("Ақмарал")
    expect(tile).to_have_attribute("data-turns", "1")
    expect(tile.locator(".glow")).to_have_count(1)


def test_nothing_moves_for_whom_motion_is_too_much(venue: FakeVenue, new_page: NewPage) -> None:
    """Not when tiles come, nor when somebody takes the lead."""
    page = wall(venue, new_page, **STILL)
    page.locator("[data-skill]").first.wait_for()
    first, leader = led(venue, page)

    venue.live.change(CUP, {"rows": {first: {"leader": {**leader, "name": "Ақмарал"}}}})

    expect(page.locator(f"[data-skill={first}]")).to_contain_text("Ақмарал")
    assert 0 == page.evaluate("document.getAnimations().length")


def test_leaders_that_are_not_told_are_nowhere(venue: FakeVenue, new_page: NewPage) -> None:
    """How far marking is, or that nothing is published: no name, no total, nothing in the document."""
    overview = SiteWorld(skills=2).overview
    names = list(overview["rows"])
    told = [
        {"state": "live", "marked_percent": "37.5", "leader": None, "leaders": 0},
        {"state": None, "marked_percent": None, "leader": None, "leaders": 0},
    ]
    hidden = {name: overview["rows"][name] | row for name, row in zip(names, told, strict=True)}
    venue.live.put(CUP, {**overview, "rows": hidden}, version=2)

    page = wall(venue, new_page, {**PLAN, "languages": ["en"]})

    progress, nothing = (page.locator(f"[data-skill={name}]") for name in names)
    expect(progress).to_contain_text("37.5")
    expect(progress).to_contain_text("Totals are shown later")
    expect(nothing).to_contain_text("Nothing has been published yet")
    expect(nothing.locator(".bar, .percent, [data-state]")).to_have_count(0)
    expect(page.locator("[data-skill] .total, [data-skill] .name")).to_have_count(0)


@pytest.mark.parametrize(
    ("board", "said"),
    [
        (f"{CUP}/story", "This board is not shown on screens"),
        (f"{CUP}/nobody", "This board is not there yet"),
    ],
)
def test_a_board_that_is_not_drawn_says_so(
    venue: FakeVenue, new_page: NewPage, board: str, said: str
) -> None:
    """A plan from before such boards were refused does not wait for ever."""
    venue.live.put(f"{CUP}/story", {"kind": "story", "head": {"skills": {}, "members": {}}, "rows": {}})

    page = wall(venue, new_page, {"type": "board", "board": board, "languages": ["en"]})

    expect(page.locator("[data-plan=board]")).to_contain_text(said)


def test_all_skills_stand_over_the_whole_picture_on_air(venue: FakeVenue, new_page: NewPage) -> None:
    """The same wall as on screens, from what the public may know."""
    venue.overlays["program"] = {"full": {"type": "table", "board": CUP}}
    page = new_page(**HALL, **STILL)
    page.clock.install()
    venue.serve(page)

    page.goto(f"{venue.live.base_url}/overlay?lang=kk,en#k.e.y")

    page.locator("[data-slot=full] [data-skill]").first.wait_for()
    assert_fits_on_every_page(page)


def test_an_operator_chooses_all_skills_and_reads_no_id(venue: FakeVenue, new_page: NewPage) -> None:
    """On the screen's card, in its small picture, of what is on the glass, in the schedule: it has a name."""
    glass = wall(venue, new_page, {"type": "ticker", "lines": []})
    venue.live.put(f"{CUP}/story", {"kind": "story", "head": {"skills": {}, "members": {}}, "rows": {}})
    [screen] = venue.rows
    page = signed_in(venue, new_page)
    card = page.locator(f"[data-screen={screen}]")
    card.get_by_role("button", name="Change the plan").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Plan").select_option("board")
    dialog.get_by_role("combobox", name="Board", exact=True).select_option("All skills")
    dialog.locator("[data-skill]").first.wait_for(state="attached")

    dialog.get_by_role("button", name="Show it").click()

    glass.locator("[data-skill]").first.wait_for()
    card.locator(f"[data-board={CUP}] [data-skill]").first.wait_for(state="attached")
    expect(card).to_contain_text("Board: All skills")
    expect(page.locator(f"[data-spread='{CUP}']")).to_contain_text("All skills")
    venue.schedule = [{"at_ms": 4_000_000_000_000, "screens": [screen], "plan": venue.rows[screen]["plan"]}]
    venue.publish()
    expect(page.locator("body")).not_to_contain_text(f"{CUP}/")
    page.evaluate("location.hash = '#/schedule'")
    expect(page.locator("[data-due]")).to_contain_text("Board: All skills")
    expect(page.locator("body")).not_to_contain_text(f"{CUP}/")


def test_an_operator_takes_all_skills_to_air_as_a_full_page(venue: FakeVenue, new_page: NewPage) -> None:
    """The preview shows the wall before anybody else sees it; beside the picture it is not offered."""
    page = signed_in(venue, new_page, "#/overlays")
    full, side = (page.locator(f"[data-slot-fields={slot}]") for slot in ("full", "side"))

    full.get_by_role("combobox", name="Preview", exact=True).select_option("table")
    full.get_by_role("combobox", name="Board", exact=True).select_option("All skills")
    page.locator("[data-view=preview] [data-skill]").first.wait_for(state="attached")
    full.get_by_role("button", name="Take").click()

    page.locator("[data-view=program] [data-skill]").first.wait_for(state="attached")
    assert {"type": "table", "board": CUP} == venue.overlays["program"]["full"]
    side.get_by_role("combobox", name="Preview", exact=True).select_option("board")
    choices = side.get_by_role("combobox", name="Skill", exact=True).locator("option")
    expect(choices).to_have_count(SKILLS)
    expect(choices.filter(has_text="All skills")).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text(f"{CUP}/")
