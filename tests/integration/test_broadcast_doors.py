"""Who comes in at the gateway and how: tokens, limits of an address, events, a shared port."""

import struct
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from socket import IPPROTO_TCP
from typing import Any

import aiohttp
import pytest

from services.broadcast.gateway import Gateway
from services.broadcast.hub import Hub
from services.broadcast.listening import ACCEPT_QUEUE_MAX
from services.broadcast.viewer import ViewerSocket
from shared import codec
from shared.live_client import LiveClient
from shared.tokens import Grant, mint_class_token
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
from tests.ingest_door import Clock

TCP_INFO = 11
"""Linux; other systems have no name for it."""
SECRET = "a-secret-of-the-test-that-is-long-enough"
TOKEN = mint_class_token(SECRET, Grant("expert", 2**60, "e-1", "wsk2024", ("welding",)), 0)


@pytest.fixture
def hub() -> Hub[ViewerSocket]:
    """Hold no board yet."""
    return new_hub()


@pytest.fixture
def writer(hub: Hub[ViewerSocket]) -> BoardWriter:
    """Have written one board."""
    writer = BoardWriter(WELDING)
    writer.change()
    hub.load(writer.stored())
    return writer


async def types(socket: object, count: int) -> list[str]:
    """Return the types of the next frames, an error's code instead."""
    said = [codec.decode(await socket.recv()) for _ in range(count)]  # type: ignore[attr-defined]
    return [frame.get("code", frame["type"]) for frame in said]


async def test_boards_of_the_venue_need_a_token(hub: Hub[ViewerSocket], writer: BoardWriter) -> None:
    """Without one a board is refused and the socket stays; with one it is told."""
    async with (
        running_gateway(hub, audience="venue", secret=SECRET) as gateway,
        plain_socket(gateway) as socket,
    ):
        await socket.send(FOLLOW)
        assert ["hello", "not_allowed"] == await types(socket, 2)
        await socket.send(codec.encode({"op": "enter", "token": TOKEN}).decode())
        await socket.send(FOLLOW)

        assert ["entered", "snapshot"] == await types(socket, 2)


async def test_a_token_that_expires_sends_its_bearer_for_another(
    hub: Hub[ViewerSocket], writer: BoardWriter
) -> None:
    """R50: whose key was taken back gets no new one; the others resume with theirs."""
    clock = Clock()
    short = mint_class_token(SECRET, Grant("screen", clock.now_ms + 60_000, "s-1", "wsk2024"), 0)
    async with (
        running_gateway(hub, audience="venue", secret=SECRET, clock=clock) as gateway,
        plain_socket(gateway) as socket,
    ):
        await enter_and_follow(socket, short)
        assert ["hello", "entered", "snapshot"] == await types(socket, 3)
        clock.now_ms += 60_000

        assert 4005 == await close_code(socket)


async def test_a_token_is_renewed_on_the_open_line(hub: Hub[ViewerSocket], writer: BoardWriter) -> None:
    """At half-time a page shows the next one, and stays."""
    clock = Clock()
    tokens = [
        mint_class_token(SECRET, Grant("screen", clock.now_ms + life_ms, "s-1", "wsk2024"), 0)
        for life_ms in (60_000, 120_000)
    ]
    async with (
        running_gateway(hub, audience="venue", secret=SECRET, clock=clock) as gateway,
        plain_socket(gateway) as socket,
    ):
        await enter_and_follow(socket, tokens[0])
        await socket.send(codec.encode({"op": "enter", "token": tokens[1]}).decode())
        assert ["hello", "entered", "snapshot", "entered"] == await types(socket, 4)
        clock.now_ms += 60_000
        gateway.sweep(0.0)
        hub.follow(writer.change())

        assert ["delta"] == await types(socket, 1)


async def test_a_renewed_token_must_allow_what_is_followed(
    hub: Hub[ViewerSocket], writer: BoardWriter
) -> None:
    """Nobody keeps boards by following them first and showing another token then."""
    other = mint_class_token(SECRET, Grant("screen", 2**60, "s-1", "wsk2025"), 0)
    async with (
        running_gateway(hub, audience="venue", secret=SECRET) as gateway,
        plain_socket(gateway) as socket,
    ):
        await enter_and_follow(socket, TOKEN)
        await socket.send(codec.encode({"op": "enter", "token": other}).decode())

        assert 4104 == await close_code(socket)


async def enter_and_follow(socket: Any, token: str) -> None:
    """Show a token and follow the board."""
    await socket.send(codec.encode({"op": "enter", "token": token}).decode())
    await socket.send(FOLLOW)


