"""A whole championship on the real stack: every board is right, also when a service dies in the middle."""

import asyncio
from collections.abc import Callable
from functools import partial
from io import StringIO

from rich.console import Console

from deploy.cli.connection import connection, log_settings
from deploy.recount_log import recounted
from deploy.samples import championship_bundle
from deploy.simulator.player import Player
from deploy.simulator.progress import Entries, View
from deploy.simulator.run import Order, simulate
from deploy.simulator.summary import Summary
from shared.domain.championship import skill_from_document
from tests.stack import RunningStack


class Onlooker(View):
    """Sees how far the play is, and may do something about it."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__(Console(file=StringIO()))
        self._act = act

    async def follow(self, player: Player, notebook: Entries, planned: int, speed: float) -> None:
        """Act once, when a third is sent."""
        while player.sent < planned // 3:
            await asyncio.sleep(0.01)
        await asyncio.to_thread(self._act)


async def play(
    stack: RunningStack, seed: str, act: Callable[[], object] = lambda: None, *, to_the_end: bool = False
) -> Summary:
    """Play `small` as fast as it goes."""
    environ = {"BAYGE_VAR": str(stack.var)}
    door = connection(stack.base_url, None, environ)
    count_again = partial(recounted, log_settings(environ)) if to_the_end else None
    order = Order(door.base_url, door.token, seed, viewers=6, speed=1e9, rate=150, count_again=count_again)
    return await simulate(championship_bundle("small", seed), order, Onlooker(act), asyncio.Event())


async def test_a_championship_from_first_mark_to_last(stack: RunningStack) -> None:
    """Everything counted as planned, every board equal to the independent reckoning."""
    summary = await play(stack, "in peace")

    assert summary.is_right, summary
    assert 3 == summary.boards_equal
    assert summary.frames_measured > 0.9 * summary.counted


async def test_a_championship_to_its_very_end(stack: RunningStack) -> None:
    """Teams, panels, signatures, locks, appeals, the independent recount, every skill final, awards out.

    A skill is made final only by a recount that came to the same entries and marks, so that its being final
    says that the recount was equal (R34). Scoring dies in the middle of it all.
    """
    summary = await play(stack, "to the end", lambda: stack.kill("scoring"), to_the_end=True)

    assert summary.is_right, summary
    forms = sum(
        len(skill_from_document(skill).scheme.forms)
        for skill in championship_bundle("small", "to the end")["skills"]
    )
    assert forms == summary.forms_locked
    assert summary.ending is not None
    assert (3, 3, 1) == tuple(summary.ending[name] for name in ("skills_final", "appeals", "corrections"))
    assert 3 <= sum(summary.ending["awards"].values())
    await asyncio.to_thread(stack.wait_ready)


async def test_a_second_run_plays_a_copy(stack: RunningStack) -> None:
    """The marks of the first run stay as they are."""
    first = await play(stack, "twice")
    second = await play(stack, "twice")

    assert first.championship != second.championship
    assert first.is_right, first
    assert second.is_right, second


async def test_scoring_may_die_in_the_middle(stack: RunningStack) -> None:
    """Nothing is lost and nothing counts twice."""
    summary = await play(stack, "in war", lambda: stack.kill("scoring"))

    assert summary.is_right, summary
    await asyncio.to_thread(stack.wait_ready)
