"""The page that helps a device to trust the venue's address: steps for each device, and the check."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import PHONE

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1"
)


def told(office: FakeOffice, secure: str, certificate: str = "internal") -> None:
    """Let the page know where the addresses are."""
    office.addresses = {"secure": secure, "trust": f"{office.base_url}/trust", "certificate": certificate}


def test_a_device_that_trusts_the_address_is_led_on(office: FakeOffice, new_page: NewPage) -> None:
    """Here the other origin is the same server by another name: it answers, and nobody may read it."""
    secure = office.base_url.replace("127.0.0.1", "localhost")
    told(office, secure)
    page = new_page()
    page.goto(f"{office.base_url}/trust")

    expect(page.locator("[data-trusted='yes']")).to_contain_text("this device trusts the address")
    expect(page.get_by_role("link", name="Open the marking page")).to_have_attribute("href", f"{secure}/mark")


def test_a_device_that_does_not_is_shown_the_steps_of_its_kind(office: FakeOffice, new_page: NewPage) -> None:
    """Nothing listens at the secure address: the browser refuses it as it refuses a bad certificate."""
    told(office, "https://127.0.0.1:1")
    page = new_page(**PHONE, user_agent=IPHONE)
    page.goto(f"{office.base_url}/trust")

    expect(page.locator("[data-trusted='no']")).to_contain_text("Not yet")
    expect(page.get_by_role("button", name="iPhone, iPad")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Certificate Trust Settings")).to_be_visible()
    expect(page.get_by_role("link", name="Get the certificate")).to_have_attribute("href", "/trust/root.crt")
    page.get_by_role("button", name="Android").tap()
    expect(page.get_by_text("Install anyway")).to_be_visible()


def test_a_certificate_that_all_devices_know_needs_no_step(office: FakeOffice, new_page: NewPage) -> None:
    """Nor has a plain address anything to trust."""
    told(office, "https://127.0.0.1:1", "files")
    page = new_page()
    page.goto(f"{office.base_url}/trust")
    expect(page.get_by_text("has a certificate of its own")).to_be_visible()
    expect(page.get_by_role("link", name="Get the certificate")).to_have_count(0)

    office.addresses = None
    page.reload()

    expect(page.get_by_text("there is nothing to trust")).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_the_page_fits_a_phone_in_each_language(office: FakeOffice, new_page: NewPage, lang: str) -> None:
    """The longest words are not English."""
    told(office, "https://127.0.0.1:1")
    page = new_page(**PHONE)
    page.goto(f"{office.base_url}/trust?lang={lang}")

    for button in page.locator(".platforms button").all():
        button.tap()
        expect(button).to_have_attribute("aria-pressed", "true")
        assert 0 == page.evaluate(OVERFLOW)
    assert lang == page.evaluate("document.documentElement.lang")
