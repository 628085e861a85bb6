"""Screens, overlays and the announcer on the real stack: an operator's day in a real browser."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from deploy.samples import championship_bundle
from tests.browser.conftest import NewPage, browser, new_page
from tests.e2e.test_mark_page import PASSWORD, fill, forms_of, post
from tests.stack import RunningStack, running

Json = dict[str, Any]

__all__ = ["browser", "new_page"]  # the fixtures of the browser tests, here on a real stack

HALL: Json = {"viewport": {"width": 1920, "height": 1080}}
DESK: Json = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture(scope="module")
def stack(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Run everything, with the built pages."""
    yield from running(RunningStack(tmp_path_factory.mktemp("stage")))


@pytest.fixture(scope="module")
def skill(stack: RunningStack) -> Json:
    """Import the small championship with an operator and an announcer; return its first skill."""
    bundle = championship_bundle("small")
    post(stack, "/championships", bundle)
    for name in ("operator", "announcer"):
        account = {"name": name, "password": PASSWORD, "role": name, "subject": f"{name}-1"}
        post(stack, "/accounts", {**account, "championship": "small", "skills": []})
    post(stack, "/championships/small/publications", {"audience": "venue", "policy": "live"})
    found: Json = bundle["skills"][0]
    return found


def sign_in(page: Page, stack: RunningStack, place: str, name: str) -> None:
    """Sign in at a desk of the venue."""
    page.goto(f"{stack.base_url}{place}")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def taken(glass: Page, operator: Page, base_url: str) -> Locator:
    """Take the screen by the code on its glass; return its card."""
    glass.goto(f"{base_url}/screen")
    code = glass.locator("[data-screen-code]").inner_text()
    operator.get_by_label("Code").fill(code)
    operator.get_by_label("Name", exact=True).fill("Hall A")
    operator.get_by_label("Groups").fill("hall")
    operator.get_by_role("button", name="Take it").click()
    card = operator.locator("[data-screen]")
    expect(card).to_contain_text("Hall A")
    expect(glass.locator("[data-plan=none]")).to_contain_text("Hall A")
    return card


def show(
    operator: Page,
    card: Locator,
    plan: str,
    boards: str | list[str] = "",
    fields: dict[str, str] | None = None,
) -> None:
    """Give the screen of a card another plan: of these boards, with these fields."""
    card.get_by_role("button", name="Change the plan").click()
    dialog = operator.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Plan").select_option(plan)
    if boards:
        dialog.locator("select").filter(has=operator.locator("option[value*='/']")).select_option(boards)
    for name, value in (fields or {}).items():
        dialog.get_by_label(name).fill(value)
    dialog.get_by_role("button", name="Show it").click()
    expect(dialog).to_have_count(0)


def totals(board: Locator) -> list[str]:
    """Return the totals that stand on a board, in their order."""
    return board.locator("[data-row] .total").all_inner_texts()


def expect_board(glass: Page, board: str) -> Locator:
    """The board stands on the glass, not veiled; returns it."""
    expect(glass.locator("[data-plan]")).to_have_attribute("data-stale", "false")
    found = glass.locator(f"[data-board='{board}']")
    expect(found.locator("[data-row]").first).to_be_visible()
    return found


