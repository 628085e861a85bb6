"""What a viewer gets through the one public address, with all that stands between it and the gateway."""

import asyncio
from collections.abc import Callable

import aiohttp

from shared import codec
from tests.e2e.marking import Document, marking
from tests.stack import RunningStack

PATIENCE_S = 30
EVENT = b"data: "


async def told(response: aiohttp.ClientResponse, is_it: Callable[[Document], bool]) -> Document:
    """Return the first frame of which it holds."""
    async with asyncio.timeout(PATIENCE_S):
        async for line in response.content:
            if line.startswith(EVENT) and is_it(frame := codec.decode(line.removeprefix(EVENT))):
                return frame
    raise AssertionError("the stream ended")


async def test_events_pass_the_public_address_one_by_one(stack: RunningStack) -> None:
    """Where no WebSocket gets through: nothing on the way keeps them until there are more."""
    async with marking(stack) as there, aiohttp.ClientSession() as session:
        url = f"{stack.base_url}/live/events?board={there.board}"
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=None)) as response:
            assert "text/event-stream" == response.content_type
            # Packing would keep a megabyte for each viewer, for as long as they look.
            assert "Content-Encoding" not in response.headers
            await told(response, lambda frame: frame["type"] == "hello")
            await there.submit()
            competitor = there.submission()["competitor"]

            def is_marked(frame: Document) -> bool:
                rows = frame.get("data", {}).get("rows", {})
                return bool(rows.get(competitor, {}).get("aspects"))

            assert there.board == (await told(response, is_marked))["board"]
