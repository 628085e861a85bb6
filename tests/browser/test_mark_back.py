"""The way back: a phone's gesture closes what lies over the view first, and never loses what is typed."""

import pytest
from playwright.sync_api import expect

from tests.browser.chief_scenes import sign_in
from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import MarkPage, phone
from tests.browser.mark_scenes import enter
from tests.browser.mark_states import fill_dimensions


def on_sheet(office: FakeOffice, new_page: NewPage, form: str, competitor: str) -> MarkPage:
    """Return a phone on a sheet that was reached as people do: forms, form, competitor."""
    mark = phone(new_page, office)
    mark.pair()
    if form == "C1":
        mark.page.locator(".days button").last.tap()
    mark.open_sheet(form, competitor)
    return mark


def test_back_leaves_a_question_first_and_then_view_by_view(office: FakeOffice, new_page: NewPage) -> None:
    """The question goes and the sheet stays, unchanged; then the form, then the forms."""
    enter(office, "e-1", "A1", "c-1", "A1.1", mark="1.00")
    mark = on_sheet(office, new_page, "A1", "c-1")
    mark.expect_custody("A1.1", "counted")
    mark.tap_mark("A1.1", "0.00")
    expect(mark.page.locator("dialog")).to_be_visible()

    mark.step_back()

    expect(mark.page.locator("dialog")).to_have_count(0)
    mark.expect_sheet("A1", "c-1")
    expect(mark.aspect("A1.1").locator("[data-mark='1.00']")).to_have_attribute("aria-pressed", "true")
    mark.step_back()
    expect(mark.page.locator("[data-competitor='c-1']")).to_be_visible()
    mark.step_back()
    expect(mark.page.locator("[data-form='A1']")).to_be_visible()
    assert 1 == office.marking.tally.sheets["c-1", "A1"].marks["A1.1"].revision


def test_a_typed_value_stays_with_its_competitor_when_its_question_is_left(
    office: FakeOffice, new_page: NewPage
) -> None:
    """Asked whether 120.1 is right, one steps back: it is still in the field, and in nobody else's."""
    mark = on_sheet(office, new_page, "C1", "c-1")
    field = mark.aspect("C1.1").locator("[data-measured]")
    field.fill("120,1")
    field.press("Enter")
    expect(mark.page.locator("dialog")).to_be_visible()

    mark.step_back()

    expect(mark.page.locator("dialog")).to_have_count(0)
    expect(field).to_have_value("120,1")
    mark.page.get_by_role("button", name="Next").tap()
    mark.expect_sheet("C1", "c-2")
    expect(field).to_have_value("")
    mark.page.reload()
    expect(field).to_have_value("")
    mark.page.get_by_role("button", name="Previous").tap()
    mark.expect_sheet("C1", "c-1")
    expect(field).to_have_value("120,1")
    assert [] == office.marking.entered("c-1", "C1.1")


def test_a_reason_that_is_half_written_is_kept_for_its_mark_alone(
    office: FakeOffice, new_page: NewPage
) -> None:
    """Asked again about the same mark one goes on writing; about another one begins anew."""
    for competitor in ("c-1", "c-2"):
        enter(office, "e-1", "A1", competitor, "A1.1", mark="1.00")
    mark = on_sheet(office, new_page, "A1", "c-1")
    mark.expect_custody("A1.1", "counted")
    reason = mark.page.get_by_label("Reason")
    mark.tap_mark("A1.1", "0.00")
    reason.fill("Gauge was")

    mark.step_back()

    expect(mark.page.locator("dialog")).to_have_count(0)
    mark.page.get_by_role("button", name="Next").tap()
    mark.expect_sheet("A1", "c-2")
    mark.expect_custody("A1.1", "counted")
    mark.tap_mark("A1.1", "0.00")
    expect(reason).to_have_value("")
    mark.step_back()
    mark.page.get_by_role("button", name="Previous").tap()
    mark.expect_sheet("A1", "c-1")
    mark.tap_mark("A1.1", "0.00")
    expect(reason).to_have_value("Gauge was")
    mark.page.get_by_role("button", name="Correct the mark").tap()
    office.wait_for(lambda: office.marking.tally.sheets["c-1", "A1"].marks["A1.1"].revision == 2)
    assert "Gauge was" == office.marking.tally.sheets["c-1", "A1"].marks["A1.1"].entry.reason


