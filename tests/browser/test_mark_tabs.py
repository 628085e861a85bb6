"""Two tabs of the marking page on one device: one of them sends for both, whoever is paired."""

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import MarkPage, phone


def another_tab(mark: MarkPage) -> MarkPage:
    """Open a second tab of the same browser."""
    tab = MarkPage(mark.page.context.new_page(), mark.office)
    tab.page.goto(f"{mark.office.base_url}/mark")
    return tab


def test_a_tab_from_before_the_pairing_sends_what_the_other_enters(
    office: FakeOffice, new_page: NewPage
) -> None:
    """A scanned code opens a tab of its own; the first tab, which does the sending, hears of the pairing."""
    first = phone(new_page, office)
    first.page.goto(f"{office.base_url}/mark")
    expect(first.page.locator("form")).to_be_visible()
    second = another_tab(first)
    second.pair()
    second.go_to_sheet("A1", "c-1")

    second.tap_mark("A1.1", "1.00")

    second.expect_custody("A1.1", "counted")
    expect(first.page.locator("[data-form]").first).to_be_visible()


def test_a_tab_of_the_person_before_is_the_next_persons_at_once(
    office: FakeOffice, new_page: NewPage
) -> None:
    """R22: it shows nothing of what the first one was told, and sends what the second one enters."""
    office.act("chief_expert", "set_team", form="B1", experts=["e-1", "e-2", "e-3"], supervisor="e-4")
    first = phone(new_page, office)
    first.pair()
    first.go_to_sheet("B1", "c-2")
    first.tap_score("B1.1", 3)
    expect(first.aspect("B1.1")).to_contain_text("1 of 3 in")
    second = another_tab(first)
    second.give_up()
    expect(first.page.locator("input.code")).to_be_visible()
    second.pair(code="OTHER1", subject="e-2")
    second.go_to_sheet("B1", "c-2")

    second.tap_score("B1.1", 2)

    second.expect_custody("B1.1", "waiting")
    expect(first.aspect("B1.1")).to_contain_text("2 of 3 in")
    expect(first.aspect("B1.1").locator("[aria-pressed=true]")).to_have_attribute("data-score", "2")
