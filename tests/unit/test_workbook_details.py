"""What a problem of a workbook quotes, and what rows below an aspect may hold: cell by cell."""

from typing import Any

import pytest

from shared.domain.marking_rules import MarkingRules
from shared.domain.scheme import Aspect, Criterion, Section, SubCriterion
from shared.domain.scheme_problems import Problem
from shared.domain.units import mark_from_text
from shared.domain.workbook.draft import AspectDraft, CriterionDraft, SchemeDraft, SectionDraft, SubDraft
from shared.domain.workbook.layout import LEGACY_PANEL
from shared.domain.workbook.reading import SchemeReading, scheme_reading
from tests.builders_formats import Values, binary, national_rows, read_rows, sheet_of
from tests.builders_workbook import reading_with, sound_cells
from tests.unit.test_workbook_formats import first_aspect
from tests.unit.test_workbook_writing import SMALL, written

LONG = "a text that goes on and on, well beyond all that anybody would read"
QUOTED = LONG[:40]
DISCRETE: Values = {"C": "D", "E": LONG, "I": 1, "J": 2}
FILLED_IN = {"days_assumed", "sections_assumed"}
"""What is always said of the national format."""


def problems(reading: SchemeReading, code: str) -> list[Problem]:
    """Return the problems of that code."""
    return [problem for problem in reading.problems if problem.code == code]


def details(reading: SchemeReading, code: str) -> list[tuple[str, dict[str, str]]]:
    """Return cell and details of the problems of that code."""
    return [(problem.cell, dict(problem.details)) for problem in problems(reading, code)]


@pytest.mark.parametrize(
    ("name", "value", "code", "said"),
    [
        ("A1.1.method", LONG, "method_unknown", {"value": QUOTED}),
        ("A1.1.section", LONG, "section_unknown", {"number": QUOTED}),
        ("A1.day", LONG, "day_malformed", {"value": QUOTED}),
        ("A2.1.score.2", LONG, "score_malformed", {"value": QUOTED}),
        ("A2.1.score.2", 7, "score_malformed", {"value": "7"}),
        ("A2.1.score.2", 1, "score_duplicate", {"score": "1", "id": "look of A2.1"}),
    ],
)
def test_a_problem_quotes_what_stands_there(name: str, value: object, code: str, said: Any) -> None:
    """Forty characters are enough to recognise a cell."""
    assert [(sound_cells()[name], said)] == details(reading_with({name: value}), code)


def test_a_text_that_nothing_expects_is_quoted_in_short() -> None:
    """At its own cell."""
    rows = national_rows()
    at = next(n for n, row in enumerate(rows) if row.get("A") == "A1")
    rows[at] = {**rows[at], "H": LONG}

    assert [(f"H{at + 1}", {"value": QUOTED})] == details(read_rows(*rows), "text_ignored")


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_dash_is_no_section(dash: str) -> None:
    """Where the format lets it out: one more section holds what names none."""
    reading, aspect = first_aspect(binary(2, I=dash), *[binary(2)] * 9)

    assert 3 == aspect.section
    assert set() == {problem.code for problem in reading.problems} - FILLED_IN


@pytest.mark.parametrize("dash", ["-", "–", "—"])
def test_a_dash_is_no_mark_of_a_parent(dash: str) -> None:
    """A parent that only sums up need not say how much that is."""
    parent = {"C": "Z", "E": "если собрано", "I": dash, "J": dash}
    reading, aspect = first_aspect(parent, *[binary(2)] * 10)

    assert ("A1.1", "если собрано") == (aspect.id, aspect.extra)
    assert set() == {problem.code for problem in reading.problems} - FILLED_IN


@pytest.mark.parametrize("mark", ["0.5", "-0.5", "– 0,5", "−0.50"])
def test_a_step_uses_its_text_its_remark_and_its_mark(mark: str) -> None:
    """R25: two texts are two lines; a minus of any kind means the same; nothing of it is ignored."""
    step = {"E": "ошибка", "G": "каждая", "J": mark}
    reading, aspect = first_aspect({**DISCRETE, "G": "считать"}, step, *[binary(2)] * 9)

    assert (mark_from_text("0.5"), None) == (aspect.deduction, aspect.allowed_marks)
    assert "считать\nошибка\nкаждая (0.50)" == aspect.extra
    assert set() == {problem.code for problem in reading.problems} - FILLED_IN


