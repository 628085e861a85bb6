"""Words without a space, as long as people type them: no page of a phone scrolls sideways for them."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import PHONE, MarkPage, phone
from tests.browser.mark_scenes import enter
from tests.browser.test_chief_page import OVERFLOW, signed_in

NAME = "W" * 40  # the longest that a device takes
REASON = "ж" * 150


def named(new_page: NewPage, office: FakeOffice) -> MarkPage:
    """Return the phone of e-1, which has a long name."""
    mark = phone(new_page, office)
    office.codes["K7QF2M"] = ("e-1", "expert")
    mark.page.goto(f"{office.base_url}/mark#pair=K7QF2M")
    mark.page.get_by_label("Name of this device").fill(NAME)
    mark.page.locator("form .button").click()
    mark.show_pin()
    return mark


def chief_at(place: str, new_page: NewPage, office: FakeOffice) -> Page:
    """Return the chief expert's page on a phone, at this place."""
    page = signed_in(new_page, office, **PHONE)
    page.evaluate(f"location.hash = '#/{place}'")
    return page


def test_a_long_name_of_a_device_breaks_in_its_settings(office: FakeOffice, new_page: NewPage) -> None:
    """At 360 px."""
    mark = named(new_page, office)

    mark.page.evaluate("location.hash = '#/settings'")

    expect(mark.page.get_by_text(NAME)).to_be_visible()
    assert 0 == mark.page.evaluate(OVERFLOW)


def test_a_long_name_of_a_device_breaks_on_another_one(office: FakeOffice, new_page: NewPage) -> None:
    """It is told there who else is on the form."""
    mark = phone(new_page, office)
    mark.pair("B4NW8P", "e-2")
    named(new_page, office)
    at = {"skill": "welding", "form": "A1", "competitor": "c-1"}
    next(device for device in office.devices.values() if device.name == NAME).at = at
    mark.go_to_sheet("A1", "c-1")

    mark.page.reload()  # asks at once who else is there

    expect(mark.page.get_by_text(NAME)).to_be_visible()
    assert 0 == mark.page.evaluate(OVERFLOW)


def test_a_long_name_of_a_device_breaks_in_the_list_and_in_the_question(
    office: FakeOffice, new_page: NewPage
) -> None:
    """The question is as wide as its dialog."""
    named(new_page, office)
    page = chief_at("devices", new_page, office)
    expect(page.locator("[data-device]")).to_contain_text(NAME)
    assert 0 == page.evaluate(OVERFLOW)

    page.get_by_role("button", name="Revoke").click()

    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    assert 0 == page.locator("dialog").evaluate("dialog => dialog.scrollWidth - dialog.clientWidth")


def test_a_long_reason_breaks_in_the_history(office: FakeOffice, new_page: NewPage) -> None:
    """What was said stands whole, in as many lines as it takes."""
    enter(office, "e-1", "A1", "c-1", "A1.1", mark="1.00")
    enter(office, "e-1", "A1", "c-1", "A1.1", mark="0.00", based_on=1, reason=REASON)

    page = chief_at("history/A1/c-1", new_page, office)

    expect(page.get_by_text(REASON)).to_be_visible()
    assert 0 == page.evaluate(OVERFLOW)


def test_a_long_reason_breaks_in_an_appeal(office: FakeOffice, new_page: NewPage) -> None:
    """As in the history."""
    enter(office, "e-1", "A1", "c-1", "A1.1", mark="0.00")
    asked = {"competitor": "c-1", "form": "A1", "aspect": "A1.1", "member": "abai", "reason": REASON}
    office.act("team_leader", "submit_appeal", **asked)

    page = chief_at("disputes", new_page, office)

    expect(page.get_by_text(REASON)).to_be_visible()
    assert 0 == page.evaluate(OVERFLOW)
