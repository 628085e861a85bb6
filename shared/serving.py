"""How a process serves HTTP: one server for all, until a signal comes or something behind it fails."""

import asyncio
import signal
from asyncio import Task
from collections.abc import Callable, Coroutine
from types import FrameType
from typing import Any

import uvicorn

from shared import process
from shared.config import ProcessSettings

_KEEP_ALIVE_S = 75
"""Longer than the proxies before us wait, so that it is never we who cut a connection in use."""
_SHUTDOWN_S = 10
"""For requests under way, once a signal has come."""


def _nothing() -> None:
    """End nothing besides the server itself."""


class Server(uvicorn.Server):
    """Serves an application, and tells what would never end by itself when it is to stop."""

    def __init__(
        self,
        app: Callable[..., Any],
        process: ProcessSettings,
        *,
        proxies: str = "127.0.0.1",
        end: Callable[[], None] = _nothing,
    ) -> None:
        """``proxies``: whose word on the caller's address counts; ``end``: ends the streams that are open."""
        super().__init__(
            uvicorn.Config(
                app,
                process.host,
                process.port,
                http="httptools",
                ws="none",
                lifespan="off",
                access_log=False,
                log_config=None,
                server_header=False,
                proxy_headers=True,
                forwarded_allow_ips=proxies,
                timeout_keep_alive=_KEEP_ALIVE_S,
                timeout_graceful_shutdown=_SHUTDOWN_S,
            )
        )
        self._end = end
        self._loop = asyncio.get_running_loop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop because of a signal."""
        super().handle_exit(sig, frame)
        self._loop.call_soon_threadsafe(self._end)

    def stop(self, _: Task[None]) -> None:
        """Stop because something behind it has ended."""
        self._end()
        self.should_exit = True


async def serve_until_stopped(server: Server, *background: Coroutine[Any, Any, None]) -> None:
    """Serve until a signal comes or a background task ends; then finish the requests under way and stop.

    A fault of the background is raised. uvicorn raises the signal once more when it has finished: ours ignore
    it, so that the rest is cleaned up.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    tasks = [asyncio.create_task(work) for work in background]
    for task in tasks:
        task.add_done_callback(server.stop)
    await server.serve()
    await process.end(tasks)
    for fault in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(fault, Exception):
            raise fault
