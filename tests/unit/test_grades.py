import pytest

from shared.domain.errors import RuleBroken
from shared.domain.grades import DEMONSTRATION_EXAM_BANDS, GradeBand, grade
from shared.domain.units import UNITS_PER_MARK, mark_from_text


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("0", 2),
        ("19.99", 2),
        ("20", 3),
        ("39.99", 3),
        ("40", 4),
        ("69.99", 4),
        ("70", 5),
        ("100", 5),
        ("120", 5),
    ],
)
def test_the_bands_of_the_demonstration_exam(total: str, expected: int) -> None:
    """R47: below 20: 2, below 40: 3, below 70: 4, else 5."""
    assert expected == grade(mark_from_text(total), 100 * UNITS_PER_MARK, DEMONSTRATION_EXAM_BANDS)


def test_it_is_the_share_of_the_maximum_that_counts() -> None:
    """R47: 7 of 35 is a fifth; a unit less is not."""
    total, mark_max = 7 * UNITS_PER_MARK, 35 * UNITS_PER_MARK

    assert 3 == grade(total, mark_max, DEMONSTRATION_EXAM_BANDS)
    assert 2 == grade(total - 1, mark_max, DEMONSTRATION_EXAM_BANDS)


def test_bands_are_data() -> None:
    """R47: pass or fail."""
    assert [0, 1] == [grade(n, 100, (GradeBand(0, 0), GradeBand(50, 1))) for n in (49, 50)]


@pytest.mark.parametrize("starts", [[], [10], [0, 20, 20], [0, 40, 20]])
def test_bands_begin_at_0_and_rise(starts: list[int]) -> None:
    """A gap would leave somebody without a grade."""
    with pytest.raises(RuleBroken, match="bands_malformed"):
        grade(1, 100, [GradeBand(start, 2) for start in starts])


def test_there_is_no_share_of_nothing() -> None:
    """The maximum is more than 0."""
    with pytest.raises(RuleBroken, match="mark_max_not_positive"):
        grade(0, 0, DEMONSTRATION_EXAM_BANDS)
