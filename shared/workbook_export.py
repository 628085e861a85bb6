"""Write a marking scheme to a workbook in the format of its import (DOMAIN 2.1)."""

import io
import re
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from shared.domain.scheme import Scheme
from shared.domain.workbook.layout import SHEET_NAME
from shared.domain.workbook.writing import WrittenRow, scheme_rows

_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no workbook can hold."""
_WIDTHS: Final = {"A": 10, "B": 36, "D": 10, "E": 60, "G": 60, "H": 24, "L": 14}
_BOLD: Final = Font(bold=True)
_WRAPPED: Final = Alignment(vertical="top", wrap_text=True)


def scheme_workbook(scheme: Scheme) -> bytes:
    """Return the file of ``scheme``; importing it gives the same scheme with the same aspect ids (R10)."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET_NAME
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    for number, row in enumerate(scheme_rows(scheme), start=1):
        _write(sheet, number, row)
    file = io.BytesIO()
    book.save(file)
    book.close()
    return file.getvalue()


def _write(sheet: Any, number: int, row: WrittenRow) -> None:
    is_caption = all(isinstance(value, str) for letter, value in row.items() if letter < "L")
    for letter, value in row.items():
        if value == "":
            continue
        cell = sheet[f"{letter}{number}"]
        cell.value = _UNWRITABLE.sub(" ", value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"  # a text that begins with "=" is no formula
        cell.alignment = _WRAPPED
        if is_caption:
            cell.font = _BOLD
