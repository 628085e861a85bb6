"""What screens and overlays show is a fold: plans, commands, the schedule, what must not be touched."""

from dataclasses import replace
from typing import Any

import pytest

from shared.domain.errors import RuleBroken
from shared.domain.stage import Screen, Stage, Stages
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
from shared.domain.stage_plans import SLOTS, check_plan, check_scene, plan_from, scenes_from, theme_from

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
    with pytest.raises(RuleBroken) as broken:
        stage_fact({**stage_document(told(BLACK)), **changes})

    assert code == broken.value.code


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


SKILLS = ("welding",)
SCENES: tuple[dict[str, Any], ...] = (
    WELDING,
    {"type": "competitor", "board": "cup/welding", "competitor": "c-1"},
    {"type": "leader", "board": "cup/welding"},
    {"type": "ticker", "lines": [WORDS]},
    {"type": "table", "board": "cup/welding"},
    {"type": "table", "board": "cup"},
)


def carousel(*boards: str) -> dict[str, Any]:
    """Return a plan of boards in turn."""
    return {"type": "carousel", "boards": list(boards), "seconds": 10}


@pytest.mark.parametrize("plan", [*PLANS, {"type": "board", "board": "cup"}], ids=str)
def test_a_screen_draws_the_board_of_a_skill_and_the_one_of_all(plan: dict[str, Any]) -> None:
    """Whatever else it shows names no board."""
    check_plan(plan, "cup", SKILLS, "plan")


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_an_overlay_draws_all_skills_over_the_whole_picture_only(scene: dict[str, Any]) -> None:
    """A skill is drawn by each scene that names a board."""
    check_scene(scene, "cup", SKILLS, "preview.full")


@pytest.mark.parametrize(
    ("board", "code"),
    [
        ("cup2/welding", "board_of_another"),
        ("cup2", "board_of_another"),
        ("", "board_of_another"),
        ("index", "board_of_another"),
        ("cup/baking", "board_not_drawn"),
        ("cup/", "board_not_drawn"),
        ("cup/welding/timeline", "board_not_drawn"),
        ("cup/results", "board_not_drawn"),
        ("cup/story", "board_not_drawn"),
        ("cup/people", "board_not_drawn"),
        ("cup/screens", "board_not_drawn"),
        ("cup/overlays", "board_not_drawn"),
    ],
)
@pytest.mark.parametrize("check", [check_plan, check_scene])
def test_a_board_that_nothing_draws_is_refused(check: Any, board: str, code: str) -> None:
    """A screen would wait for it for ever; of another championship its token would not open it."""
    with pytest.raises(RuleBroken) as broken:
        check({"type": "board", "board": board}, "cup", SKILLS, "plan")

    assert (code, {"field": "plan", "value": board}) == (broken.value.code, broken.value.details)


def test_each_board_of_a_carousel_must_be_drawn() -> None:
    """Else it would stand still for a turn."""
    with pytest.raises(RuleBroken) as broken:
        check_plan(carousel("cup", "cup/welding", "cup/results"), "cup", SKILLS, "plan")

    assert ("board_not_drawn", "cup/results") == (broken.value.code, broken.value.details["value"])


@pytest.mark.parametrize("kind", ["board", "competitor", "leader"])
def test_a_scene_of_one_skill_refuses_all_of_them(kind: str) -> None:
    """A wall of skills has no room beside the picture."""
    with pytest.raises(RuleBroken) as broken:
        check_scene({"type": kind, "board": "cup"}, "cup", SKILLS, "preview.side")

    assert ("board_needs_skill", {"field": "preview.side", "value": "cup"}) == (
        broken.value.code,
        broken.value.details,
    )


def test_what_is_none_of_the_known_slots_or_scenes_is_refused() -> None:
    """A page would not know where to put it."""
    for wrong in ({"roof": None}, {"side": {"type": "coffee"}}):
        with pytest.raises(KeyError):
            scenes_from(wrong)
    with pytest.raises(KeyError, match="attic"):
        scenes_from({"roof": None, "attic": None})
    assert {"ink": "#000000"} == theme_from({"ink": "#000000", "script": "x"})


def test_all_slots_can_be_taken_at_once() -> None:
    """The whole preview goes on air."""
    every = ScenesTaken("take", "cup", 3, "op", SLOTS)

    assert every == stage_fact(stage_document(every))


def test_what_is_told_of_a_screen_that_is_not_there_changes_nothing() -> None:
    """Somebody has removed it meanwhile."""
    now = stage(
        taken(),
        ScreenRemoved("r", "cup", 2, "op", "s-1"),
        changed(plan=WELDING),
        ScreenRemoved("q", "cup", 3, "op", "s-1"),
    )

    assert {} == now.screens


def test_one_screen_is_changed_field_by_field() -> None:
    """None leaves a field as it is; only a plan is counted."""
    now = stage(
        taken(), changed(name="Hall"), changed(groups=("foyer",), at_ms=3), changed(locked=True, plan=BLACK)
    )

    assert Screen("Hall", ("foyer",), BLACK, 1, 0, locked=True) == now.screens["s-1"]


def test_a_screen_that_is_taken_again_keeps_what_it_shows() -> None:
    """It has another name and other groups."""
    again = ScreenTaken("again", "cup", 3, "op", "s-1", "Door", ("door",))

    assert Screen("Door", ("door",), WELDING, 1) == stage(taken(), told(WELDING), again).screens["s-1"]


