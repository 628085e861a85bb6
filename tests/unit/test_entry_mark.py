from dataclasses import replace
from decimal import Decimal

import pytest

from shared.domain.entry_mark import check_marking_rules, entry_mark
from shared.domain.errors import RuleBroken
from shared.domain.events import Entry
from shared.domain.judgement import JudgementRule, judgement_mark
from shared.domain.marking_rules import Band, MarkingRules, measured_value
from shared.domain.scheme import Aspect, Scheme, SubCriterion, scheme_document, scheme_from_document
from shared.domain.tally import SkillTally
from shared.domain.units import UNITS_PER_MARK, mark_from_text, mark_text
from tests.builders import aspect, enter, judged, measured, scheme, set_skill, skill

DEDUCTING = replace(aspect("A1.1", "1.00"), deduction=mark_from_text("0.30"))
BANDED = replace(
    aspect("A1.2", "1.00"),
    bands=(
        Band(Decimal("9.95"), Decimal("10.05"), mark_from_text("1.00")),
        Band(Decimal("9.90"), Decimal("10.10"), mark_from_text("0.50")),
        Band(None, Decimal("-1"), mark_from_text("0.10")),
        Band(Decimal("100"), None, mark_from_text("0.20")),
    ),
)
SCHEME = scheme(SubCriterion("A1", "measured", 1, (DEDUCTING, BANDED)))


