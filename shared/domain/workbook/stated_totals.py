"""Compare the sums that a workbook states with those of its aspects: formulas in real files miss rows."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from shared.domain.errors import RuleBroken
from shared.domain.scheme import Scheme
from shared.domain.scheme_check import criterion_marks, marks_by_section, marks_were_read
from shared.domain.scheme_problems import Problem, problem
from shared.domain.units import Mark, mark_from_text, mark_text
from shared.domain.workbook.sheet import header_words

COMPETITION = "competition"
"""The subject that is the whole scheme; the others read ``criterion A`` and ``section 3``."""


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A sum that the file states."""

    subject: str
    text: str
    """Empty when the file leaves the cell empty."""
    cell: str


def subject_of(label: str) -> str:
    """Return what a label such as ``Criterion A`` speaks of."""
    return " ".join(header_words(label))


def total_problems(
    stated: Iterable[StatedTotal], scheme: Scheme, unread: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for each stated sum that is not the sum of the aspects it is about.

    A sum with an aspect in it that could not be read is not judged, nor is a label nobody knows.
    """
    sums = _sums(scheme, unread)
    for one in stated:
        total = sums.get(one.subject.casefold())
        if total is None or _mark(one.text) == total:
            continue
        if one.text:
            what = {"label": one.subject, "stated": one.text[:40]}
            yield problem("stated_total_differs", cell=one.cell, total=mark_text(total), **what)
        else:
            letter = one.subject.rpartition(" ")[2]
            yield problem("criterion_mark_missing", cell=one.cell, letter=letter, total=mark_text(total))


def _sums(scheme: Scheme, unread: Collection[str]) -> Mapping[str, Mark]:
    sums: dict[str, Mark] = {}
    letters = Counter(criterion.letter for criterion in scheme.criteria)
    for at, criterion in enumerate(scheme.criteria):
        if letters[criterion.letter] == 1 and marks_were_read(unread, f"criteria.{at}."):
            sums[f"criterion {criterion.letter.casefold()}"] = criterion_marks(criterion)
    if marks_were_read(unread):
        sums[COMPETITION] = scheme.mark_max
        if not any(place.endswith((".section", ".number")) for place in unread):
            sums |= {f"section {number}": marks for number, marks in marks_by_section(scheme).items()}
    return sums


def _mark(text: str) -> Mark | None:
    try:
        return mark_from_text(text)
    except RuleBroken:
        return None
