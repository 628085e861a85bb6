"""The sums that a file states, beside those of its aspects: which are compared, and what is said of them."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from shared.domain.scheme import Scheme
from shared.domain.workbook.stated_totals import COMPETITION, StatedTotal, subject_of, total_problems
from tests.unit.test_workbook_writing import SMALL

A_MARK = "criteria.0.sub_criteria.0.aspects.0.mark_max"
TWICE = replace(SMALL, criteria=(*SMALL.criteria, replace(SMALL.criteria[0], letter="B"), SMALL.criteria[0]))
"""A, B and A again, each 3.50."""


def told(
    subject: str, text: str, scheme: Scheme = SMALL, unread: Collection[str] = ()
) -> list[tuple[str, str, dict[str, str]]]:
    """Return what is said of one stated sum in cell N7."""
    found = total_problems([StatedTotal(subject, text, "N7")], scheme, unread)
    return [(problem.code, problem.cell, dict(problem.details)) for problem in found]


@pytest.mark.parametrize("subject", ["criterion a", "criterion A", "section 1", "competition"])
@pytest.mark.parametrize("text", ["3.5", "3,50", " 3.50 "])
def test_a_sum_that_is_right_is_nothing_to_tell(subject: str, text: str) -> None:
    """However it is written."""
    assert [] == told(subject, text)


@pytest.mark.parametrize("subject", ["criterion a", "criterion A", "section 1", "competition"])
@pytest.mark.parametrize("text", ["3.51", "lots", "#REF!", "-3.5"])
def test_a_sum_that_differs_is_told_beside_the_right_one(subject: str, text: str) -> None:
    """A text that is no mark differs as well."""
    said = {"label": subject, "stated": text, "total": "3.50"}

    assert [("stated_total_differs", "N7", said)] == told(subject, text)


def test_a_long_text_is_quoted_in_short() -> None:
    """Forty characters."""
    assert "x" * 40 == told("criterion a", "x" * 41)[0][2]["stated"]


def test_a_criterion_without_its_sum_is_told_with_it() -> None:
    """A list of criteria has a cell for it."""
    assert [("criterion_mark_missing", "N7", {"letter": "A", "total": "3.50"})] == told("criterion A", "")


@pytest.mark.parametrize("subject", ["criterion b", "module a", "section 2", "", "a"])
def test_a_label_that_nobody_knows_is_not_judged(subject: str) -> None:
    """Nor is a criterion or a section that the scheme does not have."""
    assert [] == told(subject, "99")


@pytest.mark.parametrize("subject", ["criterion a", "section 1", "competition"])
def test_a_sum_with_a_mark_that_could_not_be_read_is_not_judged(subject: str) -> None:
    """The mark is told, and that is enough."""
    assert [] == told(subject, "99", unread={A_MARK})


def test_the_sum_of_another_criterion_is_judged_all_the_same() -> None:
    """Only that of the scheme and those of its sections hold the mark."""
    assert "7.00" == told("section 1", "99", replace(SMALL, criteria=TWICE.criteria[:2]))[0][2]["total"]
    assert ["stated_total_differs"] == [code for code, *_ in told("criterion b", "99", TWICE, {A_MARK})]


@pytest.mark.parametrize("unread", ["criteria.0.sub_criteria.0.aspects.0.section", "sections.0.number"])
def test_no_section_is_judged_when_one_could_not_be_read(unread: str) -> None:
    """Nobody knows whose sum the aspect belongs to; the scheme's own is known."""
    assert [] == told("section 1", "99", unread={unread})
    assert ["stated_total_differs"] == [code for code, *_ in told("competition", "99", unread={unread})]


def test_a_text_that_could_not_be_read_changes_no_sum() -> None:
    """Only marks and sections do."""
    assert ["stated_total_differs"] == [
        code for code, *_ in told("section 1", "99", unread={"sections.0.name"})
    ]


def test_criteria_with_one_letter_are_not_judged() -> None:
    """Nobody knows which of them is meant."""
    assert [] == told("criterion a", "99", TWICE)
    assert ["stated_total_differs"] == [code for code, *_ in told("criterion b", "99", TWICE)]


def test_every_stated_sum_is_looked_at() -> None:
    """One that is right or unknown does not end it."""
    texts = {"competition": "3.5", "module a": "1", "section 1": "1", "criterion a": "2"}
    stated = [StatedTotal(subject, text, "") for subject, text in texts.items()]

    assert ["section 1", "criterion a"] == [p.details["label"] for p in total_problems(stated, SMALL, ())]


def test_a_label_is_its_words() -> None:
    """Capitals, blanks and line breaks do not count."""
    assert ["criterion a", COMPETITION] == [subject_of(label) for label in ("Criterion\n A:", "Competition")]
