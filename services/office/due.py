"""Until when a form must be locked, and whether that time is over (R31)."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.domain.championship import Championship
from shared.domain.form_life import FormState

_DONE: Final[frozenset[FormState]] = frozenset({"locked", "released"})


def due_at_ms(championship: Championship, day: int) -> int | None:
    """Return when the forms of marking day C1, C2, ... are due, by the championship's own clock (R7).

    None for a day that the championship does not have, or a time zone that this machine does not know.
    """
    if not 1 <= day <= len(championship.days):
        return None
    return _hour_ms(championship.days[day - 1], championship.bounds.forms_due_hour, championship.time_zone)


def is_overdue(state: FormState, due_ms: int | None, now_ms: int) -> bool:
    """Say whether a form in ``state`` should have been locked by now."""
    return due_ms is not None and now_ms >= due_ms and state not in _DONE


@cache
def _hour_ms(day: str, hour: int, time_zone: str) -> int | None:
    """Return ``hour`` o'clock of ``day``; 24 is the midnight at its end, 26 two hours later."""
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):  # an answer, not a fault: then nobody is told of a time
        return None
    midnight = datetime.combine(date.fromisoformat(day), datetime.min.time())
    return int((midnight + timedelta(hours=hour)).replace(tzinfo=zone).timestamp()) * 1000
