"""Let only one stack run on a data folder.

The lock is the kernel's: it is gone with the process, however that ended, and the number in the
file is believed only while the lock is held.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from deploy.embedded.errors import StackError
from deploy.embedded.secret import make_private

_LOOKS_MAX: Final = 50
_LOOK_S: Final = 0.01


@contextmanager
def locked(var: Path) -> Iterator[None]:
    """Hold the data folder for this process; raises StackError when another stack runs on it."""
    with lock_file(var) as file:
        if not _is_taken(file):
            file.seek(0)
            raise StackError(
                f"A stack already runs on {var} (pid {file.read().strip()}): "
                "use it, stop it with 'bayge down', or set BAYGE_VAR to another folder."
            )
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _is_taken(file: IO[str]) -> bool:
    """Take the lock; tries again for a moment, for whoever looks whether a stack runs holds it, too."""
    for _ in range(_LOOKS_MAX):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_LOOK_S)
        else:
            return True
    return False


def lock_file(var: Path) -> IO[str]:
    """Make the data folder where there is none; return its lock, open. Raises StackError."""
    try:
        make_private(var)
        return (var / "lock").open("a+")
    except OSError as fault:
        raise StackError(
            f"The data folder {var} cannot be used ({fault.strerror}): let this user write there, or set"
            " BAYGE_VAR to another folder."
        ) from fault


def running_pid(var: Path) -> int | None:
    """Return the process that runs a stack on this data folder, or None."""
    path = var / "lock"
    if not path.exists():
        return None
    with path.open("r") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            text = file.read().strip()
            return int(text) if text else None
    return None
