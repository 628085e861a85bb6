"""Read a marking scheme from the cells of an import workbook, with every problem at its cell (DOMAIN 2.1).

The sums are recomputed from the aspects; those that the file states are only compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from shared.domain.bounds import USUAL_BOUNDS, Bounds
from shared.domain.scheme import Scheme
from shared.domain.scheme_check import scheme_problems
from shared.domain.scheme_problems import Problem
from shared.domain.workbook.detection import layout_of
from shared.domain.workbook.layout import Layout
from shared.domain.workbook.rows import RowReader
from shared.domain.workbook.sheet import Sheet, cell_order
from shared.domain.workbook.stated_totals import total_problems


@dataclass(frozen=True, slots=True)
class SchemeReading:
    """What an import found."""

    scheme: Scheme | None
    """None when any problem is an error."""
    problems: tuple[Problem, ...]
    """In the order of the cells; what has no cell comes last."""
    draft: Scheme | None = None
    """The scheme as far as it could be read, to show beside the problems, never to be used."""
    layout: str = ""
    """The format that was found."""
    given_ids: frozenset[str] = frozenset()
    """The ids of aspects that the file itself gives; all others were made from positions."""


def scheme_reading(
    sheet: Sheet, layout: Layout | None = None, bounds: Bounds = USUAL_BOUNDS
) -> SchemeReading:
    """Return the scheme that ``sheet`` holds, or everything that is wrong with it.

    Without ``layout`` the format is found out; beyond ``bounds`` a scheme is warned about.
    """
    layout = layout or layout_of(sheet)
    reader = RowReader(layout)
    for row in sheet.rows:
        reader.read(row)
    found = reader.finished()
    draft, cells, unread = found.built(), found.cell_by_place(), found.unread_places()
    broken = scheme_problems(draft, unread, bounds)
    rules = (replace(p, cell=_cell_of(p.place, cells)) for p in broken)
    problems = [*reader.problems, *rules, *total_problems(reader.stated, draft, unread)]
    problems.sort(key=lambda p: cell_order(p.cell))
    is_sound = all(p.severity == "warning" for p in problems)
    located = tuple(replace(p, sheet=sheet.name) for p in problems)
    return SchemeReading(draft if is_sound else None, located, draft, layout.name, found.given_ids())


def _cell_of(place: str, cells: Mapping[str, str]) -> str:
    """Return the cell of ``place``, or of the nearest thing around it that has one."""
    while place and place not in cells:
        place = place.rpartition(".")[0]
    return cells.get(place, "")
