"""Rows one by one: titles, lists, stated sums, and the criterion that a sub-criterion belongs to."""

import pytest

from shared.domain.scheme import Section
from shared.domain.units import UNITS_PER_MARK
from shared.domain.workbook.layout import BLOCKS, PLAIN
from shared.domain.workbook.reading import SchemeReading, scheme_reading
from tests.builders_formats import SHEET, Values, plain_rows, read_rows, sheet_of
from tests.builders_workbook import HEADERS
from tests.unit.test_workbook_details import details
from tests.unit.test_workbook_writing import SMALL, written

LONG = "a text that goes on and on, well beyond all that anybody would read"
SECTIONS: list[Values] = [
    {"A": "Section", "B": "WSOS Marks", "I": "WSOS Marks", "J": "Aspect Marks"},
    {"A": 1, "B": "Making", "I": 3.5, "J": 3.5},
]
CRITERIA: list[Values] = [{"A": "ID", "B": "Name", "K": "Mark"}, {"A": "A", "B": "Frame", "K": 3.5}]
ASPECT: Values = {"D": "M", "E": "size", "I": 1, "K": 3.5}
BLOCK: list[Values] = [HEADERS, {"A": "A1", "B": "joints", "C": 1}, ASPECT]


def read(*rows: Values) -> SchemeReading:
    """Return what the reader says about ``rows`` in the international format."""
    return scheme_reading(sheet_of(rows), BLOCKS)


def titled(*rows: Values) -> tuple[str, str]:
    """Return number and name of the skill of a file that begins with ``rows``."""
    draft = read(*rows, *SECTIONS).draft
    assert draft is not None
    return draft.skill_number, draft.skill_name


def codes(reading: SchemeReading) -> set[str]:
    """Return the codes of the problems, without those of a scheme so small."""
    return {problem.code for problem in reading.problems} - {
        "criteria_count_unusual",
        "mark_high",
        "total_not_100",
        "targets_not_100",
    }