def test_back_from_the_pin_signs_nothing(office: FakeOffice, new_page: NewPage) -> None:
    """The page to sign stays, and asks for the PIN again."""
    fill_dimensions(office)
    mark = phone(new_page, office)
    mark.pair()
    mark.page.evaluate("location.hash = '#/sign/welding/C1'")
    mark.page.get_by_role("button", name="Sign with PIN").tap()
    mark.page.locator("dialog input").fill("2468")

    mark.step_back()

    expect(mark.page.locator("dialog")).to_have_count(0)
    mark.page.get_by_role("button", name="Sign with PIN").tap()
    expect(mark.page.locator("dialog input")).to_have_value("")
    assert {} == office.marking.tally.lives["C1"].signatures


@pytest.mark.parametrize("way", ["show", "read"])
def test_back_closes_the_hand_over(office: FakeOffice, new_page: NewPage, way: str) -> None:
    """The codes go, the outbox stays; another step back leads to the sheet one came from."""
    mark = on_sheet(office, new_page, "A1", "c-1")
    mark.page.context.set_offline(True)
    mark.tap_mark("A1.1", "1.00")
    mark.expect_custody("A1.1", "saved")
    mark.outbox.tap()
    mark.page.locator(f"[data-handover='{way}']").tap()
    expect(mark.page.locator("dialog")).to_be_visible()

    mark.step_back()

    expect(mark.page.locator("dialog")).to_have_count(0)
    expect(mark.page.locator("[data-handover='show']")).to_be_visible()
    mark.step_back()
    mark.expect_sheet("A1", "c-1")


def test_back_takes_the_giving_up_of_a_device_as_a_no(office: FakeOffice, new_page: NewPage) -> None:
    """Asked whether one is sure, a step back is none; the device stays paired."""
    mark = phone(new_page, office)
    mark.pair()
    mark.page.get_by_role("link", name="Settings").tap()
    mark.page.locator("[data-unpair=ask]").tap()

    mark.step_back()

    expect(mark.page.locator("[data-unpair=ask]")).to_be_visible()
    mark.step_back()
    expect(mark.page.locator("[data-form]").first).to_be_visible()


def test_back_from_a_code_scanned_by_accident_goes_on_with_the_device(
    office: FakeOffice, new_page: NewPage
) -> None:
    """The page to pair lies over a device that is in use: a step back takes it away."""
    mark = on_sheet(office, new_page, "A1", "c-1")
    mark.page.evaluate("location.hash = '#pair=OTHER1'")
    expect(mark.page.get_by_label("Code")).to_have_value("OTHER1")

    mark.step_back()

    expect(mark.page.locator("[data-form='A1']")).to_be_visible()
    mark.step_back()
    mark.expect_sheet("A1", "c-1")


def test_back_does_not_leave_the_app_from_a_question_on_its_first_page(
    office: FakeOffice, new_page: NewPage
) -> None:
    """A sheet that was opened by its address has nothing before it."""
    mark = on_sheet(office, new_page, "C1", "c-1")
    first = MarkPage(mark.page.context.new_page(), office)
    first.page.goto(f"{office.base_url}/mark#/sheet/welding/C1/c-1")
    first.expect_sheet("C1", "c-1")
    first.aspect("C1.1").locator("[data-measured]").fill("120,1")
    first.aspect("C1.1").locator("[data-measured]").press("Enter")
    expect(first.page.locator("dialog")).to_be_visible()

    first.step_back()

    expect(first.page.locator("dialog")).to_have_count(0)
    expect(first.aspect("C1.1").locator("[data-measured]")).to_have_value("120,1")


def test_up_and_then_back_does_not_lead_down_again(office: FakeOffice, new_page: NewPage) -> None:
    """From the sheet up to the form by the page's own arrow: a step back now leads to the forms."""
    mark = on_sheet(office, new_page, "A1", "c-1")

    mark.page.get_by_role("button", name="Back").tap()
    expect(mark.page.locator("[data-competitor='c-1']")).to_be_visible()
    mark.step_back()

    expect(mark.page.locator("[data-form='A1']")).to_be_visible()


def test_the_chiefs_question_is_left_and_its_page_stays(office: FakeOffice, new_page: NewPage) -> None:
    """Nothing is locked by a step back, and the page is not left, though it was the first one."""
    fill_dimensions(office)
    office.act("expert", "sign_form", actor="e-1", form="C1")
    mark = phone(new_page, office)
    sign_in(mark)
    mark.page.locator("[data-form='C1']").get_by_role("button", name="Lock").tap()
    expect(mark.page.locator("dialog")).to_be_visible()

    mark.step_back()

    expect(mark.page.locator("dialog")).to_have_count(0)
    expect(mark.page.locator("[data-form='C1']").get_by_role("button", name="Lock")).to_be_visible()
    assert office.marking.tally.lives["C1"].locked_by is None
