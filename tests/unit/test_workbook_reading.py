import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from shared.domain.units import mark_text
from shared.workbook import read_scheme
from tests.builders_workbook import (
    SHEET,
    codes_and_cells,
    reading_after,
    reading_with,
    sound_cells,
    sound_scheme,
)

REAL_FILE = "euroskills-2023-web-development.xlsx"
DEFAULT_SAMPLES = Path(__file__).parents[2].parent / "shared" / "data"


AT = sound_cells()


def test_a_broken_scheme_is_no_scheme_but_is_shown() -> None:
    """A file with errors changes nothing; what could be read is kept to be shown."""
    reading = reading_with({"A1.1.mark_max": "much"})

    assert reading.scheme is None
    assert reading.draft is not None
    assert [("error", SHEET)] == [(problem.severity, problem.sheet) for problem in reading.problems]


def test_a_mark_that_cannot_be_read_spoils_no_sum() -> None:
    """One mistake is one problem: neither the criterion nor the total is blamed for it."""
    assert {("mark_not_a_number", AT["A1.1.mark_max"])} == codes_and_cells(
        reading_with({"A1.1.mark_max": "much"})
    )


def test_a_total_that_is_not_100_stops_the_import() -> None:
    """R10, recomputed from the aspects, beside the criterion that states something else."""
    reading = reading_with({"A1.1.mark_max": 1.5})

    assert reading.scheme is None
    assert {("total_not_100", ""), ("stated_total_differs", AT["criterion A.mark"])} == codes_and_cells(
        reading
    )


def test_a_stated_total_that_differs_is_a_warning() -> None:
    """Formulas in real files miss rows: the sum of the aspects is taken, and the difference told."""
    reading = reading_with({"criterion A.mark": 19.99, "block B.total": "#REF!", "total": 100})

    assert sound_scheme() == reading.scheme
    assert {AT["criterion A.mark"], AT["block B.total"]} == {problem.cell for problem in reading.problems}


def test_every_problem_is_told_at_once_in_the_order_of_the_cells() -> None:
    """Six mistakes all over the sheet, six cells, from top to bottom."""
    names = [
        "section 1.target",
        "criterion C.name",
        "A1.day",
        "A1.2.method",
        "B2.1.score.0.text",
        "E2.2.section",
    ]

    reading = reading_with(dict.fromkeys(names))

    assert [AT[name] for name in names] == [problem.cell for problem in reading.problems]


def test_five_criteria_named_a_are_told_apart() -> None:
    """Four are too many, and the sub-criteria of the others have no criterion."""
    reading = reading_with({f"criterion {letter}.letter": "A" for letter in "BCDE"})

    assert {AT[f"criterion {letter}.letter"] for letter in "BCDE"} == {
        problem.cell for problem in reading.problems if problem.code == "criterion_duplicate"
    }
    assert {AT[f"{letter}1.id"] for letter in "BCDE"} == {
        problem.cell for problem in reading.problems if problem.code == "criterion_unknown"
    }


def test_cells_merged_over_many_rows_hold_their_value_once() -> None:
    """A type merged over two aspects is the type of the first: the second is told at its own cell."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        sheet.merge_cells(f"{at['A1.1.method']}:{at['A1.2.method']}")

    assert {("method_missing", AT["A1.2.method"])} == codes_and_cells(reading_after(edit))


def test_ids_that_are_there_twice_are_told() -> None:
    """A sub-criterion at its cell; an aspect whose id the file gives at the cell of the second."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        sheet["P" + at["block A"][1:]] = "Aspect ID"
        for name in ("A1.1", "A1.4"):
            sheet["P" + at[f"{name}.method"][1:]] = "same"
        sheet[at["B2.id"]] = "B1"

    assert {
        ("aspect_duplicate", "P" + AT["A1.4.method"][1:]),
        ("sub_criterion_duplicate", AT["B2.id"]),
    } == codes_and_cells(reading_after(edit))


