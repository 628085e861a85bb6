"""When the marking days of a championship end at the venue: a day's forms are due the same evening (R31)."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.domain.championship import Championship

_MS = 1000


def day_ends_ms(championship: Championship) -> tuple[int, ...]:
    """Return the midnight that ends each marking day, in the venue's time."""
    zone = _zone(championship.time_zone)
    midnights = (
        datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), zone)
        for day in championship.days
    )
    return tuple(int(midnight.timestamp()) * _MS for midnight in midnights)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return UTC  # a machine without a database of zones: set-up lets any name pass there
