"""Run a whole stack as a child process: for `bayge up --detach`, `bayge demo` and the tests.

A stack needs the main thread of its process; so whoever wants to do something else meanwhile gives it
a process of its own.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from deploy.embedded.config import REPOSITORY
from deploy.embedded.errors import StackError
from deploy.embedded.lock import lock_file
from deploy.embedded.process import last_words, start_process
from deploy.embedded.state import StackState, load_state
from deploy.embedded.supervision import State

LOOK_AGAIN_S = 0.05
READY_WITHIN_S = 300.0
STOPPED_WITHIN_S = 60.0


@dataclass
class StackChild:
    """A stack that runs `bayge up` on its own data folder."""

    var: Path
    arguments: tuple[str, ...] = ()
    """Further arguments of `bayge up`."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Settings on top of this process's own."""
    is_tethered: bool = True
    """Whether the kernel ends the stack when this process is gone."""
    process: subprocess.Popen[bytes] | None = None
    """Set once started."""
    killed: dict[str, int] = field(default_factory=dict)
    """The process of each part that was killed last."""

    @property
    def log(self) -> Path:
        """Return the file that the supervisor writes to."""
        return self.var / "logs" / "supervisor.log"

    def start(self) -> None:
        """Start the stack; returns at once."""
        lock_file(self.var).close()
        command = (sys.executable, "-m", "deploy.cli", "up", *self.arguments)
        settings = {**os.environ, "BAYGE_VAR": str(self.var), **self.environment}
        if self.is_tethered:
            self.process = start_process(command, settings, REPOSITORY, self.log)
            return
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                command,
                env=settings,
                cwd=REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def state(self) -> StackState:
        """Return the stack as it is now; raises StackError while there is none."""
        return load_state(self.var)

    def wait_ready(self, part: str | None = None, within_s: float = READY_WITHIN_S) -> StackState:
        """Return once the stack or one part is ready; a part that was killed must be a new process."""

        def is_ready(state: StackState) -> bool:
            if part is None:
                return state.is_ready
            found = state.part(part)
            return found.state is State.READY and found.pid != self.killed.get(part)

        return self.wait_until(is_ready, f"{part or 'the stack'} is ready", within_s)

    def wait_until(self, holds: Callable[[StackState], bool], what: str, within_s: float) -> StackState:
        """Return the first state for which ``holds``; StackError when the stack ends or is too slow."""
        assert self.process is not None
        give_up_s = time.monotonic() + within_s
        while time.monotonic() < give_up_s:
            if self.process.poll() is not None:
                raise StackError(last_words(self.log).removeprefix("bayge: "))
            with suppress(StackError):  # it has not written its state yet
                state = self.state()
                if holds(state):
                    return state
            time.sleep(LOOK_AGAIN_S)
        raise StackError(f"It took longer than {within_s:.0f} s until {what}; see {self.log}.")

    def kill(self, part: str) -> int:
        """Kill the process of a part as a crash would; returns the process that was killed."""
        pid = self.state().part(part).pid
        if pid is None:
            raise StackError(f"{part} is not running just now.")
        self.killed[part] = pid
        os.kill(pid, signal.SIGKILL)
        return pid

    def stop(self) -> int:
        """Stop the stack cleanly, or by force when it does not; returns its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(STOPPED_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
