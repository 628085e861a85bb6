"""The chief expert sees what experts have seen: the comments and photos of a mark."""

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import phone
from tests.browser.mark_photos import take_photo
from tests.browser.mark_scenes import enter
from tests.browser.test_chief_page import signed_in

LABEL = "Photo on A1.1, Dana Omarova"


def leave_a_photo(office: FakeOffice, new_page: NewPage) -> None:
    """Let an expert take a photo of an aspect."""
    mark = phone(new_page, office)
    mark.pair()
    mark.open_sheet("A1", "c-1")
    take_photo(mark, "A1.1")
    office.wait_for(lambda: len(office.photos) == 1 and len(office.marking.entered("c-1", "A1.1")) == 1)


def history_of(new_page: NewPage, office: FakeOffice) -> Page:
    """Open the history of the sheet."""
    page = signed_in(new_page, office)
    page.evaluate("location.hash = '#/history/A1/c-1'")
    return page


def test_a_photo_is_opened_and_closed_by_the_keyboard(office: FakeOffice, new_page: NewPage) -> None:
    """Small beside the entries, large when asked for, and each says what it is of and who took it."""
    leave_a_photo(office, new_page)
    enter(office, "e-2", "A1", "c-1", "A1.1", mark="1.00", comment="a crack at the end")
    page = history_of(new_page, office)
    card = page.locator("[data-history='A1.1']")
    expect(card).to_contain_text("a crack at the end")
    expect(card.get_by_role("img", name=LABEL)).to_be_visible()

    card.get_by_role("button", name=LABEL).press("Enter")

    large = page.get_by_role("dialog", name=LABEL)
    expect(large.get_by_role("img", name=LABEL)).to_be_visible()
    page.keyboard.press("Escape")
    expect(large).to_have_count(0)
    expect(card.get_by_role("button", name=LABEL)).to_be_focused()


def test_a_photo_says_that_it_is_being_loaded(office: FakeOffice, new_page: NewPage) -> None:
    """On a slow network the place is kept, and is no picture yet."""
    leave_a_photo(office, new_page)
    held: list[Route] = []
    page = signed_in(new_page, office)
    page.route("**/photos/*", lambda route: held.append(route))
    page.evaluate("location.hash = '#/history/A1/c-1'")
    card = page.locator("[data-history='A1.1']")

    expect(card.get_by_role("status", name=LABEL)).to_be_visible()
    expect(card.get_by_role("img")).to_have_count(0)

    held[0].continue_()
    expect(card.get_by_role("img", name=LABEL)).to_be_visible()


def test_a_photo_that_is_not_there_yet_is_asked_for_again(office: FakeOffice, new_page: NewPage) -> None:
    """A remark may arrive before its photo does."""
    leave_a_photo(office, new_page)
    photos, office.photos = office.photos, {}
    page = history_of(new_page, office)
    card = page.locator("[data-history='A1.1']")
    expect(card).to_contain_text("The photo is not here yet")
    office.photos = photos

    card.get_by_role("button", name="Try again").click()

    expect(card.get_by_role("img", name=LABEL)).to_be_visible()


def test_who_decides_about_an_entry_sees_its_photo(office: FakeOffice, new_page: NewPage) -> None:
    """R33: beside the two values; and it stays open while the page asks for news."""
    leave_a_photo(office, new_page)
    enter(office, "e-1", "A1", "c-1", "A1.1", mark="1.00")
    enter(office, "e-2", "A1", "c-1", "A1.1", mark="0.00")
    page = signed_in(new_page, office)
    page.get_by_role("link", name="To decide").click()
    page.locator("[data-aside]").get_by_role("button", name=LABEL).click()
    expect(page.get_by_role("dialog", name=LABEL)).to_be_visible()

    with office.changed:
        office.requests.clear()
    office.wait_for(lambda: sum(path.endswith("/forms") for _, path in office.requests) >= 2)

    expect(page.get_by_role("dialog", name=LABEL)).to_be_visible()