def test_an_operator_runs_a_screen_of_the_hall(stack: RunningStack, skill: Json, new_page: NewPage) -> None:
    """From the code to the board of real marks, a dead gateway, a reload, and every other plan."""
    first, second = (f"small/{one['id']}" for one in championship_bundle("small")["skills"][:2])
    glass, operator = new_page(**HALL), new_page(**DESK)
    sign_in(operator, stack, "/operator", "operator")
    card = taken(glass, operator, stack.base_url)

    show(operator, card, "board", first)
    board = expect_board(glass, first)
    fill(stack, skill, forms_of(skill, "M")[0])
    expect(board.locator(".total", has_text=re.compile(r"\d"))).to_have_count(len(skill["competitors"]))
    expect(card.locator("[data-health]")).to_have_attribute("data-health", "right")
    expect(operator.locator(f"[data-spread='{first}']")).to_contain_text("on 1 of 1")

    glass.context.set_offline(True)  # the gateway alone would be back before anybody sees it
    stack.kill("broadcast-venue")
    expect(glass.locator("[data-plan]")).to_have_attribute("data-stale", "true")
    before = totals(board)
    fill(stack, skill, forms_of(skill, "M")[1])
    glass.context.set_offline(False)
    expect(glass.locator("[data-plan]")).to_have_attribute("data-stale", "false")
    expect(board.locator(".total", has_text=before[0])).to_have_count(0)
    stood = totals(board)
    glass.reload()
    assert stood == totals(expect_board(glass, first))

    show(operator, card, "carousel", [first, second], {"Seconds each": "3"})
    expect_board(glass, second)
    expect_board(glass, first)
    show(operator, card, "message", fields={"Text, English": "Doors open at nine"})
    expect(glass.locator("[data-plan=message]")).to_contain_text("Doors open at nine")
    with glass.expect_event("load"):
        card.get_by_role("button", name="Load anew").click()
    expect(glass.locator("[data-plan=message]")).to_contain_text("Doors open at nine")

    card.get_by_role("button", name="Do not touch").click()
    expect(card.get_by_role("button", name="Change the plan")).to_be_disabled()
    card.get_by_role("button", name="Allow changes").click()
    show(operator, card, "blackout")
    expect(glass.locator("[data-plan]")).to_have_count(0)
    card.get_by_role("button", name="Take away").click()
    card.get_by_role("button", name="Yes").click()
    expect(glass.locator("[data-screen-code]")).to_be_visible()


def test_an_operator_puts_a_scene_on_air(stack: RunningStack, skill: Json, new_page: NewPage) -> None:
    """An address for the mixer, preview and take, the announcer's words, and the key taken back."""
    board, lowest = f"small/{skill['id']}", len(skill["competitors"]) - 1
    operator, air = new_page(**DESK), new_page(**HALL)
    sign_in(operator, stack, "/operator#/overlays", "operator")
    operator.get_by_label("For whom").fill("main mixer")
    operator.get_by_role("button", name="New address for OBS or vMix").click()
    air.goto(operator.locator("[data-address]").input_value())
    expect(air).to_have_title("bayge side:off lower:off full:off ticker:off live")

    side = operator.locator("[data-slot-fields=side]")
    side.get_by_role("combobox", name="Preview", exact=True).select_option("board")
    side.get_by_role("combobox", name="Skill", exact=True).select_option(board)
    expect(operator.locator("[data-view=preview] [data-slot=side] [data-row]").first).to_be_attached()
    expect(air.locator("[data-slot]")).to_have_count(0)
    side.get_by_role("button", name="Take").click()

    rows = air.locator("[data-slot=side] [data-row]")
    expect(rows).to_have_count(min(10, lowest + 1))
    expect(air).to_have_title(re.compile(rf"side:board:{board} .* live$"))
    booth = new_page(**DESK)
    sign_in(booth, stack, "/announcer", "announcer")
    booth.get_by_role("combobox", name="Skill").select_option(skill["id"])
    expect(booth.locator(f"[data-skill='{skill['id']}'] [data-row]")).to_have_count(lowest + 1)

    operator.get_by_role("button", name="Take back").click()
    operator.get_by_role("button", name="Yes").click()
    expect(operator.get_by_role("button", name="Take back")).to_have_count(0)
    with air.expect_response("**/api/v1/venue/tokens") as answer:
        air.reload()  # asks at once; a page that stays asks within a minute
    assert HTTPStatus.UNAUTHORIZED == answer.value.status
    expect(air).to_have_title(re.compile("stale$"))
    expect(air.locator("[data-slot]")).to_have_count(0)
