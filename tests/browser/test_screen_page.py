"""A screen of the hall: its code, its plan, and that it is right again by itself after whatever happens."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from shared.clock import system_clock
from tests.browser.boards import competitor, skill_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.fake_venue import FakeVenue

BOARD = "wsk2024/welding"
PLAN: dict[str, Any] = {"type": "board", "board": BOARD, "languages": ["kk", "en"]}
HALL = {"viewport": {"width": 1920, "height": 1080}}


@pytest.fixture
def venue(live: FakeLive) -> FakeVenue:
    """Run the services behind screens."""
    live.put(BOARD, skill_board(), version=12)
    return FakeVenue(live, system_clock)


def waiting_screen(venue: FakeVenue, new_page: NewPage) -> tuple[Page, str]:
    """Open a screen that nobody has taken; return it with its code."""
    page = new_page(**HALL)
    venue.serve(page)
    page.goto(f"{venue.live.base_url}/screen")
    code = page.locator("[data-screen-code]")
    expect(code).to_have_text(re.compile("K7Q"))
    return page, code.inner_text()


def assigned_screen(venue: FakeVenue, new_page: NewPage) -> tuple[Page, str]:
    """Open a screen that shows welding; return it with its id."""
    page, code = waiting_screen(venue, new_page)
    screen = venue.assign(code, "Hall A", ["hall-a"])
    venue.show(screen, PLAN)
    expect_right(page, "42,10")
    return page, screen


def expect_right(page: Page, total: str) -> None:
    """The board is there, not veiled, with Asqar's total."""
    expect(page.locator("[data-plan=board]")).to_have_attribute("data-stale", "false")
    expect(page.locator("[data-row=c-asqar] .total")).to_have_text(total)


def painted(answer: Response, board: str) -> Any:
    """Return the epoch and version of ``board`` that an answered beat has told of."""
    if not answer.url.endswith("/screens/beat"):
        return None
    return answer.request.post_data_json["painted"].get(board)


