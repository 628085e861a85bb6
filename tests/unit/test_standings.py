from shared.domain.standings import places
from shared.domain.units import UNITS_PER_MARK, mark_from_text


def test_equal_totals_share_a_place() -> None:
    """R41: 1, 2, 2, 4."""
    totals = {"a": 10, "b": 30, "c": 20, "d": 20}

    assert {"b": 1, "c": 2, "d": 2, "a": 4} == places(totals)


def test_totals_that_only_print_the_same_share_by_setting() -> None:
    """R41: exact by default, equal to 0.01 by setting."""
    third = UNITS_PER_MARK // 3
    totals = {"a": third, "b": mark_from_text("0.33")}

    assert {"a": 1, "b": 2} == places(totals)
    assert {"a": 1, "b": 1} == places(totals, equal_to_hundredth=True)


def test_nobody_has_no_place() -> None:
    """An empty field is no fault."""
    assert {} == places({})
