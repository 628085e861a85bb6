"""The gateway's edge with real sockets and no store: who comes in and what breaks the rules."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from services.broadcast.gateway import Gateway
from services.broadcast.hub import Hub
from services.broadcast.protocol import BURST_MESSAGES
from services.broadcast.viewer import ViewerSocket
from shared import codec
from shared.live_client import LiveClient, LiveRefused
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


@pytest.fixture
def hub() -> Hub[ViewerSocket]:
    """Hold no board yet."""
    return new_hub()


@pytest.fixture
async def gateway(hub: Hub[ViewerSocket]) -> AsyncIterator[Gateway]:
    """Run a gateway with the usual settings."""
    async with running_gateway(hub) as gateway:
        yield gateway


async def test_a_socket_is_greeted(gateway: Gateway) -> None:
    """The first frame says which protocol is spoken and how often a beat comes."""
    async with plain_socket(gateway) as socket:
        hello = codec.decode(await socket.recv())

    assert ("hello", 1, 15) == (hello["type"], hello["protocol"], hello["beat_s"])
    assert {"type", "protocol", "beat_s", "at_ms"} == hello.keys()


@pytest.mark.parametrize(
    ("message", "code"),
    [
        pytest.param("rubbish", 4100, id="not JSON"),
        pytest.param("[" * 4000, 4100, id="nested deeply"),
        pytest.param('{"op":"subscribe","board":{}}', 4100, id="wrong type"),
        pytest.param(FOLLOW.encode(), 4100, id="binary"),
        pytest.param("x" * 5000, 4101, id="too big"),
        pytest.param("x" * 200_000, 1009, id="far too big"),
    ],
)
async def test_a_message_that_breaks_the_rules_closes_only_its_socket(
    gateway: Gateway, hub: Hub[ViewerSocket], message: str | bytes, code: int
) -> None:
    """The gateway says why and goes on serving everybody else."""
    writer = BoardWriter(WELDING)
    hub.load(writer.stored())
    async with LiveClient(live(gateway)) as other, plain_socket(gateway) as socket:
        await other.subscribe(WELDING)
        await socket.send(message)

        assert code == await close_code(socket)
        hub.follow(writer.change())
        await other.wait_until(lambda client: client.board(WELDING) == writer.data)


async def test_text_that_is_no_text_closes_the_socket(gateway: Gateway) -> None:
    """Bytes that are not UTF-8 in a text frame have a code in the standard."""
    async with plain_socket(gateway) as socket:
        await socket.send(b"\xff\xfe", text=True)

        assert 1007 == await close_code(socket)


async def test_who_speaks_too_much_is_sent_home(gateway: Gateway) -> None:
    """Messages beyond the burst are not answered but closed."""
    async with plain_socket(gateway) as socket:
        for _ in range(BURST_MESSAGES + 1):
            await socket.send(FOLLOW)

        assert 4102 == await close_code(socket)


async def test_one_board_too_many_is_refused_and_the_socket_stays(gateway: Gateway) -> None:
    """The limit of boards is an error, not an end."""
    async with LiveClient(live(gateway)) as client:
        for number in range(65):
            await client.subscribe(f"board-{number}")

        await client.wait_until(lambda client: any(seen.code == "too_many_boards" for seen in client.frames))
        assert client.is_connected


async def test_who_finds_all_places_taken_is_told_to_come_back(hub: Hub[ViewerSocket]) -> None:
    """A full gateway closes with a code that brings viewers back later, when a place is free."""
    async with running_gateway(hub, viewers_max=1) as gateway:
        async with plain_socket(gateway) as first:
            await first.recv()
            async with plain_socket(gateway) as second:
                assert 4002 == await close_code(second)
        async with LiveClient(live(gateway), retry_first_s=0.01) as third:
            await third.wait_until(lambda client: bool(client.frames))


async def test_only_pages_of_the_named_origins_may_follow(hub: Hub[ViewerSocket]) -> None:
    """Another site's page is told so for good; a program that names no origin is no page."""
    async with running_gateway(hub, origins=("https://boards.example",)) as gateway:
        async with plain_socket(gateway, origin="https://other.example") as socket:
            assert 4103 == await close_code(socket)
        async with plain_socket(gateway, origin="https://boards.example") as socket:
            assert "hello" == codec.decode(await socket.recv())["type"]
        async with plain_socket(gateway) as socket:
            assert "hello" == codec.decode(await socket.recv())["type"]


async def test_a_client_that_is_refused_for_good_does_not_come_back(gateway: Gateway) -> None:
    """Coming back with the same fault would only repeat it."""
    async with LiveClient(live(gateway)) as client:
        await client.subscribe("")

        with pytest.raises(LiveRefused) as refused:
            await client.wait_until(lambda client: False)

    assert 4100 == refused.value.code


async def test_a_quiet_line_beats(hub: Hub[ViewerSocket]) -> None:
    """A viewer knows from the beat that the line is alive though nothing changes."""
    async with running_gateway(hub, beat_s=1) as gateway, LiveClient(live(gateway)) as client:
        await client.wait_until(lambda client: client.frames[-1:] != [] and client.frames[-1].type == "beat")


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/healthz", 200, '"alive":true'),
        ("/readyz", 200, '"ready":true'),
        ("/metrics", 200, "bayge_broadcast_viewers"),
        ("/elsewhere", 404, "/live"),
    ],
)
async def test_pages_beside_the_boards(gateway: Gateway, path: str, status: int, said: str) -> None:
    """Health, readiness and metrics are on the same port."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{gateway.port}{path}") as response,
    ):
        assert status == response.status
        assert said in await response.text()
