"""Every problem of a scheme says what it is about: the numbers and names that its sentence needs."""

from dataclasses import replace

import pytest

from shared.domain.scheme import Scheme, Section
from shared.domain.scheme_check import scheme_problems
from shared.domain.units import UNITS_PER_MARK, mark_from_text
from tests.unit.test_scheme_check import SOUND, found, with_aspect, with_criterion, with_sub

A1 = "criteria.0.sub_criteria.0"
A1_1 = f"{A1}.aspects.0"


def with_sections(*sections: tuple[int, str, str]) -> Scheme:
    """Return the sound scheme with sections of number, name and target."""
    named = tuple(
        Section(number, name, -mark_from_text(target[1:]) if target[0] == "-" else mark_from_text(target))
        for number, name, target in sections
    )
    return replace(SOUND, sections=named)


@pytest.mark.parametrize(
    ("scheme", "code", "place", "details"),
    [
        (
            with_sections((0, "a", "80"), (2, "b", "20")),
            "section_number_malformed",
            "sections.0.number",
            {"value": "0"},
        ),
        (
            with_sections((1, "a", "80"), (1, "b", "20")),
            "section_duplicate",
            "sections.1.number",
            {"number": "1"},
        ),
        (
            with_sections((1, "a", "80"), (2, "", "20")),
            "section_name_missing",
            "sections.1.name",
            {"number": "2"},
        ),
        (
            with_sections((1, "a", "80"), (2, "b", "19")),
            "targets_not_100",
            "sections",
            {"total": "99.00"},
        ),
        (
            with_sections((1, "a", "80"), (2, "b", "26")),
            "section_far_from_target",
            "sections.1.target",
            {"number": "2", "marks": "20.00", "target": "26.00", "limit": "5.00"},
        ),
        (
            with_sections((1, "a", "101"), (2, "b", "-1")),
            "mark_negative",
            "sections.1.target",
            {"value": "-1.00"},
        ),
        (with_criterion(letter="X"), "criterion_letter_malformed", "criteria.0.letter", {"value": "X"}),
        (with_criterion(letter="B"), "criterion_duplicate", "criteria.1.letter", {"letter": "B"}),
        (with_criterion(name=""), "criterion_name_missing", "criteria.0.name", {"letter": "A"}),
        (with_criterion(sub_criteria=()), "criterion_empty", "criteria.0.sub_criteria", {"letter": "A"}),
        (
            with_criterion(mark_max=17 * UNITS_PER_MARK),
            "criterion_total_differs",
            "criteria.0.mark_max",
            {"letter": "A", "stated": "17.00", "total": "20.00"},
        ),
        (with_sub(id="A2"), "sub_criterion_duplicate", "criteria.0.sub_criteria.1.id", {"id": "A2"}),
        (with_sub(name=""), "sub_criterion_name_missing", f"{A1}.name", {"id": "A1"}),
        (with_sub(day=0), "day_missing", f"{A1}.day", {"id": "A1"}),
        (with_sub(aspects=()), "sub_criterion_empty", f"{A1}.aspects", {"id": "A1"}),
        (with_aspect(id="A1.2"), "aspect_duplicate", f"{A1}.aspects.1.id", {"id": "A1.2"}),
        (with_aspect(section=9), "section_unknown", f"{A1_1}.section", {"number": "9"}),
        (with_aspect(mark_max=-1800), "mark_negative", f"{A1_1}.mark_max", {"value": "-0.01"}),
        (
            with_aspect(mark_max=UNITS_PER_MARK + 1),
            "mark_too_many_decimals",
            f"{A1_1}.mark_max",
            {"value": "1.00"},
        ),
        (
            with_aspect(score_texts=tuple("abcd")),
            "score_texts_on_measurement",
            f"{A1_1}.method",
            {"id": "A1.1"},
        ),
        (
            with_aspect(1, score_texts=tuple("abcde")),
            "score_malformed",
            "criteria.0.sub_criteria.1.aspects.0.score_texts",
            {"value": "4"},
        ),
    ],
)
def test_a_problem_says_what_it_is_about(
    scheme: Scheme, code: str, place: str, details: dict[str, str]
) -> None:
    """R10 to R14: the very numbers, at the very place."""
    said = [dict(p.details) for p in scheme_problems(scheme) if (p.code, p.place) == (code, place)]

    assert [details] == said


@pytest.mark.parametrize("letter", "ABCDEFGHI")
def test_the_nine_letters_are_fine(letter: str) -> None:
    """R10."""
    assert ("criterion_letter_malformed", "criteria.0.letter") not in found(with_criterion(letter=letter))
