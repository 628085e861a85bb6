"""A browser for benches and tests: the machine's own Chromium, else the one that an npm package carries."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from typing import Any, Final

from deploy.embedded import web
from deploy.embedded.errors import StackError

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OWN: Final = ("chromium", "chromium-browser", "google-chrome")


def playwright_starter() -> Callable[[], Any]:
    """Return what starts Playwright; a machine that only runs championships has none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as fault:
        raise StackError(
            "This bench drives a browser: pip install 'bayge[dev]' brings Playwright."
        ) from fault
    return sync_playwright


def chromium() -> tuple[str, dict[str, str]]:
    """Return the path of a Chromium and the environment that it needs beside ours."""
    return installed_chromium() or packaged_chromium()


def installed_chromium() -> tuple[str, dict[str, str]] | None:
    """Return the machine's Chromium, unless BAYGE_BROWSER asks for the packaged one."""
    if os.environ.get("BAYGE_BROWSER") == "packaged":
        return None
    found = next(filter(None, map(shutil.which, OWN)), None)
    return (found, {}) if found else None


def packaged_chromium() -> tuple[str, dict[str, str]]:
    """Return the Chromium of the npm package, and the environment it needs."""
    web.install()
    node = shutil.which("node") or web.npm_command()[0]
    script = web.WEB / "scripts" / "chromium-path.mjs"
    said = subprocess.run([node, script], capture_output=True, text=True, check=True).stdout
    answer = json.loads(said)
    return answer["executable"], answer["env"]
