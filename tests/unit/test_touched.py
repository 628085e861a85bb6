from services.leaderboard.pace import Shown
from services.leaderboard.touched import one_slow_each


def test_boards_go_first_and_of_the_slow_ones_one_for_each_audience() -> None:
    """A story waits for its timelines; the venue's turn does not hang on the public's."""
    boards: list[Shown] = [("public", "cup"), ("public", "cup/testing")]
    slow: list[Shown] = [
        ("public", "cup/story"), ("public", "cup/b/timeline"), ("public", "cup/a/timeline"),
        ("venue", "cup/story"),
    ]  # fmt: skip

    first = one_slow_each([*boards, *slow])
    second = one_slow_each(first[1])

    assert [*boards, ("public", "cup/a/timeline"), ("venue", "cup/story")] == first[0]
    assert ([("public", "cup/b/timeline")], [("public", "cup/story")]) == second
