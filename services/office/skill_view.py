"""Who the viewer is, and what a skill is: scheme, forms, who competes, who marks. No mark stands here."""

from collections.abc import Iterator
from typing import Any

from services.office.book import SkillBook
from services.office.ledger import Ledger
from services.office.register import Register
from services.office.viewer import Viewer
from shared.domain.championship import SkillDefinition
from shared.domain.scheme import Form, scheme_document
from shared.domain.units import mark_text

Document = dict[str, Any]


def me(viewer: Viewer, register: Register, ledger: Ledger, now_ms: int) -> Document:
    """Return who the viewer is, as what, and which skills are theirs."""
    grant = viewer.grant
    skills = [
        {"skill": book.skill, "number": d.number, "name": d.name.document()}
        for book in ledger.books(grant.championship)
        if grant.covers(book.championship, book.skill)
        for d in (book.tally.defined,)
    ]
    return {
        "subject": grant.subject,
        **register.name(grant.subject),
        "role": grant.role,
        "championship": grant.championship,
        "member": grant.member or None,
        "device": grant.device,
        "skills": skills,
        "expires_at_ms": grant.expires_at_ms,
        "server_at_ms": now_ms,
    }


def skill(viewer: Viewer, book: SkillBook, register: Register) -> Document:
    """Return a skill's definition with names; an expert gets the forms of the own teams (R27)."""
    definition = book.tally.defined
    championship = register.championship(book.championship)
    members = {c.member for c in definition.competitors} | {e.member for e in definition.experts}
    forms = [_form(form, name) for form, name in _named_forms(definition) if viewer.sees_form(book, form.id)]
    return {
        "championship": book.championship,
        "championship_name": championship.name.document(),
        "time_zone": championship.time_zone,
        "days": list(championship.days),
        "skill": book.skill,
        "number": definition.number,
        "name": definition.name.document(),
        "members": {m.id: m.name.document() for m in championship.members if m.id in members},
        "scheme": scheme_document(definition.scheme) | {"forms": forms},
        "scheme_approval": {
            "revision": book.tally.scheme_revision,
            "needs_approval": definition.needs_approval,
            "approved_by": book.tally.scheme_approved_by,
        },
        "competitors": [
            {
                "id": c.id,
                **register.name(c.id),
                "member": c.member,
                "guest": c.is_guest,
                "status": book.tally.statuses.get(c.id, "competing"),
            }
            for c in definition.competitors
        ],
        "experts": [{"id": e.id, **register.name(e.id), "member": e.member} for e in definition.experts],
    }


def _named_forms(definition: SkillDefinition) -> Iterator[tuple[Form, str]]:
    name_of = {sub.id: sub.name for sub in definition.scheme.sub_criteria}
    return ((form, name_of[form.sub_criterion]) for form in definition.scheme.forms)


def _form(form: Form, name: str) -> Document:
    return {
        "id": form.id,
        "sub_criterion": form.sub_criterion,
        "name": name,
        "method": form.method,
        "day": form.day,
        "aspects": [aspect.id for aspect in form.aspects],
        "mark_max": mark_text(sum(aspect.mark_max for aspect in form.aspects)),
    }
