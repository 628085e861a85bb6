"""R31: the forms of a day are due the same evening, by the championship's own clock."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.office.due import due_at_ms, is_overdue
from shared.domain.bounds import Bounds
from tests.builders import championship

CUP = championship()


def ms(text: str) -> int:
    """Return a moment in milliseconds, as UTC tells it."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


@pytest.mark.parametrize(
    ("hour", "day", "utc"),
    [
        (24, 1, "2026-05-20T19:00"),
        (24, 2, "2026-05-21T19:00"),
        (20, 1, "2026-05-20T15:00"),
        (26, 1, "2026-05-20T21:00"),
    ],
)
def test_a_form_is_due_on_its_own_day(hour: int, day: int, utc: str) -> None:
    """Almaty is five hours before UTC; the hour is a setting of the championship."""
    assert ms(utc) == due_at_ms(replace(CUP, bounds=Bounds(forms_due_hour=hour)), day)


@pytest.mark.parametrize("day", [0, -1, 3])
def test_a_day_that_there_is_not_is_never_due(day: int) -> None:
    """R13: the organiser was warned of it at set-up."""
    assert due_at_ms(CUP, day) is None


@pytest.mark.parametrize("zone", ["Nowhere/Nothing", "../etc"])
def test_an_unknown_time_zone_tells_no_time(zone: str) -> None:
    """A machine without that zone says nothing rather than something wrong."""
    assert due_at_ms(replace(CUP, time_zone=zone), 1) is None


def test_a_form_is_overdue_from_its_time_until_it_is_locked() -> None:
    """Signed is not locked yet."""
    open_states = ("open", "entered", "checked", "signed")

    assert [False, True, True] == [is_overdue("open", 1000, now) for now in (999, 1000, 1001)]
    assert all(is_overdue(state, 1000, 1000) for state in open_states)  # type: ignore[arg-type]
    assert not is_overdue("locked", 1000, 2000)
    assert not is_overdue("released", 1000, 2000)
    assert not is_overdue("open", None, 2000)
