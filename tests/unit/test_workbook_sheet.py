"""Cells in their order, and the words of a header."""

import pytest

from shared.domain.workbook.sheet import Cell, cell_order, has_words, header_words


def test_cells_come_row_by_row_from_left_to_right() -> None:
    """``AA1`` stands right of ``Z1``; what has no cell comes last, however long the sheet is."""
    in_order = ["A1", "B1", "Z1", "AA1", "BA1", "B9", "A10", "A1048576", ""]

    assert in_order == sorted(["", *sorted(in_order[:-1], reverse=True)], key=cell_order)


def test_a_cell_holds_a_value_unless_it_says_otherwise() -> None:
    """Only a formula can fail."""
    assert Cell("7", "value") == Cell("7")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sub\nCriterion\n\nID:", ("sub", "criterion", "id")),
        ("Aspect - Description (Meas or Judg)", ("aspect", "description", "meas", "or", "judg")),
        ("МАКС. балл", ("макс", "балл")),
        ("Größe 2", ("grösse", "2")),
        (" :- ", ()),
    ],
)
def test_a_header_is_its_words(text: str, words: tuple[str, ...]) -> None:
    """In small letters; line breaks and punctuation do not count."""
    assert words == header_words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Max Mark", True),
        ("Marks, maximum", True),
        ("MAXMARK", False),
        ("Max", False),
        ("Mark", False),
        ("climax remark", False),
    ],
)
def test_every_beginning_must_begin_a_word(text: str, expected: bool) -> None:
    """In any order, whatever comes behind."""
    assert expected is has_words(text, ("max", "mark"))
