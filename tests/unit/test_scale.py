from fractions import Fraction

import pytest

from shared.domain.rounding import rounded_half_away, two_decimals
from shared.domain.scale import ScaleSettings, scale
from shared.domain.units import UNITS_PER_HUNDREDTH, UNITS_PER_MARK, mark_from_text

A_REAL_FIELD = (
    "61.42 54.33 39.58 37.75 35.50 28.75 28.42 28.40 19 16.92 13.50 13.05 12.80 12.25 9.50 8.75 "
    "7.25 6 6 4.25 3.25 2.75 2 1.50 1.40 1.25 0.75 0.5 0.5 0.5 0.25 0"
)
ITS_SCALE_SCORES = (
    "854 834 791 786 779 760 759 759 732 726 716 715 714 712 704 702 "
    "698 694 694 689 686 685 683 681 681 680 679 678 678 678 678 677"
)


def scale_scores(*totals: str, settings: ScaleSettings | None = None) -> list[int]:
    """Return the scale scores, before clamping, of a field with these totals."""
    field = {str(n): mark_from_text(total) for n, total in enumerate(totals)}
    return [score.rounded for score in scale(field, settings or ScaleSettings()).scores.values()]


def test_a_real_field_of_32_stands_as_it_was_published() -> None:
    """R42's acceptance: 32 totals and their scale scores."""
    expected = [int(score) for score in ITS_SCALE_SCORES.split()]

    assert expected == scale_scores(*A_REAL_FIELD.split())


def test_the_median_of_an_even_field_lies_between_the_two_in_the_middle() -> None:
    """R42: the mean of 8.75 and 7.25."""
    field = {str(n): mark_from_text(total) for n, total in enumerate(A_REAL_FIELD.split())}

    assert 8 * UNITS_PER_MARK == scale(field, ScaleSettings()).median


def test_the_median_of_an_odd_field_is_the_one_in_the_middle() -> None:
    """R42: that competitor has 700."""
    assert [720, 700, 680] == scale_scores("12", "11", "10")


def test_a_median_between_two_units_is_exact() -> None:
    """Judges' shares may leave half a unit in the middle."""
    assert Fraction(3, 2) == scale({"a": 1, "b": 2}, ScaleSettings()).median


def test_without_a_median_deviation_the_mean_one_is_taken() -> None:
    """R42: MAD = 0, so 30 x 10 / (1.2533 x 2) = 119.68."""
    assert [820, 700, 700, 700, 700] == scale_scores("20", "10", "10", "10", "10")


@pytest.mark.parametrize("totals", [["50"] * 6, ["0"] * 6, ["50"]])
def test_equal_totals_all_stand_at_the_centre(totals: list[str]) -> None:
    """R42: no spread at all; medals need a decision by hand."""
    result = scale({str(n): mark_from_text(total) for n, total in enumerate(totals)}, ScaleSettings())

    assert not result.has_spread
    assert {700} == {score.rounded for score in result.scores.values()}


def test_two_competitors_stand_on_both_sides_of_the_centre() -> None:
    """Their median is between them: 30 / 1.4826 = 20.2 each way, however far apart they are."""
    assert [720, 680] == scale_scores("90", "10")
    assert [720, 680] == scale_scores("10.01", "10")


def test_what_is_shown_ends_at_the_limits_but_what_is_compared_does_not() -> None:
    """R42: clamped to 0..1000 for display."""
    totals = {"a": "100", "b": "11", "c": "10.5", "d": "10", "e": "9"}
    field = {name: mark_from_text(total) for name, total in totals.items()}

    best = scale(field, ScaleSettings()).scores["a"]
    low = scale({name: -total for name, total in field.items()}, ScaleSettings()).scores["a"]

    assert (4322, 1000) == (best.rounded, best.shown)
    assert (-2922, 0) == (low.rounded, low.shown)


def test_a_field_below_the_minimum_says_so() -> None:
    """R3, R42: four are too few, five are enough."""
    four = {str(n): n for n in range(4)}

    assert scale(four, ScaleSettings()).is_field_small
    assert not scale(four | {"e": 4}, ScaleSettings()).is_field_small
    assert not scale(four, ScaleSettings(field_min=4)).is_field_small


def test_nobody_has_no_scale() -> None:
    """A skill where everybody was absent is no fault."""
    result = scale({}, ScaleSettings())

    assert result.median is None
    assert {} == result.scores
    assert not result.has_spread


def test_centre_step_and_estimator_are_settings() -> None:
    """R42: 500 + 100 x (x - median) / (1.2533 x mean deviation of 1)."""
    settings = ScaleSettings(centre=500, points_per_unit=100, estimator="mean_deviation")

    assert [620, 500, 380] == scale_scores("11.5", "10", "8.5", settings=settings)


def test_the_finest_differences_count() -> None:
    """R42: totals enter exact; one unit of 1/180,000 mark among others is enough for a spread."""
    result = scale({"a": UNITS_PER_HUNDREDTH + 1, "b": UNITS_PER_HUNDREDTH}, ScaleSettings())

    assert [720, 680] == [score.rounded for score in result.scores.values()]
    assert result.has_spread


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(3, 2), 2),
        (Fraction(-3, 2), -2),
        (Fraction(5, 2), 3),
        (Fraction(149, 100), 1),
        (Fraction(-149, 100), -1),
        (Fraction(0), 0),
        (Fraction(3, 4), 1),
        (Fraction(1, 4), 0),
        (Fraction(-3, 4), -1),
    ],
)
def test_a_half_goes_away_from_zero(value: Fraction, expected: int) -> None:
    """R26 and R42 round alike, and not to the even number as Python does."""
    assert expected == rounded_half_away(value)


def test_fractions_read_with_two_decimals() -> None:
    """Averages are printed like marks."""
    assert ["0.00", "3.16", "0.13", "700.00"] == [
        two_decimals(Fraction(n)) for n in ("0", "60/19", "1/8", "700")
    ]


def test_the_two_factors_are_exact() -> None:
    """R42: 1.4826 for the median distance, 1.2533 for the mean one, seen at a large step."""
    by_median = ScaleSettings(centre=0, points_per_unit=14_826)
    by_mean = ScaleSettings(centre=0, points_per_unit=12_533)

    assert [10_000, -10_000] == scale_scores("90", "10", settings=by_median)
    assert [50_000, 0, 0, 0, 0] == scale_scores("20", "10", "10", "10", "10", settings=by_mean)
