"""What a viewer sees and the page does when the link breaks."""

import pytest
from playwright.sync_api import expect

from tests.browser.boards import skill_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.skill_page import SkillPage

BOARD = "wsk2024/welding"


@pytest.fixture
def board(live: FakeLive, new_page: NewPage) -> SkillPage:
    """Open the board of welding at version 12."""
    live.put(BOARD, skill_board(), version=12)
    page = SkillPage(new_page(), live.base_url)
    page.expect_link("live")
    return page


def test_a_dropped_socket_comes_back_and_resumes_where_it_stood(live: FakeLive, board: SkillPage) -> None:
    """Epoch and version go with the subscription, and what was missed is filled in."""
    live.drop(4000)
    live.change(BOARD, {"rows": {"c-asqar": {"total": "44.00"}}})

    expect(board.total("Asqar")).to_have_text("44.00")
    board.expect_link("live")
    assert {"op": "subscribe", "board": BOARD, "epoch": "e1", "version": 12} in live.subscriptions


def test_a_lost_delta_is_noticed_and_asked_for(live: FakeLive, board: SkillPage) -> None:
    """A gap in the versions means that something is missing; the page never guesses."""
    live.change(BOARD, {"rows": {"c-asqar": {"total": "44.00"}}}, lose=True)
    live.change(BOARD, {"rows": {"c-aigerim": {"total": "43.00"}}})

    expect(board.total("Asqar")).to_have_text("44.00")
    expect(board.total("Aigerim")).to_have_text("43.00")


def test_a_new_epoch_begins_with_a_fresh_board(live: FakeLive, board: SkillPage) -> None:
    """A board that was built anew replaces the old one, whatever its version."""
    live.put(BOARD, skill_board(marked_percent="12.0"), epoch="e2", version=1)

    expect(board.page.locator(".meter")).to_contain_text("12%")


def test_a_stale_board_veils_itself_and_says_since_when(live: FakeLive, board: SkillPage) -> None:
    """Nobody may take an old board for a live one; when the link is back the veil falls."""
    live.go_down()

    board.expect_link("offline")
    board.expect_stale(is_stale=True)
    expect(board.page.get_by_text("This is how it stood at")).to_be_visible()
    board.expect_order("Asqar Alimov", "Aigerim Nurlanqyzy", "Danijar Seitqali")

    live.come_up()
    board.expect_link("live")
    board.expect_stale(is_stale=False)


def test_a_page_told_not_to_come_back_does_not(live: FakeLive, board: SkillPage) -> None:
    """It says so and offers what helps; it does not knock again."""
    connections_made = live.connections_made

    live.drop(4103)

    board.expect_link("refused")
    expect(board.page.get_by_role("button", name="Reload")).to_be_visible()
    assert connections_made == live.connections_made


def test_an_unknown_board_says_what_to_do_and_appears_when_it_is_there(
    live: FakeLive, new_page: NewPage
) -> None:
    """Whoever opens the address too early only has to wait."""
    page = SkillPage(new_page(), live.base_url)
    expect(page.page.get_by_role("heading")).to_have_text("This board is not here yet")
    expect(page.page.get_by_text("wsk2024/welding")).to_be_visible()

    live.put(BOARD, skill_board())

    page.expect_order("Asqar Alimov", "Aigerim Nurlanqyzy", "Danijar Seitqali")
