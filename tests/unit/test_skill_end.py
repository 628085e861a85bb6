from typing import Any

import pytest

from shared.domain.acts import SetAward
from shared.domain.awards import Decision, ManualAward
from shared.domain.errors import RuleBroken
from shared.domain.skill_end import SkillEnd, skill_end
from shared.domain.standing import skill_standing
from shared.domain.tally import SkillTally
from tests.builders import act
from tests.endings import ending


def standing(**changes: Any) -> dict[str, Any]:
    """Return the standing of a skill that has ended, as scoring tells it; ``changes`` replace fields."""
    tally = SkillTally()
    for command in ending():
        tally.fold(command)
    return {**skill_standing(tally, "cup", "testing"), "offset": 12, **changes}


def test_the_end_is_read_from_what_scoring_tells() -> None:
    """R7, R43: finality, statuses, deductions, decisions by hand, and the organiser's word."""
    told = standing(
        statuses={"c-6": "withdrawn"},
        penalties={"c-1": {"late": 90_000}},
        awards={"c-5": {"kind": None, "reason": "by decision"}},
        awards_confirmed_by="o-1",
    )

    assert (
        SkillEnd(
            is_final=True,
            statuses={"c-6": "withdrawn"},
            penalties={"c-1": {"late": 90_000}},
            decision=Decision(is_confirmed=True, by_hand=(ManualAward("c-5", None, "by decision"),)),
        ),
        12,
    ) == skill_end(told)


def test_a_standing_of_an_older_release_has_no_decisions() -> None:
    """Their fields came later; who reads the log of then finds none."""
    old = standing()
    for name in ("awards", "awards_confirmed_by"):
        old.pop(name, None)

    assert Decision() == skill_end(old)[0].decision


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"v": 2}, "record_version_unknown"),
        ({"is_final": 1}, "record_malformed"),
        ({"statuses": {"c-1": "asleep"}}, "record_malformed"),
        ({"penalties": {"c-1": {"late": "1"}}}, "record_malformed"),
        ({"awards": {"c-1": {"kind": "tin", "reason": "x"}}}, "record_malformed"),
        ({"awards": {"c-1": {"kind": "gold"}}}, "record_malformed"),
        ({"awards": []}, "record_malformed"),
    ],
)
def test_what_cannot_be_read_is_refused(changes: dict[str, Any], code: str) -> None:
    """Each field is read as the kind that it must be."""
    with pytest.raises(RuleBroken) as refused:
        skill_end(standing(**changes))

    assert code == refused.value.code


@pytest.mark.parametrize(
    ("changes", "details"),
    [
        ({"v": 2}, {"v": 2}),
        ({"statuses": {"c-1": "asleep"}}, {"part": "'asleep' is no status"}),
        ({"awards": {"c-1": {"kind": "tin", "reason": "x"}}}, {"part": "'tin' is no award"}),
        ({"awards": {"c-1": {"kind": "gold"}}}, {"part": "'reason'"}),
    ],
)
def test_a_refusal_says_what_cannot_be_read(changes: dict[str, Any], details: dict[str, object]) -> None:
    """For whoever looks at the dead letter."""
    with pytest.raises(RuleBroken) as refused:
        skill_end(standing(**changes))

    assert details == refused.value.details


def test_an_act_that_is_refused_leaves_the_end_as_it_was() -> None:
    """Nobody can win with a total of 0: the decision is not taken, and not told."""
    tally = SkillTally()
    for command in ending({"c-1": "90.00", "c-2": "0.00"}):
        tally.fold(command)
    verdict, _ = tally.fold(act(SetAward, "organiser", competitor="c-2", award="gold", reason="x"))

    end, _ = skill_end({**skill_standing(tally, "cup", "testing"), "offset": 0})
    assert ("cannot_win", Decision(), True) == (verdict.code, end.decision, end.is_final)
