"""What a refusal says besides its code: which field, and which value; the door tells people both."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from shared.domain.awards import AwardSettings, Decision, ManualAward, awards
from shared.domain.entry_mark import check_marking_rules, entry_mark
from shared.domain.errors import RuleBroken
from shared.domain.events import Entry
from shared.domain.grades import GradeBand, grade
from shared.domain.judgement import JudgementRule, check_rule, check_score, judgement_mark
from shared.domain.marking_rules import Band, measured_value
from shared.domain.measurement import mark_after_deductions, measurement_mark
from shared.domain.people import Competitor
from shared.domain.presets import ResultSettings
from shared.domain.results import Finish, Penalty, skill_result
from shared.domain.scale import ScaleSettings, scale
from shared.domain.scheme import SubCriterion
from shared.domain.units import mark_from_text
from tests.builders import (
    aspect,
    judged,
    measured,
    scheme,
)
from tests.refusals import Details, refusal

DEDUCTING = replace(aspect("A1.1"), deduction=mark_from_text("0.30"))
BANDED = replace(aspect("A1.2"), bands=(Band(Decimal(1), None, mark_from_text("2.00")),))
LISTED = aspect("A3.1", "2.00", allowed=["0.00", "0.50", "2.00"])


@pytest.mark.parametrize(
    ("do", "code", "details"),
    [
        (
            lambda: entry_mark(scheme(), DEDUCTING, measured("A1.1", "1.00")),
            "entry_needs_deductions",
            {"aspect": "A1.1"},
        ),
        (
            lambda: entry_mark(scheme(), BANDED, measured("A1.2", "1.00")),
            "entry_needs_measured",
            {"aspect": "A1.2"},
        ),
        (
            lambda: entry_mark(scheme(), aspect("A1.1"), judged("A1.1", 1, 1, 1)),
            "entry_needs_mark",
            {"aspect": "A1.1"},
        ),
        (
            lambda: entry_mark(scheme(), aspect("A2.1", method="J"), measured("A2.1", "1.00")),
            "entry_needs_scores",
            {"aspect": "A2.1"},
        ),
        (
            lambda: check_marking_rules(scheme(SubCriterion("A1", "a", 1, (BANDED,)))),
            "mark_over_maximum",
            {"field": "scheme", "value": "2.00", "mark_max": "1.00"},
        ),
        (lambda: check_rule(JudgementRule(judges=7)), "rule_not_exact", {"judges": 7, "scale": 3}),
        (
            lambda: check_score(4, JudgementRule()),
            "score_out_of_range",
            {"lowest": 0, "scale": 3},
        ),
        (lambda: judgement_mark([1, 2], 180_000), "scores_incomplete", {"judges": 3, "given": 2}),
        (lambda: judgement_mark([1, 2, 4], 180_000), "score_out_of_range", {"lowest": 0, "scale": 3}),
        (lambda: measurement_mark(LISTED, -180_000), "mark_negative", {"value": "-1.00"}),
        (
            lambda: measurement_mark(LISTED, 180_000),
            "mark_not_allowed",
            {"value": "1.00", "allowed": ["0.00", "0.50", "2.00"]},
        ),
        (lambda: mark_after_deductions(DEDUCTING, -1), "deductions_negative", {"value": -1}),
        (lambda: measured_value("x" * 50), "measured_not_a_number", {"value": "x" * 40}),
        (lambda: mark_from_text("y" * 50), "mark_not_a_number", {"value": "y" * 40}),
        (lambda: mark_from_text("0." + "1" * 50), "mark_too_many_decimals", {"value": "0." + "1" * 38}),
        (lambda: mark_from_text("-0.5"), "mark_negative", {"value": "-0.5"}),
        (lambda: mark_from_text("-0.5" + "0" * 50), "mark_negative", {"value": "-0.5" + "0" * 36}),
        (lambda: grade(0, 0, ()), "mark_max_not_positive", {"value": 0}),
        (lambda: grade(0, 1, (GradeBand(1, 2),)), "bands_malformed", {"starts": [1]}),
    ],
)
def test_a_mark(do: Callable[[], object], code: str, details: Details) -> None:
    """R23 to R28, R47: amounts as people read them, and never a page of what was typed."""
    assert (code, details) == refusal(do)


def test_judges_that_differ_on_one_form() -> None:
    """R28: one form has one panel."""
    two = replace(aspect("A1.2", method="J"), judging=JudgementRule(judges=2))
    mixed = scheme(SubCriterion("A1", "a", 1, (aspect("A1.1", method="J"), two)))

    assert ("judges_differ", {"field": "scheme", "value": "A1"}) == refusal(
        lambda: check_marking_rules(mixed)
    )


def finish(**fields: object) -> Finish:
    """Return how c-1 ended."""
    return replace(Finish(Competitor("c-1", "abai"), 180_000), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("finishes", "code", "details"),
    [
        ([finish(), finish()], "competitor_twice", {"competitor": "c-1"}),
        ([finish(persons=0)], "persons_not_positive", {"competitor": "c-1", "value": 0}),
        ([finish(status="absent")], "absent_has_marks", {"competitor": "c-1"}),
        ([finish(penalties=(Penalty(1, " "),))], "reason_missing", {"competitor": "c-1"}),
        (
            [finish(penalties=(Penalty(0, "late"),))],
            "deduction_not_positive",
            {"competitor": "c-1", "value": 0},
        ),
    ],
)
def test_a_finish(finishes: list[Finish], code: str, details: Details) -> None:
    """R6, R7: whose line is wrong."""
    assert (code, details) == refusal(lambda: skill_result(finishes, ResultSettings()))


@pytest.mark.parametrize(
    ("by_hand", "code"),
    [
        ([ManualAward("a", "gold", " ")], "reason_missing"),
        ([ManualAward("a", "gold", "x"), ManualAward("a", None, "y")], "decided_twice"),
        ([ManualAward("b", "gold", "x")], "cannot_win"),
    ],
)
def test_a_manual_award(by_hand: list[ManualAward], code: str) -> None:
    """R43: whose award it is."""
    totals = {"a": 10, "b": 0}
    settings, decision = AwardSettings(), Decision(by_hand=tuple(by_hand))

    told = refusal(lambda: awards(scale(totals, ScaleSettings()), totals, settings, decision))

    assert (code, {"competitor": by_hand[0].competitor}) == told


def test_a_refusal_reads_as_a_sentence_of_a_log() -> None:
    """Code first, then what it is about; a bare code stands alone."""
    assert "mark_negative (field='mark', value='-1.00')" == str(
        RuleBroken("mark_negative", field="mark", value="-1.00")
    )
    assert "appeal_too_late" == str(RuleBroken("appeal_too_late"))


def test_an_entry_that_is_empty() -> None:
    """R24, R25: neither a mark nor a score is no entry."""
    nothing = Entry("A1.1", None, None, 0, None)

    assert "entry_needs_mark" == refusal(lambda: entry_mark(scheme(), aspect("A1.1"), nothing))[0]
    assert (
        "entry_needs_scores" == refusal(lambda: entry_mark(scheme(), aspect("A1.1", method="J"), nothing))[0]
    )
