import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from shared import codec
from tests.e2e.log_ends import log_ends
from tests.stack import RunningStack

ROOT = Path(__file__).parents[2]
VICTIMS = ("scoring", "leaderboard", "ingest", "broadcast")
SUBMISSIONS_BETWEEN = 25
PATIENCE_S = 60


async def bayge(stack: RunningStack, *arguments: str) -> Process:
    """Start the command on a running stack."""
    environment = {**os.environ, "BAYGE_VAR": str(stack.var)}
    command = (sys.executable, "-m", "deploy.cli", *arguments)
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stdout=PIPE, stderr=PIPE)


async def result_of(process: Process) -> tuple[int | None, dict[str, object]]:
    """Return exit code and JSON of a command; its complaint, when it printed no JSON."""
    out, err = await process.communicate()
    assert out, err.decode()
    return process.returncode, codec.decode(out)


async def log_has_grown(stack: RunningStack, process: Process) -> bool:
    """Return once more submissions are in the log; False when the command ended before."""
    goal = sum((await log_ends(stack.kafka)).values()) + SUBMISSIONS_BETWEEN
    async with asyncio.timeout(PATIENCE_S):
        while sum((await log_ends(stack.kafka)).values()) < goal:
            if process.returncode is not None:
                return False
            await asyncio.sleep(0.1)
    return True


@pytest.mark.timeout(300)
async def test_killing_any_service_loses_and_doubles_nothing(stack: RunningStack) -> None:
    """Each of the four dies by SIGKILL in the middle of marking; boards go on, and every one is exact."""
    playing = await bayge(stack, "simulate", "small", "--rate", "20", "--speed", "100000", "--json")
    killed = []
    for victim in VICTIMS:
        if await log_has_grown(stack, playing):
            killed.append(stack.kill(victim))
            await asyncio.to_thread(stack.wait_ready, victim)

    code, summary = await result_of(playing)

    assert len(VICTIMS) == len(killed), "the championship ended before every service was killed"
    assert (0, True, 0, 0, []) == (
        code,
        summary["right"],
        summary["unanswered"],
        summary["repeats_differing"],
        summary["mismatches"],
    )
    assert summary["boards_checked"] == summary["boards_equal"]


async def test_an_independent_recount_equals_every_board(stack: RunningStack) -> None:
    """`bayge recount` counts from offset 0 by a way of its own; run after the killing, it sees all of it."""
    code, result = await result_of(await bayge(stack, "recount", "--json"))

    assert (0, True, []) == (code, result["equal"], result["differences"])
    assert result["entries"]
