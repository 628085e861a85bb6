"""The marking page at an address without https: what it cannot do there it says, and shows nothing empty."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import MarkPage, phone

INSECURE = "delete Crypto.prototype.subtle"  # the browser gives it to secure pages alone
REASONS = {
    "en": "Photos need a secure address (https)",
    "ru": "Для фото нужен защищённый адрес (https)",
    "kk": "Фото үшін қорғалған мекенжай (https) керек",
}


def insecure_phone(new_page: NewPage, office: FakeOffice) -> MarkPage:
    """Return a phone whose pages are not secure."""
    mark = phone(new_page, office)
    mark.page.add_init_script(INSECURE)
    return mark


@pytest.mark.parametrize("lang", REASONS)
def test_a_clerk_is_told_why_there_is_no_photo(lang: str, office: FakeOffice, new_page: NewPage) -> None:
    """At once: without the photo of the sheet no clerk can begin (R22)."""
    mark = insecure_phone(new_page, office)
    mark.pair("CLERK2", "k-1", "clerk", lang=lang)

    mark.open_sheet("A1", "c-1")

    expect(mark.page.locator("[data-paper-card]").get_by_role("alert")).to_contain_text(REASONS[lang])


def test_an_expert_is_told_who_wants_a_photo(office: FakeOffice, new_page: NewPage) -> None:
    """Not on each of twelve cards, but where one asked for it."""
    mark = insecure_phone(new_page, office)
    mark.pair()
    mark.open_sheet("A1", "c-1")
    expect(mark.page.get_by_text(REASONS["en"])).to_have_count(0)

    mark.aspect("A1.1").get_by_role("button", name="Photo").tap()

    expect(mark.aspect("A1.1").get_by_role("alert")).to_contain_text(REASONS["en"])


def test_a_device_without_a_key_shows_no_sign(office: FakeOffice, new_page: NewPage) -> None:
    """A word with nothing after it helps nobody; with a key it is there."""
    for make, signs in ((insecure_phone, 0), (phone, 1)):
        mark = make(new_page, office)
        mark.pair(f"K{signs}")
        mark.page.evaluate("location.hash = '#/settings'")
        expect(mark.page.locator("[data-unpair=ask]")).to_be_visible()
        expect(mark.page.get_by_text("Sign of this device")).to_have_count(signs)
