"""How long it takes from an expert's POST to the screens: reckoned after the run, from what was noted in it.

A board shows sums, not submissions. So the marks of each competitor are summed again in the order of the log;
a frame that shows the sums after the n-th submission shows everything up to the n-th.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from deploy.simulator.answers import Delivery
from deploy.simulator.expectation import Expectation, Shown

Competitor = tuple[str, str]
"""Skill and competitor."""


class Sighting(NamedTuple):
    """What a viewer saw of a competitor from a moment on."""

    at_s: float
    shown: Shown


class _Step(NamedTuple):
    started_s: float
    shown: Shown


def frame_latencies_ms(
    bundle: Mapping[str, Any],
    deliveries: Iterable[Delivery],
    sightings: Mapping[Competitor, Sequence[Sighting]],
) -> list[float]:
    """Return the milliseconds from POST to frame of every submission that changed what a board shows."""
    steps = _steps(bundle, deliveries)
    return [
        ms for who, of_competitor in steps.items() for ms in _latencies(of_competitor, sightings.get(who, ()))
    ]


def _steps(bundle: Mapping[str, Any], deliveries: Iterable[Delivery]) -> dict[Competitor, list[_Step]]:
    """Return what each counted submission made of a competitor's sums, in the order of the log."""
    reckoning = Expectation(bundle)
    located = [(delivery.answer.offset, delivery) for delivery in deliveries]
    ordered = sorted(((o, d) for o, d in located if o is not None and o >= 0), key=lambda entry: entry[0])
    steps: dict[Competitor, list[_Step]] = defaultdict(list)
    before: dict[Competitor, Shown] = {}
    for _, delivery in ordered:
        who = (delivery.submission.skill, delivery.submission.competitor)
        shown = reckoning.count(delivery)
        if (
            shown is not None
            and shown != before.get(who)
            and any(e.outcome == "counted" for e in delivery.answer.entries)
        ):
            steps[who].append(_Step(delivery.started_s, shown))
            before[who] = shown
    return steps


def _latencies(steps: Sequence[_Step], sightings: Sequence[Sighting]) -> Iterable[float]:
    """Yield the latency of each step: until the first sighting of its sums, or of later ones."""
    seen = 0
    for sighting in sightings:
        for index in range(seen, len(steps)):
            if steps[index].shown == sighting.shown:
                for step in steps[seen : index + 1]:
                    yield (sighting.at_s - step.started_s) * 1000
                seen = index + 1
                break


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value that ``share`` (0 to 1) of ``values`` do not exceed; None when there are none."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
