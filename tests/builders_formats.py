"""Write the other formats of an import workbook: without days, national, legacy types (DOMAIN 2.1)."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from shared.domain.workbook.reading import SchemeReading, scheme_reading
from shared.domain.workbook.sheet import Cell, Row, Sheet

SHEET = "CIS Marking Scheme Import"
Values = Mapping[str, object]

PLAIN_HEADERS: Values = {
    "A": "Sub Criteria\nID",
    "B": "Sub Criteria\nName or Description",
    "C": "Aspect Type\nO = Obj\nS = Sub\nJ = Judg",
    "D": "Aspect - Description",
    "E": "Judg Score",
    "F": "Extra Aspect Description (Obj or Subj)\nOR\nJudgement Score Description (Judg only)",
    "I": "Max\nMark",
}
NATIONAL_HEADERS: Values = {
    "A": "SubCriteriaID",
    "B": "Sub Criteria\n\nName or Description",
    "C": "Aspect\nType\nB = Бинарный\nD = Дискретный\nJ = Судейский",
    "D": "Z-связь",
    "E": "Aspect - Description",
    "F": "Judg Score",
    "G": "Extra Aspect Description (Obj or Subj)\nOR\nJudgement Score Description (Judg only)",
    "H": "Requirement\nor Nominal\nSize (Obj Only)",
    "I": "WSSS Section",
    "J": "Max\nMark",
}
RUSSIAN_HEADERS: Values = {
    "A": "Код",
    "B": "Подкритерий",
    "C": "Тип аспекта",
    "D": "Z-связь",
    "E": "Описание аспекта",
    "F": "Судейская оценка",
    "G": "Дополнительное описание",
    "H": "Требование",
    "I": "Раздел",
    "J": "Макс. балл",
}


def sheet_of(rows: Sequence[Values]) -> Sheet:
    """Return a sheet of ``rows``; an empty one is a blank row."""
    read = (
        Row(number, {letter: Cell(str(value)) for letter, value in sorted(row.items()) if value is not None})
        for number, row in enumerate(rows, start=1)
    )
    return Sheet(SHEET, tuple(row for row in read if row.cells))


def read_rows(*rows: Values) -> SchemeReading:
    """Return what the reader says about ``rows``."""
    return scheme_reading(sheet_of(rows))


def write_rows(path: Path, rows: Sequence[Values]) -> Path:
    """Write ``rows`` to a workbook and return its path."""
    book = Workbook()
    book.active.title = SHEET
    for number, row in enumerate(rows, start=1):
        for letter, value in row.items():
            book.active[f"{letter}{number}"] = value
    book.save(path)
    book.close()
    return path


def scores(score: str, text: str) -> list[dict[str, Any]]:
    """Return the four rows below a judged aspect, with the letters of the score and its text."""
    return [{score: n, text: f"level {n}"} for n in range(4)]


def plain_rows(kinds: str = "OJ", *, has_criteria: bool = False) -> list[Values]:
    """Return A to E with 20 marks each: ten aspects of 2.00, a sub-criterion for each of ``kinds``."""
    rows: list[Values] = [
        {"A": "Skill:", "B": "17 Web Development"},
        {"A": "Test Project:", "B": "A shop"},
        {},
    ]
    if has_criteria:
        rows += [{"A": "Criteria"}, {"A": "ID", "B": "Name", "I": "Mark"}]
        rows += [{"A": letter, "B": f"part {letter}", "I": 20} for letter in "ABCDE"]
    for letter in "ABCDE":
        total = {"J": f"Criterion {letter}", "K": "Total\nMark", "L": 20}
        rows += [{}, {**PLAIN_HEADERS, **total}]
        for number, kind in enumerate(kinds, start=1):
            rows.append({"A": f"{letter}{number}", "B": f"{kind} of {letter}"})
            for n in range(10 // len(kinds)):
                rows.append({"C": kind, "D": f"{kind} {letter} {n}", "F": "look close", "I": 2})
                rows += scores("E", "F") if kind == "J" else []
    return rows


def national_rows(*first: Values, headers: Values = NATIONAL_HEADERS) -> list[Values]:
    """Return A to E with 20 marks each: ten binary aspects of 2.00; ``first`` stands in the place of A1's."""
    rows: list[Values] = [
        {"E": "Skill name"},
        {"E": "R71 Бизнес-решения"},
        {"E": "Criteria,", "F": "Mark"},
        *({"C": letter, "E": f"модуль {letter}", "F": 20} for letter in "ABCDE"),
        {},
    ]
    for letter in "ABCDE":
        total = {"K": f"Criterion\n{letter}", "L": "Total\nMark", "M": 20, "N": "КН"}
        rows += [{}, {**headers, **total}, {"A": f"{letter}1", "B": f"задача {letter}"}]
        usual = [
            {"C": "B", "E": f"аспект {letter} {n}", "H": "да", "I": 1 + n % 2, "J": 2} for n in range(10)
        ]
        rows += first if first and letter == "A" else usual
    return rows


def binary(mark: object, **more: object) -> Values:
    """Return a binary aspect of the national format."""
    return {"C": "B", "E": f"бинарный {mark}", "I": 1, "J": mark, **more}
