from collections.abc import Mapping
from typing import Any

import pytest

from tests.builders_workbook import (
    codes_and_cells,
    reading_after,
    reading_with,
    sound_cells,
    sound_scheme,
)

AT = sound_cells()


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("A1.1.mark_max", None, "mark_missing"),
        ("A1.1.mark_max", "NaN", "mark_not_a_number"),
        ("A1.1.mark_max", "much", "mark_not_a_number"),
        ("A1.1.mark_max", "∞", "mark_not_a_number"),
        ("A1.1.mark_max", True, "mark_not_a_number"),
        ("A1.1.mark_max", 1e300, "mark_not_a_number"),
        ("A1.1.mark_max", 0.125, "mark_too_many_decimals"),
        ("A1.1.mark_max", "1,999", "mark_too_many_decimals"),
        ("A1.1.mark_max", -1, "mark_negative"),
        ("A1.1.mark_max", "#REF!", "formula_failed"),
        ("A1.1.mark_max", "=1+1", "formula_without_value"),
        ("A1.1.mark_max", 0, "mark_zero"),
        ("A1.1.mark_max", 2.5, "mark_high"),
        ("A1.1.method", None, "method_missing"),
        ("A1.1.method", "X", "method_unknown"),
        ("A1.1.method", "Q", "method_unknown"),
        ("A1.1.description", None, "description_missing"),
        ("A1.1.section", None, "section_missing"),
        ("A1.1.section", 9, "section_unknown"),
        ("A1.1.section", "third", "section_unknown"),
        ("A1.day", None, "day_missing"),
        ("A1.day", "soon", "day_malformed"),
        ("A1.day", 1.5, "day_malformed"),
        ("A1.day", 0, "day_malformed"),
        ("A1.name", None, "sub_criterion_name_missing"),
        ("A1.id", None, "sub_criterion_id_missing"),
        ("A1.id", "first", "sub_criterion_id_malformed"),
        ("A1.id", "Z1", "criterion_unknown"),
        ("A2.id", "A1", "sub_criterion_duplicate"),
        ("A2.1.score.2.text", None, "score_text_missing"),
        ("A2.1.score.2.text", "  ", "score_text_missing"),
        ("A2.1.score.2", 7, "score_malformed"),
        ("A2.1.score.2", 1, "score_duplicate"),
        ("A2.1.method", "M", "score_texts_on_measurement"),
        ("criterion A.letter", "AA", "criterion_letter_malformed"),
        ("criterion B.letter", "A", "criterion_duplicate"),
        ("criterion A.name", None, "criterion_name_missing"),
        ("criterion A.mark", None, "criterion_mark_missing"),
        ("criterion A.mark", 19, "stated_total_differs"),
        ("criterion A.mark", "lots", "stated_total_differs"),
        ("block A.total", 19.5, "stated_total_differs"),
        ("section 1.marks", 79, "stated_total_differs"),
        ("total", 99, "stated_total_differs"),
        ("section 1.number", "one", "section_number_malformed"),
        ("section 1.number", None, "section_number_malformed"),
        ("section 2.number", 1, "section_duplicate"),
        ("section 1.name", None, "section_name_missing"),
        ("section 1.target", None, "target_missing"),
        ("section 1.target", "most", "mark_not_a_number"),
        ("title", None, "title_missing"),
        ("title", "Handicraft", "skill_number_missing"),
    ],
)
def test_a_broken_cell_is_named_with_its_code(name: str, value: object, code: str) -> None:
    """One cell changed: the problem is told at that very cell."""
    assert (code, AT[name]) in codes_and_cells(reading_with({name: value}))


@pytest.mark.parametrize(
    "values",
    [
        {"A1.1.mark_max": "2,00", "A1.2.mark_max": " 2.0 "},
        {"A1.1.mark_max": 1.1 + 0.9, "A1.2.mark_max": 2.0000000000000004},
        {"A1.1.method": "m", "A2.1.method": "j ", "A1.2.method": "М"},
        {"A1.id": "а1", "criterion A.letter": "А", "A2.id": "a 2"},
        {"A1.day": "C1", "A2.day": "С2", "B1.day": "Day 1"},
        {"A1.1.section": "1", "section 1.target": "80%", "section 2.target": "20,00"},
        {"A2.1.score.0": "0", "A2.1.score.3": 3.0},
        {"title": "42. Қолөнер"},
        {"title": "42 - Қолөнер"},
    ],
)
def test_what_is_meant_is_read(values: Mapping[str, object]) -> None:
    """Decimal comma, text for numbers, small and Cyrillic letters, binary noise: the same scheme."""
    reading = reading_with(values)

    assert not reading.problems
    assert sound_scheme() == reading.scheme


