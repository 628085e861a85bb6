"""Turn judges' scores into the mark of a judgement aspect (R22 to R24)."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.domain.errors import RuleBroken
from shared.domain.units import Mark


@dataclass(frozen=True, slots=True)
class JudgementRule:
    """How a panel scores; the defaults are the field's (R22, R23), other rule groups are data (R28)."""

    judges: int = 3
    scale: int = 3
    """The highest score; the lowest is 0."""
    spread_max: int = 1
    """The largest difference between two scores that needs no second scoring."""


PANEL_OF_THREE = JudgementRule()


def judgement_mark(scores: Sequence[int], mark_max: Mark, rule: JudgementRule = PANEL_OF_THREE) -> Mark:
    """Return the share of ``mark_max`` that the scores earn, exactly: max x sum / (scale x judges) (R24).

    Raises ``RuleBroken``: ``scores_incomplete``, ``score_out_of_range``, and ``scores_too_far_apart``
    when the panel must confer (R23).
    """
    if len(scores) != rule.judges:
        raise RuleBroken("scores_incomplete", judges=rule.judges, given=len(scores))
    if min(scores) < 0 or max(scores) > rule.scale:
        raise RuleBroken("score_out_of_range", scale=rule.scale, scores=list(scores))
    if max(scores) - min(scores) > rule.spread_max:
        raise RuleBroken("scores_too_far_apart", spread_max=rule.spread_max, scores=list(scores))
    mark, rest = divmod(mark_max * sum(scores), rule.scale * rule.judges)
    assert rest == 0, "the unit holds every share of a hundredth (R26)"
    return mark
