"""Marks that are never lost and never counted twice, whatever happens to the network and to the browser."""

import random
from collections.abc import Iterator
from itertools import cycle, islice
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
SAMPLE: Final = random.Random(5).sample(range(1, SHEETS), 8)
"""Sheets that are looked at again and again, entered before the browser was killed and after."""
LOOKS_MAX: Final = 600
FRAMES: Final = 4
"""How long one looks at a sheet before one turns to the next."""

# Taps every aspect of the sheet and waits until the page says of each where it is.
ENTER_SHEET = """async (count) => {
  const settled = (card) => card.querySelector('[data-custody]');
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


def check_claims(office: FakeOffice, page: Page, competitor: str) -> None:
    """Check that the page claims no more of a sheet than is so: what was so a moment ago is so now."""
    said = on_screen(page)
    claimed = {aspect for aspect, custody in said.items() if custody in {"counted", "shown"}}
    assert claimed <= counted(office, competitor)
    assert set(said.values()) <= {"saved", "sent", "counted", "shown"}


def watch_the_outbox_go(office: FakeOffice, mark: MarkPage) -> None:
    """Look at one sheet after the other until the outbox is empty."""
    for at in islice(cycle(SAMPLE), LOOKS_MAX):
        mark.go_to_sheet("A1", f"c-{at}")
        for _ in range(FRAMES):
            check_claims(office, mark.page, f"c-{at}")
            mark.page.evaluate("new Promise(requestAnimationFrame)")
        if mark.outbox.get_attribute("data-outbox") == "0":
            return
    pytest.fail("the outbox does not become empty")


def last_offset(office: FakeOffice, competitor: str) -> int:
    """Return the last place in the log of a competitor's sheet."""
    log = list(enumerate(office.marking.log))
    return max(at for at, one in log if isinstance(one, EnterMarks) and one.competitor == competitor)


def test_500_marks_survive_no_network_a_killed_browser_and_lost_answers(
    office: FakeOffice, mortal: MortalBrowser
) -> None:
    """Each is counted exactly once, and at no step does the page claim more of any sheet than is so."""
    mark = MarkPage(mortal.start(), office)
    mark.pair()
    mark.wait_until_kept()
    mark.cut_network()
    enter_sheets(mark, 1, KILLED_AFTER)
    mortal.kill()

    mark = MarkPage(mortal.start(is_offline=True), office)
    mark.page.goto(f"{office.base_url}/mark")
    expect(mark.outbox).to_have_attribute("data-outbox", str(ASPECTS * KILLED_AFTER))
    enter_sheets(mark, KILLED_AFTER + 1, SHEETS)
    expect(mark.outbox).to_have_attribute("data-outbox", str(MARKS))
    for at in SAMPLE:
        mark.go_to_sheet("A1", f"c-{at}")
        expect(mark.page.locator("[data-custody='saved']")).to_have_count(ASPECTS)

    office.drops, office.drops_under = 0.3, "/api/v1/"
    mark.mend_network()
    watch_the_outbox_go(office, mark)

    assert {"before", "after"} == {side for side, path in office.lost if path.endswith("/submissions")}
    assert {"forms", "sheets"} <= {path.rpartition("/")[2] for _, path in office.lost}
    assert MARKS == office.marking.tally.entries_counted
    assert {1} == {
        standing.revision
        for sheet in office.marking.tally.sheets.values()
        for standing in sheet.marks.values()
    }
    for at in range(1, SHEETS):
        mark.go_to_sheet("A1", f"c-{at}")
        assert {"counted"} == set(on_screen(mark.page).values())


def test_on_screens_is_claimed_of_those_sheets_alone_that_are(
    office: FakeOffice, mortal: MortalBrowser
) -> None:
    """The boards are behind the log, three of ten requests are lost: a sheet after them is only counted."""
    mark = MarkPage(mortal.start(), office)
    mark.pair()
    office.drops, office.drops_under = 0.3, "/api/v1/"
    enter_sheets(mark, 1, 6)
    office.wait_for(lambda: office.marking.tally.entries_counted == 6 * ASPECTS)
    ends = {f"c-{at}": last_offset(office, f"c-{at}") for at in range(1, 7)}
    upto = sorted(ends.values())[2]

    office.show({"offsets": {"A1": upto}, "is_held_back": False})

    for competitor, end in ends.items():
        mark.go_to_sheet("A1", competitor)
        check_claims(office, mark.page, competitor)
        want = "shown" if end <= upto else "counted"
        expect(mark.page.locator(f"[data-custody='{want}']")).to_have_count(ASPECTS)


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
