"""What many tests share: the embedded stack, started once for all of them and only when one asks.

Tests run in two processes; those on real parts or in a browser all in one of them, so that one stack serves
all and no two strain the machine at once.
"""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.embedded import web
from deploy.embedded.caddy import WEB_DIST
from shared.process import collect_seldom
from tests.stack import RunningStack

HEAVY = {"stack", "stores", "browser", "dist"}
"""Fixtures that start real parts."""


def pytest_configure(config: pytest.Config) -> None:
    """Let the collector look for cycles as seldom as in a service: the tests' modules hold much by now."""
    collect_seldom()


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Keep the tests on real parts together."""
    for item in items:
        if not HEAVY.isdisjoint(item.fixturenames) or "browser" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("real parts"))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Run the whole stack: every service, ready."""
    yield from _running(RunningStack(tmp_path_factory.mktemp("stack") / "var"))


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Run only Kafka, with its topics, and Valkey: for tests that bring the service themselves."""
    yield from _running(RunningStack(tmp_path_factory.mktemp("stores") / "var", ("kafka", "valkey")))


@pytest.fixture(scope="session")
def dist() -> Path:
    """Build the web app, unless that has been done."""
    web.build()
    return WEB_DIST


def _running(stack: RunningStack) -> Iterator[RunningStack]:
    stack.start()
    try:
        yield stack
    finally:
        stack.stop()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave what is loaded by now out of the collector's rounds: it stays to the end anyway."""
    gc.collect()
    gc.freeze()
