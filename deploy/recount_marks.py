"""What an entry earns, reckoned in fractions from the documents of the log: no line of it is scoring's."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any, Final

UNITS: Final = 180_000
_JUDGING: Final = {"judges": 3, "scale": 3, "spread_max": 1, "lowest": 0, "drops_extremes": False}

Document = Mapping[str, Any]

APART: Final = "apart"
"""The panel confers and scores again."""
ALONE: Final = "alone"
"""One judge's score: the others are awaited."""


def judging(scheme: Document, aspect: Document) -> dict[str, Any]:
    """Return how a panel scores ``aspect``."""
    return _JUDGING | (aspect.get("judging") or (scheme.get("rules") or {}).get("judging") or {})


def is_exact(rule: Document) -> bool:
    """Say whether every share of a hundredth is a whole number of units."""
    counted = rule["judges"] - 2 * rule["drops_extremes"]
    if counted < 1 or rule["scale"] < 1 or not 0 <= rule["lowest"] < rule["scale"]:
        return False
    share = Fraction(UNITS, 100) / (rule["scale"] * counted)
    return bool(share.denominator == 1)


def entered(scheme: Document, aspect: Document, entry: Document) -> Fraction | str | None:
    """Return the mark, ``APART`` or ``ALONE``; None for an entry that breaks a rule."""
    given = {n for n in ("mark", "scores", "score", "deductions", "measured") if entry.get(n) is not None}
    if aspect["method"] == "J":
        if given == {"score"}:
            rule = judging(scheme, aspect)
            return ALONE if rule["lowest"] <= entry["score"] <= rule["scale"] else None
        return judged(scheme, aspect, entry["scores"]) if given == {"scores"} else None
    if aspect.get("deduction") is not None:
        return _deducted(aspect, entry["deductions"]) if given == {"deductions"} else None
    if aspect.get("bands") is not None:
        return _measured(aspect, entry["measured"]) if given == {"measured"} else None
    allowed = aspect["allowed_marks"]
    marks = ("0", aspect["mark_max"]) if allowed is None else tuple(allowed)
    return _one_of(entry["mark"], aspect["mark_max"], marks) if given == {"mark"} else None


def judged(scheme: Document, aspect: Document, scores: Sequence[int]) -> Fraction | str | None:
    """Return the mark of a panel's scores, ``APART``, or None."""
    rule = judging(scheme, aspect)
    rounding = (scheme.get("rules") or {}).get("rounding")
    return _judged(aspect["mark_max"], tuple(scores), *(rule[n] for n in _JUDGING), rounding == "each_aspect")


@cache
def _judged(
    mark_max: str,
    scores: tuple[int, ...],
    judges: int,
    scale: int,
    spread_max: int | None,
    lowest: int,
    drops: bool,
    rounds: bool,
) -> Fraction | str | None:
    if len(scores) != judges or not all(lowest <= score <= scale for score in scores):
        return None
    if spread_max is not None and max(scores) - min(scores) > spread_max:
        return APART
    kept = sorted(scores)[1:-1] if drops else scores
    mark = Fraction(mark_max) * sum(kept) / (scale * len(kept))
    return Fraction((mark * 100 + Fraction(1, 2)).__floor__(), 100) if rounds else mark


@cache
def _one_of(units: int, mark_max: str, allowed: tuple[str, ...]) -> Fraction | None:
    mark = Fraction(units, UNITS)
    return mark if 0 <= mark <= Fraction(mark_max) and mark in map(Fraction, allowed) else None


def _deducted(aspect: Document, deductions: int) -> Fraction | None:
    if deductions < 0:
        return None
    return max(Fraction(0), Fraction(aspect["mark_max"]) - deductions * Fraction(aspect["deduction"]))


def _measured(aspect: Document, measured: str) -> Fraction | None:
    text = measured.strip().replace(",", ".")
    digits = text.lstrip("+-")
    if len(text) - len(digits) > 1 or not digits.replace(".", "", 1).isdecimal() or not digits.isascii():
        return None
    if digits.startswith(".") or digits.endswith("."):
        return None
    value = Fraction(text)
    for band in aspect["bands"]:
        is_above = band.get("from") is None or Fraction(band["from"]) <= value
        if is_above and (band.get("to") is None or value <= Fraction(band["to"])):
            return Fraction(band["mark"])
    return Fraction(0)
