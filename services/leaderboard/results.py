"""The running totals of one skill's competitors: a fold over sheet totals."""

from shared.domain.events import SheetTotal
from shared.domain.units import Mark


class CompetitorTotal:
    """What one competitor has so far, over all sheets."""

    __slots__ = ("aspects_marked", "mark", "mark_max_marked")

    def __init__(self) -> None:
        self.mark: Mark = 0
        self.mark_max_marked: Mark = 0
        """Sum of the maxima of the aspects marked (R40)."""
        self.aspects_marked = 0

    def replace(self, old: SheetTotal | None, new: SheetTotal) -> None:
        """Let ``new`` count in the place of ``old``."""
        self.mark += new.mark - (old.mark if old else 0)
        self.mark_max_marked += new.mark_max_marked - (old.mark_max_marked if old else 0)
        self.aspects_marked += new.aspects_marked - (old.aspects_marked if old else 0)


class SkillResults:
    """All sheets of one skill; an older record never replaces a newer one."""

    def __init__(self) -> None:
        self.competitors: dict[str, CompetitorTotal] = {}
        self._sheets: dict[tuple[str, str], tuple[SheetTotal, int]] = {}

    def fold(self, sheet: SheetTotal, offset: int) -> bool:
        """Take in ``sheet`` as of ``offset`` of its skill's log; return whether anything changed."""
        where = (sheet.competitor, sheet.form)
        old, old_offset = self._sheets.get(where, (None, -1))
        if offset <= old_offset:
            return False
        self._sheets[where] = (sheet, offset)
        if old == sheet:
            return False
        self.competitors.setdefault(sheet.competitor, CompetitorTotal()).replace(old, sheet)
        return True
