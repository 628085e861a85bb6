"""Exact fractions as whole numbers and as people read them: half away from zero, in one place (R26)."""

from fractions import Fraction


def rounded_half_away(value: Fraction) -> int:
    """Return the whole number nearest to ``value``; a half goes away from zero."""
    whole, rest = divmod(abs(value), 1)
    nearest = whole + (1 if 2 * rest >= 1 else 0)
    return nearest if value >= 0 else -nearest


def two_decimals(value: Fraction) -> str:
    """Return ``value``, which is not negative, with two decimals and a point."""
    whole, hundredths = divmod(rounded_half_away(100 * value), 100)
    return f"{whole}.{hundredths:02d}"
