"""Read a results file as organisers have it: any delimiter, decimal sign, column order and Cyrillic encoding.

Every problem is told at once, each with its row as a spreadsheet counts it and its column.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from deploy.cli.standings_words import COLUMNS, GUEST, REQUIRED, SENTENCES, STATUSES, word
from shared.domain.errors import RuleBroken
from shared.domain.status import Status
from shared.domain.units import Mark, mark_from_text, mark_text

DELIMITERS = (",", ";", "\t")
_NAMED_DELIMITER = re.compile(r"\s*sep=(?P<delimiter>[,;\t])\s*", re.IGNORECASE)
_PERSONS = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)
_VALUE_SHOWN = 40
_ROWS_SHOWN = 10
_NAME_LENGTH_MAX = 200
_TOTAL_LENGTH_MAX = 40
"""Nobody writes a total so long; more is another column, or a formula that ran away."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that must be put right."""

    row: int
    """As a spreadsheet counts, from 1."""
    column: str
    """Empty when it is the whole row or file."""
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One competitor in one skill."""

    row: int
    skill: str
    competitor: str
    member: str
    total: Mark | None
    """None for who has no mark."""
    is_guest: bool
    status: Status
    persons: int


@dataclass(slots=True)
class Reading:
    """What was found in the file; with a problem in it, nothing may be computed."""

    rows: list[ResultRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What the reader decided by itself and should be looked at."""

    def tell(self, row: int, column: str, code: str, **details: object) -> None:
        """Note a problem."""
        shown = {name: _short(str(value)) for name, value in details.items()}
        said = SENTENCES[code].format(column=column, **shown)
        self.problems.append(Problem(row, column, code, said))


def read_standings(content: bytes) -> Reading:
    """Return the results in the bytes of a CSV file, or every problem in it."""
    reading = Reading()
    text = _text(content, reading)
    if text is not None:
        records = list(_records(text, reading))
        if records:
            _read_records(records, reading)
        if not (reading.rows or reading.problems):
            reading.tell(1, "", "no_rows")
    return reading


def above_maximum(rows: Iterable[ResultRow], mark_max: Mark) -> Iterator[str]:
    """Yield a remark on the totals that are more than there is to win (R40): counted, but look at them."""
    above = [row for row in rows if row.total is not None and row.total > mark_max]
    if above:
        named = "; ".join(f"row {row.row}: {mark_text(row.total or 0)}" for row in above[:_ROWS_SHOWN])
        more = f"; and {len(above) - _ROWS_SHOWN} more" if len(above) > _ROWS_SHOWN else ""
        yield (
            f"Totals above the maximum of {mark_text(mark_max)} were counted as they stand: {named}{more}. "
            "Put them right, or name the maximum with --mark-max."
        )


def _text(content: bytes, reading: Reading) -> str | None:
    """Return the file as text: UTF-8, UTF-16 by its mark, else the Windows code page for Cyrillic."""
    if content.startswith(b"PK\x03\x04"):
        reading.tell(1, "", "is_workbook")
        return None
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue  # the next encoding is tried; when none fits, that is told below
        if "\0" not in text:
            if encoding == "cp1251":
                reading.remarks.append(
                    "The file is not UTF-8: it was read as Windows-1251. Look at the names."
                )
            return unicodedata.normalize("NFC", text)
    reading.tell(1, "", "not_text")
    return None


