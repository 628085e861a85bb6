"""The officials close every form, and the end is reached, however bad the network."""

import asyncio
from typing import Any

import pytest

from deploy.recount import Recount
from deploy.samples import championship_bundle
from deploy.simulator.answers import Delivery
from deploy.simulator.ending import End, Ending
from deploy.simulator.expectation import Expectation
from deploy.simulator.officials import ActRefused, Officials, chief_of
from deploy.simulator.pace import AtOnce
from deploy.simulator.plan import plan_submissions
from deploy.simulator.player import Player
from deploy.simulator.results import results_of
from shared.domain.championship import skill_from_document
from shared.domain.events import EnterMarks, command_document
from shared.domain.units import mark_text
from tests.fake_bayge import FakeBayge, no_rest


class Play:
    """A championship that is played by experts and officials in memory."""

    def __init__(self, seed: str = "bayge") -> None:
        self.bundle: dict[str, Any] = championship_bundle("small", seed)
        self.plan = plan_submissions(self.bundle, seed)
        self.bayge = FakeBayge(self.bundle)
        self.officials = Officials(self.bundle, self.plan, self.bayge, rest=no_rest)
        self.expectation = Expectation(self.bundle)

    async def all_marked(self) -> None:
        """Play everything that is planned, and close every form."""
        await self.officials.form_teams()
        player = Player(self.bayge.championship, self.bayge, AtOnce(), self._note, rest=no_rest)
        await player.play(self.plan, asyncio.Event())
        await self.officials.all_closed()

    def _note(self, delivery: Delivery) -> None:
        assert delivery.is_as_planned, delivery
        self.expectation.count(delivery)
        self.officials.answered(delivery)

    async def recount(self) -> Recount:
        """Count everything again, as if it had to be read."""
        await asyncio.sleep(0)
        return self.counted()

    def counted(self) -> Recount:
        """Return the recount of everything that stands in the log."""
        count = Recount()
        for record in self.bayge.records:
            count.take(command_document(record))
        return count

    async def end(self) -> Ending:
        """Play the end."""
        return await End(self.bundle, self.officials, self.bayge, self.expectation, self.recount).play()


async def test_every_form_is_closed_and_every_skill_final() -> None:
    """Though answers are lost; what the boards must show follows the correction after an upheld appeal."""
    play = Play()
    play.bayge.unreachable = 5
    await play.all_marked()
    play.bayge.unreachable = 3

    ending = await play.end()

    states = {t.form_state(form) for t in play.bayge.tallies.values() for form in t.defined.scheme.forms}
    assert {"released"} == states
    assert all(tally.is_final for tally in play.bayge.tallies.values())
    assert (3, 1, 3) == (ending.appeals, ending.corrections, ending.skills_final)
    assert 8 == play.officials.retries
    for skill in play.bundle["skills"]:
        shown = {c: row["total"] for c, row in play.bayge.board(skill["id"])["rows"].items()}
        assert shown == {c: row.shown.total for c, row in play.expectation.rows(skill["id"]).items()}


async def test_the_results_are_those_of_the_recount() -> None:
    """Medals and tables; whoever has an award is of a skill, and the points add up."""
    play = Play()
    await play.all_marked()

    results = (await play.end()).results

    worth = {"gold": 4, "silver": 3, "bronze": 2, "medallion": 1}
    assert sum(worth[kind] * n for kind, n in results.awards.items()) == sum(p for _, _, p in results.members)
    assert results.members == tuple(sorted(results.members, key=lambda row: row[0]))
    assert play.bundle["skills"][0]["id"] in results.awards_of
    totals = (await play.recount()).totals(f"small/{play.bundle['skills'][0]['id']}")
    rows = play.expectation.rows(play.bundle["skills"][0]["id"])
    assert {c: row.shown.total for c, row in rows.items()} == {
        c: mark_text(int(total * 180_000)) for c, total in totals.items()
    }


@pytest.mark.parametrize(("medal", "office"), [(None, "equal"), ("none", "differs")])
async def test_the_office_must_tell_the_same_awards(medal: str | None, office: str) -> None:
    """Once it has read that every skill is final; one other medal is a difference."""
    play = Play()
    await play.all_marked()
    skills = {skill["id"]: skill_from_document(skill) for skill in play.bundle["skills"]}

    def said() -> dict[str, Any]:
        awards = results_of("small", skills, play.counted()).awards_by_competitor()
        lines = [{"skill": s, "competitor": c, "medal": kind} for (s, c), kind in awards.items()]
        lines[0]["medal"] = medal or lines[0]["medal"]
        return {"is_final": True, "medals": lines, "medallions": []}

    play.bayge.office_says, play.bayge.office_lag = said, 1

    ending = await play.end()

    assert office == ending.office


async def test_a_recount_that_differs_stops_the_end() -> None:
    """The simulator says so; it never calls a skill final that is not."""
    play = Play()
    await play.all_marked()
    missed = next(at for at, record in enumerate(play.bayge.records) if isinstance(record, EnterMarks))
    del play.bayge.records[missed]

    with pytest.raises(ActRefused, match="confirm_recount by results-1 is refused: recount_differs"):
        await play.end()

    assert not all(tally.is_final for tally in play.bayge.tallies.values())


async def test_a_form_that_cannot_be_closed_is_told() -> None:
    """An act that is refused ends the play with its code."""
    play = Play()
    skill = play.bundle["skills"][0]["id"]

    with pytest.raises(ActRefused, match=r"check_sheets by .* is refused: nothing_to_check"):
        await play.officials.close(skill, next(iter(play.bayge.tallies[skill].defined.scheme.form_by_id)))


async def test_a_late_verdict_is_asked_for_again() -> None:
    """With the same id, and nothing else with it."""
    play = Play()
    skill = play.bundle["skills"][0]["id"]
    wanted = play.officials.team_acts(skill)
    play.bayge.unreachable = 1

    await play.officials.act(chief_of(skill), wanted)

    sent = [record.id for record in play.bayge.records if record.skill == skill][1:]
    assert [one["id"] for one in wanted] * 2 == sent
    assert len(wanted) == play.officials.acts
