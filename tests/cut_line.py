"""A network that can be cut: a line of TCP between a browser and what it talks to, in a thread of its own.

While it is cut nothing gets through in either direction, and nobody is told: lines that stood stay open and
say nothing, new ones are taken and never answered, as when a cable is pulled behind a switch.
"""

import asyncio
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Coroutine
from typing import Any, Final

_PIECE: Final = 65_536
_WITHIN_S: Final = 10.0

Upstream = Callable[[bytes], int]
"""Returns the port to lead a line to, by the first bytes that came on it."""


class CutLine:
    """Every public method may be called from the test's thread."""

    def __init__(self, upstream: Upstream) -> None:
        self.port = 0  # set by start
        self._upstream = upstream
        self._is_whole = asyncio.Event()
        self._is_whole.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="cut-line", daemon=True)

    @property
    def base_url(self) -> str:
        """The address of what is behind the line."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begin to lead lines, on a free port."""
        self._thread.start()
        self._run(self._listen())

    def cut(self) -> None:
        """Let nothing through from now on."""
        self._run(self._set(is_whole=False))

    def mend(self) -> None:
        """Let everything through again, also what waited."""
        self._run(self._set(is_whole=True))

    def stop(self) -> None:
        """End every line and the thread."""
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_WITHIN_S)
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_WITHIN_S)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._lead, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _set(self, *, is_whole: bool) -> None:
        if is_whole:
            self._is_whole.set()
        else:
            self._is_whole.clear()

    async def _end(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _lead(self, near: StreamReader, to_near: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._both_ways(near, to_near)
        except (ConnectionError, asyncio.CancelledError):
            return  # one of the two has gone, or the test is over
        finally:
            self._tasks.discard(task)
            to_near.close()

    async def _both_ways(self, near: StreamReader, to_near: StreamWriter) -> None:
        first = await near.read(_PIECE)
        await self._is_whole.wait()
        if not first:
            return
        far, to_far = await asyncio.open_connection("127.0.0.1", self._upstream(first))
        try:
            to_far.write(first)
            await asyncio.gather(self._pump(near, to_far), self._pump(far, to_near))
        finally:
            to_far.close()

    async def _pump(self, source: StreamReader, sink: StreamWriter) -> None:
        """Carry what comes; an end of the one is an end of the other, once it gets through."""
        while piece := await source.read(_PIECE):
            await self._is_whole.wait()
            sink.write(piece)
            await sink.drain()
        await self._is_whole.wait()
        sink.close()
