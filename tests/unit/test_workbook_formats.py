"""Every format of DOMAIN 2.1 is known by its cells and gives a scheme that may be used."""

from pathlib import Path

import pytest

from shared.domain.judgement import JudgementRule
from shared.domain.scheme import Aspect, Scheme
from shared.domain.units import mark_from_text, mark_text
from shared.domain.workbook.layout import LEGACY_PANEL, PLAIN
from shared.domain.workbook.reading import SchemeReading, scheme_reading
from shared.workbook import read_scheme
from tests.builders_formats import (
    NATIONAL_HEADERS,
    PLAIN_HEADERS,
    RUSSIAN_HEADERS,
    Values,
    binary,
    national_rows,
    plain_rows,
    read_rows,
    scores,
    sheet_of,
    write_rows,
)


def codes(reading: SchemeReading) -> list[str]:
    """Return the code of each problem."""
    return [problem.code for problem in reading.problems]


def scheme_of(reading: SchemeReading) -> Scheme:
    """Return the scheme; says why when there is none."""
    assert reading.scheme is not None, reading.problems
    return reading.scheme


def first_aspect(*rows: Values) -> tuple[SchemeReading, Aspect]:
    """Return what is read from a national file that begins with ``rows``, and its first aspect."""
    reading = read_rows(*national_rows(*rows))
    return reading, next(iter(scheme_of(reading).aspects))


def test_the_format_without_days_and_sections_is_read() -> None:
    """Title rows, no lists: criteria by letter, one section, everything on C1, and all that is said."""
    reading = read_rows(*plain_rows("OJ"))

    scheme = scheme_of(reading)
    assert ("plain", "17", "Web Development") == (reading.layout, scheme.skill_number, scheme.skill_name)
    assert ["days_assumed", "sections_assumed", "criteria_assumed"] == sorted(
        codes(reading), key=["days_assumed", "sections_assumed", "criteria_assumed"].index
    )
    assert {1} == {sub.day for sub in scheme.sub_criteria}
    assert [("A", "Criterion A"), ("B", "Criterion B")] == [(c.letter, c.name) for c in scheme.criteria[:2]]
    assert [(1, "WSOS 1", "100.00")] == [(s.number, s.name, mark_text(s.target)) for s in scheme.sections]
    assert "look close" == next(iter(scheme.aspects)).extra
    assert ("level 0", "level 1", "level 2", "level 3") == scheme.criteria[0].sub_criteria[1].aspects[
        0
    ].score_texts


def test_listed_criteria_keep_their_names() -> None:
    """A list of criteria in that format is read like any other."""
    reading = read_rows(*plain_rows("O", has_criteria=True))

    assert "criteria_assumed" not in codes(reading)
    assert "part A" == scheme_of(reading).criteria[0].name


def test_days_and_sections_are_read_where_they_have_a_header() -> None:
    """The format has no place for them, a file may have."""
    headers = {"G": "Day", "H": "WSOS Section"}
    rows = [{**row, **headers} if row.get("A") == PLAIN_HEADERS["A"] else row for row in plain_rows("O")]
    rows = [{**row, "G": 2} if str(row.get("B", "")).startswith("O of") else row for row in rows]
    rows = [{**row, "H": 3} if row.get("C") == "O" else row for row in rows]

    reading = read_rows(*rows)

    scheme = scheme_of(reading)
    assert {2} == {sub.day for sub in scheme.sub_criteria}
    assert [(3, "WSOS 3")] == [(section.number, section.name) for section in scheme.sections]
    assert "days_assumed" not in codes(reading)


def test_legacy_letters_are_a_rule_group() -> None:
    """R28: O is measured; S is judged 1 to 10 by five judges and needs no texts."""
    scheme = scheme_of(read_rows(*plain_rows("OS")))

    measured, subjective = scheme.criteria[0].sub_criteria
    assert {("M", None)} == {(aspect.method, aspect.judging) for aspect in measured.aspects}
    assert {("J", LEGACY_PANEL)} == {(aspect.method, aspect.judging) for aspect in subjective.aspects}
    assert JudgementRule(judges=5, scale=10, spread_max=None, lowest=1) == LEGACY_PANEL
    assert {None} == {aspect.score_texts for aspect in subjective.aspects}


