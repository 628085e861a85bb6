"""Two ways to a total: the simulator's fractions and the rules' units agree, whatever happens on the way."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.samples import championship_bundle
from deploy.simulator.comparison import mismatches
from deploy.simulator.plan import plan_submissions
from tests.fake_bayge import FakeBayge, played


@settings(max_examples=15)
@given(st.text("abc", min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_expectation_equals_the_rules(seed: str, rng: object) -> None:
    """For any seed and any bad network, boards by the rules show what the simulator reckoned from answers."""
    bundle = championship_bundle("small", seed)
    plan = plan_submissions(bundle, seed)
    bayge = FakeBayge(bundle).form_teams(bundle)
    for trouble in (bayge.lost_before, bayge.lost_after, bayge.late):
        for submission in rng.sample(plan, 40):  # type: ignore[attr-defined]
            trouble[submission.id] = rng.randint(1, 3)  # type: ignore[attr-defined]

    deliveries, expectation, player = asyncio.run(played(bundle, plan, bayge))

    assert {} == player.unanswered
    assert [] == [d.submission.id for d in deliveries if not d.is_as_planned or d.is_repeat_differing]
    assert [] == [
        m for skill in bayge.tallies for m in mismatches(skill, expectation.rows(skill), bayge.board(skill))
    ]


@settings(max_examples=15)
@given(st.text("abc", min_size=1, max_size=6), st.integers(0, 300))
def test_the_expectation_equals_the_rules_at_any_moment(seed: str, sent: int) -> None:
    """Also when the experts stop half way, and places are shared by the many who have nothing yet."""
    bundle = championship_bundle("small", seed)
    plan = plan_submissions(bundle, seed)[:sent]
    bayge = FakeBayge(bundle).form_teams(bundle)

    _, expectation, _ = asyncio.run(played(bundle, plan, bayge))

    assert [] == [
        m for skill in bayge.tallies for m in mismatches(skill, expectation.rows(skill), bayge.board(skill))
    ]


def test_one_small_championship_in_full() -> None:
    """The plain example: all of `small`, every aspect of every competitor marked once."""
    bundle = championship_bundle("small")
    plan = plan_submissions(bundle, "bayge")
    bayge = FakeBayge(bundle).form_teams(bundle)

    deliveries, expectation, _ = asyncio.run(played(bundle, plan, bayge))

    assert len(plan) == len(deliveries)
    assert {"100.00"} == {
        row.shown.marked for skill in bayge.tallies for row in expectation.rows(skill).values()
    }
    assert [] == [
        m for skill in bayge.tallies for m in mismatches(skill, expectation.rows(skill), bayge.board(skill))
    ]
