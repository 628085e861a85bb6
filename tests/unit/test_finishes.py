from dataclasses import replace

from shared.domain.awards import Decision, ManualAward
from shared.domain.finishes import finishes, results_by_group
from shared.domain.people import Competitor
from shared.domain.presets import PRESETS
from shared.domain.results import Finish, Penalty
from shared.domain.status import StatusRules
from shared.domain.units import UNITS_PER_MARK
from tests.endings import ended_skill

MARK = UNITS_PER_MARK


def test_a_competitor_ends_with_marks_status_persons_and_deductions() -> None:
    """R6, R7: a penalty of 0 is lifted; one without a reason at hand is named by its name."""
    pair = Competitor("c-1", "abai", persons=2)
    first, second, *_ = finishes(
        ended_skill(c_1=pair),
        {"c-1": 90 * MARK},
        {"c-2": "absent"},
        {"c-1": {"late": MARK, "noise": 2 * MARK, "lifted": 0}},
        {("c-1", "late"): "came late"},
    )

    penalties = (Penalty(MARK, "came late"), Penalty(2 * MARK, "noise"))
    assert Finish(pair, 90 * MARK, "competing", 2, penalties) == first
    assert (None, "absent", 1, ()) == (second.marks, second.status, second.persons, second.penalties)


def test_a_decision_rests_while_its_competitor_cannot_win() -> None:
    """Disqualified, a guest, a total of 0, or an event that awards nothing: no fault, and no award."""
    guest = Competitor("c-2", "aktobe", is_guest=True)
    marks = {f"c-{n}": (7 - n) * 10 * MARK for n in range(1, 6)} | {"c-6": 0}
    decision = Decision(by_hand=tuple(ManualAward(f"c-{n}", "gold", "by decision") for n in (2, 3, 5, 6)))

    for preset, golds in (("worldskills", {"c-1", "c-5"}), ("demonstration-exam", set())):
        ended = finishes(ended_skill(c_2=guest), marks, {"c-3": "disqualified"}, {}, {})
        (result,) = results_by_group(ended, PRESETS[preset], decision).values()  # type: ignore[index]
        won = {row.finish.competitor.id for row in result.rows if row.award and row.award.kind == "gold"}
        assert golds == won


def test_the_least_penalty_is_one() -> None:
    """R7: one unit of a mark is more than nothing."""
    first, *_ = finishes(ended_skill(), {"c-1": MARK}, {}, {"c-1": {"late": 1, "lifted": 0}}, {})

    assert (Penalty(1, "late"),) == first.penalties


def test_who_is_in_the_scale_and_wins_no_medals_wins_none_by_hand() -> None:
    """R7: a championship may let the withdrawn stay in the scale; a decision about them rests."""
    rules = StatusRules(in_scale=frozenset({"competing", "withdrawn"}))
    settings = replace(PRESETS["worldskills"], status=rules)
    marks = {f"c-{n}": n * 10 * MARK for n in range(1, 7)}
    ended = finishes(ended_skill(), marks, {"c-6": "withdrawn"}, {}, {})
    decision = Decision(by_hand=(ManualAward("c-6", "gold", "by decision"),))

    (result,) = results_by_group(ended, settings, decision).values()

    assert "c-6" in result.scale.scores
    assert "c-6" not in {row.finish.competitor.id for row in result.rows if row.award}


def test_the_main_field_comes_first_and_groups_by_name() -> None:
    """R2: each with a scale over its own competitors only."""
    groups = {f"c_{n}": Competitor(f"c-{n}", "abai", group=g) for n, g in ((1, "seniors"), (2, "juniors"))}
    marks = {f"c-{n}": n * 10 * MARK for n in range(1, 7)}
    results = results_by_group(
        finishes(ended_skill(**groups), marks, {}, {}, {}), PRESETS["worldskills"], Decision()
    )

    assert [(None, 4), ("juniors", 1), ("seniors", 1)] == [
        (group, len(result.scale.scores)) for group, result in results.items()
    ]
