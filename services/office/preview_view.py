"""What a changed scheme would do, before anybody applies it (R15); writes nothing."""

from collections.abc import Iterable
from typing import Any

from services.office.book import SkillBook
from shared.domain.entry_mark import check_marking_rules
from shared.domain.errors import RuleBroken
from shared.domain.scheme import Scheme, scheme_from_document
from shared.domain.scheme_change import scheme_change
from shared.domain.scheme_check import scheme_problems
from shared.domain.scheme_difference import Change, ChangeKind, scheme_difference
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
    changes = scheme_difference(old, new)
    fields: dict[str, list[str]] = {}
    for change in changes:
        if change.subject == "aspect" and change.kind in ("changed", "moved") and change.field != "order":
            fields.setdefault(change.id, []).append(change.field)
    return {
        "added": _aspects(changes, "added"),
        "removed": _aspects(changes, "removed"),
        "changed": [{"aspect": name, "fields": named} for name, named in fields.items()],
        "are_rules_changed": any(c.subject == "scheme" and c.field == "rules" for c in changes),
    }


def _aspects(changes: Iterable[Change], kind: ChangeKind) -> list[str]:
    return sorted(change.id for change in changes if change.subject == "aspect" and change.kind == kind)
