"""Experts who submit at a given rate, in one process that costs little.

``python -m deploy.bench.submitter URL RATE``: submissions come on standard input, a JSON line each: token and
body. They are sent at moments drawn at random whether or not earlier ones were answered, as people do. At the
end prints a JSON line for each: when it was sent and answered (ns, monotonic), and what the answer said.
"""

import asyncio
import gc
import random
import sys
import time
from typing import Any, Final, cast
from urllib.parse import urlsplit

from shared import codec
from shared.process import event_loop

_ANSWERED_WITHIN_S: Final = 30


class Connection(asyncio.Protocol):
    """One kept-alive connection: a request at a time."""

    def __init__(self) -> None:
        self.transport: asyncio.WriteTransport
        """Set once connected."""
        self._kept = b""
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        """Set by ``ask``."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the line."""
        self.transport = cast(asyncio.WriteTransport, transport)

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send ``request``; return status and body of the answer."""
        self._answer = asyncio.get_running_loop().create_future()
        self._kept = b""
        self.transport.write(request)
        return await self._answer

    def data_received(self, data: bytes) -> None:
        """Take a part of the answer."""
        self._kept += data
        head, end, body = self._kept.partition(b"\r\n\r\n")
        if end and self._answer is not None and len(body) >= _content_length(head):
            self._answer.set_result((int(head[9:12]), body))

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail the request that waits, if one does."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("the line was closed before an answer"))


def _content_length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    raise ValueError(f"an answer without a length: {head!r}")


class Submitter:
    """Sends on any connection that is free, opening more when none is."""

    def __init__(self, url: str) -> None:
        self._place = urlsplit(url)
        assert self._place.hostname is not None
        assert self._place.port is not None
        self._address = (self._place.hostname, self._place.port)
        self._free: list[Connection] = []
        self.answers: list[list[Any]] = []

    async def submit(self, submission: dict[str, Any]) -> None:
        """Send one and note what came of it."""
        request = self._request(submission)
        began_ns = time.monotonic_ns()
        connection = self._free.pop() if self._free else await self._opened()
        status, body = await connection.ask(request)
        ended_ns = time.monotonic_ns()
        self._free.append(connection)
        said = codec.decode(body)
        self.answers.append([submission["body"]["id"], began_ns, ended_ns, status, said.get("status")])

    async def _opened(self) -> Connection:
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(Connection, *self._address)
        return connection

    def _request(self, submission: dict[str, Any]) -> bytes:
        body = codec.encode(submission["body"])
        head = (
            f"POST /api/v1/submissions HTTP/1.1\r\nHost: {self._place.netloc}\r\n"
            f"Authorization: Bearer {submission['token']}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


async def run(url: str, rate: float, submissions: list[dict[str, Any]]) -> None:
    """Send all, wait for the answers, print them."""
    gc.freeze()
    submitter, drawn = Submitter(url), random.Random(1)
    due_s = time.monotonic()
    async with (
        asyncio.timeout(len(submissions) / rate * 2 + _ANSWERED_WITHIN_S),
        asyncio.TaskGroup() as group,
    ):
        for submission in submissions:
            due_s += drawn.expovariate(rate)
            await asyncio.sleep(max(0.0, due_s - time.monotonic()))
            group.create_task(submitter.submit(submission))
    for answer in submitter.answers:
        sys.stdout.buffer.write(codec.encode(answer) + b"\n")


def main() -> None:
    """Read what to submit, and submit it."""
    submissions = [codec.decode(line) for line in sys.stdin.buffer]
    with asyncio.Runner(loop_factory=event_loop()) as runner:
        runner.run(run(sys.argv[1], float(sys.argv[2]), submissions))


if __name__ == "__main__":
    main()
