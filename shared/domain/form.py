"""One sheet: a marking form for one competitor, and what entering a mark does to it (R13, R30, R33)."""

from collections.abc import Mapping
from typing import NamedTuple

from shared.domain.errors import RuleBroken
from shared.domain.events import Entry, EntryOutcome
from shared.domain.judgement import judgement_mark
from shared.domain.measurement import measurement_mark
from shared.domain.scheme import Aspect
from shared.domain.units import Mark


class EnteredMark(NamedTuple):
    """The mark that stands for an aspect, and how often it was entered or corrected."""

    mark: Mark
    revision: int


def entry_mark(aspect: Aspect, entry: Entry) -> Mark:
    """Return the mark that ``entry`` earns on ``aspect`` (R24, R25).

    Raises ``RuleBroken``: ``entry_needs_mark``, ``entry_needs_scores``, and what the two methods raise.
    """
    if aspect.method == "J":
        if entry.scores is None or entry.mark is not None:
            raise RuleBroken("entry_needs_scores", aspect=aspect.id)
        return judgement_mark(entry.scores, aspect.mark_max)
    if entry.mark is None or entry.scores is not None:
        raise RuleBroken("entry_needs_mark", aspect=aspect.id)
    return measurement_mark(aspect, entry.mark)


class Sheet:
    """The marks of one competitor on one form, with their running total."""

    __slots__ = ("mark", "mark_max_marked", "marks")

    def __init__(self) -> None:
        self.marks: dict[str, EnteredMark] = {}
        self.mark: Mark = 0
        """Sum of the marks that stand."""
        self.mark_max_marked: Mark = 0
        """Sum of the maxima of the aspects that have a mark (R40)."""

    def needs_reason(self, entry: Entry) -> bool:
        """Say whether ``entry`` corrects the mark that stands and does not tell why (R30)."""
        standing = self.marks.get(entry.aspect)
        return standing is not None and standing.revision == entry.based_on and not entry.reason

    def enter(self, entry: Entry, aspect: Aspect, mark: Mark) -> EntryOutcome:
        """Let ``mark`` stand, or set the entry aside when it was based on another revision (R33)."""
        standing = self.marks.get(aspect.id)
        revision = standing.revision if standing else 0
        if entry.based_on != revision:
            return EntryOutcome(aspect.id, "set_aside", revision, "revision_stale")
        if standing is None:
            self.mark_max_marked += aspect.mark_max
        else:
            self.mark -= standing.mark
        self.mark += mark
        self.marks[aspect.id] = EnteredMark(mark, revision + 1)
        return EntryOutcome(aspect.id, "counted", revision + 1)


def aspects_by_id(aspects: tuple[Aspect, ...]) -> Mapping[str, Aspect]:
    """Return ``aspects`` by their ids."""
    return {aspect.id: aspect for aspect in aspects}
