"""What many tests share: the embedded stack, started once for all of them and only when one asks."""

from collections.abc import Iterator

import pytest

from tests.stack import RunningStack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Run the whole stack: every service, ready."""
    yield from _running(RunningStack(tmp_path_factory.mktemp("stack") / "var"))


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Run only Kafka, with its topics, and Valkey: for tests that bring the service themselves."""
    yield from _running(RunningStack(tmp_path_factory.mktemp("stores") / "var", ("kafka", "valkey")))


def _running(stack: RunningStack) -> Iterator[RunningStack]:
    stack.start()
    try:
        yield stack
    finally:
        stack.stop()