def test_one_form_cannot_have_two_panels() -> None:
    """R28: three judges for one aspect and five for the next is no panel."""
    rows = plain_rows("S")
    at = next(n for n, row in enumerate(rows) if row.get("C") == "S")
    rows[at] = {**rows[at], "C": "J"}
    rows[at + 1 : at + 1] = scores("E", "F")

    assert "panel_sizes_differ" in codes(read_rows(*rows))


@pytest.mark.parametrize(
    "headers", [NATIONAL_HEADERS, RUSSIAN_HEADERS, {"A": "Код", "J": "Макс.", "C": "Тип", "I": "Раздел"}]
)
def test_the_national_format_is_read(headers: Values) -> None:
    """Binary aspects, criteria by name, sections by number; headers in either language, or half of them."""
    reading = read_rows(*national_rows(headers=headers))

    scheme = scheme_of(reading)
    assert ("R71", "Бизнес-решения") == (scheme.skill_number, scheme.skill_name)
    assert ["A", "B", "C", "D", "E"] == [criterion.letter for criterion in scheme.criteria]
    assert "модуль A" == scheme.criteria[0].name
    assert [("WSOS 1", "50.00"), ("WSOS 2", "50.00")] == [
        (s.name, mark_text(s.target)) for s in scheme.sections
    ]
    assert 50 == len(list(scheme.aspects))
    assert {("M", None, "да")} == {(a.method, a.allowed_marks, a.requirement) for a in scheme.aspects}


def test_a_discrete_aspect_with_alternatives_allows_them() -> None:
    """R25: a step worth the whole mark makes all of them marks to choose from."""
    steps = [{"G": "два", "J": 1}, {"G": "все", "J": 2}]
    reading, aspect = first_aspect(
        {"C": "D", "E": "слои", "G": "считать", "I": 1, "J": 2}, *steps, *[binary(2)] * 9
    )

    assert "national" == reading.layout
    assert tuple(map(mark_from_text, ("0", "1", "2"))) == aspect.allowed_marks
    assert "считать\nдва (1.00)\nвсе (2.00)" == aspect.extra
    assert "national" == reading.layout


def test_a_discrete_aspect_with_parts_allows_every_sum_of_them() -> None:
    """R25: steps that add up to the mark can be earned one by one."""
    steps = [{"E": "первый", "J": "0,5"}, {"G": "второй", "J": 1.5}]
    _, aspect = first_aspect({"C": "Д", "E": "узлы", "I": 1, "J": 2}, *steps, *[binary(2)] * 9)

    assert tuple(map(mark_from_text, ("0", "0.5", "1.5", "2"))) == aspect.allowed_marks
    assert "первый (0.50)\nвторой (1.50)" == aspect.extra


def test_a_discrete_aspect_with_one_smaller_step_counts_deductions() -> None:
    """R25: so much is taken off for each mistake; a minus sign says the same."""
    _, aspect = first_aspect(
        {"C": "D", "E": "x", "I": 1, "J": 2}, {"G": "ошибка", "J": "-0.25"}, *[binary(2)] * 9
    )

    assert (mark_from_text("0.25"), None) == (aspect.deduction, aspect.allowed_marks)


def test_a_discrete_aspect_without_steps_is_all_or_nothing() -> None:
    """A row below it may also hold a text alone."""
    _, aspect = first_aspect({"C": "D", "E": "x", "I": 1, "J": 2}, {"G": "см. чертёж"}, *[binary(2)] * 9)

    assert (None, None, "см. чертёж") == (aspect.deduction, aspect.allowed_marks, aspect.extra)


@pytest.mark.parametrize(
    ("step", "code"),
    [({"G": "a", "J": 3}, "steps_do_not_fit"), ({"G": "a", "J": "много"}, "mark_not_a_number")],
)
def test_steps_that_do_not_fit_are_told(step: Values, code: str) -> None:
    """More than the whole, or no number."""
    rows = national_rows({"C": "D", "E": "x", "I": 1, "J": 2}, step, *[binary(2)] * 9)

    assert code in codes(read_rows(*rows))


