from dataclasses import replace

from services.leaderboard.boards import skill_board
from services.leaderboard.reach_view import with_reach
from shared.domain.awards import Decision
from shared.domain.people import Competitor
from shared.domain.publication import Policy
from shared.domain.skill_end import SkillEnd
from shared.domain.status import Status
from shared.domain.units import UNITS_PER_HUNDREDTH
from tests.unit.test_boards import PEOPLE, sheet, view


def seen(*sheets: object, **how: object) -> tuple[object, list[object]]:
    """Return what a board says is decided, and the reach of each row."""
    shown = view(*sheets, **how)  # type: ignore[arg-type]
    board = with_reach(skill_board(shown, PEOPLE), shown)
    return board["head"]["decided"], [row["reach"] for row in board["rows"].values()]


def test_a_board_says_which_places_are_still_possible() -> None:
    """Of 6.50, c-1 has 4.00 and nothing open; c-2 has 1.00 and 2.50 open: the first place is decided."""
    sheets = (sheet("c-1", "4.00", "6.50"), sheet("c-2", "1.00", "4.00"))

    assert (2, [[1, 1], [2, 2]]) == seen(*sheets)
    assert (0, [[1, 2], [1, 2]]) == seen(sheets[0], sheet("c-2", "1.00", "3.00"))


def test_where_no_marks_are_shown_nothing_is_said() -> None:
    """R52: with progress only, what is open would tell nothing, and what is decided all."""
    policies: list[Policy] = ["nothing", "progress"]
    sheets = (sheet("c-1", "4.00", "6.50"), sheet("c-2", "1.00", "4.00"))

    assert [(None, [None, None])] * 2 == [seen(*sheets, policy=policy) for policy in policies]


def test_what_waits_for_its_lock_counts_as_open() -> None:
    """R52: nothing is decided by marks that the audience does not see."""
    sheets = (sheet("c-1", "4.00", "6.50"), sheet("c-2", "1.00", "6.50"))

    assert (0, [[1, 2], [1, 2]]) == seen(*sheets, policy="after_lock")


def test_age_groups_have_places_of_their_own_and_the_main_field_decides() -> None:
    """R2: a junior who is alone is first among juniors; who is disqualified has no place."""
    competitors = (
        Competitor("c-1", "abai"),
        Competitor("c-2", "aktobe"),
        Competitor("c-3", "almaty", group="juniors"),
    )
    shown = view(sheet("c-1", "1.00"), competitors=competitors)
    statuses: dict[str, Status] = {"c-2": "disqualified"}
    penalties = {"c-1": {"late": 25 * UNITS_PER_HUNDREDTH}}
    shown.results.fold_skill(
        SkillEnd(is_final=False, statuses=statuses, penalties=penalties, decision=Decision()), 9
    )

    board = with_reach(skill_board(replace(shown), PEOPLE), shown)

    assert (1, [[1, 1], None, [1, 1]]) == (
        board["head"]["decided"], [row["reach"] for row in board["rows"].values()]
    )  # fmt: skip
