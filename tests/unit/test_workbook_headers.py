"""Every word by which a header is known, and where columns stand, in every format (DOMAIN 2.1)."""

from collections.abc import Mapping

import pytest

from shared.domain.workbook.layout import BLOCKS, NATIONAL, PLAIN, Layout
from shared.domain.workbook.sheet import Cell, Row
from shared.domain.workbook.table import Table

SECTIONS, CRITERIA = BLOCKS.tables[1:]
CRITERIA_BY_NAME = NATIONAL.tables[3]
NOTHING: set[str] = set()
BLOCKS_LETTERS = (
    "id A, name B, day C, method D, description E, score F, extra G, requirement H, section I, mark_max K"
)
PLAIN_LETTERS = "id A, name B, method C, description D, score E, extra F, mark_max I"
NATIONAL_LETTERS = (
    "id A, name B, method C, link D, description E, score F, extra G, requirement H, section I, mark_max J"
)


def row(**texts: str) -> Row:
    """Return a row with these cells."""
    return Row(7, {letter: Cell(text) for letter, text in texts.items()})


def known_as(table: Table, text: str) -> set[str]:
    """Return the fields whose header ``text`` may be."""
    return {column.field for column in table.columns if column.is_header(text)}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Sub Criterion ID", {"id"}),
        ("Subcriterion ID", {"id"}),
        ("Sub-Criteria\nID", {"id"}),
        ("SubCriteriaID", {"id"}),
        ("Sub", NOTHING),
        ("ID", NOTHING),
        ("Код", {"id"}),
        ("ID подкритерия", {"id", "name"}),
        ("Подкритерий", {"name"}),
        ("Sub Criterion Name or Description", {"name"}),
        ("Subcriteria\nname", {"name"}),
        ("Name", NOTHING),
        ("Day of Marking", {"day"}),
        ("День оценки", {"day"}),
        ("Aspect Type", {"method"}),
        ("Type", {"method"}),
        ("Тип аспекта", {"method", "description"}),
        ("Aspect ID", {"aspect_id"}),
        ("Aspect", NOTHING),
        ("Allowed Marks", {"allowed_marks"}),
        ("Allowed", NOTHING),
        ("Marks", NOTHING),
        ("Deduction", {"deduction"}),
        ("Tolerance Bands", {"bands"}),
        ("Tolerance", NOTHING),
        ("Bands", NOTHING),
        ("Panel", {"judging"}),
        ("Extra Aspect Description", {"extra", "description"}),
        ("Extra", {"extra"}),
        ("Дополнительно", {"extra"}),
        ("Методика проверки", {"extra"}),
        ("Judg Score", {"score"}),
        ("Judgement\nscore", {"score"}),
        ("Judg", NOTHING),
        ("Score", NOTHING),
        ("Судейская оценка", {"score"}),
        ("Extra, or Judgement Score Description", {"extra"}),
        ("Дополнительно, или судейская оценка", {"extra"}),
        ("Методика судейской оценки", {"extra"}),
        ("Requirement (Measurement Only)", {"requirement"}),
        ("Требование", {"requirement"}),
        ("Aspect - Description", {"description"}),
        ("Description", NOTHING),
        ("Аспект", {"description"}),
        ("Описание", {"description"}),
        ("WSOS", {"section"}),
        ("WSSS", {"section"}),
        ("Section", {"section"}),
        ("Раздел", {"section"}),
        ("Max Mark", {"mark_max"}),
        ("Макс. балл", {"mark_max"}),
        ("Z-связь", {"link"}),
        ("Calculation Row (Export only)", NOTHING),
    ],
)
@pytest.mark.parametrize("layout", [BLOCKS, PLAIN, NATIONAL])
def test_headers_of_aspects_are_known_by_their_words(layout: Layout, text: str, fields: set[str]) -> None:
    """The same words in every format; a word that belongs to a header is not enough alone."""
    assert fields == known_as(layout.aspects, text)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Section", {"number"}),
        ("Раздел", {"number"}),
        ("WSOS", {"name"}),
        ("WSSS", {"name"}),
        ("Name", {"name"}),
        ("Description", {"name"}),
        ("Наименование", {"name"}),
        ("WSOS Marks", {"name", "target"}),
        ("WSSS Marks", {"name", "target"}),
        ("Target", {"target"}),
        ("Баллы", {"target"}),
        ("Aspect Marks", {"stated"}),
        ("Aspect", NOTHING),
        ("Marks", NOTHING),
        ("Variation", NOTHING),
    ],
)
@pytest.mark.parametrize("layout", [BLOCKS, PLAIN, NATIONAL])
def test_headers_of_sections_are_known_by_their_words(layout: Layout, text: str, fields: set[str]) -> None:
    """One header may be that of two columns: each is looked for at its own letter first."""
    assert fields == known_as(layout.tables[1], text)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("ID", {"letter"}),
        ("Letter", {"letter"}),
        ("Criterion ID", {"letter"}),
        ("Код", {"letter"}),
        ("Name", {"name"}),
        ("Description", {"name"}),
        ("Наименование", {"name"}),
        ("Критерий", {"name"}),
        ("Mark", {"stated"}),
        ("Max", {"stated"}),
        ("Балл", {"stated"}),
        ("Criteria", NOTHING),
    ],
)
@pytest.mark.parametrize("layout", [BLOCKS, PLAIN, NATIONAL])
def test_headers_of_criteria_are_known_by_their_words(layout: Layout, text: str, fields: set[str]) -> None:
    """In every format."""
    assert fields == known_as(layout.tables[2], text)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Criteria,", {"name"}),
        ("Criterion", {"name"}),
        ("Критерии", {"name"}),
        ("Mark", {"stated"}),
        ("Балл", {"stated"}),
        ("ID", NOTHING),
    ],
)
def test_headers_of_criteria_by_name_are_known_by_their_words(text: str, fields: set[str]) -> None:
    """The letters of the national list stand below no header."""
    assert fields == known_as(CRITERIA_BY_NAME, text)


