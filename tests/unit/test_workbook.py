import io
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from shared.domain.errors import RuleBroken
from shared.domain.workbook.sheet import Cell
from shared.workbook import read_scheme, read_sheet
from shared.workbook_cells import CPU_SECONDS_MAX, MEMORY_MB_MAX, PARTS_MAX, ROWS_MAX, sheet_in
from tests.builders_workbook import SHEET, sound_scheme, write_workbook

SHEET_PART = "xl/worksheets/sheet1.xml"
MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def whole() -> bytes:
    """Return the file of the sound scheme."""
    file = io.BytesIO()
    write_workbook(file)
    return file.getvalue()


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the file of the sound scheme with ``parts`` replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole())) as old, zipfile.ZipFile(file, "w", method) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def refusal(content: bytes) -> str:
    """Return the code with which ``content`` is refused."""
    with pytest.raises(RuleBroken) as caught:
        sheet_in(content, SHEET)
    return caught.value.code


def cells_of(fill: Callable[[Workbook], None]) -> dict[str, Cell]:
    """Return the cells that are read from a workbook."""
    book, file = Workbook(), io.BytesIO()
    book.active.title = SHEET
    fill(book)
    book.save(file)
    book.close()
    rows = sheet_in(file.getvalue(), SHEET).rows
    return {f"{letter}{row.number}": cell for row in rows for letter, cell in row.cells.items()}


def test_cells_come_as_text() -> None:
    """Numbers as plain decimals without binary noise, percent as shown, formulas by state, no blanks."""

    def fill(book: Workbook) -> None:
        book.active["A1"] = 0.1 + 0.2
        book.active["B1"] = 25
        book.active["C1"] = 1e-7
        book.active["D1"] = "  two \r\n lines_x000D_ "
        book.active["E1"] = "   "
        book.active["F1"] = 0.25
        book.active["F1"].number_format = "0%"
        book.active["G1"] = 25
        book.active["G1"].number_format = '0"%"'
        book.active["A3"] = "=1+1"
        book.active["B3"] = "#REF!"
        book.active["C3"] = True

    assert {
        "A1": Cell("0.3"),
        "B1": Cell("25"),
        "C1": Cell("0.0000001"),
        "D1": Cell("two \n lines"),
        "F1": Cell("25%"),
        "G1": Cell("25"),
        "A3": Cell("", "uncalculated"),
        "B3": Cell("#REF!", "failed"),
        "C3": Cell("True"),
    } == cells_of(fill)


def test_a_size_that_the_file_states_wrongly_hides_nothing() -> None:
    """Some programs write the dimension of an older version of the sheet."""
    row = b'<row r="9"><c r="C9"><v>7</v></c></row></sheetData></worksheet>'
    part = MAIN.replace(b"<sheetData>", b'<dimension ref="A1:B2"/><sheetData>') + row

    rows = sheet_in(packed({SHEET_PART: part}), SHEET).rows

    assert [(9, {"C": Cell("7")})] == [(row.number, dict(row.cells)) for row in rows]


def test_the_sheet_is_found_by_name_loosely() -> None:
    """Among others, whatever the capitals and blanks."""

    def fill(book: Workbook) -> None:
        book.active.title = "Notes"
        book.create_sheet(" cis  marking SCHEME import")["A1"] = "here"

    assert {"A1": Cell("here")} == cells_of(fill)


