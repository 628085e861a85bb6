import pytest

from shared.domain.errors import RuleBroken
from shared.domain.units import UNITS_PER_MARK, mark_from_text, mark_text, percent_text


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("0.75", 75),
        ("0,75", 75),
        ("2", 200),
        (" 1.5 ", 150),
        (".75", 75),
        (",5", 50),
        ("1.500", 150),
        ("-0.00", 0),
    ],
)
def test_a_decimal_gives_exact_units(text: str, hundredths: int) -> None:
    """Point and comma, missing and trailing zeros all say the same mark."""
    assert hundredths * UNITS_PER_MARK // 100 == mark_from_text(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NaN", "mark_not_a_number"),
        ("", "mark_not_a_number"),
        ("1e3", "mark_not_a_number"),
        (".", "mark_not_a_number"),
        ("5.", "mark_not_a_number"),
        ("-", "mark_not_a_number"),
        ("..5", "mark_not_a_number"),
        ("١", "mark_not_a_number"),
        ("1.2.3", "mark_not_a_number"),
        ("99999999", "mark_not_a_number"),
        ("-0.25", "mark_negative"),
        ("0.333", "mark_too_many_decimals"),
    ],
)
def test_what_is_no_mark_is_refused_with_a_code(text: str, code: str) -> None:
    """Each way of being wrong has its own stable code."""
    with pytest.raises(RuleBroken) as caught:
        mark_from_text(text)

    assert code == caught.value.code


def test_half_a_hundredth_rounds_away_from_zero() -> None:
    """R26: 0.005 prints 0.01 and -0.005 prints -0.01."""
    half = UNITS_PER_MARK // 200

    assert ["0.01", "-0.01", "0.00"] == [mark_text(half), mark_text(-half), mark_text(half - 1)]


def test_sums_of_unrounded_thirds_are_rounded_once() -> None:
    """R26: a published result adds thirds that print 2.58 + 1.25 + 2.33 + 2.25 and prints 8.42, not 8.41."""
    twelfths = [31, 15, 28, 27]
    marks = [UNITS_PER_MARK * twelfth // 12 for twelfth in twelfths]

    assert ["2.58", "1.25", "2.33", "2.25"] == [mark_text(mark) for mark in marks]
    assert "8.42" == mark_text(sum(marks))


def test_a_percentage_says_hundred_only_when_all_is_there() -> None:
    """R40: how much is marked is rounded down, so that 100.0 means complete."""
    assert ["0.0", "33.3", "99.9", "100.0", "100.0", "0.0"] == [
        percent_text(*p) for p in ((0, 0), (1, 3), (9999, 10000), (5, 5), (1, 1), (1, -1))
    ]
