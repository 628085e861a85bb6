"""Thousands of viewers in one process: docs/protocol.md with as little as possible around it."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from typing import cast

from shared.live_follower import FollowedBoard, Follower

REQUEST = (
    b"GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
OPENING_AT_ONCE = 200


def masked(message: str) -> bytes:
    """Return a text frame of a viewer, masked with nothing."""
    data = message.encode()
    assert len(data) < 126
    return bytes([0x81, 0x80 | len(data), 0, 0, 0, 0]) + data


class CrowdViewer(asyncio.Protocol):
    """One viewer, over all their sockets."""

    def __init__(self, crowd: "Crowd") -> None:
        self.follower = Follower()
        self.follower.subscribe(crowd.board)
        self._crowd = crowd
        self._transport: asyncio.Transport | None = None
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self._waiting = cast(asyncio.Transport, transport), b""
        self._transport.write(REQUEST)

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        data = self._waiting + data
        if data.startswith(b"HTTP"):
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self._waiting = head
                return
            self._transport.write(b"".join(map(masked, self.follower.resume())))
        while len(data) >= 2:
            length, start = data[1], 2
            if length == 126:
                length, start = int.from_bytes(data[2:4], "big"), 4
            if len(data) < start + length:
                break
            self._take(data[0], data[start : start + length])
            data = data[start + length :]
        self._waiting = data

    def _take(self, first: int, payload: bytes) -> None:
        assert self._transport is not None
        if first == 0x81:
            _, replies = self.follower.receive(payload, 0)
            self._transport.write(b"".join(map(masked, replies)))
            self._crowd.note(self)
        elif first == 0x88:
            self._crowd.codes[int.from_bytes(payload[:2], "big")] += 1
            self._transport.close()

    def connection_lost(self, _fault: Exception | None) -> None:
        self._transport = None
        if not self._crowd.is_over:
            after_s, self.follower.retry_after_s = self.follower.retry_after_s, None
            wait_s = random.uniform(0.05, 0.1) if after_s is None else after_s
            asyncio.get_running_loop().call_later(wait_s, self._crowd.open, self)

    def leave(self) -> None:
        if self._transport is not None:
            self._transport.abort()


class Crowd:
    """All of them, at one board of one gateway."""

    def __init__(self, port: int, board: str, size: int) -> None:
        self.port = port
        self.board = board
        self.codes: Counter[int] = Counter()
        self.is_over = False
        self.viewers = [CrowdViewer(self) for _ in range(size)]
        self._missing: set[CrowdViewer] = set()
        self._condition: Callable[[FollowedBoard], bool]
        """Set by ``until_all``, of whom ``_missing`` are those for whom it does not hold yet."""
        self._all = asyncio.Event()
        self._opening: set[asyncio.Task[None]] = set()

    def note(self, viewer: "CrowdViewer") -> None:
        """Something came for ``viewer``."""
        if viewer in self._missing and self._condition(viewer.follower.boards[self.board]):
            self._missing.remove(viewer)
            if not self._missing:
                self._all.set()

    def open(self, viewer: CrowdViewer) -> None:
        """Open a line for ``viewer``, again and again until there is one."""
        opening = asyncio.create_task(self._open(viewer))
        self._opening.add(opening)
        opening.add_done_callback(self._opening.discard)

    async def _open(self, viewer: CrowdViewer) -> None:
        loop = asyncio.get_running_loop()
        while not self.is_over:
            try:
                await loop.create_connection(lambda: viewer, "127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(random.uniform(0.05, 0.2))
            else:
                return

    async def come(self) -> None:
        """Let all come, some at a time."""
        for since in range(0, len(self.viewers), OPENING_AT_ONCE):
            await asyncio.gather(*map(self._open, self.viewers[since : since + OPENING_AT_ONCE]))

    async def until_all(self, condition: Callable[[FollowedBoard], bool], limit_s: float) -> None:
        """Return when ``condition`` holds of what each viewer has of the board."""
        self._condition = condition
        self._missing = {v for v in self.viewers if not condition(v.follower.boards[self.board])}
        self._all.clear()
        async with asyncio.timeout(limit_s):
            while self._missing:
                await self._all.wait()

    def leave(self) -> None:
        """Let all go."""
        self.is_over = True
        for viewer in self.viewers:
            viewer.leave()