def test_a_missing_sheet_is_told_with_those_there_are(tmp_path: Path) -> None:
    """So that the organiser sees which one to rename."""
    reading = read_scheme(write_workbook(tmp_path / "scheme.xlsx", sheet="Calculations"))

    assert reading.scheme is None
    assert reading.draft is None
    assert [("sheet_missing", "Calculations")] == [(p.code, p.details["found"]) for p in reading.problems]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_workbook"),
        (b"A1;Website Layout;1", "not_a_workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"old", "old_or_protected_workbook"),
        (b"PK\x03\x04 and then nothing of the kind", "workbook_damaged"),
        (whole()[:3000], "workbook_damaged"),
        (packed({SHEET_PART: MAIN + b"<row>"}), "workbook_damaged"),
        (
            packed({SHEET_PART: MAIN + b"<row><c><v>many</v></c></row></sheetData></worksheet>"}),
            "workbook_damaged",
        ),
        (packed({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "workbook_damaged"),
        (packed({"xl/workbook.xml": "<!DOCTYPE a []><a/>".encode("utf-16")}), "workbook_damaged"),
        (packed({}, zipfile.ZIP_LZMA), "workbook_damaged"),
        (packed({SHEET_PART: b" " * (9 << 20)}), "workbook_too_big"),
        (packed({"xl/media/image1.png": b" " * (33 << 20)}), "workbook_too_big"),
        (packed({f"xl/media/{n}": b"" for n in range(PARTS_MAX)}), "workbook_too_big"),
    ],
)
def test_what_is_no_bounded_workbook_is_refused(content: bytes, code: str) -> None:
    """Not a zip, cut short, an entity bomb, a zip bomb: a code, never a crash, and little is unpacked."""
    assert code == refusal(content)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    """A folder of photographs is a zip too."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("photo.png", b"")

    assert "not_a_workbook" == refusal(file.getvalue())


def test_a_password_is_told() -> None:
    """The flag of an encrypted part is seen before it is read."""
    content = bytearray(whole())
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 8] |= 1

    assert "old_or_protected_workbook" == refusal(bytes(content))


def test_text_far_below_the_scheme_is_refused() -> None:
    """Rows beyond the bound are not read in silence, nor left out in silence."""
    row = f'<row r="{ROWS_MAX + 1}"><c r="A{ROWS_MAX + 1}"><v>1</v></c></row></sheetData></worksheet>'

    assert "too_many_rows" == refusal(packed({SHEET_PART: MAIN + row.encode()}))


def test_a_picture_may_hold_anything() -> None:
    """A drawing with a document type is no entity bomb: nobody opens it."""
    content = packed({"xl/media/logo.svg": b"<!DOCTYPE svg><svg/>"})

    assert SHEET == sheet_in(content, SHEET).name


def test_a_file_too_big_is_not_even_opened(tmp_path: Path) -> None:
    """More than the bound is not read from the disk."""
    path = tmp_path / "scheme.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(50 << 20))

    assert ["file_too_big"] == [problem.code for problem in read_scheme(path).problems]


def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    """The time is bounded too: no process starts and reads within a microsecond."""
    path = write_workbook(tmp_path / "scheme.xlsx")

    with pytest.raises(RuleBroken) as caught:
        read_sheet(path, SHEET, seconds_max=1e-6)

    assert "workbook_too_slow" == caught.value.code


def test_a_process_that_dies_is_the_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever ends it, out of memory or a crash below Python, the caller gets a sentence."""
    path = write_workbook(tmp_path / "scheme.xlsx")
    monkeypatch.setattr("shared.workbook.sys.executable", "false")

    problems = read_scheme(path).problems

    assert [("workbook_damaged", "reading ended with 1")] == [(p.code, p.details["reason"]) for p in problems]


def test_a_scheme_is_read_from_its_file(tmp_path: Path) -> None:
    """From the disk, through the process of its own, to the scheme."""
    reading = read_scheme(write_workbook(tmp_path / "scheme.xlsx"))

    assert not reading.problems
    assert sound_scheme() == reading.scheme


def test_a_file_that_is_not_there_is_a_fault_of_the_world(tmp_path: Path) -> None:
    """The caller says so: it is no problem of a workbook."""
    with pytest.raises(FileNotFoundError):
        read_scheme(tmp_path / "none.xlsx")


def test_what_the_library_remarks_is_not_passed_on() -> None:
    """A workbook with parts that the library leaves aside is read without noise."""
    part = MAIN + b'</sheetData><extLst><ext uri="{x}"/></extLst></worksheet>'

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        sheet_in(packed({SHEET_PART: part}), SHEET)

    assert not said


def test_one_long_text_in_many_cells_is_refused() -> None:
    """It is stored once and weighs nothing in the file; written out it would fill the machine."""
    book, file = Workbook(), io.BytesIO()
    book.active.title = SHEET
    for number in range(1, 100):
        book.active[f"A{number}"] = "x" * 32_000
    book.save(file)
    book.close()

    assert len(file.getvalue()) < 20_000
    assert "workbook_too_big" == refusal(file.getvalue())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process reliably")
def test_the_reading_process_is_limited_in_memory_and_time() -> None:
    """What slips through every bound ends that process, and not the machine."""
    code = (
        "import resource; from shared.workbook_cells import limit_process; limit_process();"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0]);"
        f"bytearray({MEMORY_MB_MAX} << 20)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert f"{MEMORY_MB_MAX << 20} {CPU_SECONDS_MAX}\n" == done.stdout
    assert "MemoryError" in done.stderr


def test_running_out_of_memory_is_the_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of the process ends in a sentence, not in a traceback."""

    def no_memory(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("shared.workbook_cells.openpyxl.load_workbook", no_memory)

    assert "workbook_too_big" == refusal(whole())


def test_an_open_document_is_no_workbook() -> None:
    """Another office's spreadsheet is a zip too, and is told to be saved as .xlsx."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", b"<office/>")

    assert "not_a_workbook" == refusal(file.getvalue())


def test_a_directory_that_lies_about_sizes_unpacks_no_more_than_it_says() -> None:
    """A part that says it has ten bytes and has nine megabytes is damaged, whatever is behind it."""
    content = bytearray(packed({SHEET_PART: MAIN + b" " * (9 << 20)}))
    name = content.rindex(SHEET_PART.encode())
    directory = content.rindex(b"PK\x01\x02", 0, name)
    content[directory + 24 : directory + 28] = (10).to_bytes(4, "little")

    assert "workbook_damaged" == refusal(bytes(content))
