"""The mark that an entry earns on its aspect, by whichever method and rule the scheme sets (R24 to R28)."""

from shared.domain.errors import RuleBroken
from shared.domain.events import Entry
from shared.domain.judgement import are_too_far_apart, check_rule, check_score, check_scores, judgement_mark
from shared.domain.measurement import mark_after_deductions, mark_of_measured, measurement_mark
from shared.domain.scheme import Aspect, Scheme
from shared.domain.units import Mark, mark_text


def entry_mark(scheme: Scheme, aspect: Aspect, entry: Entry, has_team: bool = False) -> Mark | None:
    """Return the mark that ``entry`` earns on ``aspect``; None when it alone earns none.

    None: the score of one judge, or, where the form has a team that can score again (``has_team``), scores
    too far apart. Raises ``RuleBroken``: ``entry_needs_mark``, ``entry_needs_scores``,
    ``entry_needs_deductions``, ``entry_needs_measured``, and what the methods raise.
    """
    if aspect.method == "J":
        return _judged(scheme, aspect, entry, has_team)
    is_scored = entry.scores is not None or entry.score is not None
    if aspect.deduction is not None:
        if is_scored or entry.deductions is None or entry.mark is not None or entry.measured is not None:
            raise RuleBroken("entry_needs_deductions", aspect=aspect.id)
        return mark_after_deductions(aspect, entry.deductions)
    if aspect.bands is not None:
        if is_scored or entry.measured is None or entry.mark is not None or entry.deductions is not None:
            raise RuleBroken("entry_needs_measured", aspect=aspect.id)
        return mark_of_measured(aspect, entry.measured)
    if is_scored or entry.mark is None or entry.deductions is not None or entry.measured is not None:
        raise RuleBroken("entry_needs_mark", aspect=aspect.id)
    return measurement_mark(aspect, entry.mark)


def judged_mark(scheme: Scheme, aspect: Aspect, scores: tuple[int, ...]) -> Mark:
    """Return the mark of a panel's scores, rounded as the scheme says (R26); raises as ``judgement_mark``."""
    return scheme.rules.rounded(judgement_mark(scores, aspect.mark_max, scheme.judging(aspect)))


def check_marking_rules(scheme: Scheme) -> None:
    """Raise ``RuleBroken`` when the scheme's own rules cannot be obeyed.

    ``rule_not_exact`` (R26); ``judges_differ`` when one form would need panels of two sizes;
    ``mark_over_maximum`` when a tolerance band gives more than its aspect has.
    """
    for form in scheme.forms:
        rules = [scheme.judging(aspect) for aspect in form.aspects if form.method == "J"]
        for rule in rules:
            check_rule(rule)
        if len({rule.judges for rule in rules}) > 1:
            raise RuleBroken("judges_differ", field="scheme", value=form.id)
        for aspect in form.aspects:
            for band in aspect.bands or ():
                if band.mark > aspect.mark_max:
                    most = mark_text(aspect.mark_max)
                    raise RuleBroken(
                        "mark_over_maximum", field="scheme", value=mark_text(band.mark), mark_max=most
                    )


def _judged(scheme: Scheme, aspect: Aspect, entry: Entry, has_team: bool) -> Mark | None:
    if entry.mark is not None or (entry.scores is None) == (entry.score is None):
        raise RuleBroken("entry_needs_scores", aspect=aspect.id)
    rule = scheme.judging(aspect)
    if entry.scores is None:
        assert entry.score is not None
        check_score(entry.score, rule)
        return None
    if has_team:
        check_scores(entry.scores, rule)
        if are_too_far_apart(entry.scores, rule):
            return None
    return judged_mark(scheme, aspect, entry.scores)
