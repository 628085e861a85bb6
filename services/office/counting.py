"""Works out results once for each state of the log and the definitions, however often they are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from services.office.book import SkillBook
from services.office.ledger import Ledger
from services.office.register import Register
from shared.domain.event_results import EventResults, event_results
from shared.domain.finishes import Group, finishes, results_by_group
from shared.domain.presets import ResultSettings
from shared.domain.results import SkillResult
from shared.domain.skill_state import SkillState
from shared.domain.units import Mark

State = Literal["not_started", "live", "provisional", "final"]
"""Provisional: every form is locked, and the skill is not final yet (R53)."""


@dataclass(frozen=True, slots=True)
class SkillCount:
    """What one skill has come to so far; scale and awards mean nothing before it is final (R42)."""

    settings: ResultSettings
    results: Mapping[Group, SkillResult]
    marked: Mapping[str, Mark]
    """The maxima of what is marked, by competitor (R40)."""
    state: State

    @property
    def is_final(self) -> bool:
        """Say whether the results stand."""
        return self.state == "final"


@dataclass(frozen=True, slots=True)
class EventCount:
    """What a championship has come to so far: over the skills that are final."""

    settings: ResultSettings
    skills: tuple[tuple[SkillBook, SkillCount], ...]
    """Every skill, final or not."""
    groups: Mapping[Group, EventResults]


class Counting:
    """The results of skills and championships as of what is folded."""

    def __init__(self, register: Register, ledger: Ledger) -> None:
        self._register = register
        self._ledger = ledger
        self._skills: dict[str, tuple[int, SkillCount]] = {}
        self._events: dict[str, tuple[tuple[SkillCount, ...], EventCount]] = {}

    def skill(self, book: SkillBook) -> SkillCount:
        """Return what a skill has come to."""
        settings = self._register.championship(book.championship).results.settings
        kept = self._skills.get(book.key)
        if kept is not None and kept[0] == book.version and kept[1].settings is settings:
            return kept[1]
        count = _count(book, settings)
        self._skills[book.key] = (book.version, count)
        return count

    def event(self, championship: str) -> EventCount:
        """Return what a championship has come to."""
        settings = self._register.championship(championship).results.settings
        skills = tuple((book, self.skill(book)) for book in self._ledger.books(championship))
        counts = tuple(count for _, count in skills)
        kept = self._events.get(championship)
        if kept is not None and len(kept[0]) == len(counts) and all(map(_is_same, kept[0], counts)):
            return kept[1]
        final = {book.skill: count.results for book, count in skills if count.is_final}
        event = EventCount(settings, skills, event_results(final, settings))
        self._events[championship] = (counts, event)
        return event


def _is_same(one: SkillCount, other: SkillCount) -> bool:
    return one is other


def _count(book: SkillBook, settings: ResultSettings) -> SkillCount:
    tally = book.tally
    marks: dict[str, Mark] = {}
    marked: dict[str, Mark] = {}
    for (competitor, _), sheet in tally.sheets.items():
        if sheet.marks:
            marks[competitor] = marks.get(competitor, 0) + sheet.mark
            marked[competitor] = marked.get(competitor, 0) + sheet.mark_max_marked
    ended = finishes(tally.defined, marks, tally.statuses, tally.penalties, tally.penalty_reasons)
    return SkillCount(settings, results_by_group(ended, settings, tally.decision()), marked, _state(tally))


def _state(tally: SkillState) -> State:
    if tally.is_final:
        return "final"
    if not any(sheet.marks for sheet in tally.sheets.values()):
        return "not_started"
    states = {tally.form_state(form) for form in tally.defined.scheme.forms}
    return "provisional" if states <= {"locked", "released"} else "live"
