"""How a panel scores one sheet: each alone or all at once, and again where they are apart (R22, R23)."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

ONE_BY_ONE_SHARE: Final = 0.15
"""How many judged sheets are scored on three devices; on the others the supervisor enters what all show."""
APART_SHARE: Final = 0.02
"""How often the scores of an aspect are more than one apart the first time."""
APART: Final = ((0, 1, 2), (1, 2, 3), (3, 2, 0), (2, 0, 0))

Scores = tuple[int, ...]
Became = Literal["counted", "waiting", "rescore"]


class Turn(NamedTuple):
    """One submission of a panel."""

    expert: str
    entries: tuple[dict[str, Any], ...]
    becomes: Became
    shown: Mapping[str, Scores]
    """What all have shown, by aspect: with the last single score it is the mark."""


def turns(
    contents: Mapping[str, Scores], panel: Sequence[str], entering: str, rng: random.Random
) -> Iterator[Turn]:
    """Yield the submissions by which a panel comes to ``contents``."""
    one_by_one = rng.random() < ONE_BY_ONE_SHARE
    apart = {name: rng.choice(APART) for name in contents if rng.random() < APART_SHARE}
    attempts = [{**contents, **apart}, {name: contents[name] for name in apart}]
    for number, shown in enumerate(attempts if apart else attempts[:1], 1):
        last: Became = "rescore" if apart and number == 1 else "counted"
        if one_by_one:
            yield from _each(shown, number, panel, last)
        else:
            entries = ({"aspect": name, "scores": list(s), "based_on": 0} for name, s in shown.items())
            yield Turn(entering, tuple(entries), last, {})


def _each(shown: Mapping[str, Scores], attempt: int, panel: Sequence[str], last: Became) -> Iterator[Turn]:
    for at, judge in enumerate(panel):
        entries = tuple(
            {"aspect": name, "score": scores[at], "attempt": attempt, "based_on": 0}
            for name, scores in shown.items()
        )
        is_last = at == len(panel) - 1
        yield Turn(judge, entries, last if is_last else "waiting", shown if is_last else {})