def room_at_most() -> int:
    """Return how many the system lets wait at any door."""
    return int(Path("/proc/sys/net/core/somaxconn").read_text(encoding="ascii"))


@pytest.mark.skipif(sys.platform != "linux", reason="what a listening socket has room for is told by Linux")
async def test_a_crowd_that_comes_back_at_once_finds_room(hub: Hub[ViewerSocket]) -> None:
    """Each whom the system turns away at the door tries again only after a second, then two, then four."""
    async with running_gateway(hub) as gateway:
        (listening,) = gateway._server.sockets
        # struct tcp_info of a listening socket: tcpi_sacked is how many may wait to be accepted.
        told = listening.getsockopt(IPPROTO_TCP, TCP_INFO, 32)
        (room,) = struct.unpack_from("I", told, 28)
        assert min(ACCEPT_QUEUE_MAX, room_at_most()) == room


async def test_a_token_that_is_not_good_ends_the_line(hub: Hub[ViewerSocket]) -> None:
    """Coming back with it would only repeat it."""
    async with (
        running_gateway(hub, audience="staff", secret=SECRET) as gateway,
        plain_socket(gateway, additional_headers={"Authorization": "Bearer forged"}) as socket,
    ):
        assert 4104 == await close_code(socket)


async def test_a_program_sends_its_token_with_the_request(
    hub: Hub[ViewerSocket], writer: BoardWriter
) -> None:
    """The client of partners does so on every socket."""
    async with (
        running_gateway(hub, audience="staff", secret=SECRET) as gateway,
        LiveClient(live(gateway), token=TOKEN) as client,
    ):
        await client.subscribe(WELDING)

        await client.wait_until(lambda client: client.board(WELDING) == writer.data)


async def test_one_address_has_its_own_limit(hub: Hub[ViewerSocket]) -> None:
    """Behind our proxy viewers are told apart by what it says."""
    async with running_gateway(hub, address_viewers_max=1) as gateway:

        def from_address(address: str) -> object:
            return plain_socket(gateway, additional_headers={"X-Forwarded-For": address})

        async with from_address("192.0.2.1") as first, from_address("192.0.2.1") as second:  # type: ignore[attr-defined]
            await first.recv()
            retry = codec.decode(await second.recv())
            assert 4002 == await close_code(second)
            async with from_address("192.0.2.2") as other:  # type: ignore[attr-defined]
                assert ["hello"] == await types(other, 1)

    assert ("retry", True) == (retry["type"], retry["after_ms"] >= 0)


async def test_a_crowd_is_let_in_one_after_another(hub: Hub[ViewerSocket], writer: BoardWriter) -> None:
    """Who comes too soon is told when to come back, and the client does."""
    async with running_gateway(hub, openings_per_s=2) as gateway:
        clients = [LiveClient(live(gateway)) for _ in range(5)]
        async with clients[0], clients[1], clients[2], clients[3], clients[4]:
            for client in clients:
                await client.subscribe(WELDING)
            for client in clients:
                await client.wait_until(lambda client: client.board(WELDING) == writer.data)

    assert {4003} == {code for client in clients for code in client.closed_with}


async def test_a_quiet_line_is_asked_whether_it_is_there(hub: Hub[ViewerSocket]) -> None:
    """A browser answers pings by itself; who answers none for three beats is sent home and may come back."""
    async with running_gateway(hub, beat_s=1) as gateway, LiveClient(live(gateway)) as answering:
        (viewer,) = await viewers_of(gateway, answering)
        heard_s = viewer.heard_s
        await answering.wait_until(lambda client: viewer.heard_s > heard_s)

        viewer.heard_s -= 1000
        await answering.wait_until(lambda client: client.closed_with == [4004])


async def viewers_of(gateway: Gateway, client: LiveClient) -> list[ViewerSocket]:
    """Return the gateway's side of a client that is greeted."""
    await client.wait_until(lambda client: bool(client.frames))
    return list(gateway.viewers)


# Events


@asynccontextmanager
async def stream(gateway: Gateway, query: str) -> AsyncIterator[aiohttp.ClientResponse]:
    """Open a stream of events."""
    url = f"http://127.0.0.1:{gateway.port}/live/events{query}"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        yield response


async def event(response: aiohttp.ClientResponse) -> tuple[str, dict[str, object]]:
    """Return the next event: its name and what it says."""
    name, said = "message", {}
    while (line := (await response.content.readline()).rstrip(b"\n")) or not said:
        if line.startswith(b"event: "):
            name = line.removeprefix(b"event: ").decode()
        elif line.startswith(b"data: "):
            said = codec.decode(line.removeprefix(b"data: "))
        elif response.content.at_eof():
            break
    return name, said


