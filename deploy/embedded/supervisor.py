"""Keep the parts of the stack running: start them in order, start again what dies, stop all in reverse.

One loop in one thread: each turn looks at every part once. What a look means is decided in
``supervision.py``; here processes are started, asked and ended.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from deploy.embedded.errors import StackError
from deploy.embedded.part import Part, Stage
from deploy.embedded.process import last_words, start_process
from deploy.embedded.supervision import ALIVE, State, Watch

TURN_S = 0.05
CHECK_STARTING_S = 0.05
CHECK_READY_S = 2.0
STAGE_READY_WITHIN_S = 180.0


class Program(Protocol):
    """A running process, as ``subprocess.Popen`` offers it."""

    @property
    def pid(self) -> int:
        """The number of the process."""

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""

    def terminate(self) -> None:
        """Ask it to stop."""

    def kill(self) -> None:
        """End it at once."""


class World(Protocol):
    """What the supervisor needs of the machine; tests bring one of their own."""

    def start(self, part: Part) -> Program:
        """Start the part's program."""

    def now_s(self) -> float:
        """Return a time that never jumps, in seconds."""

    def wait(self, seconds: float) -> None:
        """Let time pass."""

    def last_words(self, part: Part) -> str:
        """Return what the part said last, for the operator."""


@dataclass(frozen=True)
class Machine:
    """The real world: processes that log into a folder, and time."""

    logs: Path

    def start(self, part: Part) -> Program:
        """Start the part's program."""
        return start_process(part.command, part.environment, part.folder, self.log(part.name))

    def now_s(self) -> float:
        """Return a time that never jumps, in seconds."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)

    def last_words(self, part: Part) -> str:
        """Return what the part logged last, and where to read more."""
        return f"{last_words(self.log(part.name))} (more in {self.log(part.name)})"

    def log(self, name: str) -> Path:
        """Return the file that a part logs to."""
        return self.logs / f"{name}.log"


@dataclass
class Child:
    """A part under watch."""

    part: Part
    watch: Watch
    program: Program | None = None
    """The last process started."""
    check_due_s: float = 0.0
    """When to ask next whether it is ready."""


@dataclass
class Supervisor:
    """Runs the stages until it is asked to stop."""

    stages: tuple[Stage, ...]
    world: World
    report: Callable[["Supervisor"], None]
    """Called whenever something changed that an operator would see."""
    phase: str = "starting"
    stop_requests: int = 0
    """How often a stop was asked for; from the second time on nothing is waited for."""
    children: list[Child] = field(init=False)
    _seen: object = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.children = [Child(part, Watch(part.name)) for stage in self.stages for part in stage.parts]

    def request_stop(self) -> None:
        """Ask the loop to end; safe to call from a signal handler."""
        self.stop_requests += 1

    def run(self) -> None:
        """Run until a stop is requested; raises StackError when a part cannot be started at all."""
        try:
            for stage in self.stages:
                self._bring_up(stage)
            self.phase = "ready"
            while not self.stop_requests:
                self._turn()
        finally:
            self._stop_all()

    def _bring_up(self, stage: Stage) -> None:
        """Start the parts of one stage and return when all of them are ready."""
        if self.stop_requests:
            return
        stage.prepare()
        children = self._of(stage)
        for child in children:
            self._start(child)
        give_up_s = self.world.now_s() + STAGE_READY_WITHIN_S
        while not self.stop_requests and any(child.watch.state is not State.READY for child in children):
            self._turn()
            for child in children:
                late = self.world.now_s() > give_up_s and child.watch.state is not State.READY
                if late or child.watch.is_hopeless():
                    why = "is not ready in time" if late else "does not start"
                    raise StackError(f"{child.part.name} {why}: {self.world.last_words(child.part)}")

    def _turn(self) -> None:
        """Look at every part once, then wait a little."""
        for child in self.children:
            self._look(child)
        self._tell()
        self.world.wait(TURN_S)

    def _look(self, child: Child) -> None:
        """Notice that a part died, hangs, became ready, or is due to start again."""
        watch, now_s = child.watch, self.world.now_s()
        if watch.is_due(now_s):
            self._start(child)
        if watch.state not in ALIVE:
            return
        assert child.program is not None
        if child.program.poll() is not None:
            watch.died(now_s)
        elif now_s >= child.check_due_s:
            self._ask(child, now_s)
            pause_s = CHECK_READY_S if watch.state is State.READY else CHECK_STARTING_S
            child.check_due_s = self.world.now_s() + pause_s

    def _ask(self, child: Child, now_s: float) -> None:
        """Ask a part whether it is ready, and whether it is there at all; kill one that hangs."""
        is_ready = child.part.is_ready()
        child.watch.answered(is_ready, now_s)
        if child.part.is_alive is None:
            return
        child.watch.heard(is_ready or child.part.is_alive(), now_s)
        if child.watch.is_hung(now_s):
            assert child.program is not None
            child.program.kill()

    def _start(self, child: Child) -> None:
        child.program = self.world.start(child.part)
        child.watch.started(child.program.pid, self.world.now_s())
        child.check_due_s = 0.0

    def _stop_all(self) -> None:
        """Stop the stages in reverse order: first who asks, then who answers."""
        self.phase = "stopping"
        for stage in reversed(self.stages):
            children = self._of(stage)
            for child in children:
                child.watch.stopping()
                if child.program is not None and child.watch.state is State.STOPPING:
                    child.program.terminate()
            started_s = self.world.now_s()
            while any(child.watch.state is State.STOPPING for child in children):
                for child in children:
                    self._see_off(child, self.world.now_s() - started_s)
                self._tell()
                self.world.wait(TURN_S)
        self._tell()

    def _see_off(self, child: Child, waited_s: float) -> None:
        """Note that a stopping part is gone; kill it when it takes too long."""
        if child.watch.state is not State.STOPPING:
            return
        assert child.program is not None
        if child.program.poll() is not None:
            child.watch.stopped()
        elif waited_s > child.part.stop_grace_s or self.stop_requests > 1:
            child.program.kill()

    def _of(self, stage: Stage) -> list[Child]:
        return [child for child in self.children if child.part in stage.parts]

    def _tell(self) -> None:
        """Report when anything that an operator would see is different from the last time."""
        seen = (self.phase, [(w.state, w.pid, w.restarts) for w in (child.watch for child in self.children)])
        if seen != self._seen:
            self._seen = seen
            self.report(self)
