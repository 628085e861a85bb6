"""Decide when a part starts, restarts or is given up: the pure half of the supervisor.

No process, no clock: times come in as arguments, so that every path is a plain unit test.
"""

from dataclasses import dataclass
from enum import StrEnum

BACKOFF_FIRST_S = 0.1
BACKOFF_MAX_S = 5.0
CALM_S = 30.0
"""A part that ran this long is forgiven its earlier deaths."""
SILENT_MAX_S = 20.0
"""A process that answers nothing for so long hangs; a busy one answers late, but now and then it does."""
FIRST_DEATHS_MAX = 3
"""A part that dies this often before it was ever ready will not heal by itself."""


class State(StrEnum):
    """Where a part is in its life, as `bayge status` shows it."""

    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    NOT_READY = "not ready"
    RESTARTING = "restarting"
    STOPPING = "stopping"
    STOPPED = "stopped"


ALIVE = frozenset({State.STARTING, State.READY, State.NOT_READY})


def backoff_s(deaths: int) -> float:
    """Return how long to wait before the next start after this many deaths in a row, in seconds."""
    assert deaths >= 1
    return float(min(BACKOFF_MAX_S, BACKOFF_FIRST_S * 2 ** (deaths - 1)))


@dataclass
class Watch:
    """What the supervisor remembers of one part."""

    name: str
    state: State = State.WAITING
    pid: int | None = None
    """Set while a process runs."""
    started_s: float = 0.0
    """When the present process was started."""
    start_took_s: float | None = None
    """Set when the present process became ready for the first time."""
    was_ready: bool = False
    """Set once any process of this part became ready."""
    restarts: int = 0
    """How often it was started again."""
    deaths: int = 0
    """Deaths in a row; forgotten after a calm time."""
    silent_since_s: float | None = None
    """When the present process first gave no answer; None since it gave one."""
    due_s: float = 0.0
    """When to start again; set while restarting."""

    def started(self, pid: int, now_s: float) -> None:
        """Note that a process was started."""
        assert self.state in (State.WAITING, State.RESTARTING), self.state
        self.restarts += self.state is State.RESTARTING
        self.state, self.pid, self.started_s, self.start_took_s = State.STARTING, pid, now_s, None
        self.silent_since_s = None

    def answered(self, is_ready: bool, now_s: float) -> None:
        """Note the answer to the question whether the process is ready."""
        assert self.state in ALIVE, self.state
        if is_ready:
            if self.start_took_s is None:
                self.start_took_s = now_s - self.started_s
            self.state, self.was_ready = State.READY, True
        elif self.state is State.READY:
            self.state = State.NOT_READY

    def heard(self, is_alive: bool, now_s: float) -> None:
        """Note whether the process answered at all."""
        if is_alive:
            self.silent_since_s = None
        elif self.silent_since_s is None:
            self.silent_since_s = now_s

    def is_hung(self, now_s: float) -> bool:
        """Tell whether the process has been silent for so long that only a new one helps."""
        return self.silent_since_s is not None and now_s - self.silent_since_s >= SILENT_MAX_S

    def died(self, now_s: float) -> None:
        """Note that the process ended without being asked to, and plan the next start."""
        assert self.state in ALIVE, self.state
        if self.was_ready and now_s - self.started_s >= CALM_S:
            self.deaths = 0
        self.deaths += 1
        self.state, self.pid = State.RESTARTING, None
        self.due_s = now_s + backoff_s(self.deaths)

    def is_due(self, now_s: float) -> bool:
        """Tell whether a dead part should be started again now."""
        return self.state is State.RESTARTING and now_s >= self.due_s

    def is_hopeless(self) -> bool:
        """Tell whether the part keeps dying and never worked, so that starting again is useless."""
        return not self.was_ready and self.deaths >= FIRST_DEATHS_MAX

    def stopping(self) -> None:
        """Note that the process was asked to stop, or that it need not be started any more."""
        self.state = State.STOPPED if self.pid is None else State.STOPPING

    def stopped(self) -> None:
        """Note that the process is gone, as asked."""
        self.state, self.pid = State.STOPPED, None
