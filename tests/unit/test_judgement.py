import pytest

from shared.domain.errors import RuleBroken
from shared.domain.judgement import JudgementRule, are_too_far_apart, check_rule, judgement_mark
from shared.domain.units import UNITS_PER_MARK, mark_from_text, mark_text


def test_the_mean_of_the_scores_earns_its_share() -> None:
    """R24: 2,2,3 of 1.00 gives 0.777.., 1,2,2 of 0.75 gives 0.41666.., both exactly."""
    first = judgement_mark((2, 2, 3), UNITS_PER_MARK)
    second = judgement_mark((1, 2, 2), mark_from_text("0.75"))

    assert (UNITS_PER_MARK * 7, UNITS_PER_MARK * 5) == (first * 9, second * 12)
    assert ["0.78", "0.42"] == [mark_text(first), mark_text(second)]


@pytest.mark.parametrize(
    ("scores", "code"),
    [
        ((), "scores_incomplete"),
        ((2, 2), "scores_incomplete"),
        ((2, 2, 2, 2), "scores_incomplete"),
        ((3, 3, 4), "score_out_of_range"),
        ((-1, 0, 0), "score_out_of_range"),
        ((0, 1, 2), "scores_too_far_apart"),
    ],
)
def test_scores_that_make_no_mark_are_refused(scores: tuple[int, ...], code: str) -> None:
    """R22, R23: three scores from 0 to 3, at most one apart."""
    with pytest.raises(RuleBroken) as caught:
        judgement_mark(scores, UNITS_PER_MARK)

    assert code == caught.value.code


def test_other_panels_are_data() -> None:
    """R28: five judges on a scale of ten share exactly too."""
    rule = JudgementRule(judges=5, scale=10, spread_max=10)

    assert UNITS_PER_MARK * 33 // 50 == judgement_mark((5, 6, 7, 7, 8), UNITS_PER_MARK, rule)


@pytest.mark.parametrize(
    ("rule", "is_possible"),
    [
        (JudgementRule(judges=1, scale=1), True),
        (JudgementRule(judges=3, scale=1, drops_extremes=True), True),
        (JudgementRule(scale=10, lowest=1), True),
        (JudgementRule(scale=3, lowest=2), True),
        (JudgementRule(scale=3, lowest=3), False),
        (JudgementRule(scale=3, lowest=4), False),
        (JudgementRule(lowest=-1), False),
        (JudgementRule(scale=0), False),
        (JudgementRule(scale=-3, judges=-1), False),
        (JudgementRule(judges=2, drops_extremes=True), False),
        (JudgementRule(judges=1, drops_extremes=True), False),
        (JudgementRule(judges=0), False),
        (JudgementRule(judges=7), False),
    ],
)
def test_a_rule_that_can_be_obeyed(rule: JudgementRule, is_possible: bool) -> None:
    """R26, R28: somebody's score counts, there are two scores to choose from, and the share is exact."""
    if is_possible:
        check_rule(rule)
    else:
        with pytest.raises(RuleBroken, match="rule_not_exact"):
            check_rule(rule)


def test_without_a_limit_no_scores_are_too_far_apart() -> None:
    """R23, R28: the spread is a setting."""
    assert not are_too_far_apart((0, 3), JudgementRule(spread_max=None))
    assert [False, True] == [are_too_far_apart(s, JudgementRule()) for s in ((2, 3, 2), (1, 3, 2))]
