"""Which photos a viewer may see: those on the sheets that are theirs to see, and no others."""

from services.office.book import Record, SkillBook
from services.office.remarks import is_told
from services.office.viewer import Viewer
from shared.domain.errors import RuleBroken


def check_photo_is_theirs(viewer: Viewer, book: SkillBook, digest: str) -> None:
    """Raise ``RuleBroken("photo_unknown")`` unless a sheet that the viewer may see names the photo.

    What is not theirs to see is as unknown to them as what is not there (R52).
    """
    for competitor, records in book.records.items():
        for record in records:
            if _names(record, digest) and _may_see(viewer, book, competitor, record):
                return
    raise RuleBroken("photo_unknown", value=digest)


def _names(record: Record, digest: str) -> bool:
    return digest in record.entry.photos or (record.paper is not None and record.paper.photo == digest)


def _may_see(viewer: Viewer, book: SkillBook, competitor: str, record: Record) -> bool:
    sheet = book.tally.sheets.get((competitor, record.form))
    return viewer.sees_remarks and viewer.sees_form(book, record.form) and is_told(viewer, sheet, record)
