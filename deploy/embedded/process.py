"""Start, watch and end child processes, so that none outlives the supervisor.

Children are in sessions of their own: Ctrl-C reaches only the supervisor, which stops them in order.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def tether(parent_pid: int) -> Callable[[], None]:
    """Return what a new child calls first: be killed by the kernel when its parent is gone.

    The kernel watches the *thread* that started the child, hence only the main thread may start one.
    Other systems than Linux have no such call: there, only a clean stop ends the children.
    """

    def tie() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent_pid:
                os.kill(os.getpid(), signal.SIGKILL)

    return tie


def start_process(
    command: tuple[str, ...], environment: Mapping[str, str], folder: Path | None, log: Path
) -> subprocess.Popen[bytes]:
    """Start a child that dies with this process and writes to the file ``log``."""
    assert threading.current_thread() is threading.main_thread()
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=tether(os.getpid()),
        )


def last_words(log: Path) -> str:
    """Return the last line of a log, for the sentence that says why a part does not start."""
    text = log.read_text(errors="replace") if log.exists() else ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it wrote nothing"
