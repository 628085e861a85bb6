"""Every rule that a marking scheme must keep (R10 to R14), each broken one reported, none hiding another."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from shared.domain.bounds import USUAL_BOUNDS, Bounds
from shared.domain.scheme import Aspect, Criterion, Scheme, Section, SubCriterion
from shared.domain.scheme_problems import Problem, problem
from shared.domain.scheme_rules_check import panel_problems, partial_mark_problems
from shared.domain.units import UNITS_PER_HUNDREDTH, UNITS_PER_MARK, Mark, mark_text

MARKS_OF_A_SCHEME: Final = 100 * UNITS_PER_MARK
"""R10, R12."""
CRITERION_LETTERS: Final = "ABCDEFGHI"
"""R10."""
SCORES: Final = range(4)
"""R14: 0 below industry standard to 3 excellent."""


def scheme_problems(
    scheme: Scheme, unread: Collection[str] = (), bounds: Bounds = USUAL_BOUNDS
) -> tuple[Problem, ...]:
    """Return every broken rule of ``scheme``, in scheme order; nothing means it may be used.

    ``bounds`` say what is usual; beyond them a scheme is only warned about.
    ``unread`` are places whose value could not be read and is only filled in: whoever read them has
    said so, hence a rule that needs one of them is silent instead of blaming the filled-in value.
    """
    found = chain(
        _sections(scheme, unread, bounds),
        _criteria(scheme, unread, bounds),
        panel_problems(scheme),
        _total(scheme, unread),
    )
    return tuple(p for p in found if p.place not in unread)


def marks_by_section(scheme: Scheme) -> Mapping[int, Mark]:
    """Return the sum of the aspect maxima of each section, listed sections first (R12)."""
    marks = {section.number: 0 for section in scheme.sections}
    for aspect in scheme.aspects:
        marks[aspect.section] = marks.get(aspect.section, 0) + aspect.mark_max
    return marks


def criterion_marks(criterion: Criterion) -> Mark:
    """Return the sum of the aspect maxima of ``criterion``."""
    return sum(aspect.mark_max for sub in criterion.sub_criteria for aspect in sub.aspects)


def marks_were_read(unread: Iterable[str], within: str = "criteria.") -> bool:
    """Tell whether every aspect maximum below ``within`` could be read, so that a sum has a meaning."""
    return not any(place.startswith(within) and place.endswith(".mark_max") for place in unread)


def _sections(scheme: Scheme, unread: Collection[str], bounds: Bounds) -> Iterator[Problem]:
    if not scheme.sections:
        yield problem("sections_missing", "sections")
        return
    seen: set[int] = set()
    for at, section in enumerate(scheme.sections):
        place = f"sections.{at}"
        if section.number < 1:
            yield problem("section_number_malformed", f"{place}.number", value=section.number)
        elif section.number in seen:
            yield problem("section_duplicate", f"{place}.number", number=section.number)
        seen.add(section.number)
        if not section.name:
            yield problem("section_name_missing", f"{place}.name", number=section.number)
        yield from _mark_problems(section.target, f"{place}.target")
    yield from _targets(scheme, unread, bounds.section_distance_max)


def _targets(scheme: Scheme, unread: Collection[str], distance_max: Mark) -> Iterator[Problem]:
    """R12: the targets add up to 100, and the marks stay near them."""
    if any(place.endswith(".target") for place in unread):
        return
    total = sum(section.target for section in scheme.sections)
    if total != MARKS_OF_A_SCHEME:
        yield problem("targets_not_100", "sections", total=mark_text(total))
    if not marks_were_read(unread) or any(place.endswith((".section", ".number")) for place in unread):
        return
    marks = marks_by_section(scheme)
    for at, section in enumerate(scheme.sections):
        if abs(marks[section.number] - section.target) > distance_max:
            place = f"sections.{at}.target"
            yield _far_from_target(section, marks[section.number], distance_max, place)


def _far_from_target(section: Section, marks: Mark, distance_max: Mark, place: str) -> Problem:
    return problem(
        "section_far_from_target",
        place,
        number=section.number,
        marks=mark_text(marks),
        target=mark_text(section.target),
        limit=mark_text(distance_max),
    )


def _criteria(scheme: Scheme, unread: Collection[str], bounds: Bounds) -> Iterator[Problem]:
    if not scheme.criteria:
        yield problem("criteria_missing", "criteria")
        return
    if not bounds.criteria_min <= len(scheme.criteria) <= bounds.criteria_max:
        usual = {"least": str(bounds.criteria_min), "most": str(bounds.criteria_max)}
        yield problem("criteria_count_unusual", "criteria", count=len(scheme.criteria), **usual)
    letters: set[str] = set()
    subs: set[str] = set()
    aspects: set[str] = set()
    sections = frozenset(section.number for section in scheme.sections)
    for at, criterion in enumerate(scheme.criteria):
        place = f"criteria.{at}"
        if criterion.letter in letters:
            yield problem("criterion_duplicate", f"{place}.letter", letter=criterion.letter)
        else:
            yield from _criterion(criterion, place, unread)
        letters.add(criterion.letter)
        for below, sub in enumerate(criterion.sub_criteria):
            here = f"{place}.sub_criteria.{below}"
            yield from _sub_criterion(sub, criterion.letter, subs, here)
            yield from _aspect_ids(sub, subs, aspects, here)
            subs.add(sub.id)
            for last, aspect in enumerate(sub.aspects):
                at_aspect = f"{here}.aspects.{last}"
                yield from _aspect(aspect, sections, bounds.aspect_mark_max, at_aspect)
                yield from _score_texts(scheme, aspect, at_aspect)
                yield from partial_mark_problems(aspect, at_aspect)


def _criterion(criterion: Criterion, place: str, unread: Collection[str]) -> Iterator[Problem]:
    """R10, and the criterion's own sum."""
    letter = criterion.letter
    if letter not in CRITERION_LETTERS or len(letter) != 1:
        yield problem("criterion_letter_malformed", f"{place}.letter", value=letter)
    if not criterion.name:
        yield problem("criterion_name_missing", f"{place}.name", letter=letter)
    if not criterion.sub_criteria:
        yield problem("criterion_empty", f"{place}.sub_criteria", letter=letter)
    total = criterion_marks(criterion)
    if total != criterion.mark_max and marks_were_read(unread, f"{place}."):
        sums = {"stated": mark_text(criterion.mark_max), "total": mark_text(total)}
        yield problem("criterion_total_differs", f"{place}.mark_max", letter=letter, **sums)


