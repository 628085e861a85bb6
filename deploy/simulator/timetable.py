"""When a form is marked: from nine to six of its day, competitor after competitor, nights left out.

Marking time counts seconds of these hours only, so that a simulated night takes no time.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from shared.domain.scheme import Form

DAY_BEGINS_H: Final = 9
DAY_S: Final = 9 * 3600
"""Marking hours of a day, in seconds: nine to six."""
LAST_FIRST_S: Final = 8 * 3600
"""First marks are in by five; the last hour belongs to corrections (R31)."""
FORM_LEAST_S: Final = 4500


@dataclass(frozen=True, slots=True)
class FormTimes:
    """When one form is marked, in marking time."""

    begins_s: float
    takes_s: float
    ends_s: float
    """The end of its day."""

    def sheet_s(self, position: int, of: int, rng: random.Random) -> float:
        """Return when the competitor at ``position`` of ``of`` is marked."""
        return self.begins_s + (position + rng.random()) / of * self.takes_s


def form_times(forms: Sequence[Form], rng: random.Random) -> Iterator[tuple[Form, FormTimes]]:
    """Yield each form with its times; the forms of a day follow each other and overlap a little."""
    by_day = sorted(forms, key=lambda form: form.day)
    for day, group in groupby(by_day, key=lambda form: form.day):
        of_day = list(group)
        day_begins_s = (day - 1) * DAY_S
        takes_s = min(LAST_FIRST_S, max(FORM_LEAST_S, 1.6 * LAST_FIRST_S / len(of_day)))
        for index, form in enumerate(of_day):
            latest_s = LAST_FIRST_S - takes_s
            begins_s = min(latest_s, latest_s * (index + rng.uniform(-0.3, 0.3)) / max(1, len(of_day) - 1))
            yield form, FormTimes(day_begins_s + max(0.0, begins_s), takes_s, day_begins_s + DAY_S)


def event_time(marking_s: float) -> str:
    """Return marking time as people say it: ``C2 14:35``."""
    day, in_day_s = divmod(max(0, int(marking_s)), DAY_S)
    return f"C{day + 1} {DAY_BEGINS_H + in_day_s // 3600:02d}:{in_day_s // 60 % 60:02d}"