def test_a_screen_of_two_groups_is_told_once() -> None:
    """Named and meant by its group, it still shows one plan more; others that are not meant none."""
    now = stage(
        taken("s-1", ("hall", "door")),
        taken("s-2", ()),
        told(WELDING, screens=("s-1",), groups=("hall", "door")),
    )

    assert [1, 0] == [screen.revision for screen in now.screens.values()]
    assert [0, 0] == [screen.reload for screen in now.screens.values()]


def test_a_new_stage_shows_nothing() -> None:
    """Every slot is there, and empty."""
    empty = dict.fromkeys(("side", "lower", "full", "ticker"))
    new = Stage()

    assert (empty, empty, {}, (), 0, None) == (
        new.program,
        new.preview,
        new.theme,
        new.schedule,
        new.revision,
        new.next_ms(),
    )


def test_what_was_taken_is_counted_and_a_theme_replaces_the_one_before() -> None:
    """An overlay asks by the revision whether it is up to date."""
    now = stage(
        ScenesTaken("a", "cup", 1, "op", ("side",)),
        ScenesTaken("b", "cup", 2, "op", ()),
        ThemeSet("c", "cup", 3, "op", {"ink": "#000000"}),
        ThemeSet("d", "cup", 4, "op", {"accent": "#ffffff"}),
    )

    assert (2, {"accent": "#ffffff"}) == (now.revision, now.theme)


def test_a_line_is_carried_out_at_its_moment() -> None:
    """Not before; and once."""
    now = stage(taken(), scheduled((10, WELDING)))

    assert [False, True, False] == [now.advance(at_ms) for at_ms in (9, 10, 11)]
    assert 1 == now.screens["s-1"].revision


def test_every_championship_has_a_stage_of_its_own() -> None:
    """What is due first, in any of them, is what one waits for."""
    stages = Stages()
    assert stages.next_ms() is None
    for fact in (taken(), scheduled((20, BLACK)), replace(taken("s-9"), championship="games")):
        stages.fold(fact)
    stages.fold(replace(scheduled((10, WELDING)), championship="games"))

    assert 10 == stages.next_ms()
    assert ["games"] == stages.advance(15)
    assert [["s-1"], ["s-9"], []] == [list(stages.of(name).screens) for name in ("cup", "games", "none")]
    assert ([None], [WELDING]) == (
        [one.plan for one in stages.of("cup").screens.values()],
        [one.plan for one in stages.of("games").screens.values()],
    )


def test_a_schedule_says_whom_it_means() -> None:
    """Who is not meant is left out of the record, and read as nobody."""
    document = stage_document(
        ScheduleSet(
            "s", "cup", 2, "op", (ScheduleLine(5, ("s-1",), (), BLACK), ScheduleLine(6, (), ("hall",), BLACK))
        )
    )

    assert [
        {"at_ms": 5, "screens": ["s-1"], "plan": BLACK},
        {"at_ms": 6, "groups": ["hall"], "plan": BLACK},
    ] == document["schedule"]
    assert (ScheduleLine(5, ("s-1",), (), BLACK), ScheduleLine(6, (), ("hall",), BLACK)) == getattr(
        stage_fact(document), "schedule", None
    )


@pytest.mark.parametrize(
    ("fact", "changes"),
    [
        (taken(), {"groups": "hall"}),
        (taken(), {"groups": None}),
        (taken(), {"name": None}),
        (taken(), {"screen": 1}),
        (taken(), {"id": None}),
        (taken(), {"championship": None}),
        (taken(), {"by": 1}),
        (taken(), {"at_ms": "1"}),
        (changed(), {"screen": None}),
        (changed(), {"locked": 1}),
        (changed(), {"groups": "hall"}),
        (changed(), {"name": 5}),
        (changed(), {"plan": []}),
        (told(BLACK), {"screens": None}),
        (scheduled((9, BLACK)), {"schedule": [{"plan": BLACK}]}),
        (scheduled((9, BLACK)), {"schedule": [{"at_ms": 1}]}),
        (scheduled((9, BLACK)), {"schedule": 1}),
        (FACTS[5], {"preview": {"roof": None}}),
        (FACTS[6], {"slots": ["roof"]}),
        (FACTS[6], {"slots": None}),
        (FACTS[7], {"theme": {"accent": 1}}),
        (FACTS[7], {"theme": {"photos": {"c-1": 1}}}),
        (FACTS[7], {"theme": {"sponsors": "/a.png"}}),
    ],
)
def test_every_field_of_a_record_is_looked_at(fact: StageFact, changes: dict[str, Any]) -> None:
    """A page is never told what it cannot show."""
    with pytest.raises(RuleBroken, match="record_malformed"):
        stage_fact({**stage_document(fact), **changes})


def test_a_refusal_says_what_is_wrong_with_a_record() -> None:
    """The version, the type, or what kind of fault it is."""
    said = []
    for changes in ({"v": 2}, {"type": "coffee"}, {"slots": ["roof"]}):
        with pytest.raises(RuleBroken) as told_why:
            stage_fact({**stage_document(FACTS[6]), **changes})
        said.append(told_why.value.details)

    assert [{"v": 2}, {"type": "coffee"}, {"part": "TypeError"}] == said
