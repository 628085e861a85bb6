"""A browser with a profile on disk that can be killed and started again, as a phone whose battery dies."""

import os
import subprocess
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, Page, Playwright

from deploy.bench.chromium import FLAGS, chromium
from shared.clock import system_clock
from tests.browser.conftest import WAIT_MS

START_S: Final = 30.0
PHONE_SIZE: Final = {"width": 360, "height": 740}


class MortalBrowser:
    """Starts Chromium as a process of its own; what it has on disk is all that survives ``kill``."""

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self._playwright = playwright
        self._profile = profile
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, is_offline: bool = False) -> Page:
        """Start, and return a page on a small screen."""
        executable, env = chromium()
        port_file = self._profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        command = [
            executable,
            *FLAGS,
            "--headless",
            "--remote-debugging-port=0",
            f"--user-data-dir={self._profile}",
        ]
        self._process = subprocess.Popen(
            command, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        port = self._port(port_file)
        browser = self._playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        context: BrowserContext = browser.contexts[0]
        context.set_offline(is_offline)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.set_viewport_size(PHONE_SIZE)  # type: ignore[arg-type]
        return page

    def kill(self) -> None:
        """End it at once: no page hears of it, nothing is written any more."""
        assert self._process is not None, "not started"
        self._process.kill()
        self._process.wait(START_S)

    def _port(self, file: Path) -> str:
        """Return the port that the browser has written down; it writes it when it listens."""
        assert self._process is not None
        deadline_ms = system_clock() + START_S * 1000
        while not (file.exists() and "\n" in file.read_text()):
            assert self._process.poll() is None, "the browser has died"
            assert system_clock() < deadline_ms, "the browser does not listen"
        return file.read_text().split("\n", 1)[0]
