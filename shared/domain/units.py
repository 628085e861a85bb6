"""Marks as whole units of 1/180,000 mark, so that hundredths and judges' shares are both exact (R26).

180,000 = 100 x 1,800, and 1,800 holds 3 x (1..5) and 10 x (1..5) judges' shares of a hundredth.
"""

import re
from typing import Final

from shared.domain.errors import RuleBroken

Mark = int
"""A mark or a total in units of 1/180,000 mark."""

UNITS_PER_MARK: Final = 180_000
UNITS_PER_HUNDREDTH: Final = UNITS_PER_MARK // 100

_DECIMAL = re.compile(
    r"(?P<sign>[+-]?)(?=[.,]?[0-9])(?P<whole>[0-9]{0,6})(?:[.,](?P<part>[0-9]+))?", re.ASCII
)


def mark_from_text(text: str) -> Mark:
    """Return the units that a decimal like ``0.75``, ``0,75`` or ``.75`` says.

    Raises ``RuleBroken``: ``mark_not_a_number``, ``mark_negative``, ``mark_too_many_decimals``
    (more than two, trailing zeros not counted).
    """
    found = _DECIMAL.fullmatch(text.strip())
    if found is None:
        raise RuleBroken("mark_not_a_number", value=text[:40])
    part = (found["part"] or "").rstrip("0")
    if len(part) > 2:
        raise RuleBroken("mark_too_many_decimals", value=text[:40])
    hundredths = int(found["whole"] or 0) * 100 + int(part.ljust(2, "0"))
    if found["sign"] == "-" and hundredths:
        raise RuleBroken("mark_negative", value=text[:40])
    return hundredths * UNITS_PER_HUNDREDTH


def rounded_hundredths(mark: Mark) -> int:
    """Return ``mark`` in hundredths, half away from zero (R26)."""
    whole, rest = divmod(abs(mark), UNITS_PER_HUNDREDTH)
    hundredths = whole + (1 if 2 * rest >= UNITS_PER_HUNDREDTH else 0)
    return hundredths if mark >= 0 else -hundredths


def mark_text(mark: Mark) -> str:
    """Return ``mark`` as people read it: two decimals, a point, rounded half away from zero (R26)."""
    hundredths = rounded_hundredths(mark)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def percent_text(part: int, whole: int) -> str:
    """Return ``part`` of ``whole`` in percent with one decimal, rounded down: 100.0 means all of it."""
    if whole <= 0:
        return "0.0"
    tenths = 1000 * part // whole
    return f"{tenths // 10}.{tenths % 10}"
