"""The totals of one skill's competitors: those that stand, those that are locked, and the progress made.

Three views of the same marks, because audiences may know different things (R50): what stands now; what stood
when a form was locked; how much is marked, as of the last time that this was published (R52).
"""

from collections.abc import Sequence
from typing import Final

from shared.domain.events import SheetTotal
from shared.domain.standing import SkillStanding
from shared.domain.units import Mark

_COMPETING: Final = SkillStanding({}, {}, is_final=False)


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
        self.locked: dict[str, CompetitorTotal] = {}
        """What each competitor has on locked forms."""
        self.progress: dict[str, tuple[Mark, int]] = {}
        """Maxima and number of the aspects marked, as last published."""
        self.standing = _COMPETING
        """Who does not compete, what is taken off, whether the results are final."""
        self._standing_offset = -1
        self._sheets: dict[tuple[str, str], tuple[SheetTotal, int]] = {}
        self._locked_forms: dict[str, tuple[Sequence[SheetTotal], int]] = {}

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

    def fold_form(self, form: str, totals: Sequence[SheetTotal], offset: int) -> bool:
        """Take in the totals that a form holds locked, if it is; return whether anything changed."""
        old, old_offset = self._locked_forms.get(form, ((), -1))
        if offset <= old_offset:
            return False
        self._locked_forms[form] = (totals, offset)
        if old == totals:
            return False
        self.locked = {}
        for sheets, _ in self._locked_forms.values():
            for sheet in sheets:
                self.locked.setdefault(sheet.competitor, CompetitorTotal()).replace(None, sheet)
        return True

    def fold_skill(self, standing: SkillStanding, offset: int) -> bool:
        """Take in statuses, penalties and finality as of ``offset``; return whether anything changed."""
        if offset <= self._standing_offset:
            return False
        self._standing_offset = offset
        is_news = standing != self.standing
        self.standing = standing
        return is_news

    def publish_progress(self) -> bool:
        """Let the progress of now be what is told of it; return whether anything changed."""
        now = {c: (total.mark_max_marked, total.aspects_marked) for c, total in self.competitors.items()}
        is_news = now != self.progress
        self.progress = now
        return is_news
