"""Find out which format a sheet has, by which of its cells are filled (DOMAIN 2.1)."""

from collections.abc import Iterator, Mapping

from shared.domain.workbook.layout import LAYOUTS, Layout
from shared.domain.workbook.sheet import Sheet
from shared.domain.workbook.table import Column


def layout_of(sheet: Sheet) -> Layout:
    """Return the format under which most rows of ``sheet`` are whole aspects; the usual one in doubt."""
    return max(LAYOUTS, key=lambda layout: _evidence(sheet, layout))


def _evidence(sheet: Sheet, layout: Layout) -> tuple[int, int, int]:
    """Return how many rows are whole aspects, how few needed columns are missing, how many are at home."""
    letters: Mapping[str, str] = {}
    fitting, missing, at_home = 0, 0, 0
    for row in sheet.rows:
        header = layout.aspects.header(row)
        if header is not None:
            letters = header
            missing += len(list(layout.aspects.missing(letters)))
            at_home += sum(column.letter in row.cells for column in _at_home(letters, layout))
        elif all(letters.get(field) in row.cells for field in ("method", "description", "mark_max")):
            fitting += 1
    return (fitting, -missing, at_home) if fitting else (0, 0, 0)


def _at_home(letters: Mapping[str, str], layout: Layout) -> Iterator[Column]:
    return (c for c in layout.aspects.columns if c.letter and letters.get(c.field) == c.letter)
