"""A server stops when what stands behind it has ended, and ends what would never end by itself."""

import asyncio
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from shared.config import ProcessSettings
from shared.serving import Server, serve_until_stopped


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """Give the handlers of signals back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


async def app(_scope: Any, _receive: Any, _send: Any) -> None:
    """Answer nothing: nobody asks."""


def server(ended: list[str]) -> Server:
    """Return a server that notes when it ends what is open."""
    return Server(app, ProcessSettings(port=0), end=lambda: ended.append("streams"))


async def test_a_fault_behind_the_server_ends_it_and_is_raised() -> None:
    """The process dies with the fault, and is started again; the other work is cancelled, not forgotten."""
    ended: list[str] = []

    async def breaks() -> None:
        raise RuntimeError("the log is gone")

    async def goes_on() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("the other work")

    with pytest.raises(RuntimeError, match="the log is gone"):
        await serve_until_stopped(server(ended), breaks(), goes_on())

    assert {"streams", "the other work"} == set(ended)


async def test_a_signal_ends_the_server_and_its_streams_in_peace() -> None:
    """Else it would wait for viewers who never leave."""
    ended: list[str] = []
    serving = server(ended)

    async def until_it_serves() -> None:
        while not serving.started:
            await asyncio.sleep(0)
        signal.raise_signal(signal.SIGTERM)
        await asyncio.Event().wait()

    await serve_until_stopped(serving, until_it_serves())

    assert "streams" in ended
