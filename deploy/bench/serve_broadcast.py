"""The websockets library's own way as a server under test: ``serve`` and ``broadcast``, as its guide says.

``python -m deploy.bench.serve_broadcast UPDATES_PER_S BYTES``, spoken to like the others.
"""

import asyncio
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve

from deploy.bench.ticking import tick_until_end
from deploy.bench.update import update
from services.broadcast.__main__ import allow_open_files
from shared.process import event_loop

ACCEPT_QUEUE_MAX = 4096


async def run(per_s: int, size: int) -> None:
    """Serve until standard input ends."""
    viewers: set[ServerConnection] = set()
    version = 1

    async def attend(viewer: ServerConnection) -> None:
        viewers.add(viewer)
        try:
            await viewer.wait_closed()
        finally:
            viewers.discard(viewer)

    def publish() -> None:
        nonlocal version
        version += 1
        broadcast(viewers, update(version, size), text=True)

    async with serve(
        attend, "127.0.0.1", 0, compression=None, backlog=ACCEPT_QUEUE_MAX, open_timeout=60, close_timeout=0.5
    ) as server:
        print("ready", next(iter(server.sockets)).getsockname()[1], flush=True)
        await tick_until_end(per_s, publish)


if __name__ == "__main__":
    allow_open_files(12_000)
    with asyncio.Runner(loop_factory=event_loop()) as runner:
        runner.run(run(int(sys.argv[1]), int(sys.argv[2])))
