"""Take the cells out of a workbook as text: the part that runs in a process of its own (``shared.workbook``).

It comes from outside: a few kilobytes may unpack to gigabytes, and the library behind this fails in as
many ways as a file can be broken. The bounds limit what is opened; who starts the process limits the time.
"""

import io
import re
import sys
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any, Final

import openpyxl
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import get_column_letter

from shared import codec
from shared.domain.errors import RuleBroken
from shared.domain.workbook.sheet import Cell, Row, Sheet, header_words

UNPACKED_MB_MAX: Final = 32
PART_MB_MAX: Final = 8
"""The real sheet has 0.13 MB; a part is one sheet, the texts, the styles. Pictures are not opened."""
PARTS_MAX: Final = 1_000
ROWS_MAX: Final = 5_000
"""The real file has 385."""
COLUMNS_MAX: Final = 26
LETTERS: Final = tuple(get_column_letter(number) for number in range(1, COLUMNS_MAX + 1))
CHARACTERS_MAX: Final = 2_000_000
"""Of all cells together; the real sheet has 25,000. One long text may stand in many cells, stored once."""
MEMORY_MB_MAX: Final = 1_024
"""Of the process that reads, all counted; the real file takes a tenth."""
CPU_SECONDS_MAX: Final = 60
"""For the case that whoever started the process is gone and cannot stop it."""
SHEET_ROWS_MAX: Final = 1_048_576
"""The last row that a workbook can have."""

_MB: Final = 1 << 20
_OLD_OR_ENCRYPTED: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PACKED: Final = b"PK\x03\x04"
_DOCTYPE: Final = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E")
"""In one-byte and two-byte encodings; a workbook has no use for it, an entity bomb has."""


def sheet_in(content: bytes, name: str) -> Sheet:
    """Return the sheet called ``name`` (small differences do not count) of the workbook ``content``.

    Raises ``RuleBroken`` when this is no workbook, no bounded one, or has no such sheet.
    """
    _refuse_unfit(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells which parts it does not read: none that we need
            return _sheet(content, name)
    except RuleBroken:
        raise
    except MemoryError as fault:
        raise RuleBroken("workbook_too_big", limit=f"{MEMORY_MB_MAX} MB") from fault
    except Exception as fault:  # whatever the library raises here, the file is at fault, and it is told so
        raise RuleBroken("workbook_damaged", reason=_reason(fault)) from fault


def _refuse_unfit(content: bytes) -> None:
    """Refuse what is no workbook or a boundless one, without unpacking more than the bound."""
    if content.startswith(_OLD_OR_ENCRYPTED):
        raise RuleBroken("old_or_protected_workbook")
    if not content.startswith(_PACKED):
        raise RuleBroken("not_a_workbook")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bomb(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as fault:
        if isinstance(fault, RuleBroken):
            raise
        raise RuleBroken("workbook_damaged", reason=_reason(fault)) from fault


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if "[Content_Types].xml" not in archive.namelist():
        raise RuleBroken("not_a_workbook")
    if len(parts) > PARTS_MAX:
        raise RuleBroken("workbook_too_big", limit=f"{PARTS_MAX} parts")
    if sum(part.file_size for part in parts) > UNPACKED_MB_MAX * _MB:  # zipfile unpacks no more than this
        raise RuleBroken("workbook_too_big", limit=f"{UNPACKED_MB_MAX} MB")
    for part in parts:
        if "/media/" not in part.filename and part.file_size > PART_MB_MAX * _MB:
            raise RuleBroken("workbook_too_big", limit=f"{PART_MB_MAX} MB")
        if part.flag_bits & 1:
            raise RuleBroken("old_or_protected_workbook")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # others know no bound
            raise RuleBroken("workbook_damaged", reason=f"{part.filename[:60]} is packed in an unknown way")
        if "/media/" not in part.filename and _DOCTYPE.search(archive.read(part)):
            raise RuleBroken("workbook_damaged", reason=f"{part.filename[:60]} has a document type")


def _sheet(content: bytes, name: str) -> Sheet:
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    wanted = header_words(name)
    for shown, written in zip(values.worksheets, formulas.worksheets, strict=True):
        if header_words(shown.title) == wanted:
            return Sheet(shown.title, tuple(_rows(shown, written)))
    found = ", ".join(sheet.title for sheet in values.worksheets[:10])
    raise RuleBroken("sheet_missing", wanted=name, found=found or "none")


def _rows(shown: Any, written: Any) -> Iterator[Row]:
    characters = 0
    for number, (values, formulas) in enumerate(zip(_cells(shown), _cells(written), strict=True), 1):
        if all(cell is EMPTY_CELL for cell in formulas):
            continue
        pairs = zip(LETTERS, values, formulas, strict=False)
        cells = {letter: cell for letter, value, formula in pairs if (cell := _cell(value, formula))}
        if cells:
            if number > ROWS_MAX:
                raise RuleBroken("too_many_rows", limit=ROWS_MAX)
            characters += sum(len(cell.text) for cell in cells.values())
            if characters > CHARACTERS_MAX:
                raise RuleBroken("workbook_too_big", limit=f"{CHARACTERS_MAX} characters")
            yield Row(number, cells)


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what the file says about its own size is often wrong
    return islice(sheet.iter_rows(max_col=COLUMNS_MAX), SHEET_ROWS_MAX)


def _cell(value: Any, formula: Any) -> Cell | None:
    if value.value is None:
        return Cell("", "uncalculated") if formula.data_type == "f" else None
    text = _text(value)
    if not text:
        return None
    return Cell(text, "failed" if value.data_type == "e" else "value")


def _text(cell: Any) -> str:
    """Return what the cell shows; a number as a plain decimal without the noise of its last binary digits."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        text = value.isoformat() if hasattr(value, "isoformat") else str(value)
        return text.replace("_x000D_", "").replace("\r\n", "\n").strip()
    exact = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    is_percent = "%" in re.sub(r'"[^"]*"|\\.', "", cell.number_format or "")
    plain = format((exact * 100 if is_percent else exact).normalize(), "f")
    return f"{plain}%" if is_percent else plain


def _reason(fault: Exception) -> str:
    return " ".join(str(fault).split())[:120] or type(fault).__name__


def _texts(details: Mapping[str, object]) -> Mapping[str, str]:
    return {name: str(value) for name, value in details.items()}


def limit_process() -> None:
    """Let this process take no more memory and time than a marking scheme can need, where the system can."""
    if sys.platform != "linux":
        return
    import resource  # other systems have none, or one that does not limit memory

    memory = MEMORY_MB_MAX * _MB
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS_MAX, CPU_SECONDS_MAX))


def main() -> None:
    """Read a workbook from standard input and write the sheet that the argument names as JSON."""
    limit_process()
    try:
        sheet = sheet_in(sys.stdin.buffer.read(), sys.argv[1])
    except RuleBroken as refused:
        answer: dict[str, object] = {"refused": refused.code, "details": _texts(refused.details)}
    else:
        rows = [[row.number, {at: [c.text, c.state] for at, c in row.cells.items()}] for row in sheet.rows]
        answer = {"name": sheet.name, "rows": rows}
    sys.stdout.buffer.write(codec.encode(answer))


if __name__ == "__main__":
    main()
