"""What many tests share: the embedded stack, started once for all of them and only when one asks.

Tests run in several processes: those on real parts all in one of them, so that one stack serves all, and
those in a browser file by file.
"""

import gc
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

import pytest
from xdist.scheduler import LoadScopeScheduling

from deploy.embedded import web
from deploy.embedded.caddy import WEB_DIST
from shared.process import collect_seldom
from tests.stack import RunningStack, running

REAL_PARTS: Final = frozenset({"e2e", "integration"})
"""Folders of tests on real parts: one stack serves all of them."""


def pytest_configure(config: pytest.Config) -> None:
    """Let the collector look for cycles as seldom as in a service: the tests' modules hold much by now."""
    collect_seldom()


class ByParts(LoadScopeScheduling):
    """Hands out all tests on real parts to one process, those in a browser by file, the others one by one."""

    def _split_scope(self, nodeid: str) -> str:
        file = PurePosixPath(nodeid.partition("::")[0])
        folder = file.parts[1]
        return "real parts" if folder in REAL_PARTS else file.name if folder == "browser" else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByParts:
    """Return who hands the tests out: xdist 3.8 writes its groups where pytest 9 does not look."""
    return ByParts(config, log)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Run the whole stack: every service, ready."""
    yield from running(RunningStack(tmp_path_factory.mktemp("stack") / "var"))


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Run only Kafka, with its topics, and Valkey: for tests that bring the service themselves."""
    yield from running(RunningStack(tmp_path_factory.mktemp("stores") / "var", ("kafka", "valkey")))


@pytest.fixture(scope="session")
def dist() -> Path:
    """Build the web app, unless that has been done."""
    web.build()
    return WEB_DIST


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave what is loaded by now out of the collector's rounds: it stays to the end anyway."""
    gc.collect()
    gc.freeze()
