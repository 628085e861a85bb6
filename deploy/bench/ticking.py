"""How the servers under test are led: silent until a byte comes on standard input, ticking until its end."""

import asyncio
import sys
from collections.abc import Callable


async def commands() -> asyncio.StreamReader:
    """Return standard input as the event loop reads it."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


async def tick_until_end(per_s: int, act: Callable[[], None]) -> None:
    """Call ``act`` ``per_s`` times a second once something was said, until nothing more is."""
    said = await commands()
    if not await said.read(1):
        return
    loop = asyncio.get_running_loop()
    due_s = loop.time()
    end = asyncio.create_task(said.read())
    while not end.done():
        act()
        due_s = max(due_s + 1 / per_s, loop.time())
        await asyncio.wait([end], timeout=due_s - loop.time())
