from dataclasses import replace
from typing import get_args

import pytest

from shared.domain.scheme import Aspect, Criterion, Scheme, Section, SubCriterion
from shared.domain.scheme_check import scheme_problems
from shared.domain.scheme_messages import MESSAGES, Language
from shared.domain.scheme_problems import WARNINGS, Problem, sentence
from shared.domain.units import UNITS_PER_HUNDREDTH, UNITS_PER_MARK, mark_from_text
from tests.builders_workbook import sound_scheme

SOUND = sound_scheme()


def found(scheme: Scheme) -> set[tuple[str, str]]:
    """Return code and place of every problem."""
    return {(problem.code, problem.place) for problem in scheme_problems(scheme)}


def with_criterion(**changes: object) -> Scheme:
    """Return the sound scheme with its first criterion changed."""
    return replace(SOUND, criteria=(replace(SOUND.criteria[0], **changes), *SOUND.criteria[1:]))


def with_sub(at: int = 0, **changes: object) -> Scheme:
    """Return the sound scheme with a sub-criterion of A changed."""
    subs = list(SOUND.criteria[0].sub_criteria)
    subs[at] = replace(subs[at], **changes)
    return with_criterion(sub_criteria=tuple(subs))


def with_aspect(sub: int = 0, **changes: object) -> Scheme:
    """Return the sound scheme with the first aspect of a sub-criterion of A changed."""
    aspects = SOUND.criteria[0].sub_criteria[sub].aspects
    return with_sub(sub, aspects=(replace(aspects[0], **changes), *aspects[1:]))


def test_a_sound_scheme_has_no_problem() -> None:
    """R10 to R14 kept: nothing to say, so that every other test sees its own change only."""
    assert not scheme_problems(SOUND)


A1_1 = "criteria.0.sub_criteria.0.aspects.0"
A2_1 = "criteria.0.sub_criteria.1.aspects.0"


@pytest.mark.parametrize(
    ("scheme", "code", "place"),
    [
        (with_criterion(letter="Z"), "criterion_letter_malformed", "criteria.0.letter"),
        (with_criterion(letter="B"), "criterion_duplicate", "criteria.1.letter"),
        (with_criterion(name=""), "criterion_name_missing", "criteria.0.name"),
        (with_criterion(sub_criteria=()), "criterion_empty", "criteria.0.sub_criteria"),
        (with_criterion(mark_max=17 * UNITS_PER_MARK), "criterion_total_differs", "criteria.0.mark_max"),
        (with_sub(id="B1"), "sub_criterion_id_malformed", "criteria.0.sub_criteria.0.id"),
        (with_sub(id="A0"), "sub_criterion_id_malformed", "criteria.0.sub_criteria.0.id"),
        (with_sub(id="A2"), "sub_criterion_duplicate", "criteria.0.sub_criteria.1.id"),
        (with_sub(name=""), "sub_criterion_name_missing", "criteria.0.sub_criteria.0.name"),
        (with_sub(day=0), "day_missing", "criteria.0.sub_criteria.0.day"),
        (with_sub(aspects=()), "sub_criterion_empty", "criteria.0.sub_criteria.0.aspects"),
        (with_aspect(id="A1.2"), "aspect_duplicate", "criteria.0.sub_criteria.0.aspects.1.id"),
        (with_aspect(description=""), "description_missing", f"{A1_1}.description"),
        (with_aspect(section=9), "section_unknown", f"{A1_1}.section"),
        (with_aspect(mark_max=-1), "mark_negative", f"{A1_1}.mark_max"),
        (with_aspect(mark_max=1), "mark_too_many_decimals", f"{A1_1}.mark_max"),
        (with_aspect(mark_max=0), "mark_zero", f"{A1_1}.mark_max"),
        (with_aspect(mark_max=mark_from_text("2.01")), "mark_high", f"{A1_1}.mark_max"),
        (with_aspect(score_texts=("a", "b", "c", "d")), "score_texts_on_measurement", f"{A1_1}.method"),
        (with_aspect(1, score_texts=("a", "b", "", "d")), "score_text_missing", f"{A2_1}.score_texts.2"),
        (with_aspect(1, score_texts=None), "score_text_missing", f"{A2_1}.score_texts.0"),
        (with_aspect(1, score_texts=tuple("abcde")), "score_malformed", f"{A2_1}.score_texts"),
        (with_aspect(allowed_marks=()), "allowed_marks_malformed", f"{A1_1}.allowed_marks"),
        (with_aspect(allowed_marks=(0, 1)), "allowed_marks_malformed", f"{A1_1}.allowed_marks"),
        (
            with_aspect(1, allowed_marks=(0, 2 * UNITS_PER_MARK)),
            "allowed_marks_malformed",
            f"{A2_1}.allowed_marks",
        ),
        (replace(SOUND, sections=()), "sections_missing", "sections"),
        (replace(SOUND, criteria=()), "criteria_missing", "criteria"),
        (replace(SOUND, criteria=SOUND.criteria[:4]), "criteria_count_unusual", "criteria"),
        (replace(SOUND, criteria=SOUND.criteria[:4]), "total_not_100", ""),
    ],
)
def test_each_broken_rule_has_its_code_at_its_place(scheme: Scheme, code: str, place: str) -> None:
    """R10 to R14, R25: one change, and the rule it breaks is named where it is broken."""
    assert (code, place) in found(scheme)