def test_a_step_with_a_dash_alone_is_a_text() -> None:
    """No mark is stated, so the aspect is all or nothing."""
    reading, aspect = first_aspect(DISCRETE, {"G": "см. чертёж", "J": "-"}, *[binary(2)] * 9)

    assert (None, None, "см. чертёж") == (aspect.deduction, aspect.allowed_marks, aspect.extra)
    assert set() == {problem.code for problem in reading.problems} - FILLED_IN


def test_a_text_alone_below_a_discrete_aspect_is_its_own() -> None:
    """It goes to the aspect's extra description, so nothing of it is ignored."""
    reading, aspect = first_aspect(DISCRETE, {"G": "см. чертёж"}, *[binary(2)] * 9)

    assert "см. чертёж" == aspect.extra
    assert set() == {problem.code for problem in reading.problems} - FILLED_IN


def test_what_else_stands_in_a_step_is_told() -> None:
    """A requirement belongs to the aspect, not to a part of its mark."""
    reading, _ = first_aspect(DISCRETE, {"G": "шаг", "H": "±1 мм", "J": 1}, *[binary(2)] * 9)

    assert [{"value": "±1 мм"}] == [said for _, said in details(reading, "text_ignored")]


def test_steps_that_do_not_fit_say_of_what_and_how_much() -> None:
    """R25: the aspect's text and its mark."""
    reading = read_rows(*national_rows(DISCRETE, {"G": "a", "J": 3}, *[binary(2)] * 9))

    assert [{"mark": "2.00", "id": QUOTED}] == [said for _, said in details(reading, "steps_do_not_fit")]


def test_a_step_whose_mark_is_no_number_is_told_at_its_cell() -> None:
    """And the other steps are still looked at."""
    rows = national_rows(DISCRETE, {"G": "a", "J": "много"}, {"G": "b", "J": 2}, *[binary(2)] * 9)
    at = next(n for n, row in enumerate(rows, start=1) if row.get("J") == "много")

    assert [f"J{at}"] == [problem.cell for problem in problems(read_rows(*rows), "mark_not_a_number")]


def test_an_id_that_is_too_long_is_quoted_in_short() -> None:
    """At the cell of the id."""
    rows = written(SMALL)
    at = next(n for n, row in enumerate(rows) if row.get("P") == "first")
    rows[at]["P"] = "x" * 65
    broken = scheme_reading(sheet_of(rows))
    rows[at]["P"] = "x" * 64

    assert ["x" * 40] == [said["value"] for _, said in details(broken, "aspect_id_malformed")]
    assert [] == problems(scheme_reading(sheet_of(rows)), "aspect_id_malformed")


def test_a_parent_without_rows_is_quoted_in_short() -> None:
    """Its text has gone nowhere."""
    rows = national_rows(*[binary(2)] * 10, {"C": "Z", "D": 7, "E": LONG, "I": "-", "J": "-"})

    assert [{"value": QUOTED}] == [said for _, said in details(read_rows(*rows), "text_ignored")]


def test_what_could_not_be_read_holds_nothing() -> None:
    """A value that is filled in says nothing of its own: no text, no number, measured, full mark or zero."""
    rules, aspect = MarkingRules(), AspectDraft()
    scheme = SchemeDraft(sections=[SectionDraft()], criteria=[CriterionDraft(subs=[SubDraft()])]).built()

    assert Aspect("x", "M", "", 0, 0, "", "") == aspect.built("x", rules)
    assert ("", False, "", False) == (aspect.id, aspect.has_steps, aspect.link, aspect.is_parent)
    assert (Section(0, "", 0),) == scheme.sections
    assert (Criterion("", "", 0, (SubCriterion("", "", 0, ()),)),) == scheme.criteria


@pytest.mark.parametrize(
    ("aspect", "texts"),
    [
        (AspectDraft(method="J"), ("", "", "", "")),
        (AspectDraft(method="J", scores={1: "some"}), ("", "some", "", "")),
        (AspectDraft(method="J", judging=LEGACY_PANEL), None),
        (AspectDraft(method="J", judging=LEGACY_PANEL, scores={3: "all"}), ("", "", "", "all")),
        (AspectDraft(method="M"), None),
        (AspectDraft(method="M", scores={0: "none"}), ("none", "", "", "")),
    ],
)
def test_scores_have_texts_where_they_must_or_where_the_file_has_some(
    aspect: AspectDraft, texts: tuple[str, ...] | None
) -> None:
    """R14, R28: an empty one is found by the check, as is one that nothing needs."""
    assert texts == aspect.built("x", MarkingRules()).score_texts
