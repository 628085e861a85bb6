"""A screen whose network is cut for ten minutes: veiled while it is, right again by itself.

The ten minutes pass on the browser's clock and on that of the services; the network is really cut, below HTTP
and the socket, so that every wait of the page runs to its end: the silence of the gateway, the requests that
nobody answers, the tokens of two minutes, the growing time between two attempts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from shared.clock import system_clock
from tests.browser.boards import skill_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.fake_venue import FakeVenue
from tests.browser.test_screen_page import BOARD, HALL, PLAN, expect_right, expect_veiled
from tests.browser.venue_http import is_api, venue_api
from tests.cut_line import CutLine

STEP_S: Final = 5
BACK_WITHIN_S: Final = 45
"""A request under way when the network heals (12 s), the longest wait after it (20 s), a greeting (10 s)."""
CHANGES: Final = 150
"""More than the gateway keeps of one board."""
ROUND_TRIP: Final = "() => fetch('/api/v1/nothing').then(() => null, () => null)"
"""Lets the network take as much time as it needs before the page's clock goes on."""


@dataclass
class Clock:
    """The time of the services, which a test moves on."""

    moved_ms: int = 0

    def __call__(self) -> int:
        """Return now."""
        return system_clock() + self.moved_ms


@dataclass
class World:
    """A hall with one screen, behind a line that can be cut."""

    clock: Clock
    live: FakeLive
    venue: FakeVenue
    line: CutLine

    def pass_on(self, page: Page, seconds: int) -> None:
        """Let time pass for the page and the services."""
        for _ in range(seconds // STEP_S):
            self.clock.moved_ms += STEP_S * 1000
            page.clock.run_for(STEP_S * 1000)

    def seconds_until(self, page: Page, is_so: Callable[[], bool], within_s: int) -> int:
        """Let the network and the clocks go on by turns until it is so; return how long that took."""
        for passed_s in range(within_s):
            if is_so():
                return passed_s
            page.evaluate(ROUND_TRIP)
            self.clock.moved_ms += 1000
            page.clock.run_for(1000)
        raise AssertionError(f"not within {within_s} s")


@pytest.fixture
def world(dist: Path) -> Iterator[World]:
    """Run the services behind screens, all of it through one line."""
    clock = Clock()
    live = FakeLive(dist, clock)
    live.start()
    live.put(BOARD, skill_board(), version=12)
    venue = FakeVenue(live, clock)
    live.is_good = venue.is_good
    venue.publish()
    with venue_api(venue) as api_port:
        line = CutLine(lambda first: api_port if is_api(first) else live.port)
        line.start()
        yield World(clock, live, venue, line)
        line.stop()
    live.stop()


def screen_of(world: World, page: Page) -> str:
    """Open a screen that shows welding and is kept on the device; return its id."""
    page.clock.install()
    page.goto(f"{world.line.base_url}/screen")
    code = page.locator("[data-screen-code]")
    expect(code).to_be_visible()
    screen = world.venue.assign(code.inner_text(), "Hall A", ["hall"])
    world.venue.show(screen, PLAN)
    expect_right(page, "42,10")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.wait_for_function(f"localStorage.getItem('bayge.screen.last')?.includes('{BOARD}')")
    return screen


def is_unveiled(page: Page) -> bool:
    """Say whether the board stands there as one that is right."""
    return page.locator("[data-plan=board]").get_attribute("data-stale") == "false"


def has_told(world: World, screen: str, painted: list[Any]) -> bool:
    """Say whether the operator knows that the screen shows its plan as it is, and what of the board."""
    beat = world.venue.beats.get(screen, {})
    revision = world.venue.rows[screen]["revision"]
    return (revision, painted, False) == (
        beat.get("plan_revision"),
        beat.get("painted", {}).get(BOARD),
        beat.get("is_stale"),
    )


@pytest.mark.parametrize("is_reloaded", [False, True], ids=["as it was", "reloaded meanwhile"])
def test_ten_minutes_without_a_network(world: World, new_page: NewPage, *, is_reloaded: bool) -> None:
    """The last board stays under the veil, over a reload too; then board and acknowledgement are right."""
    page = new_page(**HALL)
    screen = screen_of(world, page)

    world.line.cut()
    world.pass_on(page, 60)
    expect_veiled(page)
    since = page.get_by_role("status").inner_text()
    for at in range(CHANGES):
        world.live.change(BOARD, {"rows": {"c-asqar": {"total": f"{44 + at / 100:.2f}"}}})
    world.venue.change(screen, name="Hall A, north")
    world.pass_on(page, 240)
    if is_reloaded:
        page.reload()
    world.pass_on(page, 300)
    expect_veiled(page)
    expect(page.locator("[data-row=c-asqar] .total")).to_have_text("42,10")
    assert since == page.get_by_role("status").inner_text()

    before = len(world.venue.ends_ms)
    world.line.mend()

    world.seconds_until(page, lambda: is_unveiled(page), BACK_WITHIN_S)
    expect_right(page, "45,49")
    expect(page).to_have_title("Hall A, north · Bayge")
    world.seconds_until(page, lambda: has_told(world, screen, ["e1", 12 + CHANGES]), BACK_WITHIN_S)
    assert len(world.venue.ends_ms) > before, "no new token was asked for"
    assert world.venue.is_good(world.live.tokens[-1])
    assert [screen] == list(world.venue.rows)


def test_a_token_that_expired_opens_nothing(world: World, new_page: NewPage) -> None:
    """The fake is as strict as the gateway: what was given before the cut is no way in after it."""
    page = new_page(**HALL)
    screen_of(world, page)
    given = world.live.tokens[-1]
    assert world.venue.is_good(given)

    world.clock.moved_ms += 120_000

    assert not world.venue.is_good(given)
