"""The supervisor's loop, on a machine made of values: no process, no clock."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from deploy.embedded.errors import StackError
from deploy.embedded.part import Part, Stage
from deploy.embedded.supervision import FIRST_DEATHS_MAX, State
from deploy.embedded.supervisor import Program, Supervisor


@dataclass
class FakeProgram:
    """A process that lives until it is told otherwise."""

    pid: int
    deaf: bool = False
    """Whether it ignores the polite request to stop."""
    code: int | None = None
    """Set once it ended."""

    def poll(self) -> int | None:
        return self.code

    def terminate(self) -> None:
        if not self.deaf:
            self.code = 0

    def kill(self) -> None:
        self.code = -9


@dataclass
class FakeWorld:
    """A machine whose time passes only when the supervisor waits."""

    script: dict[int, Callable[[], None]] = field(default_factory=dict)
    """What happens at which turn."""
    diary: list[str] = field(default_factory=list)
    """Which parts were started, in order."""
    programs: dict[str, FakeProgram] = field(default_factory=dict)
    """The last process of each part."""
    deaf: frozenset[str] = frozenset()
    stillborn: frozenset[str] = frozenset()
    """Parts whose process ends at once."""
    time_s: float = 0.0
    turn: int = 0

    def start(self, part: Part) -> Program:
        self.diary.append(part.name)
        code = 1 if part.name in self.stillborn else None
        self.programs[part.name] = FakeProgram(len(self.diary), part.name in self.deaf, code)
        return self.programs[part.name]

    def now_s(self) -> float:
        return self.time_s

    def wait(self, seconds: float) -> None:
        self.time_s += seconds
        self.turn += 1
        self.script.get(self.turn, lambda: None)()

    def last_words(self, part: Part) -> str:
        return "the setting PORT is missing"


def part(name: str, is_ready: Callable[[], bool] = lambda: True) -> Part:
    """Return a part of which only the name matters."""
    return Part(name, ("true",), port=1, is_ready=is_ready)


def stages(*names: str) -> tuple[Stage, ...]:
    """Return one stage for each part."""
    return tuple(Stage(name, (part(name),)) for name in names)


def supervisor(parts: tuple[Stage, ...], world: FakeWorld, stop_at: int) -> Supervisor:
    """Return a supervisor that is asked to stop at this turn."""
    made = Supervisor(parts, world, report=lambda _: None)
    world.script[stop_at] = made.request_stop
    return made


def test_stages_start_in_order_and_stop_in_reverse() -> None:
    """Services need Kafka when they start, and must not lose it before they stopped."""
    world = FakeWorld()
    stopped: list[str] = []

    def note(seen: Supervisor) -> None:
        gone = [child.part.name for child in seen.children if child.watch.state is State.STOPPED]
        stopped.extend(name for name in gone if name not in stopped)

    made = Supervisor(stages("kafka", "scoring", "caddy"), world, report=note)
    world.script[10] = made.request_stop
    made.run()

    assert ["kafka", "scoring", "caddy"] == world.diary
    assert ["caddy", "scoring", "kafka"] == stopped


def test_a_stage_waits_until_the_one_before_is_ready() -> None:
    """Nothing starts on a Kafka that does not answer yet."""
    world = FakeWorld()
    answers = iter([False] * 5)
    kafka = part("kafka", lambda: next(answers, True))
    parts = (Stage("stores", (kafka,)), *stages("scoring"))
    started_at: list[int] = []
    world.script[4] = lambda: started_at.append(len(world.diary))

    supervisor(parts, world, stop_at=20).run()

    assert [1] == started_at
    assert ["kafka", "scoring"] == world.diary


def test_a_stage_is_prepared_before_its_parts_start() -> None:
    """Topics exist before the first service looks for them."""
    world = FakeWorld()
    prepared = Stage("services", (part("scoring"),), prepare=lambda: world.diary.append("topics"))

    supervisor((*stages("kafka"), prepared), world, stop_at=10).run()

    assert ["kafka", "topics", "scoring"] == world.diary


def test_a_part_that_dies_is_started_again() -> None:
    """A crash costs a moment, not the championship."""
    world = FakeWorld()
    world.script[5] = lambda: world.programs["scoring"].kill()
    made = supervisor(stages("scoring"), world, stop_at=20)

    made.run()

    assert ["scoring", "scoring"] == world.diary
    assert 1 == made.children[0].watch.restarts


def test_a_part_that_hangs_is_killed_and_started_again() -> None:
    """A process that neither works nor dies would keep its place for ever."""
    world = FakeWorld()
    answers = iter([True] + [False] * 1000)

    def answer() -> bool:
        return len(world.diary) > 1 or next(answers)

    parts = (Stage("services", (Part("ingest", ("true",), 1, is_ready=answer, is_alive=answer),)),)

    supervisor(parts, world, stop_at=1000).run()

    assert ["ingest", "ingest"] == world.diary


def test_a_part_that_is_not_ready_but_answers_is_left_alone() -> None:
    """It waits for something else: to start it again would help nobody."""
    world = FakeWorld()
    answers = iter([True])
    ingest = Part("ingest", ("true",), 1, is_ready=lambda: next(answers, False), is_alive=lambda: True)

    supervisor((Stage("services", (ingest,)),), world, stop_at=2000).run()

    assert ["ingest"] == world.diary


def test_a_part_that_cannot_start_stops_the_stack_with_its_last_words() -> None:
    """The operator reads why, and nothing is left running."""
    world = FakeWorld(stillborn=frozenset({"ingest"}))

    with pytest.raises(StackError, match="ingest does not start: the setting PORT is missing"):
        supervisor(stages("kafka", "ingest"), world, stop_at=500).run()

    assert ["kafka"] + ["ingest"] * FIRST_DEATHS_MAX == world.diary
    assert 0 == world.programs["kafka"].code


def test_a_part_that_is_never_ready_stops_the_stack() -> None:
    """Waiting has an end, with a sentence."""
    world = FakeWorld()
    parts = (Stage("stores", (part("kafka", lambda: False),)),)

    with pytest.raises(StackError, match="kafka is not ready in time"):
        supervisor(parts, world, stop_at=100_000).run()


def test_a_part_that_does_not_stop_is_killed() -> None:
    """Stopping has an end too."""
    world = FakeWorld(deaf=frozenset({"kafka"}))

    supervisor(stages("kafka"), world, stop_at=5).run()

    assert -9 == world.programs["kafka"].code


def test_a_second_request_to_stop_waits_for_nothing() -> None:
    """Who presses Ctrl-C twice means now."""
    world = FakeWorld(deaf=frozenset({"kafka"}))
    made = supervisor(stages("kafka"), world, stop_at=5)
    world.script[7] = made.request_stop

    made.run()

    assert world.turn < 15
    assert -9 == world.programs["kafka"].code


def test_a_stop_during_the_start_starts_no_further_stage() -> None:
    """Ctrl-C works at any moment."""
    world = FakeWorld()
    parts = (Stage("stores", (part("kafka", lambda: False),)), *stages("scoring"))

    supervisor(parts, world, stop_at=3).run()

    assert ["kafka"] == world.diary


def test_only_changes_are_reported() -> None:
    """The state file is not written twenty times a second."""
    world = FakeWorld()
    phases: list[str] = []
    made = Supervisor(stages("kafka"), world, report=lambda seen: phases.append(seen.phase))
    world.script[1_000] = made.request_stop

    made.run()

    assert ["starting", "ready", "stopping"] == phases
