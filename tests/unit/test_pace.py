from services.leaderboard.pace import Pace


def test_the_first_change_is_due_at_once_and_the_next_after_the_interval() -> None:
    """Bursts become one version, and a lone mark waits for nothing."""
    pace = Pace(lambda _: 20)
    pace.touch(["a"])
    assert ["a"] == pace.take_due(1000)

    pace.touch(["a"])

    assert ([], 1020, ["a"], None) == (
        pace.take_due(1019),
        pace.next_due_ms(),
        pace.take_due(1020),
        pace.next_due_ms(),
    )


def test_boards_have_intervals_of_their_own() -> None:
    """The overview may be slower than the board of a skill."""
    pace = Pace({"slow": 500, "fast": 20}.__getitem__)
    for board in ("slow", "fast"):
        pace.touch([board])
    pace.take_due(1000)
    pace.touch(["slow", "fast"])

    assert (["fast"], 1500) == (pace.take_due(1100), pace.next_due_ms())
