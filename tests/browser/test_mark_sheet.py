"""Marking on a phone: a sheet is entered, kept, sent and counted, and the page says where each mark is."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import phone
from tests.browser.marking_world import SKILL

TOO_SMALL = """[...document.querySelectorAll('a[href], button, select, summary')]
  .map(one => [one.className, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 48 || box.height < 48))
  .map(([name, box]) => [name, box.width, box.height])"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_phone_pairs_by_the_link_and_sees_its_forms(office: FakeOffice, new_page: NewPage) -> None:
    """The code leaves the address at once, a PIN is chosen, and the day's forms are there."""
    mark = phone(new_page, office)

    mark.pair()

    assert "K7QF2M" not in mark.page.url
    expect(mark.page.locator("[data-form]")).to_have_count(2)
    expect(mark.page.locator("[data-form='A1']")).to_contain_text("Fillet weld")


def test_a_new_code_that_is_scanned_takes_the_place_of_what_was_typed(
    office: FakeOffice, new_page: NewPage
) -> None:
    """The old one was mistyped or expired; its fault is gone with it."""
    mark = phone(new_page, office)
    mark.page.goto(f"{office.base_url}/mark")
    mark.page.get_by_label("Code").fill("WRONG1")
    mark.page.locator("form .button").tap()
    expect(mark.page.get_by_role("alert")).to_be_visible()

    mark.page.evaluate("location.hash = '#pair=B4NW8P'")

    expect(mark.page.get_by_label("Code")).to_have_value("B4NW8P")
    expect(mark.page.get_by_role("alert")).to_have_count(0)


def test_a_sheet_of_twelve_aspects_takes_fourteen_taps(office: FakeOffice, new_page: NewPage) -> None:
    """One tap for the form, one for the competitor, one for each aspect; then it is entered."""
    mark = phone(new_page, office)
    mark.pair()
    mark.page.evaluate("window.taps = 0; addEventListener('click', () => { window.taps += 1 }, true)")

    mark.open_sheet("A1", "c-1")
    for at in range(1, 13):
        mark.tap_mark(f"A1.{at}", "1.00")

    office.wait_for(lambda: len(office.marking.tally.sheets.get(("c-1", "A1"), _Empty).marks) == 12)
    for at in range(1, 13):
        mark.expect_custody(f"A1.{at}", "counted")
    assert 12 + 2 == mark.page.evaluate("window.taps")


def test_on_screens_is_said_when_the_boards_show_it(office: FakeOffice, new_page: NewPage) -> None:
    """Counted and held back under embargo; on screens while the boards show it, and no longer."""
    mark = phone(new_page, office)
    mark.pair()
    mark.open_sheet("A1", "c-1")
    mark.tap_mark("A1.1", "1.00")
    mark.expect_custody("A1.1", "counted")

    office.show({"offsets": {}, "is_held_back": True})
    expect(mark.aspect("A1.1").locator("[data-custody='counted']")).to_have_text(
        "Counted, held back from screens"
    )
    office.show({"offsets": {"A1": office.marking.offset}, "is_held_back": True})
    mark.expect_custody("A1.1", "shown")
    office.show(None)
    mark.expect_custody("A1.1", "counted")


class _Empty:
    marks: tuple[()] = ()


def test_a_mark_is_here_before_it_is_counted(office: FakeOffice, new_page: NewPage) -> None:
    """Offline it is saved here and says so; once the network is back it is counted."""
    mark = phone(new_page, office)
    mark.pair()
    mark.open_sheet("A1", "c-1")
    mark.page.context.set_offline(True)

    mark.tap_mark("A1.1", "0.00")

    mark.expect_custody("A1.1", "saved")
    expect(mark.outbox).to_have_attribute("data-outbox", "1")
    mark.page.context.set_offline(False)
    mark.expect_custody("A1.1", "counted")
    expect(mark.outbox).to_have_attribute("data-outbox", "0")


def test_the_log_is_told_from_the_count(office: FakeOffice, new_page: NewPage) -> None:
    """While the verdict is late a mark is in the log, and not yet counted."""
    office.is_late = True
    mark = phone(new_page, office)
    mark.pair()
    mark.open_sheet("A1", "c-1")

    mark.tap_mark("A1.1", "1.00")

    mark.expect_custody("A1.1", "logged")
    office.is_late = False
    mark.expect_custody("A1.1", "counted")


def test_an_entry_is_taken_back_while_it_is_still_here(office: FakeOffice, new_page: NewPage) -> None:
    """Undo within the hold leaves no trace in the log."""
    mark = phone(new_page, office)
    mark.pair()
    mark.open_sheet("A1", "c-1")
    mark.page.context.set_offline(True)
    mark.tap_mark("A1.1", "1.00")

    mark.page.get_by_role("button", name="Undo").tap()

    expect(mark.aspect("A1.1").locator("[data-custody]")).to_have_count(0)
    expect(mark.outbox).to_have_attribute("data-outbox", "0")


