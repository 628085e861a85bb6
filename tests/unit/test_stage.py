"""What screens and overlays show is a fold: plans, commands, the schedule, what must not be touched."""

from typing import Any

import pytest

from services.leaderboard.projection import Projection
from shared import topics
from shared.domain.catalogue_events import ChampionshipSet, catalogue_document
from shared.domain.errors import RuleBroken
from shared.domain.stage import Stage
from shared.domain.stage_events import (
    ScenesPrepared,
    ScenesTaken,
    ScheduleLine,
    ScheduleSet,
    ScreenChanged,
    ScreenRemoved,
    ScreensTold,
    ScreenTaken,
    StageFact,
    ThemeSet,
    stage_document,
    stage_fact,
)
from shared.domain.stage_plans import check_boards, plan_from, scenes_from, theme_from
from tests.builders import championship

BLACK = {"type": "blackout"}
WELDING = {"type": "board", "board": "cup/welding"}
WORDS = {"en": "Lunch", "ru": "Обед", "kk": "Түскі ас"}
PLANS: tuple[dict[str, Any], ...] = (
    WELDING,
    {"type": "carousel", "boards": ["cup", "cup/welding"], "seconds": 10},
    {"type": "results", "part": "teams"},
    {"type": "timetable", "lines": [{"at_ms": 5, "text": WORDS}]},
    {"type": "ticker", "lines": [WORDS]},
    {"type": "sponsors", "images": ["/a.png"], "seconds": 5},
    {"type": "qr", "path": "/wsk2024"},
    {"type": "message", "text": WORDS},
    BLACK | {"languages": ["kk", "ru"], "ticker": True, "clock": False},
)


def taken(key: str = "s-1", groups: tuple[str, ...] = ("hall",), at_ms: int = 1) -> ScreenTaken:
    """Return that a screen was taken."""
    return ScreenTaken(f"take-{key}", "cup", at_ms, "op", key, key.upper(), groups)


def told(
    plan: Any, *, screens: Any = (), groups: Any = ("hall",), at_ms: int = 2, reload: bool = False
) -> StageFact:
    """Return a command to a group."""
    return ScreensTold(f"tell-{at_ms}-{plan}", "cup", at_ms, "op", screens, groups, plan, reload)


def changed(key: str = "s-1", at_ms: int = 2, **given: Any) -> ScreenChanged:
    """Return a change of one screen."""
    fields = {"name": None, "groups": None, "plan": None, "locked": None} | given
    return ScreenChanged(f"change-{at_ms}-{given}", "cup", at_ms, "op", key, **fields)


def scheduled(*lines: tuple[int, Any]) -> ScheduleSet:
    """Return a schedule of the group."""
    return ScheduleSet(
        "schedule", "cup", 2, "op", tuple(ScheduleLine(at_ms, (), ("hall",), plan) for at_ms, plan in lines)
    )


def stage(*facts: StageFact) -> Stage:
    """Return the stage after ``facts``."""
    made = Stage()
    for fact in facts:
        made.fold(fact)
    return made


FACTS: tuple[StageFact, ...] = (
    taken(),
    changed(plan=WELDING, locked=True),
    ScreenRemoved("remove", "cup", 3, "op", "s-1"),
    told(BLACK, reload=True),
    scheduled((9, BLACK)),
    ScenesPrepared("prepare", "cup", 3, "op", {"side": {"type": "table", "board": "cup"}, "lower": None}),
    ScenesTaken("take", "cup", 3, "op", ("side",)),
    ThemeSet("theme", "cup", 3, "op", {"accent": "#00aabb", "photos": {"c-1": "/c-1.jpg"}}),
)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_a_fact_is_read_as_it_was_written(fact: StageFact) -> None:
    """What every service reads is what ingest has written."""
    assert stage_document(fact) == stage_document(stage_fact(stage_document(fact)))


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan["type"])
def test_a_plan_keeps_what_is_known_of_it_and_nothing_else(plan: dict[str, Any]) -> None:
    """A page gets no field that nobody has looked at."""
    assert plan == plan_from(plan | {"script": "alert(1)"})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"v": 2}, "record_version_unknown"),
        ({"type": "coffee"}, "record_type_unknown"),
        ({"plan": {"type": "coffee"}}, "record_malformed"),
        ({"plan": {"type": "board"}}, "record_malformed"),
        ({"screens": "s-1"}, "record_malformed"),
        ({"reload": 1}, "record_malformed"),
    ],
)
def test_a_record_that_cannot_be_read_says_why(changes: dict[str, Any], code: str) -> None:
    """It is left out, and whoever looks after the log learns what it is."""
    with pytest.raises(RuleBroken, match=code):
        stage_fact({**stage_document(told(BLACK)), **changes})


