"""One field of one row: what it holds, and what is said when it holds nothing that can be read."""

import pytest

from shared.domain.units import UNITS_PER_MARK
from shared.domain.workbook.draft import Draft
from shared.domain.workbook.fields import Fields, code
from shared.domain.workbook.sheet import Cell, Row

LONG = "#REF! and a text that goes on and on, well beyond all that anybody would read"
ROW = Row(
    7,
    {
        "A": Cell("17"),
        "B": Cell("Frame"),
        "C": Cell("", "uncalculated"),
        "D": Cell(LONG, "failed"),
        "E": Cell("25%"),
        "F": Cell("much"),
    },
)


def fields_at(**letters: str) -> Fields:
    """Return fields with these columns."""
    fields = Fields()
    fields.letters = letters
    return fields


def told(fields: Fields) -> list[tuple[str, str, dict[str, str]]]:
    """Return what was reported."""
    return [(problem.code, problem.cell, dict(problem.details)) for problem in fields.problems]


def test_a_text_is_read_with_its_cell() -> None:
    """Nothing is to be told."""
    fields, draft = fields_at(name="B"), Draft()

    assert "Frame" == fields.text(draft, ROW, "name")
    assert ({"name": "B7"}, set(), []) == (draft.cells, draft.unread, told(fields))


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        ("C", [("formula_without_value", "C7", {})]),
        ("D", [("formula_failed", "D7", {"value": LONG[:40]})]),
        ("G", [("name_missing", "G7", {"id": "A1"})]),
    ],
)
def test_a_text_that_cannot_be_read_is_told(
    letter: str, expected: list[tuple[str, str, dict[str, str]]]
) -> None:
    """A formula without a value, one that failed, an empty cell: once, and its field is known as unread."""
    fields, draft = fields_at(name=letter), Draft()

    assert fields.text(draft, ROW, "name", "name_missing", id="A1") is None
    assert ({"name": f"{letter}7"}, {"name"}, expected) == (draft.cells, draft.unread, told(fields))


def test_an_empty_cell_may_be_meant() -> None:
    """Where nothing need stand there is nothing to tell, and nothing unread."""
    fields, draft = fields_at(name="G"), Draft()

    assert fields.text(draft, ROW, "name") is None
    assert ({"name": "G7"}, set(), []) == (draft.cells, draft.unread, told(fields))


def test_a_field_without_a_column_is_unread() -> None:
    """The column is told, once for all rows; the row is shown by its first cell."""
    fields, draft = fields_at(), Draft()

    assert fields.text(draft, ROW, "name", "name_missing") is None
    assert ({"name": "A7"}, {"name"}, []) == (draft.cells, draft.unread, told(fields))


@pytest.mark.parametrize(
    ("name", "letter", "mark", "expected"),
    [
        ("mark_max", "A", 17, []),
        ("target", "E", 25, []),
        ("mark_max", "E", 0, [("mark_not_a_number", "E7", {"value": "25%"})]),
        ("target", "F", 0, [("mark_not_a_number", "F7", {"value": "much"})]),
        ("target", "G", 0, [("target_missing", "G7", {"number": "1"})]),
    ],
)
def test_a_mark_is_read_or_told(
    name: str, letter: str, mark: int, expected: list[tuple[str, str, dict[str, str]]]
) -> None:
    """Only a target may be said in percent."""
    fields, draft = fields_at(**{name: letter}), Draft()

    assert mark * UNITS_PER_MARK == fields.mark(draft, ROW, name, "target_missing", number="1")
    assert ({name} if expected else set(), expected) == (draft.unread, told(fields))


def test_a_row_is_filled_where_one_of_the_fields_is() -> None:
    """A field without a column is in no row."""
    fields = fields_at(name="B", note="G")

    assert fields.is_filled(ROW, "name")
    assert fields.is_filled(ROW, "note", "name")
    assert not fields.is_filled(ROW, "note")
    assert not fields.is_filled(ROW, "other")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"A": "B"}, True),
        ({"A": " в "}, True),
        ({"A": "BB"}, False),
        ({"B": "Frame"}, False),
        ({"B": "Frame", "C": "17"}, True),
        ({"A": "first", "B": "Frame"}, True),
        ({"B": "Total", "C": "17"}, False),
        ({"A": "B", "B": "Total", "C": "17"}, True),
        ({"B": "Frame", "E": "17"}, False),
        ({"B": "C"}, False),
    ],
)
def test_an_entry_has_a_key_or_most_of_its_fields(cells: dict[str, str], expected: bool) -> None:
    """A note, a caption and a total have neither, and are no entry."""
    fields = fields_at(letter="A", name="B", stated="C")
    row = Row(7, {letter: Cell(text) for letter, text in cells.items()})

    assert expected is fields.is_entry(row, r"[A-Z]", "letter", "name", "stated")


def test_half_of_the_fields_are_not_most_of_them() -> None:
    """Two of four."""
    fields = fields_at(letter="A", name="B", stated="C", note="D")
    row = Row(7, {"B": Cell("Frame"), "C": Cell("17")})

    assert not fields.is_entry(row, r"[A-Z]", "letter", "name", "stated", "note")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("а 1", "A1"), (" j\n", "J"), ("авсенмо", "ABCEHMO"), ("ABCEHMO", "ABCEHMO"), ("д", "Д")],
)
def test_a_code_is_read_as_it_is_meant(text: str, expected: str) -> None:
    """Capitals without blanks; Cyrillic letters that look like Latin ones are those."""
    assert expected == code(text)
