"""Gateways as processes on one port: one replaces the other, and no viewer sees it."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from redis.asyncio import Redis

from shared import codec
from shared.live_client import LiveClient
from tests.boards_of_broadcast import WELDING, BoardWriter
from tests.integration.test_broadcast import Store, has, redis, store, write

__all__ = ["redis", "store"]

ROOT = Path(__file__).parents[2]
VIEWERS = 20


@asynccontextmanager
async def gateway(url: str, port: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a gateway that shares ``port``; it listens."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.broadcast", cwd=ROOT, stderr=asyncio.subprocess.PIPE,
        env={
            **os.environ, "PORT": str(port), "REDIS_URL": url, "LOG_LEVEL": "INFO",
            "PORT_SHARED": "1", "HANDOVER_S": "2",
        },
    )  # fmt: skip
    assert process.stderr is not None
    try:
        async with asyncio.timeout(30):
            while codec.decode(await process.stderr.readline())["message"] != "listening":
                pass
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_a_rolling_restart_is_seen_by_nobody(store: Store, redis: Redis) -> None:
    """Everybody moves to the new gateway; no socket is closed on them, nothing is missed or told twice."""
    writer = BoardWriter(WELDING)
    await write(redis, writer, writer.begin("e1").text)
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        kept.bind(("127.0.0.1", 0))
        port = kept.getsockname()[1]
        clients = [LiveClient(f"ws://127.0.0.1:{port}/live") for _ in range(VIEWERS)]
        async with gateway(store.url(), port) as old:
            for client in clients:
                await client.__aenter__()
                await client.subscribe(WELDING)
            for client in clients:
                await client.wait_until(has(writer))
            async with gateway(store.url(), port):
                old.send_signal(signal.SIGTERM)
                while old.returncode is None:
                    await write(redis, writer, writer.change().text)
                    for client in clients:
                        await client.wait_until(has(writer))
                assert 0 == old.returncode
                await write(redis, writer, writer.change().text)
                for client in clients:
                    await client.wait_until(has(writer))
                for client in clients:
                    await client.__aexit__(None, None, None)

    assert [] == [code for client in clients for code in client.closed_with]
    assert {(1, 0)} == {(client.follower.snapshots, client.follower.gaps) for client in clients}