def test_a_command_reaches_the_group_but_not_who_must_not_be_touched() -> None:
    """The revision counts plans, so that a screen can say which one it shows."""
    now = stage(
        taken("s-1"), taken("s-2"), taken("s-3", ("foyer",)), changed("s-2", locked=True), told(WELDING)
    )

    assert [(WELDING, 1), (None, 0), (None, 0)] == [
        (screen.plan, screen.revision) for screen in now.screens.values()
    ]


def test_a_screen_can_be_told_to_load_its_page_anew() -> None:
    """The plan stays, and its revision with it."""
    now = stage(taken(), told(WELDING), told(None, screens=("s-1",), groups=(), at_ms=3, reload=True))

    assert (WELDING, 1, 1) == (
        now.screens["s-1"].plan,
        now.screens["s-1"].revision,
        now.screens["s-1"].reload,
    )


def test_the_schedule_is_carried_out_in_its_time_before_later_commands() -> None:
    """Whoever folds the log later comes to the same, line by line."""
    live = stage(taken(), scheduled((20, BLACK), (10, WELDING)))
    live.advance(15)
    seen = live.screens["s-1"].plan, live.next_ms()
    later = told({"type": "qr", "path": "/"}, at_ms=30)
    live.fold(later)

    again = stage(taken(), scheduled((20, BLACK), (10, WELDING)), later)

    assert (WELDING, 20) == seen
    assert live.screens == again.screens
    assert ((), 3) == (again.schedule, again.screens["s-1"].revision)


def test_a_record_that_comes_again_changes_nothing() -> None:
    """The log may hold one twice."""
    assert 1 == stage(taken(), told(WELDING), told(WELDING)).screens["s-1"].revision


def test_program_shows_what_was_taken_from_the_preview() -> None:
    """What is prepared is not on air; an empty slot is taken, too."""
    leader = {"type": "leader", "board": "cup/welding"}
    now = stage(
        ScenesPrepared("a", "cup", 1, "op", {"side": leader, "lower": leader}),
        ScenesTaken("b", "cup", 2, "op", ("side",)),
        ScenesPrepared("c", "cup", 3, "op", {"side": None}),
    )

    assert {"side": leader, "lower": None, "full": None, "ticker": None} == now.program
    assert {"side": None, "lower": leader, "full": None, "ticker": None} == now.preview


def test_a_screen_shows_no_board_of_another_championship() -> None:
    """Its token would not open it."""
    check_boards({"type": "carousel", "boards": ["cup", "cup/welding"]}, "cup", "plan")
    with pytest.raises(RuleBroken, match="board_of_another"):
        check_boards({"type": "board", "board": "cup2/welding"}, "cup", "plan")


def test_what_is_none_of_the_known_slots_or_scenes_is_refused() -> None:
    """A page would not know where to put it."""
    for wrong in ({"roof": None}, {"side": {"type": "coffee"}}):
        with pytest.raises(KeyError):
            scenes_from(wrong)
    assert {"ink": "#000000"} == theme_from({"ink": "#000000", "script": "x"})


def test_screens_and_overlays_are_boards_of_the_venue_alone() -> None:
    """R50: the public's processes never hear what the hall is to show."""
    projection = Projection()
    projection.fold(topics.CATALOGUE, "cup", catalogue_document(ChampionshipSet(championship(), 0)))
    boards = ("cup/screens", "cup/overlays")

    changed_boards = [projection.fold(topics.SCREENS, "cup", stage_document(fact)) for fact in FACTS]

    assert [{("venue", board) for board in boards}] * len(FACTS) == changed_boards
    assert ["screens", "overlays"] == [(projection.board(b, "venue") or {}).get("kind") for b in boards]
    assert [None] * 4 == [projection.board(b, a) for b in boards for a in ("public", "staff")]
    assert set(boards) <= set(projection.board_ids())


def test_the_leaderboard_carries_the_schedule_out() -> None:
    """It wakes for it, and the board of the screens changes."""
    projection = Projection()
    projection.fold(topics.CATALOGUE, "cup", catalogue_document(ChampionshipSet(championship(), 0)))
    for fact in (taken(), scheduled((10, WELDING))):
        projection.fold(topics.SCREENS, "cup", stage_document(fact))

    assert 10 == projection.next_ms()
    assert {("venue", "cup/screens")} == projection.advance(10)
    board = projection.board("cup/screens", "venue")
    assert board is not None
    assert (WELDING, [], None) == (
        board["rows"]["s-1"]["plan"],
        board["head"]["schedule"],
        projection.next_ms(),
    )
