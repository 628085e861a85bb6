"""What went wrong is said in the language that is chosen now, also when it went wrong in another one."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import phone
from tests.browser.test_chief_page import signed_in

NO_ANSWER = "The server did not answer"
NO_ANSWER_RU = "Сервер не ответил"


def in_russian(page: Page) -> None:
    """Choose the language at the head of the page."""
    page.get_by_label("Language").select_option("ru")


def test_two_pins_that_differ(office: FakeOffice, new_page: NewPage) -> None:
    """The word is the page's own."""
    mark = phone(new_page, office)
    office.codes["K7QF2M"] = ("e-1", "expert")
    mark.page.goto(f"{office.base_url}/mark#pair=K7QF2M")
    mark.page.locator("form .button").click()
    expect(mark.page.locator("input[type=password]")).to_have_count(2)
    mark.page.locator("input[type=password]").first.fill("2468")
    mark.page.locator("input[type=password]").last.fill("8642")
    mark.page.locator("form .button").tap()
    expect(mark.page.get_by_role("alert")).to_have_text("The two are not the same.")

    in_russian(mark.page)

    expect(mark.page.get_by_role("alert")).to_have_text("PIN не совпадают.")


def test_a_code_that_nobody_answered(office: FakeOffice, new_page: NewPage) -> None:
    """It can be tried again."""
    mark = phone(new_page, office)
    mark.page.route("**/api/v1/devices", lambda route: route.abort())
    mark.page.goto(f"{office.base_url}/mark#pair=K7QF2M")
    mark.page.locator("form .button").click()
    expect(mark.page.get_by_role("alert")).to_contain_text(NO_ANSWER)

    in_russian(mark.page)

    expect(mark.page.get_by_role("alert")).to_contain_text(NO_ANSWER_RU)


def test_a_pin_that_nobody_answered(office: FakeOffice, new_page: NewPage) -> None:
    """The PIN is there from another device; here it is shown."""
    office.pins["e-1"] = "2468"
    mark = phone(new_page, office)
    office.codes["K7QF2M"] = ("e-1", "expert")
    mark.page.route("**/api/v1/devices/confirm", lambda route: route.abort())
    mark.page.goto(f"{office.base_url}/mark#pair=K7QF2M")
    mark.page.locator("form .button").click()
    mark.page.locator("input[type=password]").fill("2468")
    mark.page.locator("form .button").tap()
    expect(mark.page.get_by_role("alert")).to_contain_text(NO_ANSWER)

    in_russian(mark.page)

    expect(mark.page.get_by_role("alert")).to_contain_text(NO_ANSWER_RU)


def test_a_sign_in_that_nobody_answered(office: FakeOffice, new_page: NewPage) -> None:
    """On each page with a sign-in; here the chief expert's."""
    page = new_page()
    page.route("**/api/v1/sessions", lambda route: route.abort())
    page.goto(f"{office.base_url}/chief")
    page.get_by_label("Name").fill("somebody")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text(NO_ANSWER)

    in_russian(page)

    expect(page.get_by_role("alert")).to_contain_text(NO_ANSWER_RU)


def test_a_pairing_that_nobody_answered_is_its_experts(office: FakeOffice, new_page: NewPage) -> None:
    """Beside another expert's name it says nothing."""
    page = signed_in(new_page, office)
    page.get_by_role("link", name="Devices").click()
    page.route("**/api/v1/pairings", lambda route: route.abort())
    page.locator("[data-who]").select_option("e-2")
    page.get_by_role("button", name="Show the code").click()
    expect(page.get_by_role("alert")).to_contain_text(NO_ANSWER)

    in_russian(page)
    expect(page.get_by_role("alert")).to_contain_text(NO_ANSWER_RU)
    page.locator("[data-who]").select_option("e-3")

    expect(page.get_by_role("alert")).to_have_count(0)
