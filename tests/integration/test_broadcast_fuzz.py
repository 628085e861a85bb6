"""Hostile bytes, seeded: a hundred thousand are ``python -m tests.integration.broadcast_fuzz 0 100000``."""

import logging

import pytest

from shared.live_client import LiveClient
from tests.boards_of_broadcast import WELDING, BoardWriter, live, new_hub, running_gateway
from tests.integration.broadcast_fuzz import fuzz

ATTACKS = 1000


async def test_hostile_lines_harm_nobody(caplog: pytest.LogCaptureFixture) -> None:
    """Every line ends as the protocol says, no error is logged, and an honest viewer goes on being told."""
    hub, writer = new_hub(), BoardWriter(WELDING)
    hub.load(writer.stored())
    async with running_gateway(hub) as gateway:
        with caplog.at_level(logging.ERROR):
            outcome = await fuzz(0, ATTACKS, gateway)
        async with LiveClient(live(gateway)) as honest:
            await honest.subscribe(WELDING)
            await honest.wait_until(lambda client: client.board(WELDING) == writer.data)
            hub.follow(writer.change())
            await honest.wait_until(lambda client: client.board(WELDING) == writer.data)

    assert set() == outcome.unexpected
    assert {1002, 1007, 4100, 4101, 4102} <= outcome.codes.keys()
    assert {101, 200, 400} <= outcome.statuses.keys()
    assert [] == caplog.records
