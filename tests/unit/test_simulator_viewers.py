"""The viewers: they wait for whole boards, note what changed and when, and compare at the end."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from deploy.simulator import viewers
from deploy.simulator.expectation import ExpectedRow, Shown
from deploy.simulator.viewers import Audience, BoardsMissing

BUNDLE = {
    "championship": {"id": "wsk"},
    "skills": [
        {"id": "welding", "competitors": [{"id": "c-1"}, {"id": "c-2"}, {"id": "c-3", "guest": True}]}
    ],
}
BOARD = "wsk/welding"


class Gateway:
    """Sends every subscriber the same frames."""

    def __init__(self, *frames: dict[str, Any], close_code: int | None = None) -> None:
        self._frames = frames
        self._close_code = close_code
        self.subscribed: list[str] = []

    async def handle(self, socket: ServerConnection) -> None:
        """Greet, wait for a subscription, send, stay."""
        if self._close_code is not None:
            await socket.close(self._close_code, "no")
            return
        await socket.send(json.dumps({"type": "hello", "protocol": 1, "beat_s": 60, "at_ms": 0}))
        async for message in socket:
            self.subscribed.append(json.loads(message)["board"])
            for frame in self._frames:
                await socket.send(json.dumps(frame | {"board": BOARD, "epoch": "e", "at_ms": 0}))


@asynccontextmanager
async def audience_of(gateway: Gateway, viewers: int = 1) -> AsyncIterator[Audience]:
    """Serve ``gateway`` on a free port and seat an audience before it."""
    async with serve(gateway.handle, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        async with Audience(f"ws://127.0.0.1:{port}", BUNDLE, viewers) as audience:
            yield audience


def row(total: str | None, aspects: int, place: int | None = 1) -> dict[str, Any]:
    """Return a row in which every aspect has 1.00."""
    return {"place": place, "total": total, "marked": f"{aspects}.00", "aspects": aspects}


def snapshot(**rows: dict[str, Any]) -> dict[str, Any]:
    """Return the frame of a whole board."""
    named = {name.replace("_", "-"): value for name, value in rows.items()}
    return {"type": "snapshot", "version": 1, "data": {"kind": "skill", "head": {}, "rows": named}}


WHOLE = snapshot(c_1=row(None, 0, None), c_2=row("1.00", 1))
MARKED = {
    "type": "delta",
    "version": 2,
    "data": {"rows": {"c-1": {"total": "0.50", "aspects": 1, "place": 2}}},
}
EXPECTED = {"c-1": ExpectedRow(2, Shown("0.50", "0.00", 1)), "c-2": ExpectedRow(1, Shown("1.00", "1.00", 1))}


@pytest.fixture(autouse=True)
def no_settling(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test need not wait to see whether a board stays right."""
    monkeypatch.setattr(viewers, "SETTLE_S", 0)


async def test_a_watcher_notes_each_change_once() -> None:
    """A row that a frame does not change is not noted again."""
    async with audience_of(Gateway(WHOLE, MARKED)) as audience:
        await audience.wait_boards(10)
        found = await audience.check(lambda _: EXPECTED, 10)

    seen = audience.sightings
    assert [] == found
    assert [Shown(None, "0.00", 0), Shown("0.50", "0.00", 1)] == [s.shown for s in seen["welding", "c-1"]]
    assert 1 == len(seen["welding", "c-2"])


async def test_everybody_has_a_seat() -> None:
    """At least one viewer for each skill, further ones spread over the boards."""
    gateway = Gateway(WHOLE)

    async with audience_of(gateway, viewers=3) as audience:
        await audience.wait_boards(10)
        for client, _ in audience._others:
            await client.wait_until(lambda c: c.board(BOARD) is not None)

    assert 3 == audience.size
    assert [BOARD] * 3 == gateway.subscribed


async def test_a_board_of_other_people_is_not_whole() -> None:
    """It is from before the import: the wait goes on, and ends with a sentence."""
    async with audience_of(Gateway(snapshot(c_1=row(None, 0, None)))) as audience:
        with pytest.raises(BoardsMissing, match="welding"):
            await audience.wait_boards(0.05)


async def test_a_gateway_that_lets_nobody_in() -> None:
    """A close code of the kind that does not come back is said as such."""
    async with audience_of(Gateway(close_code=4103)) as audience:
        with pytest.raises(BoardsMissing, match="4103"):
            await audience.wait_boards(10)


async def test_a_wrong_board_is_found_in_the_end() -> None:
    """After the limit the differences are named."""
    async with audience_of(Gateway(WHOLE)) as audience:
        await audience.wait_boards(10)
        found = await audience.check(lambda _: EXPECTED, 0.05)

    assert ["place", "total", "aspects"] == [mismatch.field for mismatch in found]