async def test_events_tell_the_same_as_a_socket(hub: Hub[ViewerSocket], writer: BoardWriter) -> None:
    """Greeting, whole board, every change: with the same positions."""
    async with running_gateway(hub) as gateway, stream(gateway, f"?board={WELDING}&board=other") as response:
        frames = [await event(response) for _ in range(3)]
        hub.follow(writer.change())
        frames.append(await event(response))

    assert "text/event-stream" == response.content_type
    assert ["hello", "snapshot", "error", "delta"] == [frame["type"] for _, frame in frames]
    assert [2, 3] == [frame["version"] for _, frame in (frames[1], frames[3])]


@pytest.mark.parametrize("path", ["/live", "/live/events", "/readyz"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_nothing_is_sent_to_a_gateway(hub: Hub[ViewerSocket], path: str, method: str) -> None:
    """Only GET opens a line or reads a page."""
    async with (
        running_gateway(hub) as gateway,
        aiohttp.ClientSession() as client,
        client.request(method, f"http://127.0.0.1:{gateway.port}{path}") as response,
    ):
        assert 405 == response.status


async def test_events_resume(hub: Hub[ViewerSocket], writer: BoardWriter) -> None:
    """The address says what is held of each board."""
    query = f"?board=other&board={WELDING}&epoch=e1&version=1"
    async with running_gateway(hub) as gateway, stream(gateway, query) as response:
        frames = [await event(response) for _ in range(3)]

    assert ["hello", "error", "delta"] == [frame["type"] for _, frame in frames]


@pytest.mark.parametrize(
    "query",
    ["?board=", "?board=b&version=1", "?board=b&epoch=e&version=x", "?board=b&epoch=e&version=" + "9" * 5000],
)
async def test_an_address_that_makes_no_sense_is_refused(hub: Hub[ViewerSocket], query: str) -> None:
    """With the code that a socket would be closed with."""
    async with running_gateway(hub) as gateway, stream(gateway, query) as response:
        await event(response)
        name, said = await event(response)

    assert ("close", 4100) == (name, said.get("code"))


async def test_a_stream_that_is_left_is_forgotten(hub: Hub[ViewerSocket], writer: BoardWriter) -> None:
    """Its board is told to nobody any more."""
    async with running_gateway(hub) as gateway:
        async with stream(gateway, f"?board={WELDING}") as response:
            await event(response)
            assert {WELDING: 1} == hub.viewers_by_board()
        async with LiveClient(live(gateway)) as client:
            await client.subscribe(WELDING)
            while len(gateway.viewers) > 1:
                hub.follow(writer.change())
                await client.wait_until(lambda client: client.board(WELDING) == writer.data)

        assert 1 == len(gateway.viewers)


async def test_it_is_told_how_many_look(hub: Hub[ViewerSocket], writer: BoardWriter) -> None:
    """Presence by board, for whoever asks inside."""
    async with (
        running_gateway(hub) as gateway,
        LiveClient(live(gateway)) as client,
        aiohttp.ClientSession() as session,
    ):
        await client.subscribe(WELDING)
        await client.wait_until(lambda client: client.board(WELDING) is not None)
        async with session.get(f"http://127.0.0.1:{gateway.port}/presence") as response:
            said = await response.json()

    assert {WELDING: 1} == said["viewers"]


# Two gateways


async def test_gateways_share_a_port_and_hand_viewers_over(
    writer: BoardWriter, hub: Hub[ViewerSocket]
) -> None:
    """A rolling restart: the new one listens, the old one asks its viewers over, and no frame is missed."""
    shared = {"is_port_shared": True, "handover_s": 2}
    new = new_hub()
    new.load(writer.stored())
    async with running_gateway(hub, **shared) as old_gateway, LiveClient(live(old_gateway)) as client:
        await client.subscribe(WELDING)
        await client.wait_until(lambda client: client.board(WELDING) == writer.data)
        async with running_gateway(new, port=old_gateway.port, **shared) as new_gateway:
            await old_gateway.stop()
            await client.wait_until(lambda client: new_gateway.viewers != set())
            new.follow(writer.change())
            await client.wait_until(lambda client: client.board(WELDING) == writer.data)

            assert [] == client.closed_with
            assert (1, 0) == (client.follower.snapshots, client.follower.gaps)
