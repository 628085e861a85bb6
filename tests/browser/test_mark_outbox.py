"""The outbox as people read it: what is true now of each entry, and whose it is."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import PIN, MarkPage, given_up_with_an_entry, phone
from tests.browser.mark_scenes import enter
from tests.browser.test_mark_panel import panel_of_four, set_aside


def test_another_persons_entry_keeps_nobody_from_signing(office: FakeOffice, new_page: NewPage) -> None:
    """Who has the phone now cannot send it: the strip says that it is another's, and the form is signed."""
    mark = given_up_with_an_entry(new_page, office, "C1", "C1.2")
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


def decide(office: FakeOffice, decision: str) -> None:
    """Let the chief expert decide about the entry that is set aside."""
    ((submission, aspect),) = office.marking.tally.set_aside
    office.act(
        "chief_expert", "decide_set_aside", submission=submission, aspect=aspect,
        decision=decision, reason="Looked at the plate",
    )  # fmt: skip


@pytest.mark.parametrize(("decision", "listed"), [("take", 1), ("drop", 0)])
def test_what_the_chief_expert_has_decided_needs_nobody_any_more(
    decision: str, listed: int, office: FakeOffice, new_page: NewPage
) -> None:
    """R33: the sheet, the strip and the outbox say what became of the entry, after a reload, too."""
    mark = set_aside(office, new_page)

    decide(office, decision)

    expect(mark.outbox).to_have_text("Outbox empty")
    expect(mark.aspect("A1.1").get_by_role("alert")).to_have_count(0)
    mark.expect_custody("A1.1", "counted")
    mark.page.evaluate("location.hash = '#/outbox'")
    mark.page.reload()
    expect(mark.page.get_by_role("heading", name="On the way")).to_be_visible()
    expect(mark.page.get_by_role("button", name="Drop mine")).to_have_count(0)
    expect(line(mark, "A1.1: 0.00")).to_have_count(listed)


def test_a_decision_is_told_on_every_page(office: FakeOffice, new_page: NewPage) -> None:
    """Whoever looks at the list of forms, or opens the app there, hears of it without opening the sheet."""
    mark = set_aside(office, new_page)
    mark.page.evaluate("location.hash = '#/home'")
    expect(mark.page.locator("[data-form='A1']")).to_be_visible()

    decide(office, "drop")

    expect(mark.outbox).to_have_text("Outbox empty")
    mark.page.reload()
    expect(mark.outbox).to_have_text("Outbox empty")


def line(mark: MarkPage, text: str) -> Locator:
    """Return the line of the outbox that begins with an entry."""
    return mark.page.locator(".body li").filter(has_text=text)


def test_the_outbox_says_of_a_panels_mark_what_the_sheet_says(office: FakeOffice, new_page: NewPage) -> None:
    """One voice of three, then on screens; and scored again where the three are too far apart."""
    phones = panel_of_four(office, new_page)
    mark = phones["e-1"]
    for aspect, own in (("B1.1", 1), ("B1.2", 0)):
        mark.go_to_sheet("B1", "c-1")
        mark.tap_score(aspect, own)
        mark.expect_custody(aspect, "waiting")
    mark.page.evaluate("location.hash = '#/outbox'")
    expect(line(mark, "B1.1: 1")).to_contain_text("1 of 3 in")

    for expert in ("e-2", "e-4"):
        for aspect in ("B1.1", "B1.2"):
            enter(office, expert, "B1", "c-1", aspect, score=2)
    office.show({"offsets": {"B1": office.marking.offset}, "is_held_back": False})

    expect(line(mark, "B1.1: 1")).to_contain_text("On screens")
    expect(line(mark, "B1.2: 0")).to_contain_text("Score again")


def test_the_outbox_leaves_out_what_another_device_has_corrected(
    office: FakeOffice, new_page: NewPage
) -> None:
    """The old value is no mark any more; what stands is listed by the name of its aspect."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")
    for aspect in ("A1.1", "A1.2"):
        mark.tap_mark(aspect, "1.00")
        mark.expect_custody(aspect, "counted")
    mark.page.evaluate("location.hash = '#/outbox'")
    expect(line(mark, "A1.1: 1.00")).to_have_count(1)

    enter(office, "e-2", "A1", "c-1", "A1.1", mark="0.00", based_on=1, reason="Saw it again")

    expect(line(mark, "A1.1: 1.00")).to_have_count(0)
    expect(line(mark, "A1.2: 1.00").locator("b")).to_have_text("A1.2: 1.00")
