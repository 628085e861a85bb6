"""Championships of full size, as fast as the machine plays them, and again while everything dies."""

import asyncio
from random import Random

import pytest

from tests.e2e.test_killing import bayge, log_has_grown, result_of
from tests.sim.test_spine import test_no_crash_loses_or_doubles_a_mark as run_on_fakes
from tests.stack import RunningStack

pytestmark = pytest.mark.soak

AN_HOUR_S = 3600
SEED = 20260520
MORTAL = ("scoring", "leaderboard", "ingest", "broadcast", "serve", "caddy", "valkey", "kafka")
DEATHS = 40


@pytest.mark.timeout(AN_HOUR_S)
@pytest.mark.parametrize("championship", ["wsk2024", "wsk2025", "turkic2025"])
async def test_a_whole_championship_ends_with_every_board_exact(
    stack: RunningStack, championship: str
) -> None:
    """Every mark of every competitor, then a recount from offset 0."""
    playing = await bayge(stack, "simulate", championship, "--speed", "1000000", "--json")
    code, summary = await result_of(playing)
    print(summary)

    recount_code, recount = await result_of(await bayge(stack, "recount", "--json"))
    print(recount)

    assert (0, True, 0, []) == (code, summary["right"], summary["unanswered"], summary["mismatches"])
    assert (0, True) == (recount_code, recount["equal"])


@pytest.mark.timeout(AN_HOUR_S)
async def test_forty_deaths_lose_and_double_nothing(stack: RunningStack) -> None:
    """Any part, Kafka and Valkey too, dies again and again while a championship is marked."""
    random = Random(SEED)
    playing = await bayge(stack, "simulate", "turkic2025", "--speed", "1000000", "--rate", "20", "--json")
    deaths = []
    while len(deaths) < DEATHS and await log_has_grown(stack, playing):
        victim = random.choice(MORTAL)
        stack.kill(victim)
        deaths.append(victim)
        await asyncio.to_thread(stack.wait_ready, victim)

    code, summary = await result_of(playing)
    print(deaths, summary)

    assert (0, True, 0) == (code, summary["right"], summary["unanswered"])


@pytest.mark.timeout(AN_HOUR_S)
@pytest.mark.parametrize("thousand", range(3))
async def test_thousands_of_seeds_on_fakes(thousand: int) -> None:
    """What `make test` tries with some dozens of seeds."""
    for seed in range(1000 * (thousand + 1), 1000 * (thousand + 2)):
        await run_on_fakes(seed)