def expect_veiled(page: Page) -> None:
    """The last board is still there, and says that it is old."""
    expect(page.locator("[data-plan=board]")).to_have_attribute("data-stale", "true")
    expect(page.locator("[data-row=c-asqar]")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("This is how it stood at")


def test_a_screen_shows_its_code_until_an_operator_takes_it(venue: FakeVenue, new_page: NewPage) -> None:
    """Then it stands ready under its name, and takes every plan without a hand."""
    page, code = waiting_screen(venue, new_page)

    screen = venue.assign(code, "Hall A, north")

    expect(page.locator("[data-plan=none]")).to_contain_text("Hall A, north")
    venue.show(screen, PLAN)
    expect_right(page, "42,10")


def test_a_screen_speaks_the_languages_of_its_plan_at_once(venue: FakeVenue, new_page: NewPage) -> None:
    """Kazakh leads, English stands beside it, Russian was not asked for."""
    page, _screen = assigned_screen(venue, new_page)

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Дәнекерлеу технологиялары")
    expect(heading).to_contain_text("Welding")
    expect(heading).not_to_contain_text("Сварочные")


@pytest.mark.parametrize(
    ("plan", "shown"),
    [
        ({"type": "message", "text": {"en": "Doors open at nine"}}, "Doors open at nine"),
        ({"type": "qr", "path": "/wsk2024"}, "Follow it on your phone"),
        ({"type": "timetable", "lines": [{"at_ms": 0, "text": {"en": "Marking begins"}}]}, "Marking begins"),
        ({"type": "ticker", "lines": [{"en": "Lunch in hall B"}]}, "Lunch in hall B"),
        ({"type": "carousel", "boards": [BOARD], "seconds": 20}, "Welding"),
    ],
)
def test_a_screen_shows_every_plan(
    venue: FakeVenue, new_page: NewPage, plan: dict[str, Any], shown: str
) -> None:
    """What the operator chose is what stands there."""
    page, screen = assigned_screen(venue, new_page)

    venue.show(screen, {**plan, "languages": ["en"]})

    expect(page.locator(f"[data-plan={plan['type']}]")).to_contain_text(shown)


def test_a_carousel_shows_the_rows_of_each_board(venue: FakeVenue, new_page: NewPage) -> None:
    """Turn after turn, also where no competitor of one is in the other."""
    other = skill_board({"c-erke": competitor(1, "Еркежан", "Erkezhan", "12.00")}, skill="baking")
    venue.live.put("wsk2024/baking", other)
    page, screen = assigned_screen(venue, new_page)

    venue.show(screen, {"type": "carousel", "boards": [BOARD, "wsk2024/baking"], "seconds": 2})

    for _ in range(2):
        expect(page.locator("[data-row=c-erke]")).to_be_visible()
        expect(page.locator("[data-row=c-asqar]")).to_be_visible()


TALL = {"viewport": {"width": 1080, "height": 1920}}
CUT = """() => {
  const cut = [];
  for (const text of document.querySelectorAll('.stage h1 .fit')) {
    if (text.scrollHeight > text.clientHeight) cut.push(text.textContent);
  }
  for (const line of document.querySelectorAll('.stage .whole-words')) {
    const {bottom, right} = line.getBoundingClientRect();
    for (const other of [...line.children].slice(1)) {
      const box = other.getBoundingClientRect();
      if (box.top < bottom && (box.bottom > bottom || box.right > right + 1)) cut.push(other.textContent);
    }
  }
  return cut;
}"""


@pytest.mark.parametrize("size", [HALL, TALL], ids=["wide", "tall"])
def test_a_screen_cuts_no_letter_and_no_second_name(
    venue: FakeVenue, new_page: NewPage, size: dict[str, Any]
) -> None:
    """What hangs below the line (р, у, g) is seen; a name in another script is there whole, or not at all."""
    page = new_page(**size)
    venue.serve(page)
    page.goto(f"{venue.live.base_url}/screen")
    code = page.locator("[data-screen-code]")
    expect(code).to_have_text(re.compile("K7Q"))
    long = competitor(1, "Айару Досмағамбетова-Құдайбергенова", "Aiaru Dosmagambetova-Qudaibergenova", "9.00")
    venue.live.put(BOARD, skill_board({"c-long": long}), version=13)

    venue.show(venue.assign(code.inner_text(), "Hall A"), {**PLAN, "languages": ["kk", "ru", "en"]})

    expect(page.locator("[data-row=c-long]")).to_contain_text("Досмағамбетова")
    assert [] == page.evaluate(CUT)


def test_a_blackout_shows_nothing(venue: FakeVenue, new_page: NewPage) -> None:
    """Not even a clock."""
    page, screen = assigned_screen(venue, new_page)

    venue.show(screen, {"type": "blackout", "clock": True})

    expect(page.locator("[data-plan]")).to_have_count(0)
    assert "" == page.locator("body").inner_text().strip()


def test_a_screen_says_what_it_has_painted(venue: FakeVenue, new_page: NewPage) -> None:
    """The revision of its plan and the version of the board, once they stand on the glass."""
    page, screen = assigned_screen(venue, new_page)

    with page.expect_response(lambda answer: painted(answer, BOARD) == ["e1", 13]):
        venue.live.change(BOARD, {"rows": {"c-asqar": {"total": "44.00"}}})

    expect_right(page, "44,00")
    assert venue.rows[screen]["revision"] == venue.beats[screen]["plan_revision"]
    assert [1920, 1080] == venue.beats[screen]["size"]


def test_a_gateway_that_dies_leaves_a_veil_and_no_hand_is_needed(venue: FakeVenue, new_page: NewPage) -> None:
    """Old standings are never taken for live ones; what was missed is there when it is back."""
    page, _screen = assigned_screen(venue, new_page)

    venue.live.go_down()
    expect_veiled(page)
    venue.live.come_up()
    venue.live.change(BOARD, {"rows": {"c-asqar": {"total": "44.00"}}})

    expect_right(page, "44,00")


def test_a_screen_without_a_network_is_right_again_when_it_is_back(
    venue: FakeVenue, new_page: NewPage
) -> None:
    """Neither the socket nor the exchange of keys gets through; the key is kept."""
    page, _screen = assigned_screen(venue, new_page)

    venue.is_cut = True
    page.context.set_offline(True)
    venue.live.go_down()
    expect_veiled(page)
    venue.live.come_up()
    venue.is_cut = False
    page.context.set_offline(False)

    expect_right(page, "42,10")


def test_a_screen_reloaded_without_a_network_shows_the_last_board_veiled(
    venue: FakeVenue, new_page: NewPage
) -> None:
    """A power cut in a hall without a network: the page itself comes from the device."""
    page, _screen = assigned_screen(venue, new_page)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.wait_for_function(f"localStorage.getItem('bayge.screen.last')?.includes('{BOARD}')")

    venue.is_cut = True
    venue.live.go_down()
    page.context.set_offline(True)
    page.reload()
    expect_veiled(page)
    venue.live.come_up()
    venue.is_cut = False
    page.context.set_offline(False)

    expect_right(page, "42,10")


def test_a_reloaded_screen_is_the_same_screen(venue: FakeVenue, new_page: NewPage) -> None:
    """Nobody has to type a code twice."""
    page, screen = assigned_screen(venue, new_page)

    page.reload()

    expect_right(page, "42,10")
    assert [screen] == list(venue.rows)
    assert {} == venue.codes


def test_a_command_to_reload_is_followed_once(venue: FakeVenue, new_page: NewPage) -> None:
    """The page loads anew, and does not go round in circles."""
    page, screen = assigned_screen(venue, new_page)
    page.evaluate("window.before = true")

    venue.change(screen, reload=1)

    page.wait_for_function("window.before === undefined")
    expect_right(page, "42,10")
    page.evaluate("window.before = true")
    venue.change(screen, name="Hall A again")
    expect(page).to_have_title(re.compile("Hall A again"))
    assert page.evaluate("window.before")


def test_a_screen_that_was_taken_away_asks_for_a_new_code(venue: FakeVenue, new_page: NewPage) -> None:
    """What it showed is gone from the glass and from the device."""
    page, screen = assigned_screen(venue, new_page)

    venue.answer("DELETE", f"/championships/wsk2024/screens/{screen}", {}, "")

    expect(page.locator("[data-screen-code]")).to_have_text("K7Q2")
    assert page.evaluate("localStorage.getItem('bayge.screen.last')") is None
