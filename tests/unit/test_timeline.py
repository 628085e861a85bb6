import pytest

from services.leaderboard import timeline
from shared.domain.publication import PolicySet
from tests.stories import Told

MINUTE_MS = 60_000


def row(total: str, place: int, marked: str, **criteria: str) -> dict[str, object]:
    """Return a row of a point."""
    return {"total": total, "place": place, "marked": marked, "criteria": criteria}


def test_a_point_a_minute_holds_what_changed_and_the_newest_is_there() -> None:
    """Two marks of one minute are one point; the criteria say what moved them."""
    told = Told()
    told.sheet(1000, "c-1", "0.50", "1.00")
    told.sheet(2000, "c-1", "1.00", "1.75")
    told.sheet(MINUTE_MS, "c-2", "0.75", "1.00")

    assert [
        (2000, {"c-1": row("1.00", 1, "1.75", A="1.00")}),
        (MINUTE_MS, {"c-2": row("0.75", 2, "1.00", A="0.75")}),
    ] == told.points()


def test_after_lock_the_points_are_of_locked_forms_and_without_criteria() -> None:
    """R52: the criteria of marks are told only where marks are live; what is unlocked shows as nothing."""
    told = Told(PolicySet("cup", "public", "after_lock"))
    told.sheet(1000, "c-1", "0.50", "1.00")
    told.locked(2000, {"c-1": "0.50"})
    told.locked(2000 + MINUTE_MS, None)

    shown = {"total": "0.50", "place": 1, "marked": "1.75"}
    assert [(2000, {"c-1": shown}), (2000 + MINUTE_MS, {"c-1": timeline.NOTHING})] == told.points()


def test_without_marks_there_are_no_points() -> None:
    """R52: progress is no point."""
    told = Told(PolicySet("cup", "public", "progress"))
    told.sheet(1000, "c-1", "0.50", "1.00")
    told.skill(2000, is_final=True)

    assert [] == told.points()


def test_an_award_that_is_under_embargo_moves_no_point() -> None:
    """R51: whatever changes in the skill's standing and is not shown leaves the newest point where it is."""
    told = Told()
    told.sheet(1000, "c-1", "0.50", "1.00")
    told.skill(3000, awards_confirmed_by="rt")

    assert [1000] == [at_ms for at_ms, _ in told.points()]


def test_of_too_many_points_the_oldest_become_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that they said is lost."""
    monkeypatch.setattr(timeline, "POINTS_MAX", 2)
    told = Told()
    for minute, (competitor, mark) in enumerate(
        (("c-1", "0.25"), ("c-2", "0.50"), ("c-1", "0.75"), ("c-1", "1.00"))
    ):
        told.sheet(minute * MINUTE_MS, competitor, mark, "1.00")

    assert [MINUTE_MS, 2 * MINUTE_MS, 3 * MINUTE_MS] == [at_ms for at_ms, _ in told.points()]
    assert {"c-1", "c-2"} == set(told.points()[0][1])