def test_ids_given_by_the_file_are_taken_and_others_come_after_them() -> None:
    """R10: a new row between two known ones does not push their ids along."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        sheet["P" + at["block A"][1:]] = "Aspect ID"
        for n, name in enumerate(("A1.1", "A1.3", "A1.4"), start=7):
            sheet["P" + at[f"{name}.method"][1:]] = f"A1.{n}"

    reading = reading_after(edit)

    assert reading.scheme is not None
    assert [f"A1.{n}" for n in (7, 10, 8, 9, 11, 12, 13, 14)] == [
        aspect.id for aspect in reading.scheme.criteria[0].sub_criteria[0].aspects
    ]
    assert {"A1.7", "A1.8", "A1.9"} == reading.given_ids


@pytest.mark.parametrize(
    ("header", "text", "code"),
    [
        ("Aspect ID", "x" * 65, "aspect_id_malformed"),
        ("Allowed Marks", "0; some; 2", "mark_not_a_number"),
        ("Allowed Marks", "2; 1", "allowed_marks_malformed"),
        ("Deduction", "3", "deduction_malformed"),
        ("Deduction", "-1", "mark_negative"),
        ("Tolerance Bands", "9.95 to 10.05: 1", "rule_text_malformed"),
        ("Tolerance Bands", "nine..ten = 1.00", "measured_not_a_number"),
        ("Tolerance Bands", "1..2 = 9.00", "bands_malformed"),
        ("Panel", "judges: 5", "rule_text_malformed"),
        ("Panel", "judges = many", "rule_text_malformed"),
    ],
)
def test_a_rule_that_cannot_be_read_is_told_at_its_cell(header: str, text: str, code: str) -> None:
    """The columns of our own are checked like all others."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        sheet["P" + at["block A"][1:]] = header
        sheet["P" + at["A1.1.method"][1:]] = text

    assert {(code, "P" + AT["A1.1.method"][1:])} == codes_and_cells(reading_after(edit))


def test_rules_of_the_whole_scheme_that_cannot_be_read_are_told() -> None:
    """They stand right of the title."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        sheet["P1"], sheet["Q1"] = "Marking rules", "rounding = down"

    assert {("rule_text_malformed", "Q1")} == codes_and_cells(reading_after(edit))


@pytest.fixture
def real_file() -> Path:
    """Return the real workbook, or skip in words."""
    path = Path(os.environ.get("BAYGE_SAMPLES", DEFAULT_SAMPLES)) / REAL_FILE
    if not path.is_file():
        pytest.skip(
            f"the real workbook {REAL_FILE} is not there: set BAYGE_SAMPLES to the folder that holds it"
        )
    return path


def test_the_real_file_is_read_whole(real_file: Path) -> None:
    """DOMAIN 2.1, acceptance: the counts and sums of a scheme that was used at a championship."""
    reading = read_scheme(real_file)

    assert not reading.problems
    scheme = reading.scheme
    assert scheme is not None
    assert ("17", "Web Development") == (scheme.skill_number, scheme.skill_name)
    assert {"A": "17.00", "B": "23.00", "C": "17.00", "D": "22.00", "E": "16.00", "F": "5.00"} == {
        criterion.letter: mark_text(criterion.mark_max) for criterion in scheme.criteria
    }
    aspects = list(scheme.aspects)
    assert (36, 149) == (len(list(scheme.sub_criteria)), len(aspects))
    assert (123, "76.00") == _count_and_marks([a.mark_max for a in aspects if a.method == "M"])
    assert (26, "24.00") == _count_and_marks([a.mark_max for a in aspects if a.method == "J"])
    assert ["5.00", "5.00", "25.00", "25.00", "40.00"] == [mark_text(s.target) for s in scheme.sections]
    assert ("0.25", "2.00") == (
        mark_text(min(a.mark_max for a in aspects)),
        mark_text(max(a.mark_max for a in aspects)),
    )
    assert {1, 2, 3} == {sub.day for sub in scheme.sub_criteria}
    assert "A1.1" == aspects[0].id


def _count_and_marks(maxima: list[int]) -> tuple[int, str]:
    return len(maxima), mark_text(sum(maxima))
