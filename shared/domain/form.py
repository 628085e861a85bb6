"""One sheet: a marking form for one competitor, and what entering a mark does to it (R13, R30, R33)."""

from typing import NamedTuple, Optional

from shared.domain.events import Entry, EntryOutcome
from shared.domain.panel import Panel
from shared.domain.scheme import Aspect
from shared.domain.units import Mark


class EnteredMark(NamedTuple):
    """The mark of an aspect, what it came from, and the mark that it replaced, back to the first (R30)."""

    mark: Mark
    revision: int
    """How often the mark was entered or corrected."""
    entry: Entry
    """What was entered; its reason says why the mark before it had to go."""
    by: str
    """The expert who entered it."""
    decided_by: str | None = None
    """Who let it stand, where that was not the expert: a set-aside entry taken, a scheme changed."""
    before: Optional["EnteredMark"] = None


class Sheet:
    """The marks of one competitor on one form, with their running total."""

    __slots__ = ("mark", "mark_max_marked", "marks", "panels", "withdrawn")

    def __init__(self) -> None:
        self.marks: dict[str, EnteredMark] = {}
        self.mark: Mark = 0
        """Sum of the marks that stand."""
        self.mark_max_marked: Mark = 0
        """Sum of the maxima of the aspects that have a mark (R40)."""
        self.panels: dict[str, Panel] = {}
        """Where several voices make the mark: what they have said, by aspect (R22, R25)."""
        self.withdrawn: dict[str, EnteredMark] = {}
        """Marks that a changed scheme took away: they count no more and are kept for ever (R15, R30)."""

    def revision(self, aspect: str) -> int:
        """Return the revision that an entry on ``aspect`` must be based on."""
        standing = self.marks.get(aspect) or self.withdrawn.get(aspect)
        return standing.revision if standing else 0

    def needs_reason(self, entry: Entry) -> bool:
        """Say whether ``entry`` corrects the mark that stands and does not tell why (R30)."""
        standing = self.marks.get(entry.aspect)
        is_correction = standing is not None and standing.revision == entry.based_on
        return is_correction and not entry.reason and not entry.is_remark

    def remark(self, entry: Entry) -> EntryOutcome:
        """Say that a comment or photos alone are kept: whatever stands stays as it is."""
        return EntryOutcome(entry.aspect, "noted", self.revision(entry.aspect))

    def enter(
        self, entry: Entry, aspect: Aspect, mark: Mark | None, by: str, decided_by: str | None = None
    ) -> EntryOutcome:
        """Let ``mark`` stand, or set the entry aside when it was based on another revision (R33)."""
        assert mark is not None, "one voice makes this mark"
        before = self.marks.get(aspect.id)
        if before is None:
            if self.withdrawn:
                before = self.withdrawn.get(aspect.id)
            revision = before.revision if before else 0
            if entry.based_on != revision:
                return EntryOutcome(aspect.id, "set_aside", revision, "revision_stale")
            self.mark_max_marked += aspect.mark_max
        else:
            revision = before.revision
            if entry.based_on != revision:
                return EntryOutcome(aspect.id, "set_aside", revision, "revision_stale")
            self.mark -= before.mark
        self.mark += mark
        self.marks[aspect.id] = EnteredMark(mark, revision + 1, entry, by, decided_by, before)
        return EntryOutcome(aspect.id, "counted", revision + 1)
