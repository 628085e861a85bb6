"""Write a marking scheme as an import workbook, whole or broken in one place."""

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from openpyxl import Workbook

from shared.domain.scheme import Aspect, Criterion, Scheme, Section, SubCriterion
from shared.domain.units import UNITS_PER_MARK, Mark, mark_text
from shared.domain.workbook.reading import SchemeReading, scheme_reading
from shared.workbook_cells import sheet_in

SHEET = "CIS Marking Scheme Import"
HEADERS = {
    "A": "Sub\nCriterion\nID",
    "B": "Sub Criterion\nName or Description",
    "C": "Day of Marking",
    "D": "Aspect\nType\nM = Meas\nJ = Judg",
    "E": "Aspect - Description",
    "F": "Judg Score",
    "G": "Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)",
    "H": "Requirement\n(Measurement Only)",
    "I": "WSOS Section",
    "J": "Calculation Row\n(Export only)",
    "K": "Max\nMark",
}

Target = TypeVar("Target", Path, BinaryIO)
Edit = Callable[[Any, Mapping[str, str]], None]
"""Takes the sheet and the cell of each thing, such as ``A1.day``, ``A1.1.mark_max``, ``A2.1.score.3``."""


def sound_scheme() -> Scheme:
    """Return a scheme without any problem: A to E, each with A1 (eight measured) and A2 (two judged)."""
    sections = (Section(1, "Making", 80 * UNITS_PER_MARK), Section(2, "Қолтаңба", 20 * UNITS_PER_MARK))
    return Scheme("42", "Қолөнер", sections, tuple(_criterion(letter) for letter in "ABCDE"))


def _criterion(letter: str) -> Criterion:
    measured = tuple(_aspect(f"{letter}1.{n}", "M") for n in range(1, 9))
    judged = tuple(_aspect(f"{letter}2.{n}", "J") for n in range(1, 3))
    subs = (
        SubCriterion(f"{letter}1", f"first of {letter}", 1, measured),
        SubCriterion(f"{letter}2", f"second of {letter}", 2, judged),
    )
    return Criterion(letter, f"criterion {letter}", 20 * UNITS_PER_MARK, subs)


def _aspect(aspect_id: str, method: str) -> Aspect:
    texts = ("absent", "as usual", "better", "excellent")
    if method == "J":
        return Aspect(aspect_id, "J", f"look of {aspect_id}", 2, 2 * UNITS_PER_MARK, score_texts=texts)
    return Aspect(aspect_id, "M", f"size of {aspect_id}", 1, 2 * UNITS_PER_MARK, "by rule", "±1 mm")


def write_workbook(
    path: Target, scheme: Scheme | None = None, edit: Edit | None = None, sheet: str = SHEET
) -> Target:
    """Write ``scheme`` to ``path`` (or an open file), let ``edit`` break it, and return ``path``."""
    book = Workbook()
    writer = _Writer(book.active, scheme or sound_scheme())
    book.active.title = sheet
    if edit is not None:
        edit(book.active, writer.cells)
    book.save(path)
    book.close()
    return path


class _Writer:
    def __init__(self, sheet: Any, scheme: Scheme) -> None:
        self.cells: dict[str, str] = {"title": "A1"}
        self._sheet = sheet
        self._row = 0
        self._put({"A": f"{scheme.skill_number} {scheme.skill_name}"})
        self._row += 1
        self._sections(scheme)
        self._criteria(scheme)
        for criterion in scheme.criteria:
            self._block(criterion)
        self._row += 2
        self._put({"L": "Competition", "M": "Total\nMark", "N": f"=SUM(N1:N{self._row})"}, total="N")

    def _sections(self, scheme: Scheme) -> None:
        self._put({"A": "WorldSkills Occupational Standards"})
        headers = {
            "A": "Section",
            "B": "WSOS Marks",
            "I": "WSOS Marks",
            "J": "Aspect Marks",
            "K": "Variation",
        }
        self._put(headers)
        for section in scheme.sections:
            marks = f"=SUMIF(I1:I999,{section.number},K1:K999)"
            values = {"A": section.number, "B": section.name, "I": _number(section.target), "J": marks}
            of = f"section {section.number}"
            at = {f"{of}.number": "A", f"{of}.name": "B", f"{of}.target": "I", f"{of}.marks": "J"}
            self._put(values, **at)
        self._put({"I": "Total Variation", "K": "=SUM(K1:K1)"})

    def _criteria(self, scheme: Scheme) -> None:
        self._row += 2
        self._put({"A": "Criteria"})
        self._put({"A": "ID", "B": "Name", "K": "Mark"})
        for criterion in scheme.criteria:
            values = {"A": criterion.letter, "B": criterion.name, "K": _number(criterion.mark_max)}
            of = f"criterion {criterion.letter}"
            self._put(values, **{f"{of}.letter": "A", f"{of}.name": "B", f"{of}.mark": "K"})

    def _block(self, criterion: Criterion) -> None:
        self._row += 1
        of = f"block {criterion.letter}"
        total = {"L": f"Criterion {criterion.letter}", "M": "Total\nMark", "N": "=SUM(K1:K1)"}
        self._put(HEADERS | total, **{f"{of}.total": "N", of: "A"})
        for sub in criterion.sub_criteria:
            at = {f"{sub.id}.id": "A", f"{sub.id}.name": "B", f"{sub.id}.day": "C"}
            self._put({"A": sub.id, "B": sub.name, "C": sub.day}, **at)
            for aspect in sub.aspects:
                self._aspect(aspect)

    def _aspect(self, aspect: Aspect) -> None:
        fields = {
            "method": ("D", aspect.method),
            "description": ("E", aspect.description),
            "extra": ("G", aspect.extra),
            "requirement": ("H", aspect.requirement),
            "section": ("I", aspect.section),
            "mark_max": ("K", _number(aspect.mark_max)),
        }
        self._put(
            dict(fields.values()),
            **{f"{aspect.id}.{field}": letter for field, (letter, _) in fields.items()},
        )
        for score, text in enumerate(aspect.score_texts or ()):
            at = f"{aspect.id}.score.{score}"
            self._put({"F": score, "G": text}, **{at: "F", f"{at}.text": "G"})

    def _put(self, values: Mapping[str, object], **named: str) -> None:
        self._row += 1
        for letter, value in values.items():
            cell = self._sheet[f"{letter}{self._row}"]
            cell.value = value
            if isinstance(value, str) and not value.startswith(("=SUM(", "=SUMIF(")):
                cell.data_type = "s"
        self.cells |= {name: f"{letter}{self._row}" for name, letter in named.items()}


def _number(mark: Mark) -> float:
    return float(mark_text(mark))


def reading_after(edit: Edit) -> SchemeReading:
    """Return what the reader says about the sound workbook after ``edit``."""
    file = BytesIO()
    write_workbook(file, edit=edit)
    return scheme_reading(sheet_in(file.getvalue(), SHEET))


def reading_with(values: Mapping[str, object]) -> SchemeReading:
    """Return what the reader says when the named cells hold ``values``."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        for name, value in values.items():
            sheet[at[name]] = value

    return reading_after(edit)


def codes_and_cells(reading: SchemeReading) -> set[tuple[str, str]]:
    """Return code and cell of each problem."""
    return {(problem.code, problem.cell) for problem in reading.problems}


def sound_cells() -> Mapping[str, str]:
    """Return where the sound workbook has what."""
    kept: dict[str, str] = {}
    write_workbook(BytesIO(), edit=lambda sheet, at: kept.update(at))
    return kept
