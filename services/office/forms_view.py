"""Where the forms of a skill stand: who is awaited, what is locked (R31). Holds no total and no score."""

from typing import Any

from services.office.book import SkillBook
from services.office.due import due_at_ms, is_overdue
from services.office.shown import ShownBoards
from services.office.viewer import Viewer
from shared.domain.championship import Championship
from shared.domain.standing import form_standing, skill_standing
from shared.domain.units import mark_text

Document = dict[str, Any]
_OF_A_RECORD = ("v", "type", "totals")
"""What a record has besides; totals are for the boards (R27)."""
_FOR_EXPERTS = frozenset(
    {"championship", "skill", "scheme", "statuses", "set_aside", "appeals", "is_recounted", "is_final"}
)
"""What an expert may know of a skill: no penalty, no award, from which a total could be guessed (R27)."""


def forms(
    viewer: Viewer, book: SkillBook, boards: ShownBoards, championship: Championship, now_ms: int
) -> Document:
    """Return the standing of every form that the viewer may see, and of the skill; what is on screens."""
    tally, where = book.tally, (book.championship, book.skill)
    seen = [form for form in tally.defined.scheme.forms if viewer.sees_form(book, form.id)]
    standings = [
        _due(_plain(form_standing(tally, *where, form)), due_at_ms(championship, form.day), now_ms)
        for form in seen
    ]
    skill = _plain(skill_standing(tally, *where))
    skill["set_aside"] = [item for item in skill["set_aside"] if viewer.sees_form(book, item["form"])]
    skill["appeals"] = [
        item | book.appeals[item["id"]]._asdict()
        for item in skill["appeals"]
        if viewer.sees_form(book, item["form"])
    ]
    if not viewer.sees_deductions:
        skill = {name: value for name, value in skill.items() if name in _FOR_EXPERTS}
    else:
        skill["penalties"] = {
            competitor: {name: mark_text(mark) for name, mark in named.items()}
            for competitor, named in skill["penalties"].items()
        }
    return {"forms": standings, "skill": skill, "shown": shown(viewer, book, boards)}


def shown(viewer: Viewer, book: SkillBook, boards: ShownBoards) -> Document | None:
    """Return up to where of the log marks are on screens, form by form; None while nobody can tell."""
    forms_seen = (form.id for form in book.tally.defined.scheme.forms if viewer.sees_form(book, form.id))
    return boards.document(book.championship, book.skill, forms_seen)


def _due(standing: Document, due_ms: int | None, now_ms: int) -> Document:
    """Return a standing with when the form is due, and whether that is over (R31)."""
    return standing | {"due_at_ms": due_ms, "is_overdue": is_overdue(standing["state"], due_ms, now_ms)}


def _plain(standing: Document) -> Document:
    return {name: value for name, value in standing.items() if name not in _OF_A_RECORD}
