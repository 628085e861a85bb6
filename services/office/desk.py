"""What the office answers, route by route: may this viewer look, at what, as of which offset. Pure."""

from collections.abc import Callable
from functools import partial
from typing import Any

from services.office import (
    event_view,
    feedback_view,
    forms_view,
    history_view,
    leader_view,
    preview_view,
    quality_view,
    results_view,
    sheets_view,
    skill_view,
)
from services.office.book import SkillBook
from services.office.counting import Counting, EventCount
from services.office.due import due_at_ms
from services.office.ledger import Ledger
from services.office.register import Register
from services.office.shown import ShownBoards
from services.office.viewer import Part, Viewer
from shared.clock import Clock
from shared.domain.scheme import Scheme

Document = dict[str, Any]


class Desk:
    """Answers from what is folded so far; raises ``RuleBroken`` for whatever is not the viewer's to see."""

    def __init__(self, register: Register, ledger: Ledger, shown: ShownBoards, clock: Clock) -> None:
        self._register = register
        self._ledger = ledger
        self._shown = shown
        self._clock = clock
        self._counting = Counting(register, ledger)
        self._events: dict[str, tuple[EventCount, int, Document]] = {}
        """What was worked out last, for which count and which names."""

    def me(self, viewer: Viewer) -> Document:
        """Return who the viewer is."""
        return skill_view.me(viewer, self._register, self._ledger, self._clock())

    def skill(self, viewer: Viewer, championship: str, skill: str) -> Document:
        """Return what the skill is."""
        return self._of_skill(
            viewer, "skill", championship, skill, lambda book: skill_view.skill(viewer, book, self._register)
        )

    def forms(self, viewer: Viewer, championship: str, skill: str) -> Document:
        """Return where the forms stand."""
        return self._of_skill(
            viewer,
            "forms",
            championship,
            skill,
            lambda book: forms_view.forms(
                viewer, book, self._shown, self._register.championship(championship), self._clock()
            ),
        )

    def sheets(
        self, viewer: Viewer, championship: str, skill: str, form: str, competitor: str | None
    ) -> Document:
        """Return the sheets of a form."""
        return self._of_skill(
            viewer,
            "sheets",
            championship,
            skill,
            lambda book: sheets_view.sheets(viewer, book, form, competitor),
        )

    def history(
        self,
        viewer: Viewer,
        championship: str,
        skill: str,
        competitor: str,
        form: str,
        aspect: str | None,
    ) -> Document:
        """Return every entry ever made on a sheet."""
        return self._of_skill(
            viewer,
            "history",
            championship,
            skill,
            lambda book: history_view.history(viewer, book, competitor, form, aspect),
        )

    def results(self, viewer: Viewer, championship: str, skill: str) -> Document:
        """Return totals and places, and once the skill is final scale and awards (R40 to R44, R47)."""
        return self._of_skill(
            viewer,
            "results",
            championship,
            skill,
            lambda book: results_view.results(book, self._counting.skill(book)),
        )

    def profiles(self, viewer: Viewer, championship: str, skill: str) -> Document:
        """Return the profiles by section of the standard (R48)."""
        return self._of_skill(viewer, "results", championship, skill, results_view.profiles)

    def feedback(self, viewer: Viewer, championship: str, skill: str, competitor: str) -> Document:
        """Return the feedback report of a competitor (R48)."""
        return self._of_skill(
            viewer,
            "feedback",
            championship,
            skill,
            lambda book: feedback_view.feedback(viewer, book, competitor, self._register),
        )

    def quality(self, viewer: Viewer, championship: str, skill: str) -> Document:
        """Return how the experts mark."""
        return self._of_skill(
            viewer,
            "quality",
            championship,
            skill,
            lambda book: quality_view.quality(
                book, partial(due_at_ms, self._register.championship(championship))
            ),
        )

    def preview(self, viewer: Viewer, championship: str, skill: str, scheme: Scheme) -> Document:
        """Return what a changed scheme would do (R15)."""
        return self._of_skill(
            viewer, "preview", championship, skill, lambda book: preview_view.preview(book, scheme)
        )

    def event(self, viewer: Viewer, championship: str) -> Document:
        """Return the results of the championship (R43 to R46)."""
        viewer.check("event", championship)
        count = self._counting.event(championship)
        kept = self._events.get(championship)
        if kept is None or kept[0] is not count or kept[1] != self._register.version:
            of_it = self._register.championship(championship)
            kept = (count, self._register.version, event_view.event(of_it, count, self._register))
            self._events[championship] = kept
        return kept[2] | {"offsets": self._offsets(championship)}

    def own_member(self, viewer: Viewer, championship: str) -> Document:
        """Return the released results of the competitors whom a team leader leads."""
        viewer.check("own_member", championship)
        self._register.championship(championship)
        told = leader_view.own_member(viewer, championship, self._register, self._ledger, self._counting)
        return told | {"offsets": self._offsets(championship)}

    def _offsets(self, championship: str) -> dict[str, int]:
        return {book.skill: self.offset(book) for book in self._ledger.books(championship)}

    def book(self, viewer: Viewer, part: Part, championship: str, skill: str) -> SkillBook:
        """Return the book of a skill, when the viewer may see that part of it."""
        viewer.check(part, championship, skill)
        return self._ledger.book(championship, skill)

    def offset(self, book: SkillBook) -> int:
        """Return how far the partition of the skill is folded."""
        return self._ledger.offset(book.partition)

    def _of_skill(
        self,
        viewer: Viewer,
        part: Part,
        championship: str,
        skill: str,
        view: Callable[[SkillBook], Document],
    ) -> Document:
        book = self.book(viewer, part, championship, skill)
        return view(book) | {"offset": self.offset(book)}
