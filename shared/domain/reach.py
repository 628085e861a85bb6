"""Which places are still possible: from the totals shown and what is still open, and nothing else (R40, R52).

A total can still be anything from what is shown (nothing more is won) to that and all that is open.
Corrections and penalties to come are not foreseen: "decided" means by the marks that are still to be given.
"""

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from shared.domain.units import Mark, rounded_hundredths


class Span(NamedTuple):
    """From where to where a total can still come."""

    least: Mark
    most: Mark


class Reach(NamedTuple):
    """The best and the worst place that are still possible."""

    best: int
    worst: int


def reach(spans: Mapping[str, Span], *, equal_to_hundredth: bool = False) -> dict[str, Reach]:
    """Return the places that each key of ``spans`` can still have, by the rule of ``places`` (R41).

    The best: all others end at their least. The worst: all others end at their most.
    """
    if equal_to_hundredth:
        spans = {name: Span(*map(rounded_hundredths, span)) for name, span in spans.items()}
    least = sorted(span.least for span in spans.values())
    most = sorted(span.most for span in spans.values())
    after = 1 + len(spans)
    # Whoever has anything open could pass their own least: not counted against themselves.
    return {
        name: Reach(after - bisect_right(least, up), after - bisect_right(most, low) - (up > low))
        for name, (low, up) in spans.items()
    }


def decided(reached: Mapping[str, Reach]) -> int:
    """Return how many competitors, from the top, have a place that can no longer change.

    Somebody below may still come to share the last of these places, but not to take it.
    """
    ordered = sorted(reached.values())
    return next((n for n, one in enumerate(ordered) if one.best != one.worst), len(ordered))
