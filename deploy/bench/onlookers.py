"""Thousands of viewers in one process that costs little: ``python -m deploy.bench.onlookers URL COUNT``.

Boards come on standard input, one a line. One viewer of each board reads every frame and notes when each
competitor's number of marked aspects was seen; the others take bytes and drop them, so that the system is
measured and not the generator. Says ``ready`` once all are served; when its input ends, prints what it saw.
"""

import asyncio
import base64
import os
import resource
import struct
import sys
import time
from collections.abc import Callable
from typing import Final, cast
from urllib.parse import urlsplit

from shared import codec, process

_OTHER_FILES: Final = 100
_OPEN_WITHIN_S: Final = 60
_AT_ONCE: Final = 50
"""Sockets opened at the same time."""
_TEXT: Final = 0x81
"""First byte of a whole text frame."""
_PING: Final = 0x89
"""First byte of a ping; the bench is over before anybody is sent away for not answering."""
_MASKED: Final = 0x80

See = Callable[[bytes, int], None]
"""Takes the text of a frame and when it came, in nanoseconds of the monotonic clock."""


class Onlooker(asyncio.Protocol):
    """A viewer's socket that follows one board; without ``see`` it drops what it is told."""

    def __init__(self, host: str, board: str, see: See | None) -> None:
        self.is_served = asyncio.Event()
        """Set once something came after the opening."""
        self._host = host
        self._board = board
        self._see = see
        self._is_open = False
        self._kept = b""
        self._transport: asyncio.WriteTransport
        """Set once connected."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a WebSocket."""
        self._transport = cast(asyncio.WriteTransport, transport)
        key = base64.b64encode(os.urandom(16)).decode()
        self._transport.write(
            f"GET /live HTTP/1.1\r\nHost: {self._host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        if not self._is_open:
            self._open(data)
        elif self._see is not None:
            self._read(data, time.monotonic_ns())
        elif not self.is_served.is_set():
            self.is_served.set()

    def connection_lost(self, exc: Exception | None) -> None:
        """End the run: a viewer that was sent away makes the figures worthless."""
        if self.is_served.is_set() and not self._transport.is_closing():
            sys.exit(f"the gateway closed a socket of {self._board}: {exc}")

    def _open(self, data: bytes) -> None:
        head, end, rest = (self._kept + data).partition(b"\r\n\r\n")
        if not end:
            self._kept = head
            return
        if b" 101 " not in head.partition(b"\r\n")[0]:
            sys.exit(f"no WebSocket: {head.decode(errors='replace')}")
        self._is_open, self._kept = True, b""
        self._transport.write(masked(codec.encode({"op": "subscribe", "board": self._board})))
        if rest:
            self.data_received(rest)

    def _read(self, data: bytes, at_ns: int) -> None:
        self.is_served.set()
        self._kept += data
        while (frame := _frame(self._kept)) is not None:
            text, self._kept = frame
            assert self._see is not None
            if text is not None:
                self._see(text, at_ns)


def masked(text: bytes) -> bytes:
    """Return a short text frame as a client must send it; a mask of zeros leaves the text as it is."""
    assert len(text) < 126, "a short message"
    return bytes((_TEXT, _MASKED | len(text))) + bytes(4) + text


def _frame(data: bytes) -> tuple[bytes | None, bytes] | None:
    """Return the first frame's text, None for a ping, and what follows it; None while it is not whole."""
    if len(data) < 2:
        return None
    if data[0] not in (_TEXT, _PING):
        sys.exit(f"not a text frame: {data[:100]!r}")
    size, start = data[1], 2
    if size >= 126:
        form, start = (">H", 4) if size == 126 else (">Q", 10)
        if len(data) < start:
            return None
        (size,) = struct.unpack(form, data[2:start])
    if len(data) < start + size:
        return None
    return None if data[0] == _PING else data[start : start + size], data[start + size :]


class Sightings:
    """What the viewers that read saw: one line for each competitor's change, and the sizes of frames."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str, int, int, float]] = []
        """Board, competitor, aspects marked, when seen (ns, monotonic), milliseconds since it was written."""
        self.bytes_of: dict[str, list[int]] = {"snapshot": [], "delta": []}

    def see(self, text: bytes, at_ns: int) -> None:
        """Take a frame."""
        frame = codec.decode(text)
        if frame["type"] not in self.bytes_of:
            return
        self.bytes_of[frame["type"]].append(len(text))
        age_ms = time.time() * 1000 - frame["at_ms"]
        for competitor, row in frame["data"].get("rows", {}).items():
            if row.get("aspects"):
                self.lines.append((frame["board"], competitor, row["aspects"], at_ns, age_ms))


async def look(url: str, boards: list[str], count: int) -> None:
    """Open all sockets, say so, and look until standard input ends."""
    loop = asyncio.get_running_loop()
    place = urlsplit(url)
    assert place.hostname is not None
    assert place.port is not None
    host, port = place.hostname, place.port
    seen = Sightings()
    gate = asyncio.Semaphore(_AT_ONCE)

    async def open_one(number: int) -> None:
        board = boards[number % len(boards)]
        see = seen.see if number < len(boards) else None
        async with gate:
            _, viewer = await loop.create_connection(lambda: Onlooker(place.netloc, board, see), host, port)
            await viewer.is_served.wait()

    async with asyncio.timeout(_OPEN_WITHIN_S):
        await asyncio.gather(*map(open_one, range(count)))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    sys.stdout.buffer.write(codec.encode({"seen": seen.lines, "bytes": seen.bytes_of}) + b"\n")
    sys.stdout.flush()


def main() -> None:
    """Read the boards and look at them."""
    url, count = sys.argv[1], int(sys.argv[2])
    boards = sys.stdin.readline().split()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, count + _OTHER_FILES), hard))
    process.run(look(url, boards, count))


if __name__ == "__main__":
    main()
