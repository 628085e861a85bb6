"""R25, R26, R28: rules that a scheme sets for itself must be such that they can be obeyed."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from shared.domain.bounds import Bounds
from shared.domain.judgement import JudgementRule
from shared.domain.marking_rules import Band, MarkingRules
from shared.domain.scheme import Scheme
from shared.domain.scheme_check import scheme_problems
from shared.domain.units import UNITS_PER_MARK
from tests.builders_workbook import sound_scheme

SOUND = sound_scheme()
MEASURED = "criteria.0.sub_criteria.0.aspects.0"
JUDGED = "criteria.0.sub_criteria.1.aspects.0"
HIGHEST = 2 * UNITS_PER_MARK
LEGACY = JudgementRule(judges=5, scale=10, spread_max=None, lowest=1)


def with_first(sub: int, **changes: Any) -> Scheme:
    """Return the sound scheme with the first aspect of A1 (0) or A2 (1) changed."""
    a = SOUND.criteria[0]
    subs = list(a.sub_criteria)
    first, *others = subs[sub].aspects
    subs[sub] = replace(subs[sub], aspects=(replace(first, **changes), *others))
    return replace(SOUND, criteria=(replace(a, sub_criteria=tuple(subs)), *SOUND.criteria[1:]))


def found(scheme: Scheme, bounds: Bounds | None = None) -> list[tuple[str, str]]:
    """Return code and place of every problem."""
    return [(p.code, p.place) for p in scheme_problems(scheme, bounds=bounds or Bounds())]


def band(low: str | None, high: str | None, mark: int) -> Band:
    """Return a tolerance band."""
    return Band(low and Decimal(low), high and Decimal(high), mark)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"allowed_marks": (0, HIGHEST)},
        {"allowed_marks": (HIGHEST,)},
        {"deduction": 1800},
        {"deduction": HIGHEST},
        {"bands": (band("1", "1", HIGHEST), band(None, "2", 0), band("3", None, 1800), band(None, None, 0))},
    ],
)
def test_partial_marks_of_a_measurement_are_fine(changes: dict[str, Any]) -> None:
    """Up to the maximum, and bands of one value or without end."""
    assert [] == found(with_first(0, **changes))


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"allowed_marks": (-1800, HIGHEST)}, "allowed_marks_malformed", "allowed_marks"),
        ({"allowed_marks": (0, 0, HIGHEST)}, "allowed_marks_malformed", "allowed_marks"),
        ({"allowed_marks": (0, HIGHEST - 1800)}, "allowed_marks_malformed", "allowed_marks"),
        ({"deduction": 0}, "deduction_malformed", "deduction"),
        ({"deduction": HIGHEST + 1800}, "deduction_malformed", "deduction"),
        ({"bands": ()}, "bands_malformed", "bands"),
        ({"bands": (band("2", "1", 0),)}, "bands_malformed", "bands"),
        ({"bands": (band(None, "1", HIGHEST + 1800),)}, "bands_malformed", "bands"),
        ({"bands": (band(None, "1", HIGHEST), band("1", None, -1800))}, "bands_malformed", "bands"),
    ],
)
def test_partial_marks_that_cannot_be_are_named(changes: dict[str, Any], code: str, field: str) -> None:
    """R25: each at its field, and nothing else."""
    assert [(code, f"{MEASURED}.{field}")] == found(with_first(0, **changes))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"allowed_marks": (0, HIGHEST)}, "allowed_marks_malformed"),
        ({"deduction": 1800}, "deduction_malformed"),
        ({"bands": (band(None, None, 0),)}, "bands_malformed"),
    ],
)
def test_a_judgement_has_no_partial_marks(changes: dict[str, Any], code: str) -> None:
    """R25: its marks come from the scores."""
    assert [(code, f"{JUDGED}.{next(iter(changes))}")] == found(with_first(1, **changes))


def test_an_aspect_has_one_rule_for_partial_marks() -> None:
    """R25: a list, or deductions, or bands; told at the second."""
    listed = {"allowed_marks": (0, HIGHEST), "deduction": 1800}
    measured = {"deduction": 1800, "bands": (band(None, None, 0),)}

    assert [("partial_rules_conflict", f"{MEASURED}.deduction")] == found(with_first(0, **listed))
    assert [("partial_rules_conflict", f"{MEASURED}.bands")] == found(with_first(0, **measured))


@pytest.mark.parametrize(
    ("scheme", "name"),
    [
        (with_first(0, allowed_marks=(0,)), "A1.1"),
        (with_first(0, deduction=0), "A1.1"),
        (with_first(0, bands=()), "A1.1"),
        (with_first(0, deduction=1800, bands=(band(None, None, 0),)), "A1.1"),
        (with_first(1, judging=LEGACY, score_texts=None), "A2"),
    ],
)
def test_a_rule_that_cannot_be_names_whose_it_is(scheme: Scheme, name: str) -> None:
    """R25, R28: the aspect, or the form."""
    [problem] = scheme_problems(scheme)

    assert {"id": name} == problem.details


def test_a_panel_that_cannot_be_counted_exactly_is_told() -> None:
    """R26: seven judges, for the scheme or for one aspect; with what it says about itself."""
    seven = JudgementRule(judges=7)
    whole = replace(SOUND, rules=MarkingRules(judging=seven))

    assert ("panel_not_exact", "rules.judging") in found(whole)
    assert ("panel_not_exact", f"{JUDGED}.judging") in found(with_first(1, judging=seven))
    [problem] = scheme_problems(whole)
    assert {"judges": "7", "scale": "3"} == problem.details


def test_a_form_has_one_panel() -> None:
    """R28: another scale is fine, another number of judges is not; told at the form's aspects."""
    other = JudgementRule(judges=3, scale=10, lowest=1)

    assert [] == found(with_first(1, judging=other, score_texts=None))
    assert [("panel_sizes_differ", "criteria.0.sub_criteria.1.aspects")] == found(
        with_first(1, judging=LEGACY, score_texts=None)
    )