def test_headers_are_known_loosely() -> None:
    """Line breaks, capitals, punctuation and a blank header do not matter."""
    block = AT["block A"][1:]

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        sheet[f"A{block}"] = "SUB-CRITERION   ID:"
        sheet[f"D{block}"] = None
        sheet[f"K{block}"] = "max. mark"

    reading = reading_after(edit)

    assert sound_scheme() == reading.scheme


def test_rows_are_known_by_their_cells_not_by_their_number() -> None:
    """Empty rows and a column put in anywhere change nothing but the cells that problems name."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        sheet.insert_rows(30, 7)
        sheet.insert_rows(5, 2)
        sheet.insert_cols(4)

    assert sound_scheme() == reading_after(edit).scheme


def test_merged_cells_read_as_their_first() -> None:
    """A title over many columns, a day over many rows."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        sheet.merge_cells("A1:K1")
        row = int(at["A1.day"][1:])
        sheet.merge_cells(f"C{row}:C{row + 5}")

    reading = reading_after(edit)

    assert not reading.problems
    assert sound_scheme() == reading.scheme


def test_a_description_that_reads_like_a_header_is_a_description() -> None:
    """An aspect may be about sections, targets, marks and totals."""
    reading = reading_with(
        {
            "A1.1.description": "Section",
            "A1.1.extra": "WSOS marks",
            "criterion B.name": "Total station",
            "A1.2.extra": 5,
        }
    )

    assert not reading.problems
    assert reading.scheme is not None
    assert "Total station" == reading.scheme.criteria[1].name


def test_text_that_nothing_expects_is_told() -> None:
    """Nothing is dropped in silence: a note in a score row, a day beside an aspect."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        sheet["H" + at["A2.1.score.0"][1:]] = "see drawing"
        sheet["C" + at["A1.1.method"][1:]] = 2
        sheet["G" + str(int(at["total"][1:]) + 1)] = "signed"

    reading = reading_after(edit)

    assert sound_scheme() == reading.scheme
    assert ["text_ignored"] * 3 == [problem.code for problem in reading.problems]


def test_an_aspect_above_the_first_sub_criterion_has_no_home() -> None:
    """The block starts with a sub-criterion, or its aspects belong to nobody."""
    reading = reading_with({"A1.id": None, "A1.name": None, "A1.day": None})

    assert ("aspect_outside_sub_criterion", AT["A1.1.method"]) in codes_and_cells(reading)


def test_a_score_above_every_aspect_has_no_home() -> None:
    """A score text without an aspect before it is told, not dropped."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        sheet["F" + at["A1.id"][1:]] = 0

    assert ("score_outside_aspect", "F" + AT["A1.id"][1:]) in codes_and_cells(reading_after(edit))


def test_blocks_that_are_not_there_are_told() -> None:
    """An empty sheet lacks everything, a sheet cut after the criteria its aspects."""

    def empty(sheet: Any, at: Mapping[str, str]) -> None:
        sheet.delete_rows(1, 200)

    def cut(sheet: Any, at: Mapping[str, str]) -> None:
        sheet.delete_rows(int(at["block A"][1:]), 200)

    def without_criteria(sheet: Any, at: Mapping[str, str]) -> None:
        first = int(at["criterion A.letter"][1:])
        sheet.delete_rows(first - 1, 6)

    assert {"title_missing", "sections_missing", "criteria_missing", "aspects_missing"} == {
        code for code, _ in codes_and_cells(reading_after(empty))
    }
    assert "aspects_missing" in {code for code, _ in codes_and_cells(reading_after(cut))}
    assert "criteria_missing" in {code for code, _ in codes_and_cells(reading_after(without_criteria))}


def test_another_column_order_is_refused_by_the_column_it_lacks() -> None:
    """A block without days and sections says which columns are missing, not a hundred empty cells."""

    def edit(sheet: Any, at: Mapping[str, str]) -> None:
        for name, cell in at.items():
            if name.startswith("block") and not name.endswith("total"):
                for letter, header in zip(
                    "CDEFGHIJK",
                    (
                        "Aspect type",
                        "Aspect description",
                        "Judg score",
                        "Extra",
                        None,
                        None,
                        "Max mark",
                        None,
                        None,
                    ),
                    strict=True,
                ):
                    sheet[f"{letter}{cell[1:]}"] = header

    codes = {code for code, _ in codes_and_cells(reading_after(edit))}

    assert "column_missing" in codes
    assert "day_missing" not in codes
