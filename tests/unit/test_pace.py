from services.leaderboard.pace import Pace, Shown

A: Shown = ("public", "a")


def test_the_first_change_is_due_at_once_and_the_next_after_the_interval() -> None:
    """Bursts become one version, and a lone mark waits for nothing."""
    pace = Pace(lambda _: 20)
    pace.touch([A])
    assert [A] == pace.take_due(1000)
    pace.written(A, 1000)

    pace.touch([A])

    assert ([], 1020, [A], None) == (
        pace.take_due(1019),
        pace.next_due_ms(),
        pace.take_due(1020),
        pace.next_due_ms(),
    )


def test_boards_have_intervals_of_their_own() -> None:
    """The overview may be slower than the board of a skill."""
    pace = Pace({"slow": 500, "fast": 20}.__getitem__)
    fast: Shown = ("public", "fast")
    boards: list[Shown] = [("public", "slow"), fast]
    for board in boards:
        pace.written(board, 1000)
    pace.touch(boards)

    assert ([fast], 1500) == (pace.take_due(1100), pace.next_due_ms())


def test_what_an_audience_has_not_seen_makes_its_next_change_wait_for_nothing() -> None:
    """R52: a board that was looked at and not written, and one that another audience saw."""
    pace = Pace(lambda _: 20)
    pace.touch([A, ("venue", "a")])
    looked_at = pace.take_due(1000)
    pace.written(("venue", "a"), 1000)

    pace.touch([A, ("venue", "a")])

    assert ([A, ("venue", "a")], [A]) == (looked_at, pace.take_due(1001))


def test_what_is_taken_away_waits_for_no_interval() -> None:
    """R52: a timeline is written every five seconds, but its marks go when the organiser says so."""
    pace = Pace(lambda _: 5000)
    pace.written(A, 1000)

    pace.hurry([A])

    assert [A] == pace.take_due(1001)
