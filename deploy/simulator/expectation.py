"""What every board must show, reckoned from the answers alone.

Independent on purpose: fractions instead of units, its own rounding, its own places, nothing of
``shared.domain``. When this and the boards agree, two ways led to the same total.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, NamedTuple

from deploy.simulator.answers import Delivery

HIGHEST_SCORE: Final = 3


class Shown(NamedTuple):
    """What a board shows of one competitor's marks."""

    total: str | None
    """None before the first mark."""
    marked: str
    aspects: int


class ExpectedRow(NamedTuple):
    """What a board must show of one competitor."""

    place: int | None
    shown: Shown


def two_decimals(value: Fraction) -> str:
    """Return ``value`` (not negative) with two decimals, half rounded up: 8.425 gives 8.43."""
    hundredths = (value * 200 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02d}"


@dataclass(slots=True)
class CompetitorMarks:
    """The marks of one competitor that stand, by aspect, each with its revision."""

    marks: dict[str, tuple[int, Fraction]] = field(default_factory=dict)
    total: Fraction = Fraction(0)
    marked: Fraction = Fraction(0)

    def enter(self, aspect: str, revision: int, mark: Fraction, mark_max: Fraction) -> None:
        """Let ``mark`` stand unless a later revision does already: answers may come in any order."""
        standing = self.marks.get(aspect)
        if standing is None:
            self.marked += mark_max
        elif standing[0] >= revision:
            return
        else:
            self.total -= standing[1]
        self.total += mark
        self.marks[aspect] = (revision, mark)

    def shown(self) -> Shown:
        """Return what a board shows of these marks."""
        return Shown(
            two_decimals(self.total) if self.marks else None, two_decimals(self.marked), len(self.marks)
        )


class Expectation:
    """The marks of a whole championship as the answers tell them."""

    def __init__(self, bundle: Mapping[str, Any]) -> None:
        self.skills: dict[str, dict[str, CompetitorMarks]] = {
            skill["id"]: {c["id"]: CompetitorMarks() for c in skill["competitors"] if not c.get("guest")}
            for skill in bundle["skills"]
        }
        """By skill and competitor; guests are on no public board (R5)."""
        self._mark_max = {
            (skill["id"], aspect["id"]): Fraction(aspect["mark_max"])
            for skill in bundle["skills"]
            for criterion in skill["scheme"]["criteria"]
            for sub in criterion["sub_criteria"]
            for aspect in sub["aspects"]
        }

    def count(self, delivery: Delivery) -> Shown | None:
        """Enter what counted of a delivery; return what the board shows then, None for a guest."""
        submission = delivery.submission
        marks = self.skills[submission.skill].get(submission.competitor)
        if marks is None:
            return None
        sent = {entry["aspect"]: entry for entry in submission.entries}
        for answered in delivery.answer.entries:
            if answered.outcome == "counted":
                entry = sent[answered.aspect]
                if "score" in entry:
                    entry = {"aspect": answered.aspect, "scores": submission.shown[answered.aspect]}
                self.enter(submission.skill, marks, entry, answered.revision)
        return marks.shown()

    def enter(self, skill: str, marks: CompetitorMarks, entry: Mapping[str, Any], revision: int) -> None:
        """Let ``entry`` stand among ``marks`` as of ``revision``."""
        mark_max = self._mark_max[skill, entry["aspect"]]
        marks.enter(entry["aspect"], revision, _mark(entry, mark_max), mark_max)

    def count_all(self, deliveries: Iterable[Delivery]) -> None:
        """Enter what counted of each delivery."""
        for delivery in deliveries:
            self.count(delivery)

    def rows(self, skill: str) -> dict[str, ExpectedRow]:
        """Return what the board of ``skill`` must show; equal totals share a place: 1, 2, 2, 4 (R41)."""
        competitors = self.skills[skill]
        totals = [marks.total for marks in competitors.values() if marks.marks]
        rows = {}
        for competitor, marks in competitors.items():
            place = 1 + sum(total > marks.total for total in totals) if marks.marks else None
            rows[competitor] = ExpectedRow(place, marks.shown())
        return rows


def _mark(entry: Mapping[str, Any], mark_max: Fraction) -> Fraction:
    """Return the mark that an entry says; for scores it is mean / 3 of the maximum (R24)."""
    if "mark" in entry:
        return Fraction(entry["mark"])
    scores = entry["scores"]
    return mark_max * Fraction(sum(scores), HIGHEST_SCORE * len(scores))
