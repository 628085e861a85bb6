"""A viewer in Python: follows boards over the live WebSocket, resumes, and notices every gap.

For tests, the simulator, rehearsals and partners. ``Follower`` is the protocol without a socket;
``LiveClient`` puts it on one. docs/protocol.md describes what is spoken.
"""

import asyncio
import contextlib
import random
from collections.abc import Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Final, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from shared.clock import Clock, system_clock
from shared.domain.board import Board
from shared.live_follower import FollowedBoard, Follower, FrameSeen

__all__ = ["FollowedBoard", "Follower", "FrameSeen", "LiveClient", "LiveRefused", "comes_back"]

FRAME_BYTES_MAX: Final = 16 * 1024 * 1024
ABNORMAL: Final = 1006
TOO_BIG: Final = 1009
RETRY_FIRST_S: Final = 0.1
RETRY_MAX_S: Final = 5.0
MISSED_BEATS_MAX: Final = 2
"""After this many beats without a word the line is dead, however open it looks."""


class LiveRefused(Exception):
    """The gateway closed the socket for good; ``code`` says why."""

    def __init__(self, code: int, reason: str) -> None:
        self.code = code
        super().__init__(f"closed with {code}: {reason}")


def comes_back(code: int) -> bool:
    """Say whether a viewer whose socket was closed with ``code`` opens another."""
    return code != TOO_BIG and not 4100 <= code <= 4199


class LiveClient:
    """A follower on a socket that opens another whenever one breaks.

    Use as an async context manager; ``wait_until`` waits for a condition. A ``follower`` given goes on from
    what it has.
    """

    def __init__(
        self,
        url: str,
        *,
        follower: Follower | None = None,
        on_frame: Callable[[FrameSeen], None] | None = None,
        clock: Clock = system_clock,
        retry_first_s: float = RETRY_FIRST_S,
        token: str | None = None,
    ) -> None:
        self.follower = follower or Follower()
        self.frames: list[FrameSeen] = []
        """Every frame, oldest first; empty where ``on_frame`` was given."""
        self.closed_with: list[int] = []
        """The close code of every socket that broke, oldest first; 1006 where none was said."""
        self._url = url
        self._on_frame = on_frame or self.frames.append
        self._clock = clock
        self._retry_first_s = retry_first_s
        self._headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        self._socket: ClientConnection | None = None
        """Set while a socket is open."""
        self._waiters: list[asyncio.Future[None]] = []
        self._running: asyncio.Task[None]
        """Set by ``__aenter__``."""

    async def __aenter__(self) -> Self:
        self._running = asyncio.create_task(self._run())
        self._running.add_done_callback(lambda _done: self._note_change())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.cancel()
        with contextlib.suppress(asyncio.CancelledError, LiveRefused):
            await self._running

    @property
    def is_connected(self) -> bool:
        """Say whether a socket is open."""
        return self._socket is not None

    def board(self, board: str) -> Board | None:
        """Return the board as it is held; None before the first snapshot."""
        held = self.follower.boards.get(board)
        return None if held is None else held.data

    async def subscribe(self, board: str) -> None:
        """Follow ``board``, now and on every later socket."""
        await self._send([self.follower.subscribe(board)])

    async def unsubscribe(self, board: str) -> None:
        """Follow ``board`` no longer."""
        await self._send([self.follower.unsubscribe(board)])

    def break_line(self) -> None:
        """Cut the socket as a bad network does; another one is opened."""
        assert self._socket is not None, "no socket is open"
        self._socket.transport.abort()

    async def wait_until(self, condition: Callable[[Self], bool], limit_s: float = 10.0) -> None:
        """Return when ``condition`` holds; it is looked at after every frame, opening and closing.

        Raises ``LiveRefused`` when the gateway does not want us back, ``TimeoutError`` after ``limit_s``.
        """
        async with asyncio.timeout(limit_s):
            while not condition(self):
                if self._running.done():
                    self._running.result()
                waiter = asyncio.get_running_loop().create_future()
                self._waiters.append(waiter)
                await waiter

    async def _run(self) -> None:
        retry_s = self._retry_first_s
        while True:
            try:
                async with AsyncExitStack() as sockets:
                    socket = await sockets.enter_async_context(self._open())
                    retry_s = self._retry_first_s
                    await self._converse(sockets, socket)
            except ConnectionClosed as fault:
                self._note_close(fault)
            except (OSError, InvalidHandshake):
                self.closed_with.append(ABNORMAL)
            finally:
                self._socket = None
                self._note_change()
            advised_s, self.follower.retry_after_s = self.follower.retry_after_s, None
            await asyncio.sleep(retry_s * random.uniform(0.5, 1) if advised_s is None else advised_s)
            retry_s = min(2 * retry_s, RETRY_MAX_S)

    def _open(self) -> connect:
        return connect(
            self._url,
            additional_headers=self._headers,
            compression=None,
            ping_interval=None,
            max_size=FRAME_BYTES_MAX,
            proxy=None,
        )

    async def _converse(self, sockets: AsyncExitStack, socket: ClientConnection) -> None:
        """Receive until the socket breaks or falls silent; raises what ended it."""
        self._socket = socket
        await self._send(self.follower.resume())
        while True:
            async with asyncio.timeout(MISSED_BEATS_MAX * self.follower.beat_s):
                text = await socket.recv()
            await self._take(text)
            if self.follower.moving_s is not None:
                within_s, self.follower.moving_s = self.follower.moving_s, None
                moved = await self._moved(sockets, socket, random.uniform(0, within_s / 2))
                if moved is not None:
                    socket, old, self._socket = moved, socket, moved
                    await self._send(self.follower.resume())
                    await old.close()

    async def _moved(
        self, sockets: AsyncExitStack, old: ClientConnection, after_s: float
    ) -> ClientConnection | None:
        """Return another socket, opened while the old one still tells; None where it cannot be opened."""

        async def opened() -> ClientConnection:
            await asyncio.sleep(after_s)
            return await sockets.enter_async_context(self._open())

        opening = asyncio.create_task(opened())
        receiving = asyncio.create_task(old.recv())
        try:
            while not opening.done():
                await asyncio.wait([opening, receiving], return_when=asyncio.FIRST_COMPLETED)
                if receiving.done():
                    await self._take(receiving.result())
                    receiving = asyncio.create_task(old.recv())
            return opening.result()
        except (OSError, InvalidHandshake):
            return None
        finally:
            for waiting in (opening, receiving):
                waiting.cancel()
            await asyncio.wait([opening, receiving])
            if not receiving.cancelled():
                # What it says, or that it broke: we resume elsewhere from what we hold.
                receiving.exception()

    async def _take(self, text: str | bytes) -> None:
        seen, replies = self.follower.receive(text, self._clock())
        self._on_frame(seen)
        await self._send(replies)
        self._note_change()

    async def _send(self, messages: list[str]) -> None:
        """Send what can be sent; what cannot is said again on the next socket."""
        if self._socket is not None:
            with contextlib.suppress(ConnectionClosed):
                for message in messages:
                    await self._socket.send(message)

    def _note_close(self, fault: ConnectionClosed) -> None:
        code = fault.rcvd.code if fault.rcvd is not None else ABNORMAL
        self.closed_with.append(code)
        if not comes_back(code):
            raise LiveRefused(code, fault.rcvd.reason if fault.rcvd is not None else "") from fault

    def _note_change(self) -> None:
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()
