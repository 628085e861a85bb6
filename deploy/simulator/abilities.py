"""Hidden abilities, and the marks that they earn: boards of the simulator should look like real ones.

Ability is a logit. In a real field the winner has about 80 of 100, the middle about 55, the last about 15:
the lower half is wider than the upper, so the two halves of the bell have widths of their own.
"""

import math
import random
from dataclasses import dataclass, field
from typing import Final

from shared.domain.scheme import Aspect
from shared.domain.units import mark_text

MEDIAN: Final = 0.3
WIDTH_ABOVE: Final = 0.8
WIDTH_BELOW: Final = 1.2
CRITERION_NOISE: Final = 0.35
DIFFICULTY_WIDTH: Final = 0.9
JUDGEMENT_NOISE: Final = 0.35
DISSENT: Final = 0.3
"""How often a judge differs from the others, by one (R23)."""
SCORE_MAX: Final = 3
JUDGES: Final = 3

EntryContent = dict[str, object]
"""The part of an entry that says what was seen: ``mark`` or ``scores``."""


@dataclass(slots=True)
class Abilities:
    """What the competitors of one skill can do; grows as they are asked for."""

    rng: random.Random
    _ability: dict[str, float] = field(default_factory=dict)
    _by_criterion: dict[tuple[str, str], float] = field(default_factory=dict)
    _difficulty: dict[str, float] = field(default_factory=dict)

    def content(self, competitor: str, criterion: str, aspect: Aspect) -> EntryContent:
        """Return what the experts see of ``competitor`` on ``aspect``."""
        chance = self._chance(competitor, criterion, aspect.id)
        if aspect.method == "J":
            return {"scores": self._scores(chance)}
        return {"mark": mark_text(self._measured(aspect, chance))}

    def corrected(self, aspect: Aspect, old: EntryContent) -> EntryContent:
        """Return what a second look sees: something else, where the aspect allows something else."""
        if aspect.method == "J":
            scores = old["scores"]
            assert isinstance(scores, list)
            step = 1 if max(scores) < SCORE_MAX else -1
            return {"scores": [min(SCORE_MAX, max(0, score + step)) for score in scores]}
        others = [mark for mark in _possible(aspect) if mark_text(mark) != old["mark"]]
        return {"mark": mark_text(self.rng.choice(others))} if others else old

    def _chance(self, competitor: str, criterion: str, aspect: str) -> float:
        """Return the chance, 0 to 1, of getting ``aspect`` right."""
        rng = self.rng
        if competitor not in self._ability:
            bell = rng.gauss(0, 1)
            self._ability[competitor] = MEDIAN + bell * (WIDTH_ABOVE if bell > 0 else WIDTH_BELOW)
        if (competitor, criterion) not in self._by_criterion:
            self._by_criterion[competitor, criterion] = rng.gauss(0, CRITERION_NOISE)
        if aspect not in self._difficulty:
            self._difficulty[aspect] = rng.gauss(0, DIFFICULTY_WIDTH)
        logit = (
            self._ability[competitor] + self._by_criterion[competitor, criterion] - self._difficulty[aspect]
        )
        return 1 / (1 + math.exp(-logit))

    def _measured(self, aspect: Aspect, chance: float) -> int:
        """Return the mark: each step of partial marks is won or lost by itself."""
        possible = _possible(aspect)
        won = sum(self.rng.random() < chance for _ in range(len(possible) - 1))
        return possible[won]

    def _scores(self, chance: float) -> list[int]:
        """Return the panel's scores: some differ by one, all to the same side, so the spread is 1 at most."""
        seen = round(SCORE_MAX * chance + self.rng.gauss(0, JUDGEMENT_NOISE))
        base = min(SCORE_MAX, max(0, seen))
        side = self.rng.choice((-1, 1))
        scores = [base + side * (self.rng.random() < DISSENT) for _ in range(JUDGES)]
        return [min(SCORE_MAX, max(0, score)) for score in scores]


def _possible(aspect: Aspect) -> list[int]:
    allowed = aspect.allowed_marks if aspect.allowed_marks is not None else (0, aspect.mark_max)
    return sorted(set(allowed))