def test_a_small_file_is_read_whole() -> None:
    """Nothing is to be told but that it is small."""
    reading = read({"A": "7 Joinery"}, *SECTIONS, *CRITERIA, *BLOCK)

    assert set() == codes(reading)
    assert reading.draft is not None
    assert (Section(1, "Making", 7 * UNITS_PER_MARK // 2),) == reading.draft.sections


@pytest.mark.parametrize(
    "rows",
    [
        [{"A": "7 Joinery"}],
        [{"A": "Skill name"}, {"C": "7 Joinery"}],
        [{"A": "Skill:", "B": "7 Joinery"}],
        [{"A": "Skill: 7 Joinery"}],
        [{"A": "SKILL :\n7 Joinery"}],
        [{"A": "Компетенция: 7 Joinery"}],
        [{"A": "Құзыреттілік: 7 Joinery"}],
        [{"A": "Құзырет", "B": "7 Joinery"}],
        [{"A": "Skill:"}, {"A": "7 Joinery"}],
        [{"A": "7 Joinery"}, {"A": "8 Welding"}],
        [{"A": "WorldSkills Occupational Standards"}, {"A": "7 Joinery"}],
        [{"A": "7 Joinery", "B": "8 Welding"}],
        [{"A": "Skill:", "B": "Skill: 7 Joinery"}],
        [{"A": "Skill:", "B": "Test Project"}, {"A": "7 Joinery"}],
    ],
)
def test_the_title_is_the_first_text_that_is_no_caption(rows: list[Values]) -> None:
    """Beside its label, behind it, or alone; labels and captions are passed over."""
    assert ("7", "Joinery") == titled(*rows)


@pytest.mark.parametrize(
    ("rows", "cell"),
    [([{"A": LONG}], "A1"), ([{}, {"B": "Skill:", "D": LONG}], "D2"), ([{"C": f"Skill: {LONG}"}], "C1")],
)
def test_a_title_without_a_number_is_told_at_its_cell(rows: list[Values], cell: str) -> None:
    """Quoted in short, and kept whole."""
    assert [(cell, {"value": LONG[:40]})] == details(read(*rows, *SECTIONS), "skill_number_missing")
    assert ("", LONG) == titled(*rows)


def test_a_file_without_a_title_is_told_at_its_first_cell() -> None:
    """There it is looked for."""
    assert [("A1", {})] == details(read(*SECTIONS), "title_missing")


def test_a_title_is_there_with_a_number_or_a_name() -> None:
    """One of them is enough to know that there is one."""
    assert [] == details(read({"A": "Joinery"}, *SECTIONS), "title_missing")


def test_a_file_without_aspects_says_so() -> None:
    """At no cell; its criteria are not asked for then."""
    reading = read({"A": "7 Joinery"}, *SECTIONS)

    assert [("", {})] == details(reading, "aspects_missing")
    assert [] == details(read({"A": "7 Joinery"}, *SECTIONS, *CRITERIA, *BLOCK), "aspects_missing")


def test_a_file_without_a_list_of_criteria_says_so() -> None:
    """An error where the format needs it, else a remark; at no cell."""
    needed = read({"A": "7 Joinery"}, *SECTIONS, *BLOCK)
    assumed = read_rows(*plain_rows("O"))

    assert ([("", {})], []) == (details(needed, "criteria_missing"), details(needed, "criteria_assumed"))
    assert [("", {})] == details(assumed, "criteria_assumed")
    assert [] == details(assumed, "criteria_missing")


def test_a_sub_criterion_of_no_listed_criterion_is_told() -> None:
    """Its letter and its id, at the cell of the id; the next one finds the same home."""
    more: list[Values] = [{"A": "B1", "B": "x", "C": 1}, ASPECT, {"A": "B2", "B": "y", "C": 1}, ASPECT]
    reading = read({"A": "7 Joinery"}, *SECTIONS, *CRITERIA, *BLOCK, *more)

    assert [("A9", {"letter": "B", "id": "B1"})] == details(reading, "criterion_unknown")
    assert reading.draft is not None
    assert [("A", 1), ("B", 2)] == [(c.letter, len(c.sub_criteria)) for c in reading.draft.criteria]


def test_an_id_that_is_none_stays_with_the_criterion_before() -> None:
    """With the first of the list when nothing came before."""
    listed: list[Values] = [*CRITERIA, {"A": "B", "B": "Top", "K": 3.5}]
    odd: Values = {"A": "odd", "B": "x", "C": 1}
    behind = read(
        {"A": "7 J"}, *SECTIONS, *listed, HEADERS, {"A": "B1", "B": "y", "C": 1}, ASPECT, odd, ASPECT
    )
    first = read({"A": "7 J"}, *SECTIONS, *listed, HEADERS, odd, ASPECT)

    assert behind.draft is not None
    assert first.draft is not None
    assert [0, 2] == [len(criterion.sub_criteria) for criterion in behind.draft.criteria]
    assert [1, 0] == [len(criterion.sub_criteria) for criterion in first.draft.criteria]
    assert [] == details(behind, "criterion_unknown")


def test_an_id_that_is_none_has_a_criterion_without_a_list_too() -> None:
    """It has no letter, which is said once."""
    reading = scheme_reading(sheet_of([{"A": "7 J"}, HEADERS, {"A": "odd", "B": "x", "C": 1}, ASPECT]), PLAIN)

    assert reading.draft is not None
    assert [""] == [criterion.letter for criterion in reading.draft.criteria]
    assert "criterion_letter_malformed" not in {problem.code for problem in reading.problems}


def test_the_first_of_two_criteria_with_one_letter_takes_the_sub_criteria() -> None:
    """The second is told."""
    reading = read({"A": "7 J"}, *SECTIONS, *CRITERIA, {"A": "A", "B": "Top", "K": 3.5}, *BLOCK)

    assert reading.draft is not None
    assert [1, 0] == [len(criterion.sub_criteria) for criterion in reading.draft.criteria]


def test_rules_that_cannot_be_read_are_quoted() -> None:
    """At their own cell, wherever the title stands."""
    reading = read({"A": "7 Joinery", "P": "Marking rules", "R": f"speed = 3; {LONG}"}, *SECTIONS)

    assert [("R1", {"value": "speed = 3"})] == details(reading, "rule_text_malformed")


def test_rules_may_stand_below_the_title() -> None:
    """And are read all the same."""
    reading = read({"A": "7 Joinery"}, {"P": "Marking rules", "Q": "measurers = 3"}, *SECTIONS)

    assert reading.draft is not None
    assert ("Joinery", 3) == (reading.draft.skill_name, reading.draft.rules.measurers)


@pytest.mark.parametrize(
    ("number", "value"),
    [("one", "one"), ("0", "0"), ("100", "100"), ("٣", "٣"), ("1.5", "1.5"), (LONG, LONG[:40])],
)
def test_a_number_of_a_section_that_is_none_is_quoted(number: str, value: str) -> None:
    """Sections are numbered 1 to 99, in plain digits."""
    reading = read({"A": "7 J"}, SECTIONS[0], {"A": number, "B": "Making", "I": 3.5}, *CRITERIA, *BLOCK)

    assert [("A3", {"value": value})] == details(reading, "section_number_malformed")


@pytest.mark.parametrize("number", [1, 9, 10, 99])
def test_a_number_of_a_section_has_one_or_two_digits(number: int) -> None:
    """It is read as it stands."""
    reading = read({"A": "7 J"}, SECTIONS[0], {"A": number, "B": "Making", "I": 3.5})

    assert reading.draft is not None
    assert [number] == [section.number for section in reading.draft.sections]


def test_a_section_without_a_target_is_told_with_its_number() -> None:
    """At the cell where it should stand; a section without a stated sum is nothing to tell."""
    reading = read({"A": "7 J"}, SECTIONS[0], {"A": 1, "B": "Making"}, *CRITERIA, *BLOCK)

    assert [("I3", {"number": "1"})] == details(reading, "target_missing")
    assert set() == {code for code in codes(reading) if code.startswith(("stated", "criterion"))}


def test_stated_sums_of_lists_are_compared_at_their_cells() -> None:
    """Of a section, of a criterion, and of a criterion whose cell is empty."""
    section = {**SECTIONS[1], "J": 3}
    differing = read({"A": "7 J"}, SECTIONS[0], section, CRITERIA[0], {**CRITERIA[1], "K": 4}, *BLOCK)
    empty = read({"A": "7 J"}, *SECTIONS, CRITERIA[0], {"A": "A", "B": "Frame"}, *BLOCK)

    assert [
        ("J3", {"label": "section 1", "stated": "3", "total": "3.50"}),
        ("K5", {"label": "criterion A", "stated": "4", "total": "3.50"}),
    ] == details(differing, "stated_total_differs")
    assert [("K5", {"letter": "A", "total": "3.50"})] == details(empty, "criterion_mark_missing")


def test_an_entry_below_the_last_criterion_is_none() -> None:
    """A note of one cell; a total with its mark."""
    notes: list[Values] = [{"B": "to be confirmed"}, {"B": "Total", "K": 3.5}]
    reading = read({"A": "7 J"}, *SECTIONS, *CRITERIA, *notes, *BLOCK)

    assert set() == codes(reading)
    assert reading.draft is not None
    assert 1 == len(reading.draft.criteria)


def test_the_column_that_a_header_lacks_is_told_once_for_each_header() -> None:
    """By its title, at the first cell of the header."""
    headers: Values = {
        "A": "Sub Criterion ID",
        "B": "Type",
        "C": "Aspect description",
        "D": "Max",
        "E": "Judg Score",
    }
    reading = read({"A": "7 J"}, *SECTIONS, *CRITERIA, headers, {"A": "A1"})

    assert [("A6", {"column": "Sub Criterion Name"}), ("A6", {"column": "Day of Marking"})] == details(
        reading, "column_missing"
    )


def test_a_problem_is_told_at_the_nearest_cell() -> None:
    """A score without a row is told at its aspect, a list that is empty at its header."""
    rows = written(SMALL)
    at = next(n for n, row in enumerate(rows, start=1) if row.get("E") == "look")
    gone = next(n for n, row in enumerate(rows) if row.get("F") == 2)
    reading = read(*rows[:gone], {}, *rows[gone + 1 :])

    assert [f"E{at}"] == [cell for cell, _ in details(reading, "score_text_missing")]


def test_days_are_assumed_once() -> None:
    """At the first header of the aspects."""
    rows = plain_rows("O")
    first = next(n for n, row in enumerate(rows, start=1) if "J" in row)

    assert [(f"A{first}", {})] == details(read_rows(*rows), "days_assumed")


def test_a_reading_without_a_sheet_holds_nothing() -> None:
    """No draft, no format, no ids."""
    assert SchemeReading(None, (), None, "", frozenset()) == SchemeReading(None, ())


def test_problems_come_in_the_order_of_their_cells() -> None:
    """Whoever finds them; what is about the whole scheme comes last, and each names the sheet."""
    reading = read(
        {"A": "Joinery"}, SECTIONS[0], {"A": 1, "I": 3.5}, *CRITERIA, *BLOCK[:2], {**ASPECT, "D": "X", "K": 3}
    )

    assert [
        ("A1", "skill_number_missing"),
        ("A2", "targets_not_100"),
        ("B3", "section_name_missing"),
        ("A4", "criteria_count_unusual"),
        ("K5", "stated_total_differs"),
        ("D8", "method_unknown"),
        ("K8", "mark_high"),
        ("", "total_not_100"),
    ] == [(problem.cell, problem.code) for problem in reading.problems]
    assert {SHEET} == {problem.sheet for problem in reading.problems}


def test_one_error_among_remarks_stops_the_import() -> None:
    """Only remarks do not."""
    remarks = read_rows(*plain_rows("O"))
    rows = plain_rows("O")
    at = next(n for n, row in enumerate(rows) if row.get("C") == "O")
    rows[at] = {**rows[at], "C": "X"}

    assert {"warning"} == {problem.severity for problem in remarks.problems}
    assert remarks.scheme is not None
    assert {"warning", "error"} == {problem.severity for problem in read_rows(*rows).problems}
    assert read_rows(*rows).scheme is None
