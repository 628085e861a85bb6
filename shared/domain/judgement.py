"""Turn judges' scores into the mark of a judgement aspect (R22 to R24)."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.domain.errors import RuleBroken
from shared.domain.units import UNITS_PER_HUNDREDTH, Mark


@dataclass(frozen=True, slots=True)
class JudgementRule:
    """How a panel scores; the defaults are the field's (R22, R23), other rule groups are data (R28)."""

    judges: int = 3
    scale: int = 3
    """The highest score."""
    spread_max: int | None = 1
    """The largest difference between two scores that needs no second scoring; None: any is taken."""
    lowest: int = 0
    """The lowest score; legacy panels start at 1."""
    drops_extremes: bool = False
    """Leave one highest and one lowest score out of the mean."""

    @property
    def judges_counted(self) -> int:
        """Return how many scores enter the mean."""
        return self.judges - 2 if self.drops_extremes else self.judges

    @property
    def has_described_scores(self) -> bool:
        """Say whether each score needs a text: those from 0 to 3 do (R14)."""
        return (self.lowest, self.scale) == (0, 3)


PANEL_OF_THREE = JudgementRule()


def check_rule(rule: JudgementRule) -> None:
    """Raise ``RuleBroken("rule_not_exact")`` when the unit does not hold every share of a hundredth (R26)."""
    parts = rule.scale * rule.judges_counted
    if (
        rule.judges_counted < 1
        or parts < 1
        or not 0 <= rule.lowest < rule.scale
        or UNITS_PER_HUNDREDTH % parts
    ):
        raise RuleBroken("rule_not_exact", judges=rule.judges, scale=rule.scale)


def check_score(score: int, rule: JudgementRule) -> None:
    """Raise ``RuleBroken("score_out_of_range")`` when no judge can show ``score``."""
    if not rule.lowest <= score <= rule.scale:
        raise RuleBroken("score_out_of_range", lowest=rule.lowest, scale=rule.scale)


def check_scores(scores: Sequence[int], rule: JudgementRule) -> tuple[int, int]:
    """Return the lowest and the highest; raises ``scores_incomplete``, ``score_out_of_range``."""
    if len(scores) != rule.judges:
        raise RuleBroken("scores_incomplete", judges=rule.judges, given=len(scores))
    lowest, highest = min(scores), max(scores)
    if lowest < rule.lowest or highest > rule.scale:
        raise RuleBroken("score_out_of_range", lowest=rule.lowest, scale=rule.scale)
    return lowest, highest


def are_too_far_apart(scores: Sequence[int], rule: JudgementRule) -> bool:
    """Say whether the panel must confer and score again (R23)."""
    return rule.spread_max is not None and max(scores) - min(scores) > rule.spread_max


def judgement_mark(scores: Sequence[int], mark_max: Mark, rule: JudgementRule = PANEL_OF_THREE) -> Mark:
    """Return the share of ``mark_max`` that the scores earn, exactly: max x sum / (scale x judges) (R24).

    Raises ``RuleBroken``: ``scores_incomplete``, ``score_out_of_range``, and ``scores_too_far_apart``
    when the panel must confer (R23).
    """
    lowest, highest = check_scores(scores, rule)
    if rule.spread_max is not None and highest - lowest > rule.spread_max:
        raise RuleBroken("scores_too_far_apart", spread_max=rule.spread_max, scores=list(scores))
    together = sum(scores) - (lowest + highest if rule.drops_extremes else 0)
    mark, rest = divmod(mark_max * together, rule.scale * rule.judges_counted)
    assert rest == 0, "the unit holds every share of a hundredth (R26)"
    return mark