def _sub_criterion(sub: SubCriterion, letter: str, seen: Collection[str], place: str) -> Iterator[Problem]:
    """R10, R13."""
    if re.fullmatch(rf"{re.escape(letter)}[1-9][0-9]?", sub.id, re.ASCII) is None:
        yield problem("sub_criterion_id_malformed", f"{place}.id", id=sub.id)
    elif sub.id in seen:
        yield problem("sub_criterion_duplicate", f"{place}.id", id=sub.id)
    if not sub.name:
        yield problem("sub_criterion_name_missing", f"{place}.name", id=sub.id)
    if sub.day < 1:
        yield problem("day_missing", f"{place}.day", id=sub.id)
    if not sub.aspects:
        yield problem("sub_criterion_empty", f"{place}.aspects", id=sub.id)


def _aspect_ids(sub: SubCriterion, subs: Collection[str], seen: set[str], place: str) -> Iterator[Problem]:
    """R10. A repeated sub-criterion is reported once, not once more for each of its aspects."""
    for at, aspect in enumerate(sub.aspects):
        if aspect.id in seen and sub.id not in subs:
            yield problem("aspect_duplicate", f"{place}.aspects.{at}.id", id=aspect.id)
        seen.add(aspect.id)


def _aspect(aspect: Aspect, sections: Collection[int], usual_max: Mark, place: str) -> Iterator[Problem]:
    """R11."""
    if not aspect.description:
        yield problem("description_missing", f"{place}.description", id=aspect.id)
    if aspect.section not in sections and sections:
        yield problem("section_unknown", f"{place}.section", number=aspect.section)
    yield from _mark_problems(aspect.mark_max, f"{place}.mark_max")
    if aspect.mark_max == 0:
        yield problem("mark_zero", f"{place}.mark_max")
    if aspect.mark_max > usual_max:
        mark, limit = mark_text(aspect.mark_max), mark_text(usual_max)
        yield problem("mark_high", f"{place}.mark_max", mark=mark, limit=limit)


def _mark_problems(mark: Mark, place: str) -> Iterator[Problem]:
    if mark < 0:
        yield problem("mark_negative", place, value=mark_text(mark))
    if mark % UNITS_PER_HUNDREDTH:
        yield problem("mark_too_many_decimals", place, value=mark_text(mark))


def _score_texts(scheme: Scheme, aspect: Aspect, place: str) -> Iterator[Problem]:
    """R14: judgement from 0 to 3 has a text for each score, measurement has none."""
    texts = aspect.score_texts or ()
    if aspect.method == "M":
        if texts:
            yield problem("score_texts_on_measurement", f"{place}.method", id=aspect.id)
        return
    if not scheme.judging(aspect).has_described_scores:
        return
    for score in SCORES:
        if score >= len(texts) or not texts[score]:
            yield problem("score_text_missing", f"{place}.score_texts.{score}", id=aspect.id, score=score)
    if len(texts) > len(SCORES):
        yield problem("score_malformed", f"{place}.score_texts", value=len(SCORES))


def _total(scheme: Scheme, unread: Collection[str]) -> Iterator[Problem]:
    """R10: the aspects add up to exactly 100.00."""
    if scheme.criteria and scheme.mark_max != MARKS_OF_A_SCHEME and marks_were_read(unread):
        yield problem("total_not_100", "", total=mark_text(scheme.mark_max))
