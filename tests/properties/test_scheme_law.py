"""What is written to a workbook is read from it again, and whatever is broken in it is told, never raised."""

from io import BytesIO
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.errors import RuleBroken
from shared.domain.scheme import (
    Aspect,
    Criterion,
    Method,
    Scheme,
    Section,
    SubCriterion,
    scheme_document,
    scheme_from_document,
)
from shared.domain.scheme_check import scheme_problems
from shared.domain.scheme_messages import Language
from shared.domain.scheme_problems import problem, sentence
from shared.domain.units import UNITS_PER_HUNDREDTH, Mark
from shared.domain.workbook.reading import SchemeReading, scheme_reading
from shared.domain.workbook.sheet import Cell, Row, Sheet
from shared.workbook_cells import sheet_in
from tests.builders_workbook import SHEET, sound_scheme, write_workbook

texts = st.text(st.sampled_from("AaZz09 .,;:=+-/%'\"<>&|Жқәіңғүұө\n—№"), min_size=1, max_size=30).filter(
    lambda text: text == text.strip()
)
"""Anything an organiser may type, formulas' signs and line breaks too."""


def _shares(draw: st.DrawFn, parts: int) -> list[Mark]:
    """Return marks that add up to 100.00."""
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=parts - 1, max_size=parts - 1)))
    return [(high - low) * UNITS_PER_HUNDREDTH for low, high in pairwise([0, *cuts, 10_000])]


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """Return a scheme that may be imported: its sums are right, all the rest is free."""
    numbers = draw(st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True))
    targets = _shares(draw, len(numbers))
    sections = tuple(Section(n, draw(texts), t) for n, t in zip(numbers, targets, strict=True))
    letters = draw(st.lists(st.sampled_from("ABCDEFGHI"), min_size=1, max_size=9, unique=True))
    shapes = [draw(st.lists(st.integers(1, 3), min_size=1, max_size=3)) for _ in letters]
    maxima = iter(_shares(draw, sum(map(sum, shapes))))
    criteria = []
    for letter, shape in zip(letters, shapes, strict=True):
        subs = tuple(
            SubCriterion(
                f"{letter}{n}",
                draw(texts),
                draw(st.integers(1, 9)),
                tuple(_aspect(draw, f"{letter}{n}.{k}", numbers, next(maxima)) for k in range(1, size + 1)),
            )
            for n, size in enumerate(shape, 1)
        )
        mark_max = sum(aspect.mark_max for sub in subs for aspect in sub.aspects)
        criteria.append(Criterion(letter, draw(texts), mark_max, subs))
    return Scheme(str(draw(st.integers(1, 99))), f"Skill {draw(texts)}", sections, tuple(criteria))


def _aspect(draw: st.DrawFn, aspect_id: str, sections: list[int], mark_max: Mark) -> Aspect:
    method: Method = draw(st.sampled_from(("M", "J")))
    return Aspect(
        id=aspect_id,
        method=method,
        description=draw(texts),
        section=draw(st.sampled_from(sections)),
        mark_max=mark_max,
        extra=draw(st.just("") | texts),
        requirement=draw(st.just("") | texts),
        score_texts=tuple(draw(texts) for _ in range(4)) if method == "J" else None,
    )


@given(scheme=schemes())
@settings(max_examples=40, deadline=None)
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
@settings(max_examples=100, deadline=None)
def test_any_cells_are_read_or_told(sheet: Sheet, changes: dict[tuple[int, str], Cell | None]) -> None:
    """Cells overwritten at random never break the reader, and every problem can be said in every language."""
    rows = {row.number: dict(row.cells) for row in sheet.rows}
    for (number, letter), cell in changes.items():
        rows.setdefault(number, {})[letter] = cell
    kept = {n: {at: c for at, c in sorted(row.items()) if c is not None} for n, row in sorted(rows.items())}
    reading = scheme_reading(Sheet(SHEET, tuple(Row(n, row) for n, row in kept.items() if row)))

    assert_is_told(reading)


@given(at=st.floats(0, 1), junk=st.binary(max_size=40), is_cut=st.booleans())
@settings(max_examples=100, deadline=None)
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
@settings(max_examples=40, deadline=None)
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