def test_only_scores_from_0_to_3_need_texts() -> None:
    """R14, R28: a legacy panel has none, for the aspect or for the whole scheme."""
    untold = with_first(1, score_texts=None)

    assert 4 == len(found(untold))
    assert [] == found(replace(untold, rules=MarkingRules(judging=LEGACY)))
    assert 4 == len(found(with_first(1, score_texts=None, judging=JudgementRule(spread_max=None))))
    assert [] == found(with_first(1, score_texts=None, judging=JudgementRule(lowest=1)))


def test_what_is_usual_is_a_setting() -> None:
    """R10 to R12: another championship has other bounds; each is included."""
    assert [] == found(SOUND, Bounds(aspect_mark_max=HIGHEST, criteria_min=5, criteria_max=5))
    assert {"mark_high"} == {code for code, _ in found(SOUND, Bounds(aspect_mark_max=HIGHEST - 1))}
    assert [("criteria_count_unusual", "criteria")] == found(SOUND, Bounds(criteria_min=6))
    assert [("criteria_count_unusual", "criteria")] == found(SOUND, Bounds(criteria_max=4))
    moved = replace(
        SOUND,
        sections=tuple(
            replace(section, target=section.target + shift)
            for section, shift in zip(SOUND.sections, (-UNITS_PER_MARK, UNITS_PER_MARK), strict=True)
        ),
    )
    assert [] == found(moved, Bounds(section_distance_max=UNITS_PER_MARK))
    assert ["section_far_from_target"] * 2 == [
        code for code, _ in found(moved, Bounds(section_distance_max=UNITS_PER_MARK - 1))
    ]
    [problem] = scheme_problems(SOUND, bounds=Bounds(criteria_min=6, criteria_max=8))
    assert {"count": "5", "least": "6", "most": "8"} == problem.details
