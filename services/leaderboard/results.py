"""The totals of one skill's competitors: those that stand, those that are locked, and the progress made.

Three views of the same marks, because audiences may know different things (R50): what stands now; what stood
when a form was locked; how much is marked, as of the last time that this was published (R52).
"""

from collections.abc import Sequence

from shared.domain.events import SheetTotal
from shared.domain.skill_end import NOT_ENDED, SkillEnd
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
        self.locked: dict[str, CompetitorTotal] = {}
        """What each competitor has on locked forms."""
        self.progress: dict[str, tuple[Mark, int]] = {}
        """Maxima and number of the aspects marked, as last published."""
        self.end: SkillEnd = NOT_ENDED
        """Who does not compete, what is taken off, whether the results are final."""
        self._end_offset = -1
        self.totals_offset = -1
        """The newest offset of a running total: of the skill's marks up to there, all are in."""
        self._sheets: dict[tuple[str, str], tuple[SheetTotal, int]] = {}
        self._locked_forms: dict[str, tuple[Sequence[SheetTotal], int]] = {}
        self._form_is_locked: dict[str, bool] = {}

    @property
    def are_all_locked(self) -> bool:
        """Say whether every form of the skill is locked, as far as is known, and one is known at all."""
        return bool(self._form_is_locked) and all(self._form_is_locked.values())

    def fold(self, sheet: SheetTotal, offset: int) -> bool:
        """Take in ``sheet`` as of ``offset`` of its skill's log; return whether a newer mark is in it."""
        self.totals_offset = max(self.totals_offset, offset)
        where = (sheet.competitor, sheet.form)
        old, old_offset = self._sheets.get(where, (None, -1))
        if offset <= old_offset:
            return False
        self._sheets[where] = (sheet, offset)
        if old == sheet:
            return True  # no total is another, but a newer mark is in it
        self.competitors.setdefault(sheet.competitor, CompetitorTotal()).replace(old, sheet)
        return True

    @property
    def locked_offsets(self) -> dict[str, int]:
        """Return the forms that are locked, and the offset up to which marks are in what they hold."""
        known = self._locked_forms.items()
        return {form: offset for form, (_, offset) in known if self._form_is_locked[form]}

    def drop_form(self, form: str) -> bool:
        """Forget a form that is no more; return whether it was known."""
        was_known = self._form_is_locked.pop(form, None) is not None
        if self._locked_forms.pop(form, None):
            self._add_up_locked()
        return was_known

    def fold_form(
        self, form: str, totals: Sequence[SheetTotal], offset: int, *, is_locked: bool | None = None
    ) -> bool:
        """Take in the totals that a form holds locked, if it is; return whether anything changed.

        A form may be locked and hold none; where that is not told, it is locked when it holds any.
        """
        old, old_offset = self._locked_forms.get(form, ((), -1))
        if offset <= old_offset:
            return False
        self._locked_forms[form] = (totals, offset)
        was_locked = self._form_is_locked.get(form, False)
        self._form_is_locked[form] = is_now = bool(totals) if is_locked is None else is_locked
        if old != totals:
            self._add_up_locked()
        return old != totals or was_locked != is_now

    def _add_up_locked(self) -> None:
        self.locked = {}
        for sheets, _ in self._locked_forms.values():
            for sheet in sheets:
                self.locked.setdefault(sheet.competitor, CompetitorTotal()).replace(None, sheet)

    def fold_skill(self, end: SkillEnd, offset: int) -> bool:
        """Take in statuses, penalties and finality as of ``offset``; return whether anything changed."""
        if offset <= self._end_offset:
            return False
        is_news, self.end, self._end_offset = end != self.end, end, offset
        return is_news

    def publish_progress(self) -> bool:
        """Let the progress of now be what is told of it; return whether anything changed."""
        now = {c: (total.mark_max_marked, total.aspects_marked) for c, total in self.competitors.items()}
        is_news = now != self.progress
        self.progress = now
        return is_news
