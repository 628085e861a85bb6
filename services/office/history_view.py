"""Every entry ever made on the marks of one competitor (R30), without what only its owner may know (R22)."""

from typing import Any

from services.office.book import Record, SkillBook
from services.office.remarks import is_told, remark
from services.office.sheets_view import competitor_for, form_for
from services.office.viewer import Viewer
from services.office.wording import entered, mark_or_none
from shared.domain.errors import RuleBroken
from shared.domain.form import Sheet

Document = dict[str, Any]


def history(
    viewer: Viewer, book: SkillBook, competitor: str, form: str, aspect: str | None = None
) -> Document:
    """Return the entries on a form, or on one aspect of it, in the order of the log.

    Raises ``RuleBroken``: ``unknown_competitor``, ``unknown_form``, ``not_in_team``, ``unknown_aspect``.
    """
    competitor_for(book, competitor)
    aspects = {one.id for one in form_for(viewer, book, form).aspects}
    if aspect is not None and aspect not in aspects:
        raise RuleBroken("unknown_aspect", field="aspect", value=aspect, form=form)
    wanted = aspects if aspect is None else {aspect}
    records = book.records.get(competitor, ())
    sheets = book.tally.sheets
    return {
        "entries": [
            _entry(viewer, record, sheets.get((competitor, record.form)))
            for record in records
            if record.aspect in wanted
        ]
    }


def _entry(viewer: Viewer, record: Record, sheet: Sheet | None) -> Document:
    told = is_told(viewer, sheet, record)
    mark = record.mark if record.has_mark else record.entry.mark
    return {
        "aspect": record.aspect,
        "form": record.form,
        "mark": mark_or_none(mark) if told else None,
        **entered(record.entry if told else None),
        "score": record.entry.score if told else None,
        **(remark(record) if told else {"comment": None, "photos": []}),
        "is_hidden": not told,
        "by": record.by,
        "decided_by": record.decided_by,
        "at_ms": record.at_ms,
        "reason": record.entry.reason,
        "revision": record.revision,
        "outcome": record.outcome,
        "code": record.code,
        "submission": record.submission,
        "paper": None if record.paper is None else record.paper._asdict(),
    }
