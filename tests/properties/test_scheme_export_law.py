"""A scheme that is exported and imported again is the same scheme, and identities survive any shuffling."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.bounds import Bounds, bounds_document, bounds_from_document
from shared.domain.scheme import Scheme, scheme_document, scheme_from_document
from shared.domain.scheme_check import scheme_problems
from shared.domain.scheme_difference import changes_by_form, scheme_difference
from shared.domain.scheme_identity import with_kept_ids
from shared.domain.workbook.reading import scheme_reading
from shared.domain.workbook.sheet import Cell, Row, Sheet
from shared.domain.workbook.title import title_parts, title_text
from shared.domain.workbook.writing import scheme_rows
from shared.workbook import read_scheme
from shared.workbook_cells import sheet_in
from shared.workbook_export import scheme_workbook
from tests.builders_workbook import SHEET, sound_scheme, write_workbook
from tests.properties.scheme_strategies import rebuilt, schemes_with_rules, shuffled

REAL_FILE = "euroskills-2023-web-development.xlsx"
DEFAULT_SAMPLES = Path(__file__).parents[2].parent / "shared" / "data"


def sheet_of(scheme: Scheme) -> Sheet:
    """Return the rows of an exported scheme as they are read, without a file between."""
    rows = (
        Row(number, {letter: Cell(str(value)) for letter, value in row.items() if value != ""})
        for number, row in enumerate(scheme_rows(scheme), start=1)
    )
    return Sheet(SHEET, tuple(row for row in rows if row.cells))


@given(scheme=schemes_with_rules())
def test_an_exported_scheme_is_read_back_the_same(scheme: Scheme) -> None:
    """Every text, mark, rule and id, and the same remarks."""
    reading = scheme_reading(sheet_of(scheme))

    assert (scheme, frozenset(a.id for a in scheme.aspects)) == (reading.scheme, reading.given_ids)
    assert sorted(p.code for p in scheme_problems(scheme)) == sorted(p.code for p in reading.problems)


@given(scheme=schemes_with_rules())
@settings(max_examples=min(25, settings().max_examples))
def test_the_same_holds_through_a_file(scheme: Scheme) -> None:
    """Import, export, import: the workbook in between changes nothing."""
    assert scheme == scheme_reading(sheet_in(scheme_workbook(scheme), SHEET)).scheme


def test_the_sound_scheme_comes_back_from_its_export() -> None:
    """The plain example beside the law."""
    reading = scheme_reading(sheet_of(sound_scheme()))

    assert (sound_scheme(), ()) == (reading.scheme, reading.problems)


def test_the_real_file_comes_back_from_its_export(tmp_path: Path) -> None:
    """DOMAIN 2.1: import, export, import of a scheme that was used at a championship."""
    path = Path(os.environ.get("BAYGE_SAMPLES", DEFAULT_SAMPLES)) / REAL_FILE
    if not path.is_file():
        pytest.skip(f"the real workbook {REAL_FILE} is not there: set BAYGE_SAMPLES to its folder")
    first = read_scheme(path).scheme
    assert first is not None
    exported = tmp_path / "exported.xlsx"
    exported.write_bytes(scheme_workbook(first))

    again = read_scheme(exported)

    assert (first, ()) == (again.scheme, again.problems)
    assert scheme_workbook(first)[:2] == b"PK"


@given(scheme=schemes_with_rules(), data=st.data())
def test_identity_survives_export_shuffling_and_import(scheme: Scheme, data: st.DataObject) -> None:
    """R10: wherever an aspect is moved in the exported file, it comes back as itself."""
    moved = data.draw(shuffled(scheme))

    again = scheme_reading(sheet_of(moved))

    assert again.scheme is not None
    kept = with_kept_ids(again.scheme, scheme, again.given_ids)
    assert {a.id: a.description for a in scheme.aspects} == {a.id: a.description for a in kept.aspects}


@given(scheme=schemes_with_rules())
def test_without_ids_the_text_tells_which_aspect_it_is(scheme: Scheme) -> None:
    """R10: the same content through a program that drops our columns gives the same scheme."""
    foreign = rebuilt(scheme, lambda aspect, at: f"new.{at}")

    assert scheme == with_kept_ids(foreign, scheme)


@given(
    old=schemes_with_rules(), new=schemes_with_rules(), taken=st.frozensets(st.sampled_from(("A1.9", "B1.4")))
)
def test_no_id_is_given_twice_or_again(old: Scheme, new: Scheme, taken: frozenset[str]) -> None:
    """R10: a new aspect never gets an id that another has, had, or that is said to be taken."""
    kept = with_kept_ids(rebuilt(new, lambda aspect, at: f"new.{at}"), old, taken=taken)

    ids = [aspect.id for aspect in kept.aspects]
    assert len(ids) == len(set(ids))
    texts = {a.id: (a.method, " ".join(a.description.casefold().split())) for a in old.aspects}
    for aspect in kept.aspects:
        assert aspect.id not in taken - texts.keys()
        if aspect.id in texts:
            assert texts[aspect.id] == (aspect.method, " ".join(aspect.description.casefold().split()))


@given(old=schemes_with_rules(), new=schemes_with_rules())
def test_nothing_differs_exactly_when_schemes_are_equal(old: Scheme, new: Scheme) -> None:
    """R15: what is shown before it is applied is complete."""
    assert () == scheme_difference(old, old)
    assert (old == new) == (scheme_difference(old, new) == ())


@given(scheme=schemes_with_rules(), data=st.data())
def test_a_shuffled_scheme_differs_by_moves_only(scheme: Scheme, data: st.DataObject) -> None:
    """Nothing is added, removed or changed by moving, and there and back is nothing."""
    moved = data.draw(shuffled(scheme))

    there, back = scheme_difference(scheme, moved), scheme_difference(moved, scheme)

    assert {"moved"} >= {change.kind for change in there if change.subject == "aspect"}
    assert len(there) == len(back)
    forms = {form.id for form in (*scheme.forms, *moved.forms)}
    assert changes_by_form(there).keys() <= forms


@given(
    number=st.from_regex(r"[A-Z]{0,3}[0-9]{1,4}[A-Z]?", fullmatch=True) | st.just(""),
    name=st.text(min_size=1),
)
def test_a_title_that_can_be_read_is_read_as_written(number: str, name: str) -> None:
    """Number and name come apart again, whatever the name begins with."""
    name = name.strip()
    if name and (number or title_parts(name)[0] == ""):
        assert (number, name) == title_parts(title_text(number, name))


bounds = st.builds(
    Bounds,
    *(st.integers(0, 99) for _ in range(7)),
    *(st.integers(0, 999).map(lambda hundredths: hundredths * 1800) for _ in range(2)),
)


@given(bounds=bounds)
def test_bounds_survive_their_document(bounds: Bounds) -> None:
    """Only what differs is written, and it reads back the same."""
    assert bounds == bounds_from_document(bounds_document(bounds))


@given(scheme=schemes_with_rules())
def test_schemes_with_rules_survive_their_document(scheme: Scheme) -> None:
    """R25, R28: rules of a scheme and of its aspects, too."""
    assert scheme == scheme_from_document(scheme_document(scheme))


def test_what_a_workbook_cannot_hold_does_not_stop_the_export() -> None:
    """A control character becomes a blank; a text that looks like a formula stays a text."""
    scheme = rebuilt(sound_scheme(), lambda aspect, at: aspect.id, lambda text: f"=1+{text}\x07")

    again = scheme_reading(sheet_in(scheme_workbook(scheme), SHEET)).scheme

    assert again is not None
    assert "=1+size of A1.1" == next(iter(again.aspects)).description


def test_another_program_reads_the_export_by_the_usual_columns() -> None:
    """The rows are those of the international format: the same cells as its own files have."""
    file = BytesIO()
    write_workbook(file)
    usual, exported = sheet_in(file.getvalue(), SHEET), sheet_in(scheme_workbook(sound_scheme()), SHEET)

    def filled(sheet: Sheet) -> list[dict[str, str]]:
        rows = ({at: c.text for at, c in row.cells.items() if at < "L" and at != "J"} for row in sheet.rows)
        return [row for row in rows if "D" in row or "F" in row]

    assert filled(usual) == filled(exported)
