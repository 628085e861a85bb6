"""Turn what was measured into the mark of a measurement aspect (R25)."""

from shared.domain.errors import RuleBroken
from shared.domain.marking_rules import measured_value
from shared.domain.scheme import Aspect
from shared.domain.units import Mark, mark_text


def measurement_mark(aspect: Aspect, mark: Mark) -> Mark:
    """Return ``mark`` when ``aspect`` may earn it: full mark or zero, unless partial marks are defined (R25).

    Raises ``RuleBroken``: ``mark_negative``, ``mark_over_maximum``, ``mark_not_allowed``.
    """
    if mark < 0:
        raise RuleBroken("mark_negative", value=mark_text(mark))
    if mark > aspect.mark_max:
        raise RuleBroken("mark_over_maximum", value=mark_text(mark), mark_max=mark_text(aspect.mark_max))
    allowed = aspect.allowed_marks if aspect.allowed_marks is not None else (0, aspect.mark_max)
    if mark not in allowed:
        raise RuleBroken("mark_not_allowed", value=mark_text(mark), allowed=[mark_text(m) for m in allowed])
    return mark


def mark_after_deductions(aspect: Aspect, deductions: int) -> Mark:
    """Return the full mark less the deductions, never below zero; raises ``deductions_negative``."""
    assert aspect.deduction is not None, "the aspect counts deductions"
    if deductions < 0:
        raise RuleBroken("deductions_negative", value=deductions)
    return max(0, aspect.mark_max - deductions * aspect.deduction)


def mark_of_measured(aspect: Aspect, measured: str) -> Mark:
    """Return the mark of the first band that holds ``measured``, zero when none does.

    Raises ``RuleBroken("measured_not_a_number")``.
    """
    assert aspect.bands is not None, "the aspect has tolerance bands"
    value = measured_value(measured)
    return next((band.mark for band in aspect.bands if band.holds(value)), 0)
