"""What is written to a workbook is read from it again, and whatever is broken in it is told, never raised."""

from io import BytesIO
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.errors import RuleBroken
from shared.domain.scheme import Scheme, scheme_document, scheme_from_document
from shared.domain.scheme_check import scheme_problems
from shared.domain.scheme_messages import Language
from shared.domain.scheme_problems import problem, sentence
from shared.domain.workbook.reading import SchemeReading, scheme_reading
from shared.domain.workbook.sheet import Cell, Row, Sheet
from shared.workbook_cells import sheet_in
from tests.builders_formats import national_rows, sheet_of
from tests.builders_workbook import SHEET, sound_scheme, write_workbook
from tests.properties.scheme_strategies import schemes, texts


@given(scheme=schemes())
@settings(max_examples=min(40, settings().max_examples))
def test_reading_gives_back_what_was_written(scheme: Scheme) -> None:
    """Write, then read: the same scheme, and nothing worse than warnings."""
    file = BytesIO()
    write_workbook(file, scheme)
    reading = scheme_reading(sheet_in(file.getvalue(), SHEET))

    assert scheme == reading.scheme


cells = st.builds(
    Cell,
    st.sampled_from(("", "0", "1", "-1", "0.333", "A", "A1", "М", "NaN", "Section", "Total", "100"))
    | texts
    | st.text(max_size=5),
    st.sampled_from(("value", "uncalculated", "failed")),
)
places = st.tuples(st.integers(1, 110), st.sampled_from("ABCDEFGHIJKLMN"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the file of the sound scheme."""
    return write_workbook(tmp_path_factory.mktemp("law") / "scheme.xlsx").read_bytes()


@pytest.fixture(scope="module")
def sheet(whole: bytes) -> Sheet:
    """Return the cells of the sound scheme."""
    return sheet_in(whole, SHEET)


@given(changes=st.dictionaries(places, cells | st.none(), max_size=12))
def test_any_cells_are_read_or_told(sheet: Sheet, changes: dict[tuple[int, str], Cell | None]) -> None:
    """Cells overwritten at random never break the reader, and every problem can be said in every language."""
    rows = {row.number: dict(row.cells) for row in sheet.rows}
    for (number, letter), cell in changes.items():
        rows.setdefault(number, {})[letter] = cell
    kept = {n: {at: c for at, c in sorted(row.items()) if c is not None} for n, row in sorted(rows.items())}
    reading = scheme_reading(Sheet(SHEET, tuple(Row(n, row) for n, row in kept.items() if row)))

    assert_is_told(reading)


national = sheet_of(
    national_rows({"C": "D", "E": "x", "I": 1, "J": 2}, {"G": "y", "J": 1}, {"C": "Z", "E": "z"})
)
national_cells = st.builds(
    Cell, st.sampled_from(("B", "D", "Z", "J", "S", "2", "-1", "-", "1", "A1", "Код", "Макс"))
)


@given(changes=st.dictionaries(places, national_cells | st.none(), max_size=12))
def test_any_cells_of_the_national_format_are_read_or_told(
    changes: dict[tuple[int, str], Cell | None],
) -> None:
    """The same for parent rows, discrete aspects and whatever stands below them."""
    rows = {row.number: dict(row.cells) for row in national.rows}
    for (number, letter), cell in changes.items():
        rows.setdefault(number, {})[letter] = cell  # type: ignore[assignment]
    kept = {n: {at: c for at, c in sorted(row.items()) if c is not None} for n, row in sorted(rows.items())}

    assert_is_told(scheme_reading(Sheet(SHEET, tuple(Row(n, row) for n, row in kept.items() if row))))


@given(at=st.floats(0, 1), junk=st.binary(max_size=40), is_cut=st.booleans())
def test_any_bytes_are_read_or_told(whole: bytes, at: float, junk: bytes, is_cut: bool) -> None:
    """A file cut short or overwritten somewhere is refused with a sentence, or read when nothing was hit."""
    start = int(at * len(whole))
    content = whole[:start] + junk + (b"" if is_cut else whole[start + len(junk) :])
    try:
        reading = scheme_reading(sheet_in(content, SHEET))
    except RuleBroken as refused:
        reading = SchemeReading(None, (problem(refused.code, "", **dict(refused.details)),))

    assert_is_told(reading)


def assert_is_told(reading: SchemeReading) -> None:
    """Check that there is a scheme exactly when there is no error, and a sentence for each problem."""
    assert (reading.scheme is None) == any(p.severity == "error" for p in reading.problems)
    for found in reading.problems:
        for language in get_args(Language):
            assert sentence(found, language)


@given(scheme=schemes())
@settings(max_examples=min(40, settings().max_examples))
def test_a_scheme_survives_its_document(scheme: Scheme) -> None:
    """The JSON document gives back the same scheme, and the rules say the same about it."""
    again = scheme_from_document(scheme_document(scheme))

    assert scheme == again
    assert scheme_problems(scheme) == scheme_problems(again)


def test_the_sound_scheme_comes_back_without_a_remark(sheet: Sheet) -> None:
    """The plain example beside the law: five criteria, eighty measured marks, twenty judged."""
    reading = scheme_reading(sheet)

    assert not reading.problems
    assert sound_scheme() == reading.scheme