def test_partial_marks_that_rise_to_the_maximum_are_fine() -> None:
    """R25: 0, half and whole mark of a measurement."""
    half = UNITS_PER_MARK

    assert not found(with_aspect(allowed_marks=(0, half, 2 * half)))


@pytest.mark.parametrize(
    ("sections", "code"),
    [
        ((Section(0, "a", 80), Section(2, "b", 20)), "section_number_malformed"),
        ((Section(1, "a", 80), Section(1, "b", 20)), "section_duplicate"),
        ((Section(1, "", 80), Section(2, "b", 20)), "section_name_missing"),
        ((Section(1, "a", 80), Section(2, "b", 19)), "targets_not_100"),
        ((Section(1, "a", 101), Section(2, "b", -1)), "mark_negative"),
        ((Section(1, "a", 74), Section(2, "b", 26)), "section_far_from_target"),
    ],
)
def test_sections_are_numbered_named_and_add_up(sections: tuple[Section, ...], code: str) -> None:
    """R12: each in its own way."""
    in_units = tuple(replace(section, target=section.target * UNITS_PER_MARK) for section in sections)

    assert code in {problem.code for problem in scheme_problems(replace(SOUND, sections=in_units))}


def test_five_points_from_the_target_are_still_near() -> None:
    """R12: up to 5 points may differ; one hundredth more is too far."""
    near = (Section(1, "a", 75 * UNITS_PER_MARK), Section(2, "b", 25 * UNITS_PER_MARK))
    far = (
        replace(near[0], target=near[0].target - UNITS_PER_HUNDREDTH),
        replace(near[1], target=near[1].target + UNITS_PER_HUNDREDTH),
    )

    assert not found(replace(SOUND, sections=near))
    assert {"section_far_from_target"} == {code for code, _ in found(replace(SOUND, sections=far))}


def test_every_problem_is_found_at_once() -> None:
    """One broken rule never hides another."""
    aspect = Aspect("X", "J", "", 7, 3 * UNITS_PER_MARK)
    criterion = Criterion("A", "", UNITS_PER_MARK, (SubCriterion("1", "", 0, (aspect,)),))

    codes = {problem.code for problem in scheme_problems(replace(SOUND, criteria=(criterion,)))}

    assert codes >= {
        "criterion_name_missing",
        "criterion_total_differs",
        "criteria_count_unusual",
        "sub_criterion_id_malformed",
        "sub_criterion_name_missing",
        "day_missing",
        "description_missing",
        "section_unknown",
        "mark_high",
        "score_text_missing",
        "total_not_100",
    }


def test_a_sum_with_an_unread_mark_in_it_is_not_judged() -> None:
    """A mark that could not be read is reported by its reader; the sums around it would only mislead."""
    broken = with_aspect(mark_max=0)

    problems = scheme_problems(broken, {f"{A1_1}.mark_max"})

    assert not problems


def test_a_repeated_sub_criterion_is_one_problem() -> None:
    """Its aspects repeat their ids too, but that is the same mistake."""
    subs = SOUND.criteria[0].sub_criteria
    twice = with_criterion(sub_criteria=(subs[0], replace(subs[1], id="A1", aspects=subs[0].aspects[:2])))

    codes = [problem.code for problem in scheme_problems(twice)]

    assert 1 == codes.count("sub_criterion_duplicate")
    assert 0 == codes.count("aspect_duplicate")


def test_every_language_says_every_problem_with_the_same_details() -> None:
    """One table per language: the same codes, the same names in braces."""
    fields = {
        language: {code: sorted(set(_names(text))) for code, text in MESSAGES[language].items()}
        for language in get_args(Language)
    }

    assert fields["en"] == fields["ru"] == fields["kk"]
    assert WARNINGS <= set(fields["en"])


def _names(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]]


def test_a_problem_is_said_in_the_language_asked_for() -> None:
    """The code stays, the sentence changes."""
    problem = Problem("error", "day_missing", {"id": "A1"})

    said = [sentence(problem, language) for language in get_args(Language)]

    assert 3 == len(set(said))
    assert all("A1" in text for text in said)
