"""A screen of the hall whose network is cut for ten minutes, on the real stack and in real time."""

import json
import time
import urllib.request
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage, browser, new_page
from tests.cut_line import CutLine
from tests.e2e.test_mark_page import fill, forms_of, post
from tests.e2e.test_stage_pages import DESK, HALL, expect_board, show, sign_in, skill, stack, taken, totals
from tests.stack import RunningStack

__all__ = ["browser", "new_page", "skill", "stack"]  # fixtures that others have made

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1800)]

Json = dict[str, Any]
CUT_S: Final = 600
HALF_MS: Final = CUT_S * 1000 // 2
BACK_WITHIN_MS: Final = 60_000
UNTIL_KEPT: Final = """async (board) => {
  const kept = () => localStorage.getItem('bayge.screen.last') ?? '';
  while (!kept().includes(board) || !navigator.serviceWorker.controller)
    await new Promise((done) => setTimeout(done, 100));
}"""
UNTIL_LATER: Final = """async (ms) => {
  const since = Date.now();
  while (Date.now() - since < ms) await new Promise((done) => setTimeout(done, 500));
}"""
"""The page's own rules let no text be run as a script: what is waited for is waited for in the page."""
FORMS: Final = 3
"""How many forms are marked while the screen hears nothing."""


@pytest.fixture
def line(stack: RunningStack) -> Iterator[CutLine]:
    """Give a way to the stack that can be cut."""
    port = urlsplit(stack.base_url).port
    assert port is not None
    line = CutLine(lambda _: port)
    line.start()
    yield line
    line.stop()


def half_of_the_cut(page: Page) -> None:
    """Return when half of the time has passed on the page's own clock."""
    page.evaluate(UNTIL_LATER, HALF_MS)


def expect_old(glass: Page, stood: list[str], board: Locator) -> None:
    """The last board stands under the veil, which says since when."""
    expect(glass.locator("[data-plan]")).to_have_attribute("data-stale", "true", timeout=BACK_WITHIN_MS)
    expect(glass.get_by_role("status")).to_be_visible()
    expect(board.locator("[data-row]").first).to_be_visible()
    assert stood == totals(board)


def public_totals(stack: RunningStack, board: str) -> list[str]:
    """Return the totals of a board as the services tell them, first place first."""
    with urllib.request.urlopen(f"{stack.base_url}/api/v1/boards/{board}.json?flat", timeout=60) as answer:
        return [row["total"] for row in json.load(answer)]


def test_ten_minutes_without_a_network(
    stack: RunningStack, skill: Json, line: CutLine, new_page: NewPage
) -> None:
    """Marks go on, the gateway dies, the page is reloaded in the middle; then all is right without a hand."""
    post(stack, "/championships/small/publications", {"audience": "public", "policy": "live"})
    name = f"small/{skill['id']}"
    forms = forms_of(skill, "M")
    glass, operator = new_page(**HALL), new_page(**DESK)
    sign_in(operator, stack, "/operator", "operator")
    card = taken(glass, operator, line.base_url)
    show(operator, card, "board", name)
    board = expect_board(glass, name)
    fill(stack, skill, forms[0])
    expect(board.locator(".total", has_text="–")).to_have_count(0)
    expect(card.locator("[data-health]")).to_have_attribute("data-health", "right")
    glass.evaluate(UNTIL_KEPT, name)
    stood = totals(board)

    line.cut()
    cut_at = time.monotonic()
    expect_old(glass, stood, board)
    print(f"\nveiled after {time.monotonic() - cut_at:.1f} s: {glass.get_by_role('status').inner_text()}")
    for form in forms[1 : 1 + FORMS]:
        fill(stack, skill, form)
    stack.kill("broadcast-venue")
    half_of_the_cut(glass)
    expect(card.locator("[data-health]")).to_have_attribute("data-health", "silent")
    glass.reload()
    expect_old(glass, stood, board)
    half_of_the_cut(glass)
    expect_old(glass, stood, board)

    line.mend()
    mended_at = time.monotonic()
    expect(glass.locator("[data-plan]")).to_have_attribute("data-stale", "false", timeout=BACK_WITHIN_MS)
    print(f"cut for {mended_at - cut_at:.0f} s; right after {time.monotonic() - mended_at:.1f} s")
    right = public_totals(stack, name)
    expect(board.locator("[data-row] .total")).to_have_text([text.replace(".", ",") for text in right])
    expect(card.locator("[data-health]")).to_have_attribute("data-health", "right")
    expect(operator.locator(f"[data-spread='{name}']")).to_contain_text("on 1 of 1")
    print(f"the operator knows after {time.monotonic() - mended_at:.1f} s")
    assert stood != totals(board)
