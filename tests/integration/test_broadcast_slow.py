"""Viewers who do not keep up, and the gateway that stops: on both event loops, whose transports differ."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from websockets.asyncio.client import ClientConnection, connect

from services.broadcast.gateway import Gateway
from services.broadcast.hub import Hub
from services.broadcast.viewer import ViewerSocket
from shared import codec
from shared.live_client import LiveClient
from shared.process import event_loop
from tests.boards_of_broadcast import (
    FOLLOW,
    WELDING,
    BoardWriter,
    close_code,
    live,
    new_hub,
    plain_socket,
    running_gateway,
)

LOOPS = {"asyncio": asyncio.new_event_loop, "as in production": event_loop()}


def on_both_loops(test: Callable[[], Coroutine[None, None, None]]) -> Callable[..., None]:
    """Run ``test`` on Python's own event loop and on the one that the gateway uses."""

    def run(new_loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
        with asyncio.Runner(loop_factory=new_loop) as runner:
            runner.run(test())

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return pytest.mark.parametrize("new_loop", LOOPS.values(), ids=LOOPS)(run)


async def until(happens: Coroutine[object, object, object]) -> None:
    """Wait for what must happen soon."""
    await asyncio.wait_for(happens, 10)


@on_both_loops
async def test_a_slow_viewer_holds_nobody_and_catches_up() -> None:
    """Somebody who stops reading is put aside; when they read again they get the newest, others got all."""
    hub = new_hub()
    writer = BoardWriter(WELDING)
    hub.load(writer.stored())
    async with (
        running_gateway(hub, slow_limit_s=60) as gateway,
        plain_socket(gateway) as slow,
        LiveClient(live(gateway)) as quick,
    ):
        await quick.subscribe(WELDING)
        await slow.send(FOLLOW)
        while codec.decode(await slow.recv())["type"] != "snapshot":
            pass
        await quick.wait_until(lambda client: client.board(WELDING) is not None)
        slow.transport.pause_reading()
        while not any(hub.is_aside(viewer) for viewer in gateway.viewers):
            hub.follow(writer.change(total="x" * 50_000))
            await quick.wait_until(lambda client: client.board(WELDING) == writer.data)
        for _ in range(200):
            hub.follow(writer.change())
        slow.transport.resume_reading()
        held = codec.decode(await slow.recv())
        while (held["epoch"], held["version"]) != writer.position:
            held = codec.decode(await slow.recv())

        await quick.wait_until(lambda client: client.board(WELDING) == writer.data)
        assert ("snapshot", writer.data) == (held["type"], held["data"])
        assert (1, writer.version - 1) == (quick.follower.snapshots, quick.follower.deltas)


async def stuffed(gateway: Gateway, hub: Hub[ViewerSocket], socket: ClientConnection) -> ViewerSocket:
    """Stop reading ``socket`` and publish until its line is full; return the gateway's side of it."""
    writer = BoardWriter(WELDING)
    hub.load(writer.stored())
    await socket.send(FOLLOW)
    while codec.decode(await socket.recv())["type"] != "snapshot":
        pass
    socket.transport.pause_reading()
    (viewer,) = gateway.viewers
    while not hub.is_aside(viewer):
        hub.follow(writer.change(total="x" * 50_000))
    return viewer


@on_both_loops
async def test_a_viewer_too_slow_for_too_long_is_sent_home() -> None:
    """Who reads in the end finds the reason after what was on the way."""
    hub = new_hub()
    async with running_gateway(hub, slow_limit_s=60) as gateway, plain_socket(gateway) as slow:
        viewer = await stuffed(gateway, hub, slow)
        now_s = asyncio.get_running_loop().time()

        gateway.sweep(now_s + 59)
        assert hub.is_aside(viewer)
        gateway.sweep(now_s + 61)
        assert not hub.is_aside(viewer)
        slow.transport.resume_reading()

        assert 4001 == await close_code(slow)


@on_both_loops
async def test_a_viewer_who_never_reads_is_cut_off() -> None:
    """Nothing stays of a line that takes neither frames nor a goodbye."""
    hub = new_hub()
    async with (
        running_gateway(hub, slow_limit_s=60) as gateway,
        plain_socket(gateway, close_timeout=0.1) as slow,
    ):
        viewer = await stuffed(gateway, hub, slow)
        now_s = asyncio.get_running_loop().time()

        gateway.sweep(now_s + 61)
        gateway.sweep(now_s + 122)

        await until(viewer.wait_closed())
        assert set() == gateway.viewers


@on_both_loops
async def test_a_line_that_breaks_while_telling_harms_nobody() -> None:
    """Between the break and the news of it frames are still handed to the dead socket."""
    hub, writer = new_hub(), BoardWriter(WELDING)
    hub.load(writer.stored())
    async with running_gateway(hub) as gateway, plain_socket(gateway) as broken:
        await broken.send(FOLLOW)
        while codec.decode(await broken.recv())["type"] != "snapshot":
            pass
        (viewer,) = gateway.viewers
        async with LiveClient(live(gateway)) as other:
            await other.subscribe(WELDING)
            await other.wait_until(lambda client: client.board(WELDING) == writer.data)

            viewer.transport.abort()
            hub.follow(writer.change())
            await until(viewer.wait_closed())
            hub.follow(writer.change())
            await other.wait_until(lambda client: client.board(WELDING) == writer.data)

        assert 2 == other.follower.deltas


@on_both_loops
async def test_stopping_tells_everybody_to_come_back() -> None:
    """All sockets close with 4000, and no new one opens."""
    hub = new_hub()
    async with running_gateway(hub) as gateway:
        async with plain_socket(gateway) as one, plain_socket(gateway) as other:
            await one.recv()
            await other.recv()
            codes = asyncio.gather(close_code(one), close_code(other))
            await gateway.stop()

            assert [4000, 4000] == await codes
        with pytest.raises(ConnectionRefusedError):
            await connect(live(gateway))


@on_both_loops
async def test_stopping_waits_for_nobody_for_ever() -> None:
    """A viewer who does not answer the goodbye is cut off."""
    hub = new_hub()
    async with (
        running_gateway(hub) as gateway,
        plain_socket(gateway, close_timeout=0.1) as silent,
    ):
        await silent.recv()
        silent.transport.pause_reading()

        await until(gateway.stop(limit_s=0.05))

        assert set() == gateway.viewers