def test_steps_of_a_mark_that_cannot_be_read_are_not_judged() -> None:
    """The mark is told, once; whether the steps fit it nobody can say, and their texts are kept."""
    step = {"G": "первый", "J": 3}
    reading = read_rows(*national_rows({"C": "D", "E": "x", "I": 1, "J": "много"}, step, *[binary(2)] * 9))

    assert reading.draft is not None
    first = reading.draft.criteria[0].sub_criteria[0].aspects[0]
    assert (1, False) == (codes(reading).count("mark_not_a_number"), "steps_do_not_fit" in codes(reading))
    assert ("первый (3.00)", None, None) == (first.extra, first.allowed_marks, first.deduction)


def test_a_parent_row_gives_its_text_to_the_rows_linked_to_it() -> None:
    """Its mark is the sum of theirs, so it is no aspect; the link is a number, wherever they stand."""
    rows = [
        {"C": "Z", "D": 1, "E": "если собрано", "I": "-", "J": 4},
        binary(2, D=1, G="сам"),
        binary(2),
        binary(2, D=1),
        *[binary(2)] * 7,
    ]
    reading, aspect = first_aspect(*rows)

    extras = [a.extra for a in scheme_of(reading).criteria[0].sub_criteria[0].aspects]
    assert ["если собрано\nсам", "", "если собрано", *[""] * 7] == extras
    assert "A1.1" == aspect.id
    assert "text_ignored" not in codes(reading)


def test_a_parent_row_without_links_stands_above_those_that_follow() -> None:
    """Until the next parent row."""
    rows = [{"C": "Z", "E": "стол"}, *[binary(2)] * 5, {"C": "Z", "E": "стул", "J": "-"}, *[binary(2)] * 5]
    reading, _ = first_aspect(*rows)

    extras = [a.extra for a in scheme_of(reading).criteria[0].sub_criteria[0].aspects]
    assert [*["стол"] * 5, *["стул"] * 5] == extras


def test_a_parent_row_with_a_mark_of_its_own_is_an_aspect() -> None:
    """It is marked like any other, and its text goes to its rows all the same."""
    rows = [
        {"C": "Z", "D": 1, "E": "включается", "I": 1, "J": 1},
        binary(1, D=1),
        binary(2, D=1),
        *[binary(2)] * 8,
    ]
    reading, aspect = first_aspect(*rows)

    assert ("включается", "1.00", "") == (aspect.description, mark_text(aspect.mark_max), aspect.extra)
    assert "включается" == scheme_of(reading).criteria[0].sub_criteria[0].aspects[1].extra


def test_a_parent_row_above_nothing_is_told() -> None:
    """Its text would go nowhere."""
    reading, _ = first_aspect(*[binary(2)] * 10, {"C": "Z", "E": "пусто"})

    assert "text_ignored" in codes(reading)


def test_types_of_the_national_format_are_unknown_to_the_others() -> None:
    """One D in a file of another format is a slip, not a discrete aspect."""
    rows = plain_rows("O")
    at = next(n for n, row in enumerate(rows) if row.get("C") == "O")
    rows[at] = {**rows[at], "C": "D"}

    assert [("method_unknown", f"C{at + 1}")] == [
        (p.code, p.cell) for p in read_rows(*rows).problems if p.severity == "error"
    ]


def test_a_listed_section_must_be_named_by_every_aspect() -> None:
    """Where the sections are listed, an aspect without one is an error, also in a format that has none."""
    rows = national_rows()
    rows[2:2] = [
        {"A": "Section", "B": "Name", "I": "Target"},
        {"A": 1, "B": "x", "I": 50},
        {"A": 2, "B": "y", "I": 50},
    ]
    at = next(n for n, row in enumerate(rows) if row.get("C") == "B" and "J" in row)
    rows[at] = replace_cell(rows[at], "I", "-")

    reading = read_rows(*rows)

    assert [("section_missing", f"I{at + 1}")] == [
        (p.code, p.cell) for p in reading.problems if p.severity == "error"
    ]


