"""The operator's page: every screen with what it shows, plans, the schedule, and what is on air."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shared.clock import system_clock
from tests.browser.boards import overview_board, skill_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.fake_venue import CUP, FakeVenue
from tests.browser.test_screen_page import BOARD, assigned_screen, expect_right, waiting_screen

DESK = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def venue(live: FakeLive) -> FakeVenue:
    """Run the services behind screens and overlays."""
    live.put(CUP, overview_board())
    live.put(BOARD, skill_board(), version=12)
    live.put("wsk2024/bakery", skill_board(skill="bakery", name={"en": "Bakery", "ru": "", "kk": ""}))
    return FakeVenue(live, system_clock)


def signed_in(venue: FakeVenue, new_page: NewPage, place: str = "", **options: Any) -> Page:
    """Open the page and sign in."""
    page = new_page(**{**DESK, **options})
    venue.serve(page)
    page.goto(f"{venue.live.base_url}/operator{place}")
    page.get_by_label("Name").fill("operator")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation")).to_be_visible()
    return page


def test_a_wrong_password_is_told(venue: FakeVenue, new_page: NewPage) -> None:
    """Nothing is shown before the sign-in."""
    page = new_page(**DESK)
    venue.serve(page)
    page.goto(f"{venue.live.base_url}/operator")
    page.get_by_label("Name").fill("operator")
    page.get_by_label("Password").fill("wrong")

    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("alert")).to_contain_text("wrong")
    expect(page.get_by_label("Code")).to_have_count(0)


def test_a_screen_is_taken_by_its_code_and_given_a_plan(venue: FakeVenue, new_page: NewPage) -> None:
    """From the code on the glass to a board on the glass, and the small picture shows the same."""
    glass, code = waiting_screen(venue, new_page)
    page = signed_in(venue, new_page, f"#/screens/{code}")
    expect(page.get_by_label("Code")).to_have_value(code)
    page.get_by_label("Name", exact=True).fill("Hall A")
    page.get_by_label("Groups").fill("hall-a, stage")
    page.get_by_role("button", name="Take it").click()
    card = page.locator("[data-screen]")
    expect(card).to_contain_text("Hall A")

    card.get_by_role("button", name="Change the plan").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Plan").select_option("board")
    dialog.get_by_role("combobox", name="Board", exact=True).select_option(BOARD)
    dialog.get_by_role("button", name="Show it").click()

    expect_right(glass, "42,10")
    expect(card.locator("[data-row=c-asqar] .total")).to_have_text("42,10")
    expect(card.locator("[data-health]")).to_have_attribute("data-health", "right")
    expect(page.locator(f"[data-spread='{BOARD}']")).to_contain_text("12 on 1 of 1")


def test_many_screens_are_changed_at_once_and_a_locked_one_is_not(
    venue: FakeVenue, new_page: NewPage
) -> None:
    """“Do not touch” holds for the crowd, too."""
    _first, locked = assigned_screen(venue, new_page)
    second, _screen = assigned_screen(venue, new_page)
    venue.change(locked, locked=True)
    page = signed_in(venue, new_page)
    page.get_by_role("button", name="hall-a").click()
    expect(page.get_by_text("2 selected")).to_be_visible()

    page.get_by_role("button", name="Change the plan").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Plan").select_option("message")
    dialog.get_by_label("Text, English").fill("Lunch")
    dialog.get_by_role("button", name="Show it").click()

    expect(second.locator("[data-plan=message]")).to_contain_text("Lunch")
    assert "board" == venue.rows[locked]["plan"]["type"]
    card = page.locator(f"[data-screen={locked}]")
    expect(card.get_by_role("button", name="Change the plan")).to_be_disabled()
    card.get_by_role("button", name="Allow changes").click()
    expect(card.get_by_role("button", name="Change the plan")).to_be_enabled()


def test_what_concerns_every_screen_is_asked_about_once_more(venue: FakeVenue, new_page: NewPage) -> None:
    """A hall that goes dark by a slip is seen by everybody."""
    glasses = [assigned_screen(venue, new_page) for _ in range(2)]
    page = signed_in(venue, new_page)
    page.get_by_role("button", name="hall-a").click()
    bar = page.locator(".many")

    bar.get_by_role("button", name="Load anew").click()
    page.get_by_role("group", name="Load all 2 screens anew?").get_by_role("button", name="Cancel").click()
    bar.get_by_role("button", name="Change the plan").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Plan").select_option("blackout")
    dialog.get_by_role("button", name="Show it").click()
    question = dialog.get_by_role("group", name="Show this on all 2 screens?")
    expect(question.get_by_role("button", name="Cancel")).to_be_focused()
    assert {"board"} == {row["plan"]["type"] for row in venue.rows.values()}
    question.get_by_role("button", name="Yes").click()

    expect(dialog).to_have_count(0)
    venue.live.wait_for(lambda: {"blackout"} == {row["plan"]["type"] for row in venue.rows.values()})
    assert [0, 0] == [venue.rows[screen]["reload"] for _, screen in glasses]


def test_a_screen_is_loaded_anew_and_taken_away(venue: FakeVenue, new_page: NewPage) -> None:
    """Taking away is asked about once more; the screen shows a code again."""
    glass, screen = assigned_screen(venue, new_page)
    glass.evaluate("window.before = true")
    page = signed_in(venue, new_page)
    card = page.locator(f"[data-screen={screen}]")

    card.get_by_role("button", name="Load anew").click()
    glass.wait_for_function("window.before === undefined")
    card.get_by_role("button", name="Take away").click()
    card.get_by_role("button", name="Yes").click()

    expect(card).to_have_count(0)
    glass.reload()
    expect(glass.locator("[data-screen-code]")).to_be_visible()


def test_a_screen_whose_gateway_died_is_told_of(venue: FakeVenue, new_page: NewPage) -> None:
    """The operator sees it before the hall does."""
    glass, screen = assigned_screen(venue, new_page)
    page = signed_in(venue, new_page)
    health = page.locator(f"[data-screen={screen}] [data-health]")
    expect(health).to_have_attribute("data-health", "right")

    with glass.expect_response(lambda answer: is_stale_beat(answer.request.post_data)):
        venue.live.go_down()

    expect(health).to_have_attribute("data-health", "stale")
    expect(page.get_by_text("No connection")).to_be_visible()


def is_stale_beat(body: str | None) -> bool:
    """Say whether a request is the beat of a screen that shows old data."""
    return bool(json.loads(body or "{}").get("is_stale"))


def test_the_schedule_is_written_and_cleared(venue: FakeVenue, new_page: NewPage) -> None:
    """A line has a moment, groups and a plan."""
    assigned_screen(venue, new_page)
    page = signed_in(venue, new_page, "#/schedule")
    page.get_by_label("When").fill("2030-05-01T12:30")
    page.get_by_label("For groups").fill("hall-a")
    page.get_by_role("button", name="Add to the schedule").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Plan").select_option("blackout")
    dialog.get_by_role("button", name="Show it").click()

    line = page.locator("[data-due]")
    expect(line).to_contain_text("2030-05-01 12:30")
    expect(line).to_contain_text("hall-a")
    assert [["hall-a"]] == [one["groups"] for one in venue.schedule]
    line.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Nothing is scheduled")).to_be_visible()


def test_a_scene_is_prepared_and_taken_to_air(venue: FakeVenue, new_page: NewPage) -> None:
    """The preview shows it first; what is on air changes by the key alone."""
    page = signed_in(venue, new_page, "#/overlays")
    lower = page.locator("[data-slot-fields=lower]")
    lower.get_by_role("combobox", name="Preview", exact=True).select_option("competitor")
    lower.get_by_role("combobox", name="Skill", exact=True).select_option(BOARD)
    lower.get_by_role("combobox", name="Competitor", exact=True).select_option("c-asqar")
    expect(page.locator("[data-view=preview] [data-competitor=c-asqar]")).to_be_attached()
    assert not venue.overlays["program"].get("lower")

    lower.get_by_role("button", name="Take").click()

    expect(page.locator("[data-view=program] [data-competitor=c-asqar]")).to_be_attached()
    scene = {"type": "competitor", "board": BOARD, "competitor": "c-asqar"}
    assert scene == venue.overlays["program"]["lower"]
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator("[data-view=program] [data-slot]")).to_have_count(0)


def test_a_new_leader_is_prepared_and_taken_as_any_other_scene(venue: FakeVenue, new_page: NewPage) -> None:
    """The preview names who is in first place now."""
    page = signed_in(venue, new_page, "#/overlays")
    lower = page.locator("[data-slot-fields=lower]")
    lower.get_by_role("combobox", name="Preview", exact=True).select_option("First place, and who takes it")
    expect(page.locator("[data-view=preview] [data-scene=leader]")).to_contain_text("Asqar Alimov")

    lower.get_by_role("button", name="Take").click()

    expect(page.locator("[data-view=program] [data-scene=leader]")).to_contain_text("Asqar Alimov")
    assert {"type": "leader", "board": BOARD} == venue.overlays["program"]["lower"]


def test_what_was_taken_or_cleared_is_put_back(venue: FakeVenue, new_page: NewPage) -> None:
    """On air and preview are as they were; a desk undoes its own last step alone."""
    table, side = {"type": "table", "board": BOARD}, {"type": "board", "board": BOARD}
    venue.overlays |= {"program": {"full": table}, "preview": {"full": None, "side": side}}
    page = signed_in(venue, new_page, "#/overlays")
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_disabled()

    page.get_by_role("button", name="Take all").click()
    expect(page.locator("[data-view=program] [data-slot=side]")).to_be_attached()
    undo.click()
    expect(page.locator("[data-view=program] [data-slot=full]")).to_be_attached()
    expect(page.locator("[data-view=program] [data-slot=side]")).to_have_count(0)
    expect(page.locator("[data-view=preview] [data-slot=side]")).to_be_attached()
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator("[data-view] [data-slot]")).to_have_count(0)
    undo.click()
    expect(page.locator("[data-view=program] [data-slot=full]")).to_be_attached()
    expect(page.locator("[data-view=preview] [data-slot=side]")).to_be_attached()

    page.get_by_role("button", name="Clear all").click()
    expect(undo).to_be_enabled()
    venue.lay(program={"full": table}, revision=venue.overlays["revision"] + 1)

    expect(undo).to_be_disabled()


def test_an_address_for_obs_is_made(venue: FakeVenue, new_page: NewPage) -> None:
    """What it carries is a key of its own, which opens the overlay and nothing else."""
    venue.overlays["program"] = {"full": {"type": "table", "board": BOARD}}
    page = signed_in(venue, new_page, "#/overlays")

    page.get_by_role("button", name="New address for OBS or vMix").click()
    address = page.locator("[data-address]").input_value()
    overlay = new_page(**DESK)
    venue.serve(overlay)
    overlay.goto(address)

    expect(overlay.locator("[data-slot=full] [data-row]")).to_have_count(3)


def test_an_address_for_obs_is_taken_back(venue: FakeVenue, new_page: NewPage) -> None:
    """It stands in a list under its name, and the page asks before it takes it back."""
    page = signed_in(venue, new_page, "#/overlays")
    page.get_by_label("For whom").fill("main mixer")
    page.get_by_role("button", name="New address for OBS or vMix").click()
    line = page.locator("[data-key]")
    expect(line).to_contain_text("main mixer")

    line.get_by_role("button", name="Take back").click()
    line.get_by_role("button", name="Yes").click()

    expect(line).to_have_count(0)
    expect(page.locator("[data-address]")).to_have_count(0)
    assert {"key.of.overlay"} == venue.revoked
