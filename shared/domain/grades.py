"""The grade of a demonstration exam: percent of the maximum, by bands (R47)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shared.domain.errors import RuleBroken
from shared.domain.units import Mark


@dataclass(frozen=True, slots=True)
class GradeBand:
    """From this percentage up, until the next band begins, the grade is this."""

    percent_from: int
    grade: int


DEMONSTRATION_EXAM_BANDS: Final = (GradeBand(0, 2), GradeBand(20, 3), GradeBand(40, 4), GradeBand(70, 5))
"""R47: below 20: 2, below 40: 3, below 70: 4, else 5."""


def check_bands(bands: Sequence[GradeBand]) -> None:
    """Raise ``RuleBroken("bands_malformed")`` unless the bands begin at 0 and rise."""
    starts = [band.percent_from for band in bands]
    if starts[:1] != [0] or starts != sorted(set(starts)):
        raise RuleBroken("bands_malformed", starts=starts)


def grade(total: Mark, mark_max: Mark, bands: Sequence[GradeBand]) -> int:
    """Return the grade that ``total`` of ``mark_max`` earns, compared exactly (R47).

    Raises ``RuleBroken``: ``mark_max_not_positive``, ``bands_malformed`` (they must begin at 0 and rise).
    """
    if mark_max <= 0:
        raise RuleBroken("mark_max_not_positive", value=mark_max)
    check_bands(bands)
    return next(band.grade for band in reversed(bands) if 100 * total >= band.percent_from * mark_max)
