from services.leaderboard.pace import Shown
from services.leaderboard.told_boards import tells_every_mark
from services.leaderboard.touched import boards_by_policy, one_slow_each
from shared.domain.publication import AudienceClass, Policies, PolicySet


def test_boards_go_first_and_of_the_slow_ones_one_for_each_audience() -> None:
    """A story waits for its timelines; the venue's turn does not hang on the public's."""
    boards: list[Shown] = [("public", "cup"), ("public", "cup/testing")]
    slow: list[Shown] = [
        ("public", "cup/story"), ("public", "cup/b/timeline"), ("public", "cup/a/timeline"),
        ("venue", "cup/story"),
    ]  # fmt: skip

    first = one_slow_each([*boards, *slow], is_told)
    second = one_slow_each(first[1], is_told)

    assert [*boards, ("public", "cup/a/timeline"), ("venue", "cup/story")] == first[0]
    assert ([("public", "cup/b/timeline")], [("public", "cup/story")]) == second


def is_told(board_id: str, audience: AudienceClass) -> bool:
    """Say that every timeline and story is slow."""
    return board_id.endswith(("timeline", "story"))


def test_only_what_tells_live_marks_waits_for_its_turn() -> None:
    """R52: the timeline of a skill that is taken away is emptied with its board, not after thirty others."""
    policies = Policies()
    policies.fold([PolicySet("cup", "public", "live"), PolicySet("cup", "public", "nothing", "a")])
    boards = ("cup", "cup/a", "cup/a/timeline", "cup/b/timeline", "cup/story", "cup/people", "index")

    slow = [board for board in boards if tells_every_mark(board, "public", ("a", "b"), policies)]
    locked = [board for board in boards if tells_every_mark(board, "venue", ("a", "b"), policies)]

    assert (["cup/b/timeline", "cup/story"], []) == (slow, locked)


def test_a_decision_changes_the_boards_of_its_audience_and_skill() -> None:
    """Those of another audience, and timelines of other skills, have nothing to do with it."""
    one = boards_by_policy(PolicySet("cup", "public", "nothing", "a"), ("a", "b"))
    all_of_them = boards_by_policy(PolicySet("cup", "venue", "nothing"), ("a",))

    told = ("cup/a", "cup/a/timeline", "cup", "cup/story", "cup/results")
    assert {("public", board) for board in told} == one
    assert {("venue", board) for board in (*told, "cup/people", "index")} <= all_of_them
    assert {"venue"} == {audience for audience, _ in all_of_them}
