"""How often somebody may try: limits, whom an address counts as, and what the refusal says."""

import asyncio

import pytest

from services.ingest.attempts import (
    OF_ACCOUNT,
    OF_ACCOUNT_FROM_ADDRESS,
    WINDOW_MS,
    Attempts,
    minutes,
    network,
)
from services.ingest.ephemeral import MemoryEphemeral
from shared.domain.errors import RuleBroken
from tests.ingest_door import Clock


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("testclient", "unknown"),
        ("", "unknown"),
    ],
)
def test_an_address_counts_as_its_network(address: str, whose: str) -> None:
    """With IPv6 one machine has as many addresses as it likes."""
    assert whose == network(address)


@pytest.mark.parametrize(("left_ms", "told"), [(0, 1), (1, 1), (60_000, 1), (60_001, 2), (900_000, 15)])
def test_the_time_to_wait_is_told_in_whole_minutes(left_ms: int, told: int) -> None:
    """Rounded up: who comes back then is not refused again."""
    assert told == minutes(left_ms)


async def test_one_address_uses_up_only_its_own_share() -> None:
    """Nobody locks the chief expert out from one place; from many places it takes many."""
    attempts = Attempts(MemoryEphemeral(Clock()))
    places = OF_ACCOUNT.count_max // OF_ACCOUNT_FROM_ADDRESS.count_max

    for place in range(places - 1):
        for number in range(OF_ACCOUNT_FROM_ADDRESS.count_max + 5):
            if number < OF_ACCOUNT_FROM_ADDRESS.count_max:
                await attempts.login("chief", f"10.0.0.{place}")
            else:
                with pytest.raises(RuleBroken, match="too_many_attempts"):
                    await attempts.login("chief", f"10.0.0.{place}")
    at_home = [await attempts.login("chief", "10.1.1.1") for _ in range(OF_ACCOUNT_FROM_ADDRESS.count_max)]

    assert OF_ACCOUNT_FROM_ADDRESS.count_max == len(at_home)
    with pytest.raises(RuleBroken, match="too_many_attempts"):
        await attempts.login("chief", "10.2.2.2")


async def test_many_at_once_are_no_way_around() -> None:
    """An attempt counts before it is looked at."""
    attempts = Attempts(MemoryEphemeral(Clock()))

    tries = [attempts.login("chief", "10.0.0.1") for _ in range(100)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)

    assert OF_ACCOUNT_FROM_ADDRESS.count_max == sum(not isinstance(one, RuleBroken) for one in outcomes)


async def test_the_refusal_says_when_to_try_again() -> None:
    """In minutes for people, in seconds for programs."""
    clock = Clock()
    attempts = Attempts(MemoryEphemeral(clock))
    for _ in range(OF_ACCOUNT_FROM_ADDRESS.count_max):
        await attempts.login("chief", "10.0.0.1")
    clock.now_ms += WINDOW_MS - 90_500

    with pytest.raises(RuleBroken) as refused:
        await attempts.login("chief", "10.0.0.1")

    assert {"minutes": 2, "retry_after_s": 91} == refused.value.details
