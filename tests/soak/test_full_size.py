"""Championships of full size, as fast as the machine plays them, and again while everything dies."""

import asyncio
import os
from random import Random

import pytest

from deploy.embedded.config import REPOSITORY
from deploy.samples import championship_bundle
from shared.config import samples_folder
from shared.domain.championship import skill_from_document
from tests.e2e.test_killing import bayge, log_has_grown, result_of
from tests.sim.test_spine import test_no_crash_loses_or_doubles_a_mark as run_on_fakes
from tests.stack import RunningStack

pytestmark = pytest.mark.soak

AN_HOUR_S = 3600
SEED = 20260520
SEED_TEXT = "to the end"
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
async def test_wsk2025_to_its_very_end(stack: RunningStack) -> None:
    """Every form signed and locked, every skill final, the recount equal, medals and team tables out."""
    bundle = championship_bundle("wsk2025", SEED_TEXT, samples_folder(os.environ, REPOSITORY))
    forms = sum(len(skill_from_document(skill).scheme.forms) for skill in bundle["skills"])
    playing = await bayge(
        stack, "simulate", "wsk2025", "--to-the-end", "--speed", "1000000", "--seed", SEED_TEXT, "--json"
    )
    code, summary = await result_of(playing)
    print(summary)

    recount_code, recount = await result_of(await bayge(stack, "recount", "--json"))
    print(recount)

    assert (0, True) == (code, summary["right"])
    assert forms == summary["forms_locked"]
    ending = summary["ending"]
    assert isinstance(ending, dict)
    assert (45, 45, 15) == (ending["skills_final"], ending["appeals"], ending["corrections"])
    assert {"gold", "silver", "bronze", "medallion"} == ending["awards"].keys()
    assert 17 <= len(ending["members"])
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
