"""The public site under Lighthouse, and its main thread while fifty rows move."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from deploy.bench import web as bench
from deploy.bench.chromium import FLAGS, chromium
from deploy.embedded import web
from deploy.embedded.caddy import WEB_DIST
from shared.clock import system_clock
from tests.browser.boards import results_board
from tests.browser.fake_live import FakeLive
from tests.browser.site_world import CHAMPIONSHIP, SiteWorld

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]

LIGHTHOUSE: Final = Path(__file__).parent / "lighthouse"
PATHS: Final = ("", "/welding", "/members/astana", "/competitors/welding-1", "/story", "/results")
LEAST: Final = 0.95
JUDGED: Final = ("accessibility", "best-practices", "seo")
"""What depends on the page alone. Performance is printed: it is a timing."""


@pytest.fixture
def site() -> Iterator[FakeLive]:
    """Serve the built page with a whole championship."""
    web.build()
    live = FakeLive(WEB_DIST, system_clock)
    live.start()
    SiteWorld().put_on(live)
    live.put(f"{CHAMPIONSHIP}/results", results_board())
    yield live
    live.stop()


def install_lighthouse() -> None:
    """Install exactly what the lock file of the folder names."""
    if not (LIGHTHOUSE / "node_modules" / "lighthouse").exists():
        subprocess.run([*web.npm_command(), *web.NPM_CI], cwd=LIGHTHOUSE, check=True)


def test_lighthouse_gives_the_site_95_or_more(site: FakeLive) -> None:
    """Every kind of page; what was found wanting is told."""
    install_lighthouse()
    executable, env = chromium()
    urls = [f"{site.base_url}/{CHAMPIONSHIP}{path}" for path in PATHS]
    wanted = {"executable": executable, "env": env, "flags": FLAGS, "urls": urls}
    node = shutil.which("node") or web.npm_command()[0]

    said = subprocess.run(
        [node, "run.mjs", json.dumps(wanted)], cwd=LIGHTHOUSE, capture_output=True, text=True, check=True
    ).stdout

    pages = json.loads(said)
    print()
    for path, page in pages.items():
        print(path, page["scores"], *page["wanting"], sep="\n  ")
    low = [(path, kind) for path, page in pages.items() for kind in JUDGED if page["scores"][kind] < LEAST]
    assert [] == low
    assert len(PATHS) == len(pages)


@pytest.mark.parametrize("page", ["board", "screen", "overlay"])
def test_fifty_rows_on_the_move(page: str) -> None:
    """Target: no task of the main thread over 16 ms."""
    print()
    print(bench.measured(bench.Ride(page=page), print))
