"""What a changed scheme would do, before anybody applies it (R15); writes nothing."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from services.office.book import SkillBook
from shared.domain.entry_mark import check_marking_rules
from shared.domain.errors import RuleBroken
from shared.domain.scheme import Aspect, Scheme, scheme_from_document
from shared.domain.scheme_change import scheme_change
from shared.domain.scheme_check import scheme_problems
from shared.domain.units import mark_text

Document = dict[str, Any]


def scheme_of(document: Any) -> Scheme:
    """Return the scheme in the body ``{"scheme": {...}}``.

    Raises ``RuleBroken``: ``field_missing``, ``field_wrong_type``, and what reading a scheme raises.
    """
    if not isinstance(document, dict):
        raise RuleBroken("field_wrong_type", expected="object")
    if "scheme" not in document:
        raise RuleBroken("field_missing", field="scheme")
    if not isinstance(document["scheme"], dict):
        raise RuleBroken("field_wrong_type", field="scheme", expected="object")
    return scheme_from_document(document["scheme"])


def preview(book: SkillBook, scheme: Scheme) -> Document:
    """Return the difference between the schemes, and the totals of everybody whom it touches."""
    check_marking_rules(scheme)
    totals = _totals(book)
    return {
        "problems": [
            {"severity": one.severity, "code": one.code, "place": one.place}
            for one in scheme_problems(scheme)
        ],
        "difference": _difference(book.tally.defined.scheme, scheme),
        "competitors": [
            {
                "competitor": change.competitor,
                "total_before": mark_text(totals.get(change.competitor, 0)),
                "total_after": mark_text(
                    totals.get(change.competitor, 0) + change.total_after - change.total_before
                ),
                "changed": list(change.changed),
                "lost": list(change.lost),
            }
            for change in scheme_change(book.tally, scheme)
        ],
    }


def _totals(book: SkillBook) -> dict[str, int]:
    totals: dict[str, int] = {}
    for (competitor, _), sheet in book.tally.sheets.items():
        totals[competitor] = totals.get(competitor, 0) + sheet.mark
    return totals


def _difference(old: Scheme, new: Scheme) -> Document:
    """Return which aspects come, go, move to another form or change, by their ids (R10)."""
    before, after = _aspects(old), _aspects(new)
    return {
        "added": sorted(after.keys() - before.keys()),
        "removed": sorted(before.keys() - after.keys()),
        "changed": [
            {"aspect": name, "fields": changed}
            for name in before
            if name in after and (changed := list(_changed(before[name], after[name])))
        ],
        "are_rules_changed": old.rules != new.rules,
    }


def _aspects(scheme: Scheme) -> dict[str, tuple[str, Aspect]]:
    return {aspect.id: (form.id, aspect) for form in scheme.forms for aspect in form.aspects}


def _changed(before: tuple[str, Aspect], after: tuple[str, Aspect]) -> Iterator[str]:
    if before[0] != after[0]:
        yield "form"
    for one in fields(Aspect):
        if getattr(before[1], one.name) != getattr(after[1], one.name):
            yield one.name
