"""Tells those who look at a skill that something changed: which forms and sheets, never what (R22, R27).

What one viewer has not been told yet is kept as sets, so that a slow one gets one nudge for many changes
and nothing ever piles up.
"""

import asyncio
from typing import Any

from services.office.book import SkillBook
from services.office.change import Change
from services.office.viewer import Viewer

Document = dict[str, Any]


class Watch:
    """One viewer who looks at one skill."""

    def __init__(self, viewer: Viewer, book: SkillBook, offset: int) -> None:
        self.woken = asyncio.Event()
        """Set when there may be something to tell, or the watch is over."""
        self.is_over = False
        self._viewer = viewer
        self._book = book
        self._offset = offset
        self._waiting: list[Change] = []
        self._is_shown_anew = False

    def add(self, change: Change, offset: int) -> None:
        """Take note of a change that the record at ``offset`` made."""
        if self._waiting:
            last = self._waiting.pop()
            change = Change(
                last.forms | change.forms,
                last.sheets | change.sheets,
                last.is_about_skill or change.is_about_skill,
                last.is_about_totals or change.is_about_totals,
            )
        self._waiting.append(change)
        self._offset = offset
        self.woken.set()

    def take(self) -> Document | None:
        """Return what to tell the viewer now; None when nothing of it is theirs to see."""
        self.woken.clear()
        if not self._waiting:
            return None
        change = self._waiting.pop()
        forms = sorted(form for form in change.forms if self._viewer.sees_form(self._book, form))
        sheets = sorted(
            [competitor, form]
            for competitor, form in change.sheets
            if self._viewer.sees_form(self._book, form)
        )
        is_theirs = change.is_about_skill or (change.is_about_totals and self._viewer.sees_deductions)
        if not (forms or sheets or is_theirs):
            return None
        return {"offset": self._offset, "forms": forms, "sheets": sheets}

    def show(self) -> None:
        """Take note that other marks are on screens."""
        self._is_shown_anew = True
        self.woken.set()

    def take_shown(self) -> bool:
        """Say whether other marks are on screens than when this was last asked."""
        was_so, self._is_shown_anew = self._is_shown_anew, False
        return was_so

    def end(self) -> None:
        """Let whoever waits stop."""
        self.is_over = True
        self.woken.set()


class Nudges:
    """Everybody who watches a skill."""

    def __init__(self) -> None:
        self._watches: dict[str, set[Watch]] = {}
        self._is_closed = False

    @property
    def count(self) -> int:
        """Return how many are watching."""
        return sum(map(len, self._watches.values()))

    def open(self, viewer: Viewer, book: SkillBook, offset: int) -> Watch:
        """Begin to watch; what changes after ``offset`` will be told."""
        watch = Watch(viewer, book, offset)
        self._watches.setdefault(book.key, set()).add(watch)
        if self._is_closed:
            watch.end()
        return watch

    def close(self, watch: Watch, book: SkillBook) -> None:
        """Stop watching."""
        self._watches[book.key].discard(watch)

    def tell(self, book: SkillBook, change: Change, offset: int) -> None:
        """Nudge everybody who watches the skill of ``book``."""
        for watch in self._watches.get(book.key, ()):
            watch.add(change, offset)

    def show(self, key: str) -> None:
        """Nudge everybody who watches the skill under ``key``: other marks are on screens."""
        for watch in self._watches.get(key, ()):
            watch.show()

    def wake(self) -> None:
        """Have every watch look again whether it may go on: somebody's access has changed."""
        for watches in self._watches.values():
            for watch in watches:
                watch.woken.set()

    def end(self) -> None:
        """End every watch: the process stops."""
        self._is_closed = True
        for watches in self._watches.values():
            for watch in watches:
                watch.end()
