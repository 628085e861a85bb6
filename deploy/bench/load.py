"""The viewers of a measurement, in a process of their own: ``python -m deploy.bench.load`` and a JSON text.

It opens plain sockets to loopback, reads what comes and notes how late; it is led over standard input, one
word a line: ``begin`` counts anew, ``report`` prints what was counted, the end closes all. Slow viewers read
a little once a second, frozen ones never, and come back when they have been sent home; both have the smallest
buffers that the system gives.
"""

import asyncio
import resource
import socket
import statistics
import sys
import time
from array import array
from dataclasses import dataclass
from typing import Final, cast

from deploy.bench.ticking import commands
from deploy.bench.update import made_ns
from shared import codec
from shared.process import event_loop

OPENING_AT_ONCE: Final = 100
OPENING_LIMIT_S: Final = 60
SLOW_BUFFER_BYTES: Final = 4096
SLOW_EVERY_S: Final = 1.0
SLOW_READS_S: Final = 0.005
FROZEN_COME_BACK_S: Final = 30
LIFE_S_MAX: Final = 900
"""However it is left, it ends by itself."""

REQUEST: Final = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: kk,ru;q=0.9,en;q=0.8\r\n"
    "Cache-Control: no-cache\r\nPragma: no-cache\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)  # fmt: skip


@dataclass(frozen=True)
class Audience:
    """What is asked of the process."""

    port: int
    path: str
    sockets: int
    slow: int
    frozen: int
    follows: str
    """The message by which a viewer subscribes; empty where none is needed."""


class Ear(asyncio.Protocol):
    """One viewer who reads."""

    __slots__ = ("_audience", "_counted", "_is_open", "transport")

    def __init__(self, audience: Audience, counted: "Counted") -> None:
        self._audience = audience
        self._counted = counted
        self._is_open = False
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a board's socket."""
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(REQUEST.format(path=self._audience.path, port=self._audience.port).encode())

    def data_received(self, data: bytes) -> None:
        """Count what came, and how late."""
        counted = self._counted
        if not self._is_open:
            self._is_open = True
            assert data.startswith(b"HTTP/1.1 101"), data[:200]
            if self._audience.follows:
                self.transport.write(_masked(self._audience.follows.encode()))
            counted.opened += 1
            counted.has_opened.set()
            return
        counted.bytes += len(data)
        made = made_ns(data)
        if made is not None:
            counted.late_ns.append(time.monotonic_ns() - made)

    def connection_lost(self, _fault: Exception | None) -> None:
        """Count the loss."""
        self._counted.lost += 1


class Counted:
    """What all viewers together received."""

    def __init__(self) -> None:
        self.opened = 0
        self.has_opened = asyncio.Event()
        self.lost = 0
        self.begin()

    def begin(self) -> None:
        """Count anew."""
        self.bytes = 0
        self.late_ns = array("q")
        self._since_s = time.monotonic()
        self._cpu_s = time.process_time()

    def report(self) -> dict[str, float]:
        """Return what was counted; times in milliseconds."""
        late = sorted(self.late_ns) or [0]
        cuts = statistics.quantiles(late, n=100) if len(late) > 1 else [late[0]] * 99
        return {
            "bytes": self.bytes,
            "seconds": time.monotonic() - self._since_s,
            "cpu_s": time.process_time() - self._cpu_s,
            "p50_ms": cuts[49] / 1e6,
            "p99_ms": cuts[98] / 1e6,
            "lost": self.lost,
        }


def _masked(message: bytes) -> bytes:
    """Return a text frame of a client, masked with nothing."""
    assert len(message) < 126
    return bytes([0x81, 0x80 | len(message), 0, 0, 0, 0]) + message


async def _open(audience: Audience, counted: Counted, *, is_small: bool) -> asyncio.Transport:
    line = socket.socket()
    line.setblocking(False)  # noqa: FBT003  # the standard library's own name
    if is_small:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SLOW_BUFFER_BYTES)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(line, ("127.0.0.1", audience.port))
    transport, _ = await loop.create_connection(lambda: Ear(audience, counted), sock=line)
    return transport


async def _open_all(
    audience: Audience, count: int, counted: Counted, *, is_small: bool = False
) -> list[asyncio.Transport]:
    lines: list[asyncio.Transport] = []
    while len(lines) < count:
        some = min(OPENING_AT_ONCE, count - len(lines))
        before = counted.opened
        lines += await asyncio.gather(*[_open(audience, counted, is_small=is_small) for _ in range(some)])
        while counted.opened < before + some:
            counted.has_opened.clear()
            await counted.has_opened.wait()
    return lines


async def _read_now_and_then(lines: list[asyncio.Transport]) -> None:
    while True:
        await asyncio.sleep(SLOW_EVERY_S)
        for line in lines:
            if not line.is_closing():
                line.resume_reading()
        await asyncio.sleep(SLOW_READS_S)
        for line in lines:
            if not line.is_closing():
                line.pause_reading()


async def _freeze_again_and_again(
    audience: Audience, lines: list[asyncio.Transport], counted: Counted
) -> None:
    """Let the frozen, whom the server has sent home by then, come back and freeze."""
    while True:
        await asyncio.sleep(FROZEN_COME_BACK_S)
        for line in lines:
            line.abort()
        lines[:] = await _open_all(audience, len(lines), counted, is_small=True)
        for line in lines:
            line.pause_reading()


async def run(audience: Audience) -> None:
    """Open all, then do as told."""
    counted, hindered = Counted(), Counted()
    said = await commands()
    async with asyncio.timeout(OPENING_LIMIT_S):
        quick = await _open_all(audience, audience.sockets - audience.slow - audience.frozen, counted)
        others = await _open_all(audience, audience.slow + audience.frozen, hindered, is_small=True)
    for line in others:
        line.pause_reading()
    slow, frozen = others[: audience.slow], others[audience.slow :]
    hindering = [
        asyncio.create_task(_read_now_and_then(slow)),
        asyncio.create_task(_freeze_again_and_again(audience, frozen, hindered)),
    ]
    print(codec.encode({"opened": len(quick) + len(others)}).decode(), flush=True)
    async with asyncio.timeout(LIFE_S_MAX):
        while word := (await said.readline()).strip():
            if word == b"begin":
                counted.begin()
            else:
                lost = {"hindered_lost": hindered.lost}
                print(codec.encode({**counted.report(), **lost}).decode(), flush=True)
    for hinderance in hindering:
        hinderance.cancel()
    for line in [*quick, *slow, *frozen]:
        line.abort()


if __name__ == "__main__":
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with asyncio.Runner(loop_factory=event_loop()) as runner:
        runner.run(run(Audience(**codec.decode(sys.argv[1]))))
