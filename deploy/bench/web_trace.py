"""What a trace of Chromium says of the page's main thread. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

TASK: Final = "RunTask"
Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tasks:
    """The tasks of one thread, in microseconds: how long each took by the clock, and of the processor."""

    wall_us: tuple[int, ...]
    cpu_us: tuple[int, ...]

    def over(self, limit_ms: float) -> int:
        """Return how many took more of the processor than the limit."""
        return sum(us > limit_ms * 1000 for us in self.cpu_us)


def main_thread_tasks(events: Iterable[Event]) -> Tasks:
    """Return the tasks of the renderer's main thread that worked most: that of the page.

    Chromium writes each task twice, once as its scheduler and once as its tools see it: the outer one counts.
    A task without the processor's time (a trace may lack it) counts with its time by the clock. So does one
    whose processor time is longer: Chromium reads it late on a machine with too much to do.
    """
    events = list(events)
    mains = {(e["pid"], e["tid"]) for e in events if _names_main_thread(e)}
    by_thread: dict[tuple[int, int], list[Event]] = {thread: [] for thread in mains}
    for event in events:
        thread = (event.get("pid", 0), event.get("tid", 0))
        if thread in by_thread and event.get("ph") == "X" and str(event.get("name", "")).endswith(TASK):
            by_thread[thread].append(event)
    if not by_thread:
        raise ValueError("the trace names no main thread of a renderer")
    tasks = max(map(_outermost, by_thread.values()), key=lambda found: sum(event["dur"] for event in found))
    wall = tuple(event["dur"] for event in tasks)
    return Tasks(wall, tuple(min(event.get("tdur", event["dur"]), event["dur"]) for event in tasks))


def _outermost(events: list[Event]) -> list[Event]:
    kept: list[Event] = []
    for event in sorted(events, key=lambda event: (event["ts"], -event["dur"])):
        if not kept or event["ts"] >= kept[-1]["ts"] + kept[-1]["dur"]:
            kept.append(event)
    return kept


def _names_main_thread(event: Event) -> bool:
    return event.get("name") == "thread_name" and event["args"].get("name") == "CrRendererMain"
