"""Read a marking scheme from a workbook that somebody sent.

The file is opened in a process of its own, which is stopped when it takes too long: there are files of
a few kilobytes that keep any spreadsheet library busy for hours.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from shared import codec
from shared.domain.bounds import USUAL_BOUNDS, Bounds
from shared.domain.errors import RuleBroken
from shared.domain.scheme_problems import problem
from shared.domain.workbook.layout import SHEET_NAME
from shared.domain.workbook.reading import SchemeReading, scheme_reading
from shared.domain.workbook.sheet import Cell, Row, Sheet

FILE_MB_MAX: Final = 10
"""The real file has 0.25 MB, most of it a picture."""
SECONDS_MAX: Final = 20.0
"""The real file takes half a second, most of it the start of the process."""


def read_scheme(path: Path, bounds: Bounds = USUAL_BOUNDS) -> SchemeReading:
    """Return the marking scheme in the workbook at ``path``, or every problem with it (warned by ``bounds``).

    Raises ``OSError`` when the file cannot be read at all.
    """
    try:
        sheet = read_sheet(path, SHEET_NAME)
    except RuleBroken as refused:
        details = {name: str(value) for name, value in refused.details.items()}
        return SchemeReading(None, (problem(refused.code, **details),))
    return scheme_reading(sheet, bounds=bounds)


def read_sheet(path: Path, name: str, seconds_max: float = SECONDS_MAX) -> Sheet:
    """Return the sheet called ``name`` (small differences do not count) of the workbook at ``path``.

    Raises ``RuleBroken`` when this is no workbook, a boundless one, or has no such sheet, and ``OSError``.
    """
    with path.open("rb") as file:
        content = file.read(FILE_MB_MAX * 1_048_576 + 1)
    if len(content) > FILE_MB_MAX * 1_048_576:
        raise RuleBroken("file_too_big", limit=FILE_MB_MAX)
    command = [sys.executable, "-P", "-m", "shared.workbook_cells", name]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=seconds_max, check=False)
    except subprocess.TimeoutExpired as late:
        raise RuleBroken("workbook_too_slow", limit=f"{seconds_max:g}") from late
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise RuleBroken("workbook_damaged", reason=last[:120] or f"reading ended with {done.returncode}")
    return _sheet(codec.decode(done.stdout))


def _sheet(answer: dict[str, Any]) -> Sheet:
    if "refused" in answer:
        raise RuleBroken(answer["refused"], **answer["details"])
    rows = (
        Row(number, {letter: Cell(text, state) for letter, (text, state) in cells.items()})
        for number, cells in answer["rows"]
    )
    return Sheet(answer["name"], tuple(rows))
