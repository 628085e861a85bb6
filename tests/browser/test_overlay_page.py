"""An overlay: transparent, one key in its address, what is on air and nothing else."""

import re

import pytest
from playwright.sync_api import Page, expect

from shared.clock import system_clock
from tests.browser.boards import skill_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.fake_venue import CUP, FakeVenue
from tests.browser.test_screen_page import BOARD
from tests.photos import png

AIR = {"viewport": {"width": 1920, "height": 1080}}
LOWER = {"type": "competitor", "board": BOARD, "competitor": "c-asqar"}


@pytest.fixture
def venue(live: FakeLive) -> FakeVenue:
    """Run the services behind overlays, with one key."""
    live.put(BOARD, skill_board(), version=12)
    venue = FakeVenue(live, system_clock)
    venue.keys["k.e.y"] = ("overlay", "obs")
    return venue


def on_air(venue: FakeVenue, new_page: NewPage, query: str = "?lang=en", **scenes: object) -> Page:
    """Open an overlay with these scenes in the program."""
    venue.overlays["program"] = scenes
    page = new_page(**AIR)
    venue.serve(page)
    page.goto(f"{venue.live.base_url}/overlay{query}#k.e.y")
    expect(page).to_have_title(re.compile("live$"))
    return page


def test_a_lower_third_comes_and_goes(venue: FakeVenue, new_page: NewPage) -> None:
    """Name, member, place and total; the title says what is on air."""
    page = on_air(venue, new_page, lower=LOWER)
    third = page.locator("[data-slot=lower]")
    expect(third).to_contain_text("Asqar Alimov")
    expect(third).to_contain_text("42.10")
    expect(page).to_have_title(f"bayge side:off lower:competitor:{BOARD}:c-asqar full:off ticker:off live")

    venue.overlays = {**venue.overlays, "program": {}}
    venue.publish()

    expect(third).to_have_count(0)


def test_a_lower_third_shows_photo_and_flag(venue: FakeVenue, new_page: NewPage) -> None:
    """As they were kept for the theme; one that is taken out leaves no hole."""
    venue.images = {"a" * 64: png(size=(2, 1)), "b" * 64: png(size=(3, 1))}
    at = f"/api/v1/images/{CUP}/"
    theme = {"photos": {"c-asqar": at + "a" * 64}, "flags": {"almaty-city": at + "b" * 64}}
    venue.overlays["theme"] = theme

    page = on_air(venue, new_page, lower=LOWER)

    third = page.locator("[data-slot=lower]")
    expect(third.locator(".photo img")).to_have_js_property("naturalWidth", 2)
    expect(third.locator(".member img")).to_have_js_property("naturalWidth", 3)
    venue.lay(theme={"flags": theme["flags"]})
    expect(third.locator(".photo")).to_have_count(0)


def test_the_full_table_names_the_championship(venue: FakeVenue, new_page: NewPage) -> None:
    """In the first language, beside the logo."""
    venue.overlays["theme"] = {"name": {"en": "Skills Cup", "ru": "", "kk": ""}}

    page = on_air(venue, new_page, full={"type": "table", "board": BOARD})

    expect(page.locator("[data-slot=full] .event")).to_have_text("Skills Cup")


def test_the_page_is_transparent(venue: FakeVenue, new_page: NewPage) -> None:
    """The corner of a picture without anything on air has no colour at all."""
    page = on_air(venue, new_page)

    grounds = page.evaluate(
        "[document.documentElement, document.body, document.querySelector('.stage')]"
        ".map((one) => getComputedStyle(one).backgroundColor + getComputedStyle(one).backgroundImage)"
    )

    assert ["rgba(0, 0, 0, 0)none"] * 3 == grounds


def test_an_overlay_shows_its_slots_only(venue: FakeVenue, new_page: NewPage) -> None:
    """One source for each slot, or one for all."""
    page = on_air(venue, new_page, "?slots=side&lang=en", lower=LOWER, side={"type": "board", "board": BOARD})

    expect(page.locator("[data-slot=side] [data-row]")).to_have_count(3)
    expect(page.locator("[data-slot=lower]")).to_have_count(0)


def test_a_new_leader_has_a_graphic_of_its_own(venue: FakeVenue, new_page: NewPage) -> None:
    """Who takes first place and who was passed; after a while the plain graphic stands again."""
    page = on_air(venue, new_page, lower={"type": "leader", "board": BOARD})
    slot = page.locator("[data-slot=lower]")
    expect(slot.locator("[data-competitor=c-asqar]")).to_be_visible()
    expect(slot).to_contain_text("In first place")

    venue.live.change(BOARD, {"rows": {"c-asqar": {"place": 2}, "c-aigerim": {"place": 1, "total": "45.00"}}})

    expect(slot).to_contain_text("New in first place")
    expect(slot.locator("[data-competitor=c-aigerim]")).to_contain_text("45.00")
    expect(slot.locator("[data-competitor=c-asqar]")).to_have_count(0)
    expect(slot.locator("[data-passed=c-asqar]")).to_contain_text("Asqar Alimov")
    expect(slot.locator("[data-passed]")).to_have_count(0)
    expect(slot).not_to_contain_text("New in first place")


def test_whoever_leads_when_the_graphic_comes_is_no_news(venue: FakeVenue, new_page: NewPage) -> None:
    """A change of the total alone is none either."""
    page = on_air(venue, new_page, lower={"type": "leader", "board": BOARD})
    slot = page.locator("[data-slot=lower]")

    venue.live.change(BOARD, {"rows": {"c-asqar": {"total": "43.00"}}})

    expect(slot.locator("[data-competitor=c-asqar]")).to_contain_text("43.00")
    expect(slot.locator("[data-news=false]")).to_have_count(1)


def test_the_full_page_and_the_ticker_stand_together(venue: FakeVenue, new_page: NewPage) -> None:
    """Each slot by itself."""
    page = on_air(
        venue, new_page,
        full={"type": "table", "board": BOARD},
        ticker={"type": "ticker", "lines": [{"en": "Lunch in hall B", "ru": "", "kk": ""}]},
    )  # fmt: skip

    expect(page.locator("[data-slot=full] [data-row]")).to_have_count(3)
    expect(page.locator("[data-slot=ticker]")).to_contain_text("Lunch in hall B")


def test_a_key_that_was_taken_back_shows_nothing(venue: FakeVenue, new_page: NewPage) -> None:
    """Not even what was on air before."""
    venue.revoked.add("obs")
    venue.overlays["program"] = {"lower": LOWER}
    page = new_page(**AIR)
    venue.serve(page)

    page.goto(f"{venue.live.base_url}/overlay#k.e.y")

    venue.live.wait_for(lambda: True)
    expect(page).to_have_title("bayge side:off lower:off full:off ticker:off stale")
    expect(page.locator("[data-slot]")).to_have_count(0)


def test_a_gateway_that_dies_is_told_in_the_title(venue: FakeVenue, new_page: NewPage) -> None:
    """Whoever switches scenes can act on it; when it is back nobody has to."""
    page = on_air(venue, new_page, lower=LOWER)

    venue.live.go_down()
    expect(page).to_have_title(re.compile("stale$"))
    venue.live.come_up()

    expect(page).to_have_title(re.compile("live$"))
    expect(page.locator("[data-competitor=c-asqar]")).to_be_visible()
