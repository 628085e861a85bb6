"""Comments and photos on an aspect, as far as a viewer may know them.

A remark goes with what it was made on: what one of several said is told to nobody else before all are in
(R22), and neither is a remark that one of them made meanwhile, which may tell the score.
"""

from collections.abc import Sequence
from typing import Any

from services.office.book import Record
from services.office.viewer import Viewer
from shared.domain.form import Sheet

Document = dict[str, Any]


def remarks(viewer: Viewer, sheet: Sheet, records: Sequence[Record]) -> list[Document]:
    """Return every remark on one aspect that the viewer may know, in the order of the log."""
    if not viewer.sees_remarks:
        return []
    return [
        {**remark(record), "by": record.by, "at_ms": record.at_ms, "submission": record.submission}
        for record in records
        if has_remark(record) and is_told(viewer, sheet, record)
    ]


def has_remark(record: Record) -> bool:
    """Say whether a comment or a photo was made here: not where a decision or a scheme carried it over."""
    is_anew = record.decided_by is None
    return is_anew and (record.entry.comment is not None or bool(record.entry.photos))


def remark(record: Record) -> Document:
    """Return comment and photos of an entry."""
    return {"comment": record.entry.comment, "photos": list(record.entry.photos)}


def is_told(viewer: Viewer, sheet: Sheet | None, record: Record) -> bool:
    """Say whether what ``record`` holds may be told to the viewer, as of now."""
    if viewer.is_voice(record.by):
        return True
    if record.outcome != "noted" or not record.is_one_of_several:
        return record.is_open_to_all
    return sheet is not None and _all_are_in(sheet, record)


def _all_are_in(sheet: Sheet, record: Record) -> bool:
    """Say whether the mark that a lone remark was made on, or about to be made on, stands."""
    if sheet.revision(record.aspect) > record.revision:
        return True
    panel = sheet.panels.get(record.aspect)
    return record.aspect in sheet.marks and (panel is None or not panel.current)
