"""The announcer's page: what may be said now, how names are said, what is about to happen."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shared.clock import system_clock
from tests.browser.boards import MEMBERS, WELDING, overview_board, skill_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.fake_venue import CUP, FakeVenue
from tests.browser.test_screen_page import BOARD
from tests.photos import png

LEAD: dict[str, Any] = {
    "order": 1, "skill": "welding", "type": "lead", "at_ms": 1_717_300_000_000, "retracted": False,
    "competitor": "c-asqar", "place": 1, "was": 2, "shared": False, "member": "almaty-city", "group": None,
    "name": "Асқар Әлімов", "name_latin": "Asqar Alimov",
}  # fmt: skip


def story_board(*items: dict[str, Any]) -> dict[str, Any]:
    """Return the story of one skill."""
    head = {"championship": CUP, "name": WELDING, "skills": {"welding": WELDING}, "members": MEMBERS}
    return {"kind": "story", "head": head, "rows": {f"i{item['order']}": item for item in items}}


@pytest.fixture
def venue(live: FakeLive) -> FakeVenue:
    """Run the services with one skill and a key for the announcer."""
    board = skill_board()
    for competitor, reach in (("c-asqar", [1, 2]), ("c-aigerim", [1, 2]), ("c-danijar", [3, 3])):
        board["rows"][competitor]["reach"] = reach
    live.put(CUP, overview_board())
    live.put(BOARD, board, version=12)
    live.put(f"{CUP}/story", story_board(LEAD))
    venue = FakeVenue(live, system_clock)
    venue.keys["k.e.y"] = ("announcer", "booth")
    venue.overlays["theme"] = {"pronunciations": {"c-asqar": "as-KHAR a-LEE-mov"}}
    return venue


def in_the_booth(venue: FakeVenue, new_page: NewPage, **options: Any) -> Page:
    """Open the page by its key."""
    page = new_page(**options)
    venue.serve(page)
    page.goto(f"{venue.live.base_url}/announcer#key=k.e.y")
    expect(page.locator("[data-skill=welding]")).to_be_visible()
    return page


def test_the_summary_can_be_read_aloud(venue: FakeVenue, new_page: NewPage) -> None:
    """Sentences, with the name as it is said beside it."""
    page = in_the_booth(venue, new_page)

    now = page.get_by_role("region", name="May be said now")
    expect(now).to_contain_text("In first place: Asqar Alimov, Almaty, with 42.10.")
    expect(now).to_contain_text("37.5% has been marked so far.")
    expect(page.locator("[data-row=c-asqar]")).to_contain_text("say: as-KHAR a-LEE-mov")


def test_a_photo_stands_beside_the_name(venue: FakeVenue, new_page: NewPage) -> None:
    """So that the voice of the hall knows who stands there; only for those that have one."""
    venue.images["a" * 64] = png(size=(2, 1))
    venue.overlays["theme"] |= {"photos": {"c-asqar": f"/api/v1/images/{CUP}/{'a' * 64}"}}

    page = in_the_booth(venue, new_page)

    photo = page.locator("[data-row=c-asqar] img")
    expect(photo).to_have_js_property("naturalWidth", 2)
    expect(page.locator("[data-row] img")).to_have_count(1)


def test_what_is_about_to_happen_is_told(venue: FakeVenue, new_page: NewPage) -> None:
    """By the places that are still possible, and nothing that the board does not say."""
    page = in_the_booth(venue, new_page)

    near = page.get_by_role("region", name="About to happen")
    expect(near).to_contain_text("First place is between Asqar Alimov, Aigerim Nurlanqyzy.")
    expect(near).to_contain_text("Danijar Seitqali is certain of place 3.")


def test_what_a_correction_undid_is_struck_out(venue: FakeVenue, new_page: NewPage) -> None:
    """It may have been said aloud already."""
    page = in_the_booth(venue, new_page)
    line = page.locator("[data-story=i1]")
    expect(line).to_contain_text("Asqar Alimov takes the lead in Welding.")

    venue.live.put(f"{CUP}/story", story_board({**LEAD, "retracted": True}), version=2)

    expect(line).to_contain_text("Taken back")
    expect(line.locator("s")).to_have_count(1)


def test_the_key_leaves_the_address_and_outlives_a_reload(venue: FakeVenue, new_page: NewPage) -> None:
    """Nobody reads it over a shoulder, and nobody signs in twice."""
    page = in_the_booth(venue, new_page)

    assert "k.e.y" not in page.url
    page.reload()

    expect(page.locator("[data-skill=welding]")).to_be_visible()


def test_what_may_be_old_steps_back(venue: FakeVenue, new_page: NewPage) -> None:
    """It is read aloud: better silent than wrong."""
    page = in_the_booth(venue, new_page)

    venue.live.go_down()
    expect(page.locator("[data-stale=true]")).to_be_visible()
    expect(page.get_by_text("No connection")).to_be_visible()
    venue.live.come_up()

    expect(page.locator("[data-stale=false]")).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "said"), [("ru", "На первом месте Асқар Әлімов"), ("kk", "Бірінші орында Асқар Әлімов")]
)
def test_the_summary_in_other_languages(venue: FakeVenue, new_page: NewPage, lang: str, said: str) -> None:
    """Each in its own words and script."""
    page = in_the_booth(venue, new_page)

    page.locator("header select").select_option(lang)

    expect(page.locator(".now")).to_contain_text(said)
