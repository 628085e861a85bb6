"""How fast the experts' page is on a slow phone: 4x CPU slowdown, everything from the device."""

import os
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from deploy.simulator.measure import percentile
from tests.browser.conftest import NewPage, browser, new_page, office
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import MarkPage, phone

__all__ = ["browser", "new_page", "office"]  # the browser tests' fixtures

pytestmark = pytest.mark.bench

SLOWDOWN: Final = 4
TAP_MS_MAX: Final = 100
OPEN_MS_MAX: Final = 2_000

OPENINGS: Final = 5

# Taps every aspect by itself and measures until the frame with its button pressed has been painted: when the
# next frame begins, that one is done.
TAP = """async () => {
  const spent = [];
  for (const card of document.querySelectorAll('[data-aspect]')) {
    const button = card.querySelector('[data-mark="1.00"]');
    const begun = performance.now();
    button.click();
    while (button.getAttribute('aria-pressed') !== 'true') await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    spent.push(performance.now() - begun);
    while (!card.querySelector('[data-custody]')) await new Promise(requestAnimationFrame);
  }
  return spent;
}"""

# The forms stand there and have been painted; time runs from the start of the navigation.
OPENED = """async () => {
  while (!document.querySelector('[data-form]')) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now();
}"""


def slow_phone(new_page: NewPage, office: FakeOffice) -> MarkPage:
    """Return a paired phone with a slow processor, offline from now on."""
    mark = phone(new_page, office)
    mark.pair()
    mark.wait_until_kept()
    mark.go_to_sheet("A1", "c-1")
    slow_down(mark.page)
    mark.page.context.set_offline(True)
    return mark


def slow_down(page: Page) -> None:
    """Make the page's processor slower."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})


def test_a_tap_shows_its_effect_at_once(office: FakeOffice, new_page: NewPage) -> None:
    """Eleven of twelve taps, on the best of three sheets: what is slower is the machine elsewhere."""
    mark = slow_phone(new_page, office)
    sheets = []

    for competitor in ("c-1", "c-2", "c-3"):
        mark.go_to_sheet("A1", competitor)
        sheets.append(sorted(mark.page.evaluate(TAP)))

    best = min(sheets, key=lambda spent: spent[-2])
    print(f"\ntap to paint at {SLOWDOWN}x slowdown, best sheet: 11 of 12 in {best[-2]:.0f} ms")
    tell("tap to paint", [spent for sheet in sheets for spent in sheet])
    assert best[-2] <= TAP_MS_MAX


def test_the_app_opens_offline(office: FakeOffice, new_page: NewPage) -> None:
    """From the start of the navigation to the day's forms painted."""
    mark = slow_phone(new_page, office)
    openings = []

    for _ in range(OPENINGS):
        mark.page.goto(f"{office.base_url}/mark", wait_until="commit")
        openings.append(mark.page.evaluate(OPENED))

    expect(mark.page.locator("[data-form]").first).to_be_visible()
    tell("open offline", openings)
    assert sorted(openings)[OPENINGS // 2] <= OPEN_MS_MAX


def tell(what: str, spent_ms: list[float]) -> None:
    """Print the figures of a run and how busy the machine was."""
    p50, p99 = percentile(spent_ms, 0.5), percentile(spent_ms, 0.99)
    print(
        f"\n{what} at {SLOWDOWN}x slowdown: p50 {p50:.0f} ms, p99 {p99:.0f} ms ({len(spent_ms)} measured,"
        f" load average {os.getloadavg()[0]:.1f})"
    )
