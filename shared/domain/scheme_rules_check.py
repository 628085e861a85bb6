"""Whether the rules of marking that a scheme sets for itself can be obeyed (R25, R26, R28)."""

from collections.abc import Iterator
from itertools import pairwise

from shared.domain.errors import RuleBroken
from shared.domain.judgement import JudgementRule, check_rule
from shared.domain.marking_rules import Band
from shared.domain.scheme import Aspect, Form, Scheme
from shared.domain.scheme_problems import Problem, problem
from shared.domain.units import Mark


def partial_mark_problems(aspect: Aspect, place: str) -> Iterator[Problem]:
    """Yield what is wrong with the partial marks of ``aspect``, which only a measurement has (R25)."""
    ways = {
        "allowed_marks": aspect.allowed_marks,
        "deduction": aspect.deduction,
        "bands": aspect.bands,
    }
    said = [name for name, value in ways.items() if value is not None]
    if len(said) > 1:
        yield problem("partial_rules_conflict", f"{place}.{said[1]}", id=aspect.id)
    is_measured = aspect.method == "M"
    marks = aspect.allowed_marks
    if marks is not None and not (is_measured and _rise_to(marks, aspect.mark_max)):
        yield problem("allowed_marks_malformed", f"{place}.allowed_marks", id=aspect.id)
    off = aspect.deduction
    if off is not None and not (is_measured and 0 < off <= aspect.mark_max):
        yield problem("deduction_malformed", f"{place}.deduction", id=aspect.id)
    bands = aspect.bands
    if bands is not None and not (is_measured and bands and all(_fits(b, aspect.mark_max) for b in bands)):
        yield problem("bands_malformed", f"{place}.bands", id=aspect.id)


def panel_problems(scheme: Scheme) -> Iterator[Problem]:
    """Yield what is wrong with the panels: a rule that is not exact, panels of two sizes on a form (R28)."""
    if not _is_exact(scheme.rules.judging):
        yield problem("panel_not_exact", "rules.judging", **_words(scheme.rules.judging))
    places = _places(scheme)
    for form in scheme.forms:
        if form.method == "J":
            yield from _form_panel_problems(scheme, form, places)


def _form_panel_problems(scheme: Scheme, form: Form, places: dict[int, str]) -> Iterator[Problem]:
    for aspect in form.aspects:
        if aspect.judging is not None and not _is_exact(aspect.judging):
            yield problem("panel_not_exact", f"{places[id(aspect)]}.judging", **_words(aspect.judging))
    if len({scheme.judging(aspect).judges for aspect in form.aspects}) > 1:
        place = places[id(form.aspects[0])].rpartition(".aspects.")[0]
        yield problem("panel_sizes_differ", f"{place}.aspects", id=form.id)


def _places(scheme: Scheme) -> dict[int, str]:
    """Return the place of each aspect in the scheme's document; ids may be there twice, so by identity."""
    return {
        id(aspect): f"criteria.{at}.sub_criteria.{below}.aspects.{last}"
        for at, criterion in enumerate(scheme.criteria)
        for below, sub in enumerate(criterion.sub_criteria)
        for last, aspect in enumerate(sub.aspects)
    }


def _rise_to(marks: tuple[Mark, ...], mark_max: Mark) -> bool:
    """Say whether ``marks`` rise from 0 or more to ``mark_max``."""
    rises = bool(marks) and marks[0] >= 0 and all(low < high for low, high in pairwise(marks))
    return rises and marks[-1] == mark_max


def _fits(band: Band, mark_max: Mark) -> bool:
    is_empty = band.low is not None and band.high is not None and band.low > band.high
    return 0 <= band.mark <= mark_max and not is_empty


def _is_exact(rule: JudgementRule) -> bool:
    try:
        check_rule(rule)
    except RuleBroken:  # an answer, not a fault
        return False
    return True


def _words(rule: JudgementRule) -> dict[str, str]:
    return {"judges": str(rule.judges), "scale": str(rule.scale)}
