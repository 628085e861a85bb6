"""The outbox as people read it: what is true now of each entry, and whose it is."""

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import PIN, phone
from tests.browser.mark_scenes import enter


def test_another_persons_entry_keeps_nobody_from_signing(office: FakeOffice, new_page: NewPage) -> None:
    """Who has the phone now cannot send it: the strip says that it is another's, and the form is signed."""
    mark = phone(new_page, office)
    mark.pair(code="FIRST2", subject="e-2")
    mark.go_to_sheet("C1", "c-1")
    mark.cut_network()
    mark.tap_mark("C1.2", "1.00")
    mark.expect_custody("C1.2", "saved")
    mark.give_up()
    mark.mend_network()
    for at in range(1, office.competitors + 1):
        enter(office, "e-1", "C1", f"c-{at}", "C1.1", measured="12.00")
        enter(office, "e-1", "C1", f"c-{at}", "C1.2", mark="1.00")
        enter(office, "e-1", "C1", f"c-{at}", "C1.3", deductions=1)

    mark.pair(code="OTHER1", subject="e-1")
    mark.page.evaluate("location.hash = '#/sign/welding/C1'")

    expect(mark.outbox).to_have_text("1 of others")
    expect(mark.outbox).to_have_attribute("data-outbox", "0")
    mark.page.get_by_role("button", name="Check 6 sheets").tap()
    mark.page.get_by_role("button", name="Sign with PIN").tap()
    mark.page.locator("dialog input").fill(PIN)
    mark.page.locator("dialog .button").tap()
    expect(mark.page.get_by_text("✓ you")).to_be_visible()
    assert ["e-1"] == list(office.marking.tally.lives["C1"].signatures)
