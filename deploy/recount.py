"""Count a championship again from its log, by a way of its own (R34).

Shares no line with the rules that scoring uses: fractions instead of units, the documents of the log instead
of the domain's types, every mark added up at the end instead of a running total. Where the two agree, a
mistake would have to have been made twice.
"""

from collections import defaultdict
from fractions import Fraction
from typing import NamedTuple

from deploy.recount_acts import act, follow_scheme, is_markable
from deploy.recount_definition import may_follow
from deploy.recount_entering import enter
from deploy.recount_marks import UNITS
from deploy.recount_skill import Document, Skill


class Standing(NamedTuple):
    """One competitor as a board prints it."""

    place: int | None
    total: str | None
    marked: str
    aspects: int


class Sum:
    """An exact sum of fractions: like is added to like, which is whole numbers' work."""

    def __init__(self) -> None:
        self._numerators: dict[int, int] = {}
        """By denominator."""

    def add(self, part: Fraction) -> None:
        """Add one."""
        denominator = part.denominator
        self._numerators[denominator] = self._numerators.get(denominator, 0) + part.numerator

    def value(self) -> Fraction:
        """Return the sum."""
        parts = (Fraction(numerator, denominator) for denominator, numerator in self._numerators.items())
        return sum(parts, Fraction(0))


class Recount:
    """Takes the records of `mark-entries`, in order, and says what the boards must show."""

    def __init__(self) -> None:
        self._skills: dict[str, Skill] = {}
        self._seen: set[tuple[str, str]] = set()

    @property
    def entries(self) -> int:
        """Return how many entries counted."""
        return sum(skill.entries for skill in self._skills.values())

    def take(self, document: Document) -> None:
        """Take in one record."""
        key = f"{document['championship']}/{document['skill']}"
        if (key, document["id"]) in self._seen:
            return
        self._seen.add((key, document["id"]))
        if document["type"] == "skill-set":
            if _says_why(document):
                self._set_skill(key, document["definition"])
        elif key not in self._skills:
            return
        elif document["type"] == "submission":
            enter(self._skills[key], document)
        else:
            act(self._skills[key], document)

    def _set_skill(self, key: str, definition: Document) -> None:
        if not is_markable(definition["scheme"]):
            return
        known = self._skills.get(key)
        if known is None:
            self._skills[key] = Skill(definition)
            return
        if not may_follow(known, definition):
            return
        if known.scheme != definition["scheme"]:
            follow_scheme(known, definition["scheme"])
            known.teams, known.checked, known.signed, known.asked = {}, set(), {}, {}
            known.locked = set()
        known.learn(definition)

    def standings(self) -> dict[str, dict[str, Standing]]:
        """Return, for every skill, every competitor in the contest as the board prints them."""
        return {key: _standings(skill) for key, skill in self._skills.items()}

    def totals(self, key: str) -> dict[str, Fraction]:
        """Return the exact total of each competitor of a skill who has a mark, guests too."""
        totals: dict[str, Sum] = defaultdict(Sum)
        for competitor, _, mark in _marks(self._skills[key]):
            totals[competitor].add(mark)
        return {competitor: total.value() for competitor, total in totals.items()}

    def sums(self) -> dict[str, tuple[int, int]]:
        """Return, for every skill, how many entries counted and all marks added up, in units (R34)."""
        return {
            key: (skill.entries, int(UNITS * sum(mark for _, _, mark in _marks(skill))))
            for key, skill in self._skills.items()
        }


def _says_why(document: Document) -> bool:
    """Say whether a record that changes how results are made tells who did it, and why."""
    is_told = all(str(document.get(name) or "").strip() for name in ("actor", "reason"))
    return document.get("results") is None or is_told


def _marks(skill: Skill) -> list[tuple[str, str, Fraction]]:
    """Return competitor, aspect and mark of everything that stands."""
    return [(*where, past[-1].mark) for where, past in skill.history.items() if past[-1].mark is not None]


def _standings(skill: Skill) -> dict[str, Standing]:
    guests = {c["id"] for c in skill.definition["competitors"] if c.get("guest")}
    totals: dict[str, Sum] = defaultdict(Sum)
    marked: dict[str, Sum] = defaultdict(Sum)
    aspects: dict[str, int] = defaultdict(int)
    mark_max = {name: Fraction(aspect["mark_max"]) for name, (_, aspect) in skill.aspects.items()}
    for competitor, aspect, mark in _marks(skill):
        totals[competitor].add(mark)
        marked[competitor].add(mark_max[aspect])
        aspects[competitor] += 1
    placed = {competitor: total.value() for competitor, total in totals.items() if competitor not in guests}
    return {
        competitor: Standing(
            1 + sum(other > placed[competitor] for other in placed.values())
            if competitor in placed
            else None,
            _two_decimals(placed[competitor]) if competitor in placed else None,
            _two_decimals(marked[competitor].value()),
            aspects[competitor],
        )
        for competitor in skill.members
        if competitor not in guests
    }


def _two_decimals(value: Fraction) -> str:
    hundredths = (value * 100 + Fraction(1, 2)).__floor__()
    return f"{hundredths // 100}.{hundredths % 100:02d}"
