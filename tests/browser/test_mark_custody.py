"""Marks that are never lost and never counted twice, whatever happens to the network and to the browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Playwright, expect, sync_playwright

from shared.clock import system_clock
from shared.domain.events import EnterMarks
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import MarkPage
from tests.browser.mortal_browser import MortalBrowser

SHEETS: Final = 42
ASPECTS: Final = 12
MARKS: Final = 500
KILLED_AFTER: Final = 20
"""Sheets, before the browser is killed."""

# Taps every aspect of the sheet and waits until the page says of each that it is saved.
ENTER_SHEET = """async (count) => {
  const settled = (card) => card.querySelector('[data-custody=saved]');
  for (const card of [...document.querySelectorAll('[data-aspect]')].slice(0, count)) {
    card.querySelector('[data-mark="1.00"]').click();
    while (!settled(card)) await new Promise(requestAnimationFrame);
  }
}"""
CUSTODY = """Object.fromEntries([...document.querySelectorAll('[data-aspect]')].map(card =>
  [card.dataset.aspect, card.querySelector('[data-custody]')?.dataset.custody ?? 'none']))"""


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Give Playwright without a browser."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def mortal(playwright: Playwright, tmp_path: Path) -> Iterator[MortalBrowser]:
    """Give a browser that can be killed."""
    browser = MortalBrowser(playwright, tmp_path / "profile")
    yield browser
    browser.kill()


@pytest.fixture
def office(dist: Path) -> Iterator[FakeOffice]:
    """Run the services of a skill with many competitors."""
    office = FakeOffice(dist, system_clock, competitors=SHEETS)
    office.start()
    yield office
    office.stop()


def enter_sheets(mark: MarkPage, first: int, last: int) -> None:
    """Enter every aspect of these competitors' sheets; the last sheet is cut short at 500 marks."""
    for at in range(first, last + 1):
        mark.go_to_sheet("A1", f"c-{at}")
        mark.page.evaluate(ENTER_SHEET, min(ASPECTS, MARKS - ASPECTS * (at - 1)))


def on_screen(page: Page) -> dict[str, str]:
    """Return where the page says that each mark of the sheet on it is."""
    said: dict[str, str] = page.evaluate(CUSTODY)
    return said


def counted(office: FakeOffice, competitor: str) -> set[str]:
    """Return the aspects of a competitor that count, as the services know."""
    with office.changed:
        sheet: Any = office.marking.tally.sheets.get((competitor, "A1"))
        return set(sheet.marks) if sheet else set()


def test_500_marks_survive_no_network_a_killed_browser_and_lost_answers(
    office: FakeOffice, mortal: MortalBrowser
) -> None:
    """Each is counted exactly once, and at no step does the page claim more than is so."""
    mark = MarkPage(mortal.start(), office)
    mark.pair()
    mark.wait_until_kept()
    mark.page.context.set_offline(True)
    enter_sheets(mark, 1, KILLED_AFTER)
    mortal.kill()

    mark = MarkPage(mortal.start(is_offline=True), office)
    mark.page.goto(f"{office.base_url}/mark")
    expect(mark.outbox).to_have_attribute("data-outbox", str(ASPECTS * KILLED_AFTER))
    enter_sheets(mark, KILLED_AFTER + 1, SHEETS)
    expect(mark.outbox).to_have_attribute("data-outbox", str(MARKS))
    assert [] == [command for command in office.marking.log if isinstance(command, EnterMarks)]

    mark.go_to_sheet("A1", f"c-{SHEETS // 2}")
    office.drops = 0.3
    mark.page.context.set_offline(False)
    while mark.outbox.get_attribute("data-outbox") != "0":
        shown = on_screen(mark.page)
        claimed = {aspect for aspect, custody in shown.items() if custody == "counted"}
        assert claimed <= counted(office, f"c-{SHEETS // 2}")
        assert set(shown.values()) <= {"saved", "sent", "counted"}
        mark.page.evaluate("new Promise(requestAnimationFrame)")

    assert {"before", "after"} == set(office.lost)
    assert MARKS == office.marking.tally.entries_counted
    assert {1} == {
        standing.revision
        for sheet in office.marking.tally.sheets.values()
        for standing in sheet.marks.values()
    }
    for at in range(1, SHEETS):
        mark.go_to_sheet("A1", f"c-{at}")
        assert {"counted"} == set(on_screen(mark.page).values())


def test_the_app_opens_and_goes_on_without_any_server(office: FakeOffice, mortal: MortalBrowser) -> None:
    """A day offline begins with a cold start: the app, the forms and what was entered are on the device."""
    mark = MarkPage(mortal.start(), office)
    mark.pair()
    mark.wait_until_kept()
    mark.go_to_sheet("A1", "c-1")
    mortal.kill()
    office.stop()

    mark = MarkPage(mortal.start(), office)
    mark.page.goto(f"{office.base_url}/mark")
    mark.go_to_sheet("A1", "c-1")
    mark.aspect("A1.1").locator("[data-mark='1.00']").click()

    mark.expect_custody("A1.1", "saved", "sent")
    expect(mark.page.locator("[role=status]").first).to_contain_text("Offline")
