"""Fifty rows of a board on the move in a browser: how long the page's main thread is held at a time.

The built page alone, with a gateway that the bench plays: every step gives all competitors another place and
total, so that all rows glide. The trace is Chromium's own. Processor time counts, for a
task that waits for its turn on a busy machine has not held the page; time by the clock is told too.

What comes before rows move in earnest is told apart, not left out: the page's first load, and the first
steps, in which its code is read for the first time.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from deploy.bench.chromium import FLAGS, chromium, playwright_starter
from deploy.bench.web_served import Served
from deploy.bench.web_standings import Standings
from deploy.bench.web_trace import Event, longest_tasks, main_thread_tasks
from deploy.embedded import web

Json = dict[str, Any]
Remark = Callable[[str], None]

LIMIT_MS: Final = 16
_SETTLED: Final = 3
"""The first steps count as a part of the load."""
_TOLD: Final = 3
"""Of the longest tasks, what they did."""
_TOLD_US: Final = 500
"""What took less is not told."""
_CATEGORIES: Final = ["toplevel", "devtools.timeline", "__metadata"]
_COUNT_FRAMES: Final = """() => {
  window.frames_drawn = 0;
  window.frames_began_ms = performance.now();
  const draw = () => { window.frames_drawn++; requestAnimationFrame(draw); };
  requestAnimationFrame(draw);
}"""
_FRAMES_A_SECOND: Final = "() => window.frames_drawn * 1000 / (performance.now() - window.frames_began_ms)"


@dataclass(frozen=True, slots=True)
class Ride:
    """How much moves, and on which page: that of a board, a screen of the hall or an overlay."""

    rows: int = 50
    steps: int = 20
    page: str = "board"
    gap_ms: int = 900
    """Between steps: a glide takes 700."""
    width: int = 1920
    height: int = 1080


@dataclass(slots=True)
class Trace:
    """What Chromium has traced; filled when tracing ends."""

    events: list[Event] = field(default_factory=list)


def measured(ride: Ride, remark: Remark) -> Json:
    """Return how long tasks of the main thread took while all rows moved, and before."""
    sync_playwright = playwright_starter()
    web.build()
    executable, env = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=list(FLAGS), env={**os.environ, **env}
        )
        remark(f"{ride.page}: {ride.rows} rows, {ride.steps} steps, {browser.version} ...")
        page = browser.new_page(
            viewport={"width": ride.width, "height": ride.height}, service_workers="block"
        )
        served = Served(page, Standings(ride.rows))
        with _traced(browser, page) as load:
            served.open(ride.page)
            _move(page, served, ride, _SETTLED)
        with _traced(browser, page) as moving:
            page.evaluate(_COUNT_FRAMES)
            _move(page, served, ride, ride.steps)
            frames_a_second = page.evaluate(_FRAMES_A_SECOND)
        browser.close()
    return {
        "page": ride.page,
        "rows": ride.rows,
        "steps": ride.steps,
        **_figures(moving.events),
        "frames_a_second": round(frames_a_second, 1),
        "longest_tasks_did_ms": _told(moving.events),
        **{f"load_{name}": value for name, value in _figures(load.events).items()},
        "load_average": os.getloadavg()[0],
    }


def _move(page: Any, served: Served, ride: Ride, steps: int) -> None:
    """Let all rows move, one step after another."""
    for _ in range(steps):
        served.step()
        page.wait_for_timeout(ride.gap_ms)


@contextmanager
def _traced(browser: Any, page: Any) -> Iterator[Trace]:
    trace = Trace()
    browser.start_tracing(page=page, categories=_CATEGORIES)
    yield trace
    trace.events = json.loads(browser.stop_tracing())["traceEvents"]


def _figures(events: list[Event]) -> Json:
    tasks = main_thread_tasks(events)
    return {
        "tasks": len(tasks.cpu_us),
        "tasks_over_16_ms": tasks.over(LIMIT_MS),
        "longest_task_cpu_ms": max(tasks.cpu_us) / 1000,
        "longest_task_wall_ms": max(tasks.wall_us) / 1000,
        "tasks_over_16_ms_by_the_clock": sum(us > LIMIT_MS * 1000 for us in tasks.wall_us),
    }


def _told(events: list[Event]) -> list[Json]:
    """Return what the longest tasks did."""
    return [
        {
            "cpu": task.cpu_us / 1000,
            **{name: us / 1000 for name, us in task.spent_us.items() if us >= _TOLD_US},
        }
        for task in longest_tasks(events, _TOLD)
    ]
