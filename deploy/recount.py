"""Count a championship again from its log, by a way of its own (R34).

Shares no line with the rules that scoring uses: fractions instead of units, the documents of the log instead
of the domain's types, every mark added up at the end instead of a running total. Where the two agree, a
mistake would have to have been made twice.
"""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

_UNITS = 180_000
_JUDGES = 3
_BEST_SCORE = 3

Document = Mapping[str, Any]


class Standing(NamedTuple):
    """One competitor as a board prints it."""

    place: int | None
    total: str | None
    marked: str
    aspects: int


class _Skill:
    def __init__(self, definition: Document) -> None:
        self.definition = definition
        self.marks: dict[tuple[str, str], tuple[Fraction, ...]] = {}
        """Every mark that ever counted, by competitor and aspect; the last one stands."""
        self.learn(definition)

    def learn(self, definition: Document) -> None:
        self.definition = definition
        subs = [sub for criterion in definition["scheme"]["criteria"] for sub in criterion["sub_criteria"]]
        self.aspects = {aspect["id"]: (sub["id"], aspect) for sub in subs for aspect in sub["aspects"]}
        self.mixed = {sub["id"] for sub in subs if len({aspect["method"] for aspect in sub["aspects"]}) == 2}
        self.members = {c["id"]: c["member"] for c in definition["competitors"]}
        self.experts = {e["id"]: e["member"] for e in definition["experts"]}


class Recount:
    """Takes the records of `mark-entries`, in order, and says what the boards must show."""

    def __init__(self) -> None:
        self.entries = 0
        """Entries that counted."""
        self._skills: dict[str, _Skill] = {}
        self._seen: set[tuple[str, str]] = set()

    def take(self, document: Document) -> None:
        """Take in one record."""
        key = f"{document['championship']}/{document['skill']}"
        if (key, document["id"]) in self._seen:
            return
        self._seen.add((key, document["id"]))
        if document["type"] == "skill-set":
            self._set_skill(key, document["definition"])
        elif key in self._skills and _is_sound(self._skills[key], document):
            self._enter(self._skills[key], document)

    def _set_skill(self, key: str, definition: Document) -> None:
        known = self._skills.get(key)
        if known is None:
            self._skills[key] = _Skill(definition)
            return
        has_marks = {competitor for competitor, _ in known.marks}
        is_same_scheme = known.definition["scheme"] == definition["scheme"]
        if not has_marks or (is_same_scheme and has_marks <= {c["id"] for c in definition["competitors"]}):
            known.learn(definition)

    def _enter(self, skill: _Skill, document: Document) -> None:
        for entry in document["entries"]:
            where = (document["competitor"], entry["aspect"])
            marks = skill.marks.get(where, ())
            mark = _mark(skill.aspects[entry["aspect"]][1], entry)
            if entry["based_on"] == len(marks) and mark is not None:
                skill.marks[where] = (*marks, mark)
                self.entries += 1

    def standings(self) -> dict[str, dict[str, Standing]]:
        """Return, for every skill, every competitor in the contest as the board prints them."""
        return {key: _standings(skill) for key, skill in self._skills.items()}


def _is_sound(skill: _Skill, document: Document) -> bool:
    competitor, expert = document["competitor"], document["expert"]
    entries = document["entries"]
    names = [entry["aspect"] for entry in entries]
    if competitor not in skill.members or expert not in skill.experts or not entries:
        return False
    if skill.members[competitor] == skill.experts[expert] or len(set(names)) != len(names):
        return False
    return all(_is_sound_entry(skill, document, entry) for entry in entries)


def _is_sound_entry(skill: _Skill, document: Document, entry: Document) -> bool:
    if entry["aspect"] not in skill.aspects:
        return False
    sub, aspect = skill.aspects[entry["aspect"]]
    form = f"{sub}-{aspect['method']}" if sub in skill.mixed else sub
    if form != document["form"] or _mark(aspect, entry) is None:
        return False
    marks = skill.marks.get((document["competitor"], entry["aspect"]), ())
    return not marks or entry["based_on"] != len(marks) or bool(entry.get("reason"))


def _mark(aspect: Document, entry: Document) -> Fraction | None:
    """Return the mark in whole marks; None for an entry that earns none because it breaks a rule."""
    scores, mark = entry.get("scores"), entry.get("mark")
    if (scores is None) == (mark is None) or (scores is None) != (aspect["method"] == "M"):
        return None
    if scores is not None:
        return _judged(aspect["mark_max"], tuple(scores))
    allowed = aspect["allowed_marks"]
    return _measured(mark, ("0", aspect["mark_max"]) if allowed is None else tuple(allowed))


@cache
def _judged(mark_max: str, scores: tuple[int, ...]) -> Fraction | None:
    if len(scores) != _JUDGES or not all(0 <= score <= _BEST_SCORE for score in scores):
        return None
    if max(scores) - min(scores) > 1:
        return None
    return Fraction(mark_max) * sum(scores) / (_BEST_SCORE * _JUDGES)


@cache
def _measured(units: int, allowed: tuple[str, ...]) -> Fraction | None:
    mark = Fraction(units, _UNITS)
    return mark if mark in map(Fraction, allowed) else None


def _standings(skill: _Skill) -> dict[str, Standing]:
    guests = {c["id"] for c in skill.definition["competitors"] if c.get("guest")}
    totals: dict[str, Fraction] = {}
    marked: dict[str, Fraction] = defaultdict(Fraction)
    aspects: dict[str, int] = defaultdict(int)
    for (competitor, aspect), marks in skill.marks.items():
        totals[competitor] = totals.get(competitor, Fraction(0)) + marks[-1]
        marked[competitor] += Fraction(skill.aspects[aspect][1]["mark_max"])
        aspects[competitor] += 1
    placed = {competitor: total for competitor, total in totals.items() if competitor not in guests}
    return {
        competitor: Standing(
            1 + sum(other > placed[competitor] for other in placed.values())
            if competitor in placed
            else None,
            _two_decimals(placed[competitor]) if competitor in placed else None,
            _two_decimals(marked[competitor]),
            aspects[competitor],
        )
        for competitor in skill.members
        if competitor not in guests
    }


def _two_decimals(value: Fraction) -> str:
    hundredths = (value * 100 + Fraction(1, 2)).__floor__()
    return f"{hundredths // 100}.{hundredths % 100:02d}"
