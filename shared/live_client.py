"""A viewer in Python: follows boards over the live WebSocket, resumes, and notices every gap.

For tests, the simulator and rehearsals. ``Follower`` is the protocol without a socket: texts in, texts out;
``LiveClient`` puts it on one. docs/protocol.md describes what is spoken.
"""

import asyncio
import contextlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from shared import codec
from shared.clock import Clock, system_clock
from shared.domain.board import Board, apply_delta

FRAME_BYTES_MAX: Final = 16 * 1024 * 1024
ABNORMAL: Final = 1006
TOO_BIG: Final = 1009
RETRY_FIRST_S: Final = 0.1
RETRY_MAX_S: Final = 5.0
MISSED_BEATS_MAX: Final = 2
"""After this many beats without a word the line is dead, however open it looks."""


@dataclass(slots=True)
class FollowedBoard:
    """What the viewer has of one board."""

    epoch: str = ""
    version: int = 0
    at_ms: int = 0
    data: Board | None = None
    """None until the first snapshot."""
    is_behind: bool = False
    """Set from the moment a gap was noticed until it is closed."""


@dataclass(frozen=True, slots=True)
class FrameSeen:
    """One frame as it came in."""

    type: str
    received_ms: int
    at_ms: int
    board: str | None = None
    version: int | None = None
    code: str | None = None
    """Of an error."""


@dataclass(slots=True)
class Follower:
    """One viewer's side of the protocol, without a socket."""

    boards: dict[str, FollowedBoard] = field(default_factory=dict)
    beat_s: float = 15.0
    gaps: int = 0
    """Times a delta did not continue what we had."""
    snapshots: int = 0
    deltas: int = 0

    def subscribe(self, board: str) -> str:
        """Follow ``board``; return the message to send, which resumes where we have something."""
        held = self.boards.setdefault(board, FollowedBoard())
        message: dict[str, object] = {"op": "subscribe", "board": board}
        if held.data is not None:
            message |= {"epoch": held.epoch, "version": held.version}
        return codec.encode(message).decode()

    def unsubscribe(self, board: str) -> str:
        """Follow ``board`` no longer; return the message to send."""
        self.boards.pop(board, None)
        return codec.encode({"op": "unsubscribe", "board": board}).decode()

    def resume(self) -> list[str]:
        """Return the messages to send on a new socket."""
        return [self.subscribe(board) for board in self.boards]

    def receive(self, text: str | bytes, received_ms: int) -> tuple[FrameSeen, list[str]]:
        """Take a frame; return what was seen and the messages to send in answer."""
        frame = codec.decode(text)
        seen = FrameSeen(
            frame["type"], received_ms, frame.get("at_ms", 0), frame.get("board"), frame.get("version"),
            frame.get("code"),
        )  # fmt: skip
        replies: list[str] = []
        held = self.boards.get(frame.get("board", ""))
        if seen.type == "hello":
            self.beat_s = frame["beat_s"]
        elif held is not None and seen.type == "snapshot":
            self._take_snapshot(held, frame)
        elif held is not None and seen.type == "delta":
            replies = self._take_delta(held, frame)
        elif held is not None and seen.type == "current":
            held.is_behind = False
        return seen, replies

    def _take_snapshot(self, held: FollowedBoard, frame: dict[str, Any]) -> None:
        self.snapshots += 1
        held.epoch, held.version, held.at_ms = frame["epoch"], frame["version"], frame["at_ms"]
        held.data = frame["data"]
        held.is_behind = False

    def _take_delta(self, held: FollowedBoard, frame: dict[str, Any]) -> list[str]:
        if held.data is None or (frame["epoch"], frame["version"]) != (held.epoch, held.version + 1):
            if held.is_behind:
                return []
            self.gaps += 1
            held.is_behind = True
            return [self.subscribe(frame["board"])]
        self.deltas += 1
        held.version, held.at_ms = frame["version"], frame["at_ms"]
        held.data = apply_delta(held.data, frame["data"])
        held.is_behind = False
        return []


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
                async with connect(
                    self._url, compression=None, ping_interval=None, max_size=FRAME_BYTES_MAX, proxy=None
                ) as socket:
                    retry_s = self._retry_first_s
                    await self._converse(socket)
            except ConnectionClosed as fault:
                self._note_close(fault)
            except (OSError, InvalidHandshake):
                self.closed_with.append(ABNORMAL)
            finally:
                self._socket = None
                self._note_change()
            await asyncio.sleep(retry_s * random.uniform(0.5, 1))
            retry_s = min(2 * retry_s, RETRY_MAX_S)

    async def _converse(self, socket: ClientConnection) -> None:
        """Receive until the socket breaks or falls silent; raises what ended it."""
        self._socket = socket
        await self._send(self.follower.resume())
        while True:
            async with asyncio.timeout(MISSED_BEATS_MAX * self.follower.beat_s):
                text = await socket.recv()
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
