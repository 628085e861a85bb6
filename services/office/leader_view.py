"""What a team leader sees: the released marks of the own member's competitors, results once they are public.

A mark is theirs to see when its form is released; scale, medal and place are under the championship's embargo
until the public may see them (R50, R51).
"""

from collections.abc import Mapping
from typing import Any

from services.office.book import SkillBook
from services.office.counting import Counting, SkillCount
from services.office.ledger import Ledger
from services.office.register import Register
from services.office.results_view import marks_of, profile_document
from services.office.viewer import Viewer
from shared.domain.people import Competitor
from shared.domain.profile import competitor_profile
from shared.domain.result_documents import line_document
from shared.domain.scheme import Form
from shared.domain.skill_state import Appeal
from shared.domain.units import Mark, mark_text

Document = dict[str, Any]


def own_member(
    viewer: Viewer, championship: str, register: Register, ledger: Ledger, counting: Counting
) -> Document:
    """Return the released results of the competitors whom the viewer leads."""
    member = viewer.grant.member
    skills = []
    for book in ledger.books(championship):
        own = [c for c in book.tally.defined.competitors if c.member == member]
        if not own or not viewer.grant.covers(championship, book.skill):
            continue
        is_shown = register.policies.are_results_shown(championship, book.skill, "public")
        count = counting.skill(book) if is_shown else None
        definition = book.tally.defined
        skills.append(
            {
                "skill": book.skill,
                "number": definition.number,
                "name": definition.name.document(),
                "competitors": [_competitor(book, c, register, count) for c in own],
            }
        )
    return {"championship": championship, "member": member, "skills": skills}


def _competitor(
    book: SkillBook, competitor: Competitor, register: Register, count: SkillCount | None
) -> Document:
    scheme = book.tally.defined.scheme
    released = [form for form in scheme.forms if _is_released(book, form)]
    marks = marks_of(book, competitor.id, frozenset(form.id for form in released))
    appeals = [
        {"appeal": name, "form": one.form, "aspect": one.aspect, "state": _appeal_state(one)}
        for name, one in book.tally.appeals.items()
        if one.competitor == competitor.id
    ]
    return {
        "id": competitor.id,
        **register.name(competitor.id),
        "guest": competitor.is_guest,
        "status": book.tally.statuses.get(competitor.id, "competing"),
        "forms": [_form(form, marks) for form in released],
        "total_released": mark_text(sum(marks.values())),
        "profile": profile_document(competitor_profile(scheme, marks)),
        "appeals": appeals,
        "result": None if count is None else _result(book, competitor.id, count),
    }


def _appeal_state(appeal: Appeal) -> str:
    return appeal.ruling or ("in_review" if appeal.reviewed_by else "submitted")


def _is_released(book: SkillBook, form: Form) -> bool:
    return book.tally.form_state(form) == "released"


def _form(form: Form, marks: Mapping[str, Mark]) -> Document:
    return {
        "form": form.id,
        "day": form.day,
        "aspects": [
            {
                "aspect": aspect.id,
                "description": aspect.description,
                "mark": mark_text(marks[aspect.id]) if aspect.id in marks else None,
                "mark_max": mark_text(aspect.mark_max),
            }
            for aspect in form.aspects
        ],
        "mark": mark_text(sum(marks.get(aspect.id, 0) for aspect in form.aspects)),
        "mark_max": mark_text(sum(aspect.mark_max for aspect in form.aspects)),
    }


def _result(book: SkillBook, competitor: str, count: SkillCount) -> Document | None:
    """Return place, scale score and medal; None before the skill is final (R42)."""
    if not count.is_final:
        return None
    mark_max = book.tally.defined.scheme.mark_max
    lines = (line for result in count.results.values() for line in result.rows)
    line = next(line for line in lines if line.finish.competitor.id == competitor)
    numbers = line_document(line, count.settings, mark_max)
    return {name: numbers[name] for name in ("total", "place", "scale", "medal")}
