"""What a viewer gets through the one public address, with all that stands between it and the gateway."""

import asyncio
import io
import re
from collections.abc import Callable

import aiohttp
from PIL import Image

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


PICTURE = re.compile(r'property="og:image" content="([^"]+)"')


async def test_a_shared_address_has_a_card_and_does_not_depend_on_it(stack: RunningStack) -> None:
    """The card is in the head, its picture is there; while nobody makes cards the page comes all the same."""
    async with marking(stack) as there, aiohttp.ClientSession() as session:
        address = f"{stack.base_url}/{there.board}?lang=kk"

        async def page() -> str:
            async with session.get(address) as answer:
                assert (200, "no-cache") == (answer.status, answer.headers["Cache-Control"])
                assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
                html = await answer.text()
                assert '<div id="app"></div>' in html
                return html

        async with asyncio.timeout(PATIENCE_S):
            while not (found := PICTURE.search(await page())):
                await asyncio.sleep(0.05)
        picture = found[1].replace("&amp;", "&")
        assert picture.startswith(f"{stack.base_url}/api/v1/cards/{there.board}.png?lang=kk&v=")
        async with session.get(picture) as answer:
            image = Image.open(io.BytesIO(await answer.read()))
        assert ("image/png", "PNG", (1200, 630)) == (answer.content_type, image.format, image.size)

        stack.kill("serve")
        async with asyncio.timeout(PATIENCE_S):
            while PICTURE.search(await page()):
                await asyncio.sleep(0)
        await asyncio.to_thread(stack.wait_ready, "serve")
        assert PICTURE.search(await page())