def _records(text: str, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, with their numbers, up to the first that cannot be read."""
    lines = io.StringIO(text, newline="")
    named = _NAMED_DELIMITER.fullmatch(lines.readline())
    if named is None:
        lines.seek(0)
    rows = csv.reader(lines, delimiter=named["delimiter"] if named else _delimiter(text), strict=True)
    number = 2 if named else 1
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield number, [" ".join(cell.split()) for cell in cells]
            number += 1
    except csv.Error as fault:
        reading.tell(number, "", "malformed", reason=fault)


def _delimiter(text: str) -> str:
    """Return the delimiter with which the first row that is not empty holds the most known headings."""
    heading = next((line for line in text.splitlines() if line.strip()), "")

    def fit(delimiter: str) -> tuple[int, int]:
        cells = [cell.strip('"') for cell in heading.split(delimiter)]
        return sum(_column(cell) is not None for cell in cells), len(cells)

    return max(DELIMITERS, key=fit)


def _column(heading: str) -> str | None:
    said = word(heading)
    return next((name for name, words in COLUMNS.items() if said in words), None)


def _read_records(records: Sequence[tuple[int, list[str]]], reading: Reading) -> None:
    (heading_row, headings), *rows = records
    at = _columns(heading_row, headings, reading)
    first_row: dict[tuple[str, str, str], int] = {}
    for number, cells in rows:
        if any(cells[len(headings) :]):
            reading.tell(number, "", "too_many_cells", count=len(cells), headings=len(headings))
            continue
        found = {name: cells[index] if index < len(cells) else "" for name, index in at.items()}
        row = _row(number, found, reading)
        if row is None:
            continue
        same = first_row.setdefault((row.skill, row.competitor, row.member), number)
        if same != number:
            reading.tell(number, "competitor", "competitor_twice", value=row.competitor, first=same)
        reading.rows.append(row)
    for column in ("skill", "member"):
        reading.remarks.extend(_alike(column, (getattr(row, column) for row in reading.rows)))


def _columns(row: int, headings: Sequence[str], reading: Reading) -> dict[str, int]:
    """Return where each column stands; says which are missing, twice there, or not read."""
    at: dict[str, int] = {}
    unread: list[str] = []
    for index, heading in enumerate(headings):
        name = _column(heading)
        if name is None:
            unread += [_short(heading)] if heading else []
        elif name in at:
            reading.tell(row, name, "column_twice")
        else:
            at[name] = index
    for name in REQUIRED:
        if name not in at:
            reading.tell(row, name, "column_missing", found=", ".join(filter(None, headings)))
    if unread and not reading.problems:
        reading.remarks.append(f"Not read: {', '.join(unread)}.")
    return at


def _row(number: int, cells: Mapping[str, str], reading: Reading) -> ResultRow | None:
    """Return what the row says; None when something in it is wrong or a column is missing."""
    problems = len(reading.problems)
    for name in ("skill", "competitor", "member"):
        if cells.get(name) == "":
            reading.tell(number, name, "cell_empty")
        elif len(cells.get(name, "")) > _NAME_LENGTH_MAX:
            reading.tell(number, name, "cell_too_long", count=len(cells[name]), limit=_NAME_LENGTH_MAX)
    status = STATUSES.get(word(cells.get("status", "")))
    if status is None:
        reading.tell(number, "status", "status_unknown", value=cells["status"])
    is_guest = GUEST.get(word(cells.get("guest", "")))
    if is_guest is None:
        reading.tell(number, "guest", "guest_unknown", value=cells["guest"])
    persons = cells.get("persons") or "1"
    if _PERSONS.fullmatch(persons) is None:
        reading.tell(number, "persons", "persons_malformed", value=persons)
    total = _total(number, cells["total"], status, reading) if "total" in cells else None
    if (
        len(reading.problems) > problems
        or status is None
        or is_guest is None
        or not cells.keys() >= {*REQUIRED}
    ):
        return None
    names = (cells["skill"], cells["competitor"], cells["member"])
    return ResultRow(number, *names, total, is_guest, status, int(persons))


def _total(number: int, text: str, status: Status | None, reading: Reading) -> Mark | None:
    """Return the total; an absent competitor has none, whether the cell is empty or holds 0 (R7)."""
    if not text:
        if status == "competing":
            reading.tell(number, "total", "total_missing")
        return None
    if len(text) > _TOTAL_LENGTH_MAX:
        reading.tell(number, "total", "total_too_long", value=text, count=len(text))
        return None
    try:
        total = mark_from_text(text)
    except RuleBroken as broken:
        reading.tell(number, "total", broken.code, value=text)
        return None
    if status != "absent":
        return total
    if total:
        reading.tell(number, "total", "absent_has_marks", value=text)
    return None


def _alike(column: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a remark for each two names that only differ in case or Ё: they are most likely one."""
    spelled: dict[str, str] = {}
    for name in dict.fromkeys(names):
        other = spelled.setdefault(word(name), name)
        if other != name:
            yield f"Two spellings of one {column}? {other!r} and {name!r} are counted apart."


def _short(text: str) -> str:
    return text if len(text) <= _VALUE_SHOWN else f"{text[: _VALUE_SHOWN - 1]}…"
