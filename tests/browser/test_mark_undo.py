"""The way back from a tap: each person's own, and with all that went with it."""

from playwright.sync_api import expect

from shared.domain.units import mark_text
from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import MarkPage, given_up_with_an_entry, phone
from tests.browser.mark_photos import camera_photo


def handed_on(office: FakeOffice, new_page: NewPage) -> MarkPage:
    """Return a phone of e-1 on which e-2 has left an entry that is not sent."""
    mark = given_up_with_an_entry(new_page, office, "A1", "A1.1")
    mark.pair(code="OTHER1", subject="e-1")
    mark.go_to_sheet("A1", "c-1")
    return mark


def test_undo_enters_nothing_of_whoever_had_the_device_before(office: FakeOffice, new_page: NewPage) -> None:
    """It takes the own entry back and leaves the other's alone: that goes out in no other name."""
    mark = handed_on(office, new_page)
    mark.page.context.set_offline(True)
    mark.tap_mark("A1.1", "0.00")
    mark.expect_custody("A1.1", "saved")

    mark.page.locator(".bar button").tap()

    expect(mark.page.locator(".bar")).to_contain_text("Taken back")
    expect(mark.aspect("A1.1").locator("[aria-pressed=true]")).to_have_count(0)
    mark.page.context.set_offline(False)
    mark.tap_mark("A1.2", "1.00")
    mark.expect_custody("A1.2", "counted")
    assert [] == office.marking.entered("c-1", "A1.1")


def test_undo_is_offered_while_the_own_entry_is_here_and_to_nobody_else(
    office: FakeOffice, new_page: NewPage
) -> None:
    """Another's entry of the same mark neither opens the offer nor keeps it open."""
    mark = handed_on(office, new_page)
    expect(mark.page.locator(".bar button")).to_have_count(0)

    mark.tap_mark("A1.1", "0.00")

    expect(mark.page.locator(".bar button")).to_have_count(1)
    mark.expect_custody("A1.1", "counted")
    expect(mark.page.locator(".bar button")).to_have_count(0)


def test_a_clerk_takes_an_entry_back_and_the_one_before_has_its_paper(
    office: FakeOffice, new_page: NewPage
) -> None:
    """R22: what stands again goes out as typed from the signed sheet, and counts."""
    mark = phone(new_page, office)
    mark.pair("CLERK2", "k-1", "clerk")
    mark.open_sheet("A1", "c-1")
    mark.page.locator("[data-paper-card] select").select_option("e-2")
    file = {"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": camera_photo(mark.page)}
    mark.page.locator("[data-paper-card] input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    mark.page.context.set_offline(True)
    for value in ("1.00", "0.00"):
        mark.tap_mark("A1.1", value)
        expect(mark.aspect("A1.1").locator(f"[data-mark='{value}'][aria-pressed=true]")).to_be_visible()
    mark.expect_custody("A1.1", "saved")

    mark.page.locator(".bar button").tap()
    expect(mark.aspect("A1.1").locator("[data-mark='1.00'][aria-pressed=true]")).to_be_visible()
    mark.page.context.set_offline(False)

    mark.expect_custody("A1.1", "counted")
    ((said, entry),) = office.marking.entered("c-1", "A1.1")
    assert said.paper is not None
    assert entry.mark is not None
    assert ("e-2", "k-1", "1.00") == (said.expert, said.paper.clerk, mark_text(entry.mark))
