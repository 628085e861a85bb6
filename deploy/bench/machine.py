"""What the system says about a process: its time on a core, its memory; and where a process runs."""

import os
from pathlib import Path

PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def cpu_s(process: int) -> float:
    """Return the seconds that all threads of ``process`` have had a core."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def memory_bytes(process: int) -> int:
    """Return what ``process`` has in memory (RSS)."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE_BYTES


def children(process: int) -> list[int]:
    """Return the processes that ``process`` started."""
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def keep_on(process: int, core: int) -> None:
    """Let ``process`` run on one of the cores that we may use, where there are several."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(process, {cores[core % len(cores)]})