def replace_cell(row: Values, letter: str, value: object) -> Values:
    """Return ``row`` with another value in one cell."""
    return {**row, letter: value}


def test_a_skill_in_one_cell_with_its_label_is_read() -> None:
    """``Skill: 17 Web Development`` in one cell, and a Russian label beside the name."""
    one = read_rows({"A": "Skill: 17 Web Development"}, *plain_rows("O")[1:])
    other = read_rows({"A": "Компетенция:", "C": "R71 Сварка"}, *plain_rows("O")[1:])

    assert ("17", "Web Development") == (scheme_of(one).skill_number, scheme_of(one).skill_name)
    assert ("R71", "Сварка") == (scheme_of(other).skill_number, scheme_of(other).skill_name)


def test_a_label_without_a_skill_names_none() -> None:
    """``Skill:`` alone is no name."""
    assert "title_missing" in codes(read_rows({"A": "Skill:"}, *plain_rows("O")[1:]))


def test_blank_headers_are_known_by_what_stands_below() -> None:
    """Four headers are enough: the letters of the format do the rest."""
    blank = {"D": None, "E": None, "B": None}
    rows = [row | blank if row.get("A") == PLAIN_HEADERS["A"] else row for row in map(dict, plain_rows("OJ"))]

    reading = read_rows(*rows)

    assert ("plain", scheme_of(read_rows(*plain_rows("OJ")))) == (reading.layout, reading.scheme)


@pytest.mark.parametrize(
    ("rows", "layout"),
    [(plain_rows("OJ"), "plain"), (plain_rows("OS"), "plain"), (national_rows(), "national")],
)
def test_every_format_is_read_from_a_file(tmp_path: Path, rows: list[Values], layout: str) -> None:
    """The same as from its rows."""
    reading = read_scheme(write_rows(tmp_path / "scheme.xlsx", rows))

    assert layout == reading.layout
    assert scheme_of(read_rows(*rows)) == reading.scheme


def test_a_header_without_aspects_says_what_is_missing() -> None:
    """Nothing is assumed about sections that no aspect names."""
    reading = scheme_reading(sheet_of([{"A": "Skill:", "B": "17 Web"}, PLAIN_HEADERS]), PLAIN)

    assert {
        "days_assumed",
        "aspects_missing",
        "sections_missing",
        "criteria_missing",
        "total_not_100",
    } >= set(codes(reading))
    assert "sections_assumed" not in codes(reading)


@pytest.mark.parametrize(
    ("total", "cells"),
    [
        ({"J": "Criterion A", "K": "Total Mark", "L": 19}, ["L5"]),
        ({"J": "Criterion A", "K": 19, "L": None}, ["K5"]),
        ({"J": "Критерий A", "K": "19,5", "L": None}, ["K5"]),
        ({"J": "Criterion A", "K": 20, "L": None}, []),
        ({"J": "Criterion A or B", "K": 19, "L": None}, []),
        ({"J": "Module A", "K": 19, "L": None}, []),
        ({"J": "Criterion A", "K": "soon", "L": None}, []),
    ],
)
def test_a_total_in_a_header_row_is_compared(total: Values, cells: list[str]) -> None:
    """With or without the words between the criterion and its total; what is no total is none."""
    rows = plain_rows("O")
    at = next(n for n, row in enumerate(rows) if row.get("A") == PLAIN_HEADERS["A"])
    rows[at] = {**rows[at], **total}

    reading = read_rows(*rows)

    assert cells == [p.cell for p in reading.problems if p.code == "stated_total_differs"]


def test_a_listed_criterion_without_a_name_is_an_error_in_every_format() -> None:
    """Only what no list names is named by its letter."""
    rows = plain_rows("O", has_criteria=True)
    at = next(n for n, row in enumerate(rows) if row.get("A") == "A")
    rows[at] = {"A": "A", "I": 20}

    assert ("criterion_name_missing", f"B{at + 1}") in [(p.code, p.cell) for p in read_rows(*rows).problems]