def given(name: str, **fields: object) -> Entry:
    """Return an entry that holds these fields only."""
    return Entry(name, None, None, 0, None)._replace(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(("deductions", "mark"), [(0, "1.00"), (1, "0.70"), (3, "0.10"), (4, "0.00")])
def test_each_deduction_takes_its_amount(deductions: int, mark: str) -> None:
    """R25: from the full mark, never below zero."""
    earned = entry_mark(SCHEME, DEDUCTING, given("A1.1", deductions=deductions))

    assert mark_from_text(mark) == earned


@pytest.mark.parametrize(
    ("value", "mark"),
    [
        ("10", "1.00"),
        ("9.95", "1.00"),
        ("10,05", "1.00"),
        (" 9.95 ", "1.00"),
        ("10.051", "0.50"),
        ("9.9", "0.50"),
        ("9.899999999", "0.00"),
        ("-1", "0.10"),
        ("-0.5", "0.00"),
        ("100", "0.20"),
    ],
)
def test_a_measured_value_earns_the_mark_of_its_band(value: str, mark: str) -> None:
    """R25: bounds belong to the band, the first that holds the value decides, outside all is nothing."""
    assert mark_from_text(mark) == entry_mark(SCHEME, BANDED, given("A1.2", measured=value))


@pytest.mark.parametrize("value", ["", "ten", "1e3", "NaN", "1.2.3", "٣"])
def test_a_measured_value_is_a_plain_number(value: str) -> None:
    """No exponents, no infinities: what a gauge shows."""
    with pytest.raises(RuleBroken, match="measured_not_a_number"):
        measured_value(value)


_JUDGED = aspect("A2.1", "1.00", "J")
_PLAIN = aspect("A3.1", "1.00")


@pytest.mark.parametrize(
    ("of", "entry", "code"),
    [
        (DEDUCTING, given("A1.1", mark=0), "entry_needs_deductions"),
        (DEDUCTING, given("A1.1", deductions=1, score=2), "entry_needs_deductions"),
        (DEDUCTING, given("A1.1", deductions=1, scores=(1, 1, 1)), "entry_needs_deductions"),
        (DEDUCTING, given("A1.1", deductions=1, mark=0), "entry_needs_deductions"),
        (DEDUCTING, given("A1.1", deductions=1, measured="1"), "entry_needs_deductions"),
        (DEDUCTING, given("A1.1"), "entry_needs_deductions"),
        (DEDUCTING, given("A1.1", deductions=-1), "deductions_negative"),
        (BANDED, given("A1.2", mark=0, measured="1"), "entry_needs_measured"),
        (BANDED, given("A1.2", deductions=1), "entry_needs_measured"),
        (BANDED, given("A1.2", deductions=1, measured="1"), "entry_needs_measured"),
        (BANDED, given("A1.2", score=1, measured="1"), "entry_needs_measured"),
        (BANDED, given("A1.2"), "entry_needs_measured"),
        (_PLAIN, given("A3.1", deductions=1), "entry_needs_mark"),
        (_PLAIN, given("A3.1", mark=0, measured="1"), "entry_needs_mark"),
        (_PLAIN, given("A3.1", score=1), "entry_needs_mark"),
        (_PLAIN, given("A3.1", mark=0, scores=(1, 1, 1)), "entry_needs_mark"),
        (_PLAIN, given("A3.1", mark=0, deductions=1), "entry_needs_mark"),
        (_PLAIN, given("A3.1"), "entry_needs_mark"),
        (_PLAIN, given("A3.1", mark=-1), "mark_negative"),
        (_JUDGED, given("A2.1"), "entry_needs_scores"),
        (_JUDGED, given("A2.1", mark=0, score=1), "entry_needs_scores"),
        (_JUDGED, given("A2.1", score=1, scores=(1, 1, 1)), "entry_needs_scores"),
        (_JUDGED, given("A2.1", score=4), "score_out_of_range"),
    ],
)
def test_an_entry_holds_what_its_aspect_asks_for_and_nothing_else(
    of: Aspect, entry: Entry, code: str
) -> None:
    """Else two fields of one entry could say two marks."""
    with pytest.raises(RuleBroken, match=code):
        entry_mark(SCHEME, of, entry)


LEGACY = JudgementRule(judges=5, scale=10, spread_max=None, lowest=1, drops_extremes=True)


def test_a_legacy_panel_drops_its_highest_and_lowest() -> None:
    """R28: five judges from 1 to 10, the mean of the middle three."""
    assert mark_from_text("0.70") == judgement_mark((1, 6, 7, 8, 10), mark_from_text("1.00"), LEGACY)


def test_the_rule_of_an_aspect_wins_over_that_of_its_scheme() -> None:
    """R28: rule groups are data, for a scheme or a single aspect."""
    rules = MarkingRules(judging=JudgementRule(judges=2))
    own = replace(_JUDGED, id="A2.2", judging=JudgementRule(judges=1))
    of = replace(scheme(SubCriterion("A2", "judged", 1, (_JUDGED, own))), rules=rules)

    assert [180_000 // 2, 180_000 // 3] == [
        entry_mark(of, _JUDGED, judged("A2.1", 1, 2)),
        entry_mark(of, own, judged("A2.2", 1)),
    ]


@pytest.mark.parametrize(
    ("judges", "scale", "drops", "is_exact"),
    [
        (3, 3, False, True),
        (1, 3, False, True),
        (5, 3, False, True),
        (5, 10, False, True),
        (5, 10, True, True),
        (3, 100, False, True),
        (7, 3, False, False),
        (3, 7, False, False),
        (7, 10, True, True),
        (2, 3, True, False),
        (0, 3, False, False),
        (3, 0, False, False),
    ],
)
def test_a_rule_that_the_unit_does_not_hold_is_refused(
    judges: int, scale: int, drops: bool, is_exact: bool
) -> None:
    """R26, R28: no mark is ever rounded in secret, so such a scheme is not taken."""
    rules = MarkingRules(judging=JudgementRule(judges, scale, drops_extremes=drops))
    tally = SkillTally()

    verdict, _ = tally.fold(set_skill(skill(of=replace(scheme(), rules=rules))))

    assert (None if is_exact else "rule_not_exact") == verdict.code


def test_scores_that_a_team_would_confer_about_are_complete_first() -> None:
    """R22, R23: two scores of three are no attempt, however far apart."""
    with pytest.raises(RuleBroken, match="scores_incomplete"):
        entry_mark(SCHEME, _JUDGED, given("A2.1", scores=(0, 3)), has_team=True)
    assert entry_mark(SCHEME, _JUDGED, given("A2.1", scores=(0, 2, 2)), has_team=True) is None
    with pytest.raises(RuleBroken, match="scores_too_far_apart"):
        entry_mark(SCHEME, _JUDGED, given("A2.1", scores=(0, 2, 2)))


def test_a_measured_aspect_has_no_panel_to_check() -> None:
    """R28: what a measurement says about judges is never used."""
    odd = replace(_PLAIN, judging=JudgementRule(judges=7))

    check_marking_rules(scheme(SubCriterion("A1", "measured", 1, (odd, _PLAIN))))


def test_a_form_has_panels_of_one_size() -> None:
    """One team marks the form, so its aspects need the same number of judges."""
    odd = replace(_JUDGED, id="A2.2", judging=JudgementRule(judges=5))

    with pytest.raises(RuleBroken, match="judges_differ"):
        check_marking_rules(scheme(SubCriterion("A2", "judged", 1, (_JUDGED, odd))))


def test_a_band_gives_no_more_than_its_aspect_has() -> None:
    """R25: a scheme that says otherwise is not taken."""
    generous = replace(BANDED, bands=(Band(None, None, mark_from_text("1.01")),))

    with pytest.raises(RuleBroken, match="mark_over_maximum"):
        check_marking_rules(scheme(SubCriterion("A1", "measured", 1, (generous,))))


def test_rounding_each_aspect_is_one_switch() -> None:
    """R26: 0.777.. stays whole by default, and enters the sum as 0.78 when the scheme says so."""
    rounded = replace(scheme(), rules=MarkingRules(rounding="each_aspect"))
    totals = []
    for of in (scheme(), rounded):
        tally = SkillTally()
        tally.fold(set_skill(skill(of=of)))
        _, total = tally.fold(enter(judged("A2.1", 2, 2, 3), judged("A2.2", 1, 2, 2), form="A2"))
        assert total is not None
        totals.append(total.mark)

    assert [7 * UNITS_PER_MARK // 9 + 5 * UNITS_PER_MARK // 12, mark_from_text("1.20")] == totals
    assert "1.19" == mark_text(totals[0])


def test_the_rules_of_a_scheme_read_back_the_same() -> None:
    """Additive: a scheme without rules of its own writes none."""
    own = replace(_JUDGED, judging=LEGACY)
    rules = MarkingRules(JudgementRule(spread_max=None), "each_aspect", 1, 1000)
    full = replace(scheme(SubCriterion("A1", "all", 1, (DEDUCTING, BANDED, own))), rules=rules)
    keys = {"rules", "deduction", "bands", "judging"}

    assert full == scheme_from_document(scheme_document(full))
    assert not any(f"'{key}'" in str(scheme_document(scheme())) for key in keys)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({}, MarkingRules()),
        ({"judging": {"judges": 5, "spread_max": None}}, MarkingRules(JudgementRule(5, spread_max=None))),
        ({"rounding": "each_aspect"}, MarkingRules(rounding="each_aspect")),
        ({"panel_devices": "own"}, MarkingRules(panel_devices="own")),
    ],
)
def test_what_a_scheme_does_not_say_is_the_fields_rule(said: dict[str, object], rule: MarkingRules) -> None:
    """So that a document may hold only what differs."""
    document = {**scheme_document(scheme()), "rules": said}

    assert rule == scheme_from_document(document).rules


@pytest.mark.parametrize(
    "rules", [{"rounding": "up"}, {"panel_devices": "none"}, {"judging": 3}, {"measurers": None}]
)
def test_rules_that_cannot_be_read_make_the_scheme_malformed(rules: dict[str, object]) -> None:
    """As with every other part of a scheme."""
    with pytest.raises(RuleBroken, match="scheme_malformed"):
        scheme_from_document({**scheme_document(scheme()), "rules": rules})


def test_deductions_and_measured_values_count_like_marks() -> None:
    """From submission to total, through the fold."""
    tally = SkillTally()
    tally.fold(set_skill(skill(of=SCHEME)))

    _, total = tally.fold(enter(given("A1.1", deductions=2), given("A1.2", measured="9.91")))
    again, _ = tally.fold(enter(measured("A1.1", "1.00", 1, "slip")))

    assert total is not None
    assert mark_from_text("0.90") == total.mark
    assert "entry_needs_deductions" == again.code


def test_a_scheme_is_a_scheme_without_rules() -> None:
    """The field's rules are the default of every scheme that code makes."""
    assert MarkingRules() == Scheme("99", "x", (), ()).rules
