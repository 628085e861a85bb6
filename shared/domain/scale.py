"""The championship scale (R42): how far above or below the median competitor, comparable between skills.

All of it is exact: totals are whole units, factors are fractions, and only the finished score is rounded.
The scale means nothing before a skill is complete, so nobody may call this for a live board.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from shared.domain.rounding import rounded_half_away
from shared.domain.units import Mark

Estimator = Literal["median_deviation", "mean_deviation"]
"""How the spread of a field is measured; the first is the best one known."""


def _median(values: Collection[Fraction]) -> Fraction:
    """Return the middle value; an even number of values takes the mean of the two middle ones."""
    ranked = sorted(values)
    middle = len(ranked) // 2
    return ranked[middle] if len(ranked) % 2 else Fraction(ranked[middle - 1] + ranked[middle], 2)


def _mean(values: Collection[Fraction]) -> Fraction:
    return Fraction(sum(values), len(values))


SpreadMeasure = tuple[Callable[[Collection[Fraction]], Fraction], Fraction]
"""What is taken of the distances from the median, and the factor that makes it one unit of the scale."""

_MEDIAN_DEVIATION: Final[SpreadMeasure] = (_median, Fraction(14_826, 10_000))
_MEAN_DEVIATION: Final[SpreadMeasure] = (_mean, Fraction(12_533, 10_000))

ESTIMATORS: Final[Mapping[Estimator, tuple[SpreadMeasure, ...]]] = {
    "median_deviation": (_MEDIAN_DEVIATION, _MEAN_DEVIATION),
    "mean_deviation": (_MEAN_DEVIATION,),
}
"""The measures to try in turn: the first that is not 0 is the spread (R42)."""


@dataclass(frozen=True, slots=True)
class ScaleSettings:
    """What a championship may choose about its scale (R42)."""

    centre: int = 700
    """The scale score of the median competitor."""
    points_per_unit: int = 30
    estimator: Estimator = "median_deviation"
    field_min: int = 5
    """Below it medals are proposed, and the organiser confirms (R3)."""
    shown_min: int = 0
    shown_max: int = 1000


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """One competitor's scale score."""

    rounded: int
    """What medals and bests compare; may lie outside what is shown."""
    shown: int
    """The same, kept within the limits of the scale."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of one skill."""

    median: Fraction | None
    """In units of a mark; None when nobody has a total."""
    has_spread: bool
    """False when all totals are equal: everyone has the centre, and medals need a decision by hand."""
    is_field_small: bool
    """Set when there are fewer totals than the settings ask for."""
    scores: Mapping[str, ScaleScore]


def scale(totals: Mapping[str, Mark], settings: ScaleSettings) -> Scale:
    """Return the scale over ``totals``: everyone with a total, 0 included, who is in the scale (R42)."""
    is_small = len(totals) < settings.field_min
    if not totals:
        return Scale(None, has_spread=False, is_field_small=is_small, scores={})
    median = _median([Fraction(total) for total in totals.values()])
    unit = _unit([abs(total - median) for total in totals.values()], settings)
    scores = {name: _score(total - median, unit, settings) for name, total in totals.items()}
    return Scale(median, has_spread=unit > 0, is_field_small=is_small, scores=scores)


def _unit(deviations: Collection[Fraction], settings: ScaleSettings) -> Fraction:
    """Return what counts as one unit above the median; 0 when all totals are equal."""
    measured = (factor * measure(deviations) for measure, factor in ESTIMATORS[settings.estimator])
    return next((unit for unit in measured if unit), Fraction(0))


def _score(above: Fraction, unit: Fraction, settings: ScaleSettings) -> ScaleScore:
    exact = settings.centre + (settings.points_per_unit * above / unit if unit else Fraction(0))
    rounded = rounded_half_away(exact)
    return ScaleScore(rounded, min(max(rounded, settings.shown_min), settings.shown_max))
