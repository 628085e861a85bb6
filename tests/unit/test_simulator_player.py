"""The player loses nothing, doubles nothing and keeps each sheet's order, however bad the network."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from deploy.samples import championship_bundle
from deploy.simulator.answers import Answer, Delivery, Unreachable
from deploy.simulator.pace import AtOnce, Paced, lively_speed
from deploy.simulator.plan import PlannedSubmission, plan_submissions
from deploy.simulator.player import Player, earliest
from tests.fake_bayge import FakeBayge, no_rest, played


def planned(number: int, competitor: str = "c-1", **changes: Any) -> PlannedSubmission:
    """Return a submission of one entry."""
    entry = {"aspect": f"A1.{number}", "mark": "1.00", "based_on": 0}
    values = {"form": "A1", "expert": "e-1", "entries": (entry,), "expected": "counted"} | changes
    return PlannedSubmission(f"id-{number}", float(number), "welding", competitor, **values)


class Door:
    """Answers when it is told to, and remembers what knocked."""

    def __init__(self, *, is_open: bool = True) -> None:
        self.knocks: list[tuple[str, str]] = []
        self.under_way = 0
        self.under_way_max = 0
        self.open = asyncio.Event()
        if is_open:
            self.open.set()

    async def submit(self, expert: str, skill: str, document: Mapping[str, Any]) -> Answer:
        """Count it, once open."""
        self.knocks.append((document["competitor"], document["id"]))
        self.under_way += 1
        self.under_way_max = max(self.under_way_max, self.under_way)
        await self.open.wait()
        await asyncio.sleep(0)
        self.under_way -= 1
        return Answer("counted", offset=len(self.knocks))


async def test_everything_is_answered_in_spite_of_the_network() -> None:
    """Lost requests, lost answers and late verdicts: each submission counts once, and as planned."""
    bundle = championship_bundle("small")
    plan = plan_submissions(bundle, "bayge")
    bayge = FakeBayge(bundle).form_teams(bundle)
    for at, submission in enumerate(plan):
        [bayge.lost_before, bayge.lost_after, bayge.late][at % 3][submission.id] = at % 4

    deliveries, _, player = await played(bundle, plan, bayge)

    assert {s.id for s in plan} == {d.submission.id for d in deliveries}
    assert all(d.is_as_planned and not d.is_repeat_differing for d in deliveries)
    assert sum(tally.entries_counted for tally in bayge.tallies.values()) == sum(
        entry.outcome == "counted" for d in deliveries for entry in d.answer.entries
    )
    assert player.retries > 0


async def test_a_retry_has_the_same_id_and_content() -> None:
    """Only then is a repeat harmless."""
    bundle = championship_bundle("small")
    [first, *_] = plan_submissions(bundle, "bayge")
    bayge = FakeBayge(bundle).form_teams(bundle)
    bayge.lost_after[first.id] = 2

    [delivery], _, _ = await played(bundle, [first], bayge)

    assert 3 == delivery.tries
    assert 3 == len(bayge.log)
    assert 1 == len(set(bayge.log))


async def test_a_sheet_waits_for_its_answer_and_others_do_not() -> None:
    """A correction must not overtake what it corrects."""
    door = Door(is_open=False)
    plan = [planned(1), planned(2), planned(3, "c-2")]
    player = Player("wsk", door, AtOnce(), lambda _: None)
    playing = asyncio.create_task(player.play(plan, asyncio.Event()))
    while len(door.knocks) < 2:
        await asyncio.sleep(0)

    assert [("c-1", "id-1"), ("c-2", "id-3")] == door.knocks
    door.open.set()
    await playing
    assert ("c-1", "id-2") == door.knocks[-1]


async def test_no_more_than_so_many_at_once() -> None:
    """The player is many experts, not a flood."""
    door = Door()
    plan = [planned(n, f"c-{n}") for n in range(50)]

    await Player("wsk", door, AtOnce(), lambda _: None, in_flight_max=4).play(plan, asyncio.Event())

    assert 50 == len(door.knocks)
    assert door.under_way_max <= 4


async def test_a_repeat_after_and_a_repeat_together() -> None:
    """Both are sent twice, reported once, and placed where the first of the two stands in the log."""
    door = Door()
    deliveries: list[Delivery] = []
    plan = [planned(1, repeat="after"), planned(2, "c-2", repeat="together"), planned(3, "c-3")]

    await Player("wsk", door, AtOnce(), deliveries.append).play(plan, asyncio.Event())

    assert 5 == len(door.knocks)
    assert {"id-1": True, "id-2": True, "id-3": False} == {d.submission.id: d.is_repeated for d in deliveries}
    assert not any(d.is_repeat_differing for d in deliveries)


async def test_a_repeat_that_is_answered_differently_is_reported() -> None:
    """It would mean that a mark counted twice."""

    class Forgetful(Door):
        async def submit(self, expert: str, skill: str, document: Mapping[str, Any]) -> Answer:
            await super().submit(expert, skill, document)
            return Answer("counted" if len(self.knocks) == 1 else "set_aside")

    deliveries: list[Delivery] = []

    await Player("wsk", Forgetful(), AtOnce(), deliveries.append).play(
        [planned(1, repeat="after")], asyncio.Event()
    )

    assert deliveries[0].is_repeat_differing


async def test_stopping_sends_nothing_new_and_waits_for_what_is_under_way() -> None:
    """Ctrl-C loses no answer."""
    door = Door(is_open=False)
    stop = asyncio.Event()
    deliveries: list[Delivery] = []
    player = Player("wsk", door, AtOnce(), deliveries.append, in_flight_max=2)
    playing = asyncio.create_task(player.play([planned(n, f"c-{n}") for n in range(9)], stop))
    while len(door.knocks) < 2:
        await asyncio.sleep(0)

    stop.set()
    await asyncio.sleep(0)
    door.open.set()
    await playing

    assert 2 == player.sent == len(deliveries)
    assert {} == player.unanswered


async def test_what_is_never_answered_is_named() -> None:
    """After the last wait it is neither counted nor forgotten."""

    class Dead(Door):
        async def submit(self, expert: str, skill: str, document: Mapping[str, Any]) -> Answer:
            raise Unreachable("nobody there")

    deliveries: list[Delivery] = []
    player = Player("wsk", Dead(), AtOnce(), deliveries.append, drain_s=0, rest=no_rest)

    await player.play([planned(1), planned(2)], asyncio.Event())

    assert {"id-1", "id-2"} == player.unanswered.keys()
    assert [] == deliveries


async def test_a_fault_of_ours_ends_the_play() -> None:
    """A bug is not one more retry."""

    class Broken(Door):
        async def submit(self, expert: str, skill: str, document: Mapping[str, Any]) -> Answer:
            raise LookupError("a bug")

    player = Player("wsk", Broken(), AtOnce(), lambda _: None, in_flight_max=1)

    with pytest.raises(LookupError):
        await player.play([planned(n) for n in range(9)], asyncio.Event())


def test_earliest() -> None:
    """A repeat has a place of its own in the log; the mark counted at the first."""
    assert 3 == earliest(Answer("counted", offset=5), Answer("counted", offset=3)).offset
    assert 5 == earliest(Answer("counted", offset=5), Answer("counted")).offset
    assert earliest(Answer("counted"), Answer("counted")).offset is None


async def test_paced_never_goes_back_in_time() -> None:
    """The first submission is due at once, wherever the plan begins; what is late is due at once too."""
    loop = asyncio.get_running_loop()
    pace = Paced(1e9, rate=1e9)
    began_s = loop.time()

    for marking_s in (5_000.0, 5_100.0, 5_050.0):
        await pace.until(marking_s)

    assert loop.time() - began_s < 60


def test_lively_speed() -> None:
    """Twenty-seven hours and 27,000 submissions at 40 a second: 144 times real time."""
    assert pytest.approx(144.0) == lively_speed(27_000, 97_200)
    assert 1.0 == lively_speed(0, 0)
