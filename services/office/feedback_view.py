"""The feedback report of one competitor: what was won in each section of the standard, and why (R48).

Officials see it as marking stands. The leader of the competitor's member sees it of released forms; nobody's
name stands by a comment, because a report is what the marking team says.
"""

from collections.abc import Mapping
from typing import Any

from services.office.book import Record, SkillBook
from services.office.register import Register
from services.office.remarks import is_told
from services.office.results_view import marks_of, profile_document
from services.office.viewer import Viewer
from services.office.wording import mark_or_none
from shared.domain.championship import Championship
from shared.domain.errors import RuleBroken
from shared.domain.people import Competitor
from shared.domain.profile import competitor_profile
from shared.domain.scheme import Aspect, Form
from shared.domain.units import Mark, mark_text

Document = dict[str, Any]


def feedback(viewer: Viewer, book: SkillBook, competitor: str, register: Register) -> Document:
    """Return the report; raises ``RuleBroken``: ``not_allowed_here``, ``unknown_competitor``."""
    definition = book.tally.defined
    found = definition.competitor_by_id.get(competitor)
    is_leader = viewer.grant.role == "team_leader"
    if is_leader and (found is None or found.member != viewer.grant.member):
        raise RuleBroken("not_allowed_here", value=competitor)
    if found is None:
        raise RuleBroken("unknown_competitor", field="competitor", value=competitor)
    forms = [
        form for form in definition.scheme.forms if not is_leader or book.tally.form_state(form) == "released"
    ]
    marks = marks_of(book, competitor, frozenset(form.id for form in forms))
    event = register.championship(book.championship)
    return {
        "championship": {"id": event.id, "name": event.name.document()},
        "skill": {"id": book.skill, "number": definition.number, "name": definition.name.document()},
        "competitor": _competitor(found, register, event),
        "sections": _sections(viewer, book, competitor, forms, marks),
        "forms": [form.id for form in forms],
        "total": mark_text(sum(marks.values())),
        "marked": mark_text(sum(a.mark_max for form in forms for a in form.aspects if a.id in marks)),
        "mark_max": mark_text(definition.scheme.mark_max),
        "state": "final" if book.tally.is_final else "provisional",
    }


def _competitor(competitor: Competitor, register: Register, event: Championship) -> Document:
    names = {member.id: member.name.document() for member in event.members}
    return {
        "id": competitor.id,
        **register.name(competitor.id),
        "member": competitor.member,
        "member_name": names.get(competitor.member),
        "guest": competitor.is_guest,
    }


def _sections(
    viewer: Viewer, book: SkillBook, competitor: str, forms: list[Form], marks: Mapping[str, Mark]
) -> list[Document]:
    """Return every section with its share and with the aspects of ``forms`` that belong to it."""
    scheme = book.tally.defined.scheme
    shares = {part["section"]: part for part in profile_document(competitor_profile(scheme, marks))}
    return [
        {
            **shares[section.number],
            "name": section.name,
            "target": mark_text(section.target),
            "aspects": [
                _aspect(form, aspect, marks, _comments(viewer, book, competitor, form, aspect.id))
                for form in forms
                for aspect in form.aspects
                if aspect.section == section.number
            ],
        }
        for section in scheme.sections
    ]


def _aspect(form: Form, aspect: Aspect, marks: Mapping[str, Mark], comments: list[str]) -> Document:
    return {
        "aspect": aspect.id,
        "form": form.id,
        "day": form.day,
        "method": aspect.method,
        "description": aspect.description,
        "mark": mark_or_none(marks.get(aspect.id)),
        "mark_max": mark_text(aspect.mark_max),
        "comments": comments,
    }


def _comments(viewer: Viewer, book: SkillBook, competitor: str, form: Form, aspect: str) -> list[str]:
    """Return the last comment of each who has marked the aspect, and never one that tells too early (R22)."""
    sheet = book.tally.sheets.get((competitor, form.id))
    said: dict[str, str] = {}
    for record in book.records.get(competitor, ()):
        comment = record.entry.comment
        if record.aspect == aspect and comment and _counts(record) and is_told(viewer, sheet, record):
            said.pop(record.by, None)
            said[record.by] = comment
    return list(said.values())


def _counts(record: Record) -> bool:
    """Say whether a comment belongs to the report: not one of an entry that was set aside, unless taken."""
    return record.outcome != "set_aside"
