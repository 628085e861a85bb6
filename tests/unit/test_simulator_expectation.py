"""The simulator's own reckoning: fractions, rounding, places, comparison and latency."""

from fractions import Fraction
from typing import Any

import pytest

from deploy.simulator.answers import Answer, Delivery, EntryAnswer
from deploy.simulator.comparison import MISSING, Mismatch, mismatches
from deploy.simulator.expectation import Expectation, Shown, two_decimals
from deploy.simulator.measure import Sighting, frame_latencies_ms, percentile
from deploy.simulator.plan import Entry, PlannedSubmission


def bundle(*competitors: str, guests: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return one skill with a measured aspect of 2.00 and a judged one of 1.00."""
    aspects = [{"id": "A1.1", "mark_max": "2.00"}, {"id": "A1.2", "mark_max": "1.00"}]
    people = [{"id": c, "guest": False} for c in competitors] + [{"id": c, "guest": True} for c in guests]
    scheme = {"criteria": [{"sub_criteria": [{"aspects": aspects}]}]}
    return {"skills": [{"id": "welding", "competitors": people, "scheme": scheme}]}


def delivery(
    competitor: str, *entries: tuple[Entry, str, int], offset: int | None = 0, started_s: float = 0.0
) -> Delivery:
    """Return a delivery of entries, each with its outcome and revision."""
    sent = tuple(entry for entry, _, _ in entries)
    answered = tuple(EntryAnswer(e["aspect"], outcome, revision) for e, outcome, revision in entries)
    submission = PlannedSubmission("id", 0.0, "welding", competitor, "A1", "e-1", sent, "counted")
    return Delivery(submission, Answer("counted", answered, offset), started_s, started_s + 1, 1)


def measured(mark: str) -> Entry:
    """Return an entry of the measured aspect."""
    return {"aspect": "A1.1", "mark": mark}


def judged(*scores: int) -> Entry:
    """Return an entry of the judged aspect."""
    return {"aspect": "A1.2", "scores": list(scores)}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(0), "0.00"),
        (Fraction("8.424"), "8.42"),
        (Fraction("8.425"), "8.43"),
        (Fraction(2, 3), "0.67"),
        (Fraction("99.995"), "100.00"),
    ],
)
def test_two_decimals(value: Fraction, expected: str) -> None:
    """R26: half rounds away from zero."""
    assert expected == two_decimals(value)


def test_thirds_are_summed_exactly() -> None:
    """R24: 2,2,3 of 1.00 is 7/9; three such and nothing is lost on the way."""
    expectation = Expectation(bundle("c-1"))

    expectation.count(delivery("c-1", (measured("2.00"), "counted", 1), (judged(2, 2, 3), "counted", 1)))

    assert Fraction(25, 9) == expectation.skills["welding"]["c-1"].total
    assert Shown("2.78", "3.00", 2) == expectation.rows("welding")["c-1"].shown


def test_only_what_counted_is_entered() -> None:
    """An entry that was set aside changes nothing, nor does its neighbour suffer."""
    expectation = Expectation(bundle("c-1"))

    expectation.count(delivery("c-1", (measured("2.00"), "set_aside", 1), (judged(3, 3, 3), "counted", 1)))

    assert Shown("1.00", "1.00", 1) == expectation.rows("welding")["c-1"].shown


@pytest.mark.parametrize("is_late", [False, True])
def test_the_later_revision_stands(is_late: bool) -> None:
    """In whatever order the answers come."""
    expectation = Expectation(bundle("c-1"))
    deliveries = [
        delivery("c-1", (measured("2.00"), "counted", 1)),
        delivery("c-1", (measured("0.50"), "counted", 2)),
    ]

    expectation.count_all(reversed(deliveries) if is_late else deliveries)

    assert Shown("0.50", "2.00", 1) == expectation.rows("welding")["c-1"].shown


def test_places_are_shared() -> None:
    """R41: 1, 2, 2, 4; no place before the first mark; 0.00 is a mark."""
    expectation = Expectation(bundle("c-1", "c-2", "c-3", "c-4", "c-5"))
    for competitor, mark in {"c-1": "1.00", "c-2": "2.00", "c-3": "1.00", "c-4": "0.00"}.items():
        expectation.count(delivery(competitor, (measured(mark), "counted", 1)))

    rows = expectation.rows("welding")

    assert [2, 1, 2, 4, None] == [row.place for row in rows.values()]
    assert Shown(None, "0.00", 0) == rows["c-5"].shown


def test_guests_are_not_expected() -> None:
    """R5: a guest is marked and is on no public board."""
    expectation = Expectation(bundle("c-1", guests=("c-2",)))

    assert expectation.count(delivery("c-2", (measured("2.00"), "counted", 1))) is None
    assert ["c-1"] == list(expectation.rows("welding"))


def test_a_board_as_expected_has_no_mismatch() -> None:
    """Names and members are not compared: they are not reckoned."""
    expectation = Expectation(bundle("c-1"))
    row = {"place": None, "total": None, "marked": "0.00", "aspects": 0, "name": "A"}

    assert [] == mismatches("welding", expectation.rows("welding"), {"rows": {"c-1": row}})


def test_every_difference_is_named() -> None:
    """Wrong cells, missing rows, rows too many, no board at all."""
    expected = Expectation(bundle("c-1", "c-2")).rows("welding")
    rows = {"c-1": {"place": 1, "total": None, "marked": "0.00"}, "c-9": {}}

    assert [
        Mismatch("welding", "c-9", "row", "no such row", "shown"),
        Mismatch("welding", "c-1", "place", None, 1),
        Mismatch("welding", "c-1", "aspects", 0, MISSING),
        Mismatch("welding", "c-2", "row", "a row", MISSING),
    ] == mismatches("welding", expected, {"rows": rows})
    assert [Mismatch("welding", "", "board", "a board", MISSING)] == mismatches("welding", expected, None)


def test_latency_ends_with_the_first_frame_at_or_beyond_it() -> None:
    """One frame may show two submissions; a change that shows nothing is not measured."""
    sent = [
        delivery("c-1", (judged(3, 3, 3), "counted", 1), offset=9, started_s=1.2),
        delivery("c-1", (measured("2.00"), "counted", 1), offset=7, started_s=1.0),
        delivery("c-1", (judged(3, 3, 3), "counted", 2), offset=10, started_s=2.0),
        delivery("c-1", (judged(0, 0, 0), "counted", 3), offset=11, started_s=3.0),
        delivery("c-1", (judged(1, 1, 1), "set_aside", 3), offset=12, started_s=4.0),
    ]
    seen = {
        ("welding", "c-1"): [
            Sighting(0.5, Shown(None, "0.00", 0)),
            Sighting(1.25, Shown("3.00", "3.00", 2)),
            Sighting(3.5, Shown("2.00", "3.00", 2)),
        ]
    }

    found = frame_latencies_ms(bundle("c-1"), sent, seen)

    assert [250, 50, 500] == [round(ms) for ms in found]


def test_what_nobody_saw_is_not_measured() -> None:
    """Without a sighting, or without a place in the log, there is no latency."""
    assert [] == frame_latencies_ms(bundle("c-1"), [delivery("c-1", (measured("2.00"), "counted", 1))], {})
    assert [] == frame_latencies_ms(
        bundle("c-1"), [delivery("c-1", (measured("2.00"), "counted", 1), offset=None)], {}
    )


def test_percentile() -> None:
    """The smallest value that so many do not exceed."""
    values = [float(n) for n in range(1, 101)]

    assert (50.0, 99.0, 100.0, 1.0) == tuple(percentile(values, share) for share in (0.5, 0.99, 1, 0))
    assert percentile([], 0.5) is None
