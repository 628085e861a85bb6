"""A real browser for the page: the machine's own Chromium, else the one that an npm package carries.

Playwright keeps an event loop on the thread that drives it, where no asynchronous test can run any more.
So a browser lives for one module of tests, never for the session.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright

from deploy.bench.chromium import FLAGS, chromium
from shared.clock import system_clock
from tests.browser.fake_live import FakeLive
from tests.browser.fake_office import FakeOffice

NewPage = Callable[..., Page]

WAIT_MS = 15_000  # a busy machine with two cores is slow, not wrong

expect.set_options(timeout=WAIT_MS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a browser."""
    executable, env = chromium()
    with sync_playwright() as playwright:
        browser = _launched(
            playwright, executable_path=executable, args=list(FLAGS), env={**os.environ, **env}
        )
        yield browser
        browser.close()


def _launched(playwright: Playwright, **options: Any) -> Browser:
    """Return a running browser; on a busy machine one in some hundred dies while it starts (SIGSEGV)."""
    try:
        return playwright.chromium.launch(**options)
    except Error as died:
        print(f"Chromium died while it started, and is started again: {died}")
        return playwright.chromium.launch(**options)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Give a maker of pages: each call a fresh profile, its options those of a Playwright context."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(**{"locale": "en-GB", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert [] == faults


@pytest.fixture
def live(dist: Path) -> Iterator[FakeLive]:
    """Run a gateway that does what the test says."""
    live = FakeLive(dist, system_clock)
    live.start()
    yield live
    live.stop()


@pytest.fixture
def office(dist: Path) -> Iterator[FakeOffice]:
    """Run the services of one skill that is being marked."""
    office = FakeOffice(dist, system_clock)
    office.start()
    yield office
    office.stop()