def test_a_counted_mark_changes_only_with_a_reason(office: FakeOffice, new_page: NewPage) -> None:
    """R30: the page asks why, and the log keeps both."""
    mark = phone(new_page, office)
    mark.pair()
    mark.open_sheet("A1", "c-1")
    mark.tap_mark("A1.1", "1.00")
    mark.expect_custody("A1.1", "counted")

    mark.tap_mark("A1.1", "0.00")
    mark.page.get_by_role("button", name="Measured again").tap()
    mark.page.get_by_role("button", name="Correct the mark").tap()

    office.wait_for(lambda: office.marking.tally.sheets["c-1", "A1"].marks["A1.1"].revision == 2)
    standing = office.marking.tally.sheets["c-1", "A1"].marks["A1.1"]
    assert ("Measured again", 0) == (standing.entry.reason, standing.mark)


def test_every_way_of_measuring_is_entered(office: FakeOffice, new_page: NewPage) -> None:
    """A measured value, a partial mark, deductions; an implausible value is typed twice."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("C1", "c-1")

    mark.tap_mark("C1.2", "0.50")
    mark.aspect("C1.3").locator("[data-deductions='2']").tap()
    mark.aspect("C1.1").locator("[data-measured]").fill("120,1")
    mark.aspect("C1.1").locator("[data-measured]").press("Enter")
    mark.page.locator("dialog input").fill("12,01")
    mark.page.locator("dialog .button").tap()
    expect(mark.page.locator("dialog [role=alert]")).to_be_visible()
    mark.page.locator("dialog .quiet").tap()
    expect(mark.page.locator("dialog")).to_have_count(0)  # while it is open no key reaches the sheet
    mark.aspect("C1.1").locator("[data-measured]").fill("12,01")
    mark.aspect("C1.1").locator("[data-measured]").press("Enter")

    office.wait_for(lambda: len(office.marking.tally.sheets.get(("c-1", "C1"), _Empty).marks) == 3)
    marks = office.marking.tally.sheets["c-1", "C1"].marks
    assert ("12.01", 2) == (marks["C1.1"].entry.measured, marks["C1.3"].entry.deductions)


@pytest.mark.parametrize("nonsense", ["12,5,1", "1e5", "1 000", "12.0000000001"])
def test_what_is_no_measured_value_says_so(nonsense: str, office: FakeOffice, new_page: NewPage) -> None:
    """Also where nothing is entered yet: a dead button would leave one guessing."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("C1", "c-1")
    field = mark.aspect("C1.1").locator("[data-measured]")
    field.fill(nonsense)

    field.press("Enter")

    expect(mark.aspect("C1.1").get_by_role("alert")).to_have_text("Write digits, such as 12.05")
    expect(field).to_have_value(nonsense)


def test_what_is_half_typed_stays_with_its_competitor(office: FakeOffice, new_page: NewPage) -> None:
    """The next one's field is empty: else one Enter gives a stranger's value to the wrong person."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("C1", "c-1")
    field = mark.aspect("C1.1").locator("[data-measured]")
    field.fill("12,01")
    mark.page.get_by_role("button", name="Next").tap()
    expect(mark.page.get_by_role("heading", level=1)).to_have_text("Daniyar Seitqali")

    expect(field).to_have_value("")
    mark.page.get_by_role("button", name="Previous").tap()
    expect(field).to_have_value("12,01")


def test_no_letter_is_lost_however_fast_one_types(office: FakeOffice, new_page: NewPage) -> None:
    """Each is kept, and none of what is being written to the device overwrites what came after it."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")
    mark.aspect("A1.1").get_by_role("button", name="Comment").tap()
    field = mark.aspect("A1.1").locator("textarea")
    field.click()
    text = "Leg length 5.8 mm at the start, measured twice, once more after grinding. " * 3

    mark.page.keyboard.type(text)
    mark.aspect("A1.1").locator(".write button").tap()

    expect(mark.aspect("A1.1").locator("[data-remark='in'] p").first).to_have_text(text.strip())


def test_what_one_taps_is_large_enough_also_while_entries_wait(office: FakeOffice, new_page: NewPage) -> None:
    """48 px each way, for a thumb in a glove; the way to the outbox is needed most when it is not empty."""
    mark = phone(new_page, office)
    mark.pair()
    mark.open_sheet("A1", "c-1")
    mark.page.context.set_offline(True)
    mark.tap_mark("A1.1", "1.00")
    expect(mark.outbox).to_have_attribute("data-outbox", "1")
    mark.expect_custody("A1.1", "saved")

    assert [] == mark.page.evaluate(TOO_SMALL)


def test_nothing_is_wider_than_a_small_phone(office: FakeOffice, new_page: NewPage) -> None:
    """At 360 px no page scrolls sideways, in any language."""
    for lang in ("en", "ru", "kk"):
        mark = phone(new_page, office)
        mark.pair(code=f"K{lang.upper()}", lang=lang)
        for place in (
            "",
            f"form/{SKILL}/A1",
            f"sheet/{SKILL}/B1/c-1",
            f"sheet/{SKILL}/C1/c-1",
            "outbox",
            "settings",
        ):
            mark.page.evaluate(f"location.hash = '#/{place}'")
            expect(mark.page.locator(".body")).to_be_visible()
            assert 0 == mark.page.evaluate(OVERFLOW), (lang, place)