@pytest.mark.parametrize(
    ("table", "titles"),
    [
        (
            BLOCKS.aspects,
            {
                "id": "Sub Criterion ID",
                "name": "Sub Criterion Name",
                "day": "Day of Marking",
                "method": "Aspect Type",
                "description": "Aspect - Description",
                "score": "Judg Score",
                "section": "WSOS Section",
                "mark_max": "Max Mark",
            },
        ),
        *(
            (
                layout.aspects,
                {
                    "id": "Sub Criterion ID",
                    "name": "Sub Criterion Name",
                    "method": "Aspect Type",
                    "description": "Aspect - Description",
                    "score": "Judg Score",
                    "mark_max": "Max Mark",
                },
            )
            for layout in (PLAIN, NATIONAL)
        ),
        (SECTIONS, {"number": "Section", "name": "WSOS Marks", "target": "WSOS Marks"}),
        (CRITERIA, {"letter": "ID", "name": "Name"}),
        (CRITERIA_BY_NAME, {"name": "Criteria", "letter": "ID"}),
    ],
)
def test_a_needed_column_that_is_missing_has_a_title(table: Table, titles: Mapping[str, str]) -> None:
    """An organiser is told what to write above it; the other columns may be left out."""
    assert titles == {column.field: column.title for column in table.missing({})}


@pytest.mark.parametrize("table", [BLOCKS.aspects, SECTIONS, CRITERIA, CRITERIA_BY_NAME])
def test_a_column_is_known_by_its_title(table: Table) -> None:
    """Who writes what the message names is understood; a column without header words has none."""
    assert {column.field for column in table.columns if column.words} == {
        column.field for column in table.columns if column.is_header(column.title)
    }


