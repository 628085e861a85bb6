"""Marking on a laptop: a sheet by keyboard alone, as fast as somebody can type."""

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import MarkPage


def test_a_day_is_marked_by_keyboard_alone(office: FakeOffice, new_page: NewPage) -> None:
    """Digits enter and go on, an arrow changes the competitor."""
    mark = MarkPage(new_page(viewport={"width": 1280, "height": 800}), office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")

    for at in range(1, 13):
        mark.page.keyboard.press("1" if at % 2 else "0")
        mark.expect_custody(f"A1.{at}", "saved", "sent", "counted")
    mark.page.keyboard.press("ArrowRight")

    expect(mark.page.get_by_role("heading", level=1)).to_have_text("Daniyar Seitqali")
    office.wait_for(lambda: office.marking.tally.entries_counted == 12)


def test_fast_fingers_hit_the_aspect_that_they_mean(office: FakeOffice, new_page: NewPage) -> None:
    """A key that comes while the one before is being written waits for it, and then goes one further."""
    mark = MarkPage(new_page(viewport={"width": 1280, "height": 800}), office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")

    mark.page.keyboard.type("110100011010")

    office.wait_for(lambda: office.marking.tally.entries_counted == 12)
    marks = office.marking.tally.sheets["c-1", "A1"].marks
    assert "110100011010" == "".join("1" if marks[f"A1.{at}"].mark else "0" for at in range(1, 13))
