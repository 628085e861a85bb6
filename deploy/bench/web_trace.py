"""What a trace of Chromium says of the page's main thread. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
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


@dataclass(frozen=True, slots=True)
class Part:
    """A task and what it did, in microseconds of the processor, by the trace's own names."""

    cpu_us: int
    spent_us: Mapping[str, int]


def main_thread_tasks(events: Iterable[Event]) -> Tasks:
    """Return the tasks of the renderer's main thread that worked most: that of the page.

    Chromium writes each task twice, once as its scheduler and once as its tools see it: the outer one counts.
    A task without the processor's time (a trace may lack it) counts with its time by the clock. So does one
    whose processor time is longer: Chromium reads it late on a machine with too much to do.
    """
    tasks = _tasks_of_the_page(list(events))
    return Tasks(tuple(event["dur"] for event in tasks), tuple(map(_cpu_us, tasks)))


def longest_tasks(events: Iterable[Event], count: int) -> list[Part]:
    """Return the tasks of the page that took the most of the processor, each with what it did."""
    events = list(events)
    tasks = sorted(_tasks_of_the_page(events), key=_cpu_us, reverse=True)[:count]
    return [Part(_cpu_us(task), _spent_us(list(_within(events, task)))) for task in tasks]


def _tasks_of_the_page(events: list[Event]) -> list[Event]:
    mains = {(e["pid"], e["tid"]) for e in events if _names_main_thread(e)}
    by_thread: dict[tuple[int, int], list[Event]] = {thread: [] for thread in mains}
    for event in events:
        if _thread(event) in by_thread and event.get("ph") == "X" and _is_task(event):
            by_thread[_thread(event)].append(event)
    if not by_thread:
        raise ValueError("the trace names no main thread of a renderer")
    return max(map(_outermost, by_thread.values()), key=lambda found: sum(event["dur"] for event in found))


def _within(events: Iterable[Event], task: Event) -> Iterator[Event]:
    """Return what the thread did within the task, beside the task itself."""
    end = task["ts"] + task["dur"]
    for event in events:
        is_inside = event.get("ph") == "X" and _thread(event) == _thread(task) and not _is_task(event)
        if is_inside and task["ts"] <= event["ts"] and event["ts"] + event["dur"] <= end:
            yield event


def _spent_us(events: list[Event]) -> dict[str, int]:
    """Return the time of each kind of event without that of the events inside it, the most first."""
    spent: Counter[str] = Counter()
    open_events: list[Event] = []
    for event in sorted(events, key=lambda event: (event["ts"], -event["dur"])):
        while open_events and open_events[-1]["ts"] + open_events[-1]["dur"] <= event["ts"]:
            open_events.pop()
        if open_events:
            spent[open_events[-1]["name"]] -= _cpu_us(event)
        spent[event["name"]] += _cpu_us(event)
        open_events.append(event)
    return dict(spent.most_common())


def _outermost(events: list[Event]) -> list[Event]:
    kept: list[Event] = []
    for event in sorted(events, key=lambda event: (event["ts"], -event["dur"])):
        if not kept or event["ts"] >= kept[-1]["ts"] + kept[-1]["dur"]:
            kept.append(event)
    return kept


def _cpu_us(event: Event) -> int:
    by_the_clock: int = event["dur"]
    of_the_processor: int = event.get("tdur", by_the_clock)
    return min(of_the_processor, by_the_clock)


def _thread(event: Event) -> tuple[int, int]:
    return event.get("pid", 0), event.get("tid", 0)


def _is_task(event: Event) -> bool:
    return str(event.get("name", "")).endswith(TASK)


def _names_main_thread(event: Event) -> bool:
    return event.get("name") == "thread_name" and event["args"].get("name") == "CrRendererMain"
