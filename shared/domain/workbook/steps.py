"""The rows below a discrete aspect: which parts of its mark can be earned (R25, Russian national format)."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from shared.domain.units import Mark, mark_text

ALLOWED_MARKS_MAX: Final = 200
"""More partial marks than that, and nobody can choose one."""


class Step(NamedTuple):
    """One row below a discrete aspect."""

    text: str
    mark: Mark
    """Zero when the row states none."""

    @property
    def line(self) -> str:
        """Return the row as a line of the aspect's extra description."""
        return f"{self.text} ({mark_text(self.mark)})" if self.mark else self.text


class PartialMarks(NamedTuple):
    """What the rows make of their aspect; both None: full mark or zero."""

    allowed: tuple[Mark, ...] | None = None
    deduction: Mark | None = None


def partial_marks(steps: Iterable[Step], mark_max: Mark) -> PartialMarks | None:
    """Return what ``steps`` allow; None when they cannot be understood.

    A step worth the whole mark: the steps are the marks to choose from. Steps that add up to it: any of them
    can be earned. Else they are taken off for each mistake: one step gives a deduction, several give every
    mark that is left after any number of mistakes.
    """
    amounts = [step.mark for step in steps]
    marks = sorted({amount for amount in amounts if amount})
    if not marks:
        return PartialMarks()
    if marks[-1] > mark_max:
        return None
    if mark_max in marks:
        return _allowed({0, *marks})
    if sum(amounts) == mark_max:
        return _allowed(_sums(amounts))
    if len(marks) == 1:
        return PartialMarks(deduction=marks[0])
    return _allowed(_left(marks, mark_max))


def _allowed(marks: set[Mark]) -> PartialMarks | None:
    return PartialMarks(allowed=tuple(sorted(marks))) if len(marks) <= ALLOWED_MARKS_MAX else None


def _sums(amounts: Iterable[Mark]) -> set[Mark]:
    """Return every sum of some of ``amounts``; stops when there are too many."""
    sums = {0}
    for amount in amounts:
        if len(sums) <= ALLOWED_MARKS_MAX:
            sums |= {known + amount for known in sums}
    return sums


def _left(amounts: Iterable[Mark], mark_max: Mark) -> set[Mark]:
    """Return what is left of ``mark_max`` after any number of each of ``amounts``, never below zero."""
    left = {mark_max}
    fresh = [mark_max]
    while fresh and len(left) <= ALLOWED_MARKS_MAX:
        fresh = [rest for rest in set(_after(fresh, amounts)) if rest not in left]
        left |= set(fresh)
    return left


def _after(marks: Iterable[Mark], amounts: Iterable[Mark]) -> Iterator[Mark]:
    return (max(0, mark - amount) for mark in marks for amount in amounts)