@pytest.mark.parametrize(
    ("table", "headers", "letters"),
    [
        (
            BLOCKS.aspects,
            {"A": "Sub Criterion ID", "D": "Type", "E": "Aspect description", "K": "Max"},
            BLOCKS_LETTERS,
        ),
        (
            BLOCKS.aspects,
            {"A": "Sub Criterion ID", "C": "Day", "G": "Extra", "I": "Section"},
            BLOCKS_LETTERS,
        ),
        (
            PLAIN.aspects,
            {"A": "Sub Criterion ID", "C": "Type", "D": "Aspect description", "I": "Max"},
            PLAIN_LETTERS,
        ),
        (
            PLAIN.aspects,
            {"A": "Sub Criterion ID", "B": "Sub Criterion Name", "E": "Judg Score", "F": "Extra"},
            PLAIN_LETTERS,
        ),
        (
            NATIONAL.aspects,
            {"A": "Код", "C": "Тип", "E": "Аспект", "J": "Макс."},
            NATIONAL_LETTERS,
        ),
        (
            NATIONAL.aspects,
            {"A": "Код", "D": "Z", "H": "Требование", "I": "Раздел"},
            NATIONAL_LETTERS,
        ),
        (SECTIONS, {"A": "Section", "I": "Target"}, "number A, name B, target I, stated J"),
        (SECTIONS, {"A": "Section", "B": "Name"}, "number A, name B, target I, stated J"),
        (CRITERIA, {"A": "ID", "B": "Name"}, "letter A, name B, stated K"),
        (CRITERIA, {"A": "ID", "K": "Mark"}, "letter A, name B, stated K"),
        (CRITERIA_BY_NAME, {"E": "Criteria", "F": "Mark"}, "letter C, name E, stated F"),
        (CRITERIA_BY_NAME, {"E": "Criteria", "G": "Балл"}, "letter C, name E, stated G"),
    ],
)
def test_blank_headers_stand_at_their_letters(table: Table, headers: Mapping[str, str], letters: str) -> None:
    """With as few headers as a header row must have; one less, and it is none."""
    found = table.header(row(**headers))
    fewer = table.header(row(**dict(list(headers.items())[:-1])))

    assert dict(pair.split() for pair in letters.split(", ")) == found
    assert fewer is None


def test_a_header_row_may_say_more_than_a_format_has() -> None:
    """A column that stands elsewhere, or that only some files have, is found by its header."""
    headers = {
        "B": "Sub Criterion ID",
        "C": "Name of the Sub Criterion",
        "D": "Requirement",
        "E": "Type",
        "F": "Z",
        "G": "Day",
        "H": "WSOS",
        "L": "Panel",
    }

    found = PLAIN.aspects.header(row(**headers))

    assert {
        "id": "B",
        "name": "C",
        "requirement": "D",
        "method": "E",
        "link": "F",
        "day": "G",
        "section": "H",
        "judging": "L",
        "mark_max": "I",
    } == found


def test_below_the_aspects_no_other_table_begins() -> None:
    """A description may read like the header of a list; more aspects may follow."""
    listed = row(A="Section", B="WSOS Marks")
    aspects = row(A="Sub Criterion ID", B="Sub Criterion Name", D="Type", K="Max")

    assert BLOCKS.header(listed, BLOCKS.aspects) is None
    assert [SECTIONS, SECTIONS] == [
        found[0] for current in (None, CRITERIA) if (found := BLOCKS.header(listed, current))
    ]
    assert [BLOCKS.aspects] * 3 == [
        found[0] for current in (None, SECTIONS, BLOCKS.aspects) if (found := BLOCKS.header(aspects, current))
    ]


def test_the_formats_and_their_tables_have_names() -> None:
    """A reading tells its format; the reader tells the tables apart."""
    assert ["blocks", "plain", "national"] == [layout.name for layout in (BLOCKS, PLAIN, NATIONAL)]
    assert ["aspects", "sections", "criteria", "criteria"] == [table.name for table in NATIONAL.tables]
    assert NATIONAL.tables[:3] == (NATIONAL.aspects, SECTIONS, CRITERIA)
    assert [BLOCKS.tables[1:], PLAIN.tables[1:]] == [(SECTIONS, CRITERIA)] * 2


@pytest.mark.parametrize(
    ("table", "headers", "letters"),
    [
        (
            SECTIONS,
            {"A": "Section", "B": "Name", "H": "Target", "I": "Target"},
            "number A, name B, target I, stated J",
        ),
        (
            SECTIONS,
            {"A": "Section", "B": "WSOS Marks", "H": "WSOS Marks"},
            "number A, name B, target H, stated J",
        ),
        (
            NATIONAL.aspects,
            {"B": "ID подкритерия", "C": "Тип", "E": "Аспект", "J": "Макс."},
            NATIONAL_LETTERS.replace("id A, name B", "id B"),
        ),
    ],
)
def test_each_header_is_that_of_one_column(table: Table, headers: Mapping[str, str], letters: str) -> None:
    """At its own letter first, then the leftmost that is left; a column whose letter is taken is left out."""
    assert dict(pair.split() for pair in letters.split(", ")) == table.header(row(**headers))
