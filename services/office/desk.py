"""What the office answers, route by route: may this viewer look, at what, as of which offset. Pure."""

from collections.abc import Callable
from typing import Any

from services.office import forms_view, history_view, sheets_view, skill_view
from services.office.book import SkillBook
from services.office.ledger import Ledger
from services.office.register import Register
from services.office.viewer import Part, Viewer
from shared.clock import Clock

Document = dict[str, Any]


class Desk:
    """Answers from what is folded so far; raises ``RuleBroken`` for whatever is not the viewer's to see."""

    def __init__(self, register: Register, ledger: Ledger, clock: Clock) -> None:
        self._register = register
        self._ledger = ledger
        self._clock = clock

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
            viewer, "forms", championship, skill, lambda book: forms_view.forms(viewer, book)
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
