"""What the bench of the page reads out of a trace."""

import json
from typing import Any

import pytest

from deploy.bench.web_standings import Standings
from deploy.bench.web_trace import Part, Tasks, longest_tasks, main_thread_tasks


def named(pid: int, tid: int, name: str) -> dict[str, Any]:
    """Return the event that names a thread."""
    return {"ph": "M", "pid": pid, "tid": tid, "name": "thread_name", "args": {"name": name}}


def task(pid: int, tid: int, ts: int, dur: int, **keys: int) -> dict[str, Any]:
    """Return a task of a thread: when it began and how long it took."""
    name = "ThreadControllerImpl::RunTask"
    return {"ph": "X", "pid": pid, "tid": tid, "name": name, "ts": ts, "dur": dur, **keys}


def test_the_page_is_the_main_thread_that_worked_most() -> None:
    """Another renderer, another thread and other events do not count."""
    events = [
        named(1, 1, "CrRendererMain"),
        named(1, 2, "Compositor"),
        named(2, 1, "CrRendererMain"),
        task(1, 1, 0, 9000, tdur=4000),
        task(1, 1, 9000, 17000, tdur=16500),
        task(1, 2, 0, 90000, tdur=90000),
        task(2, 1, 0, 20000, tdur=20000),
        {"ph": "X", "pid": 1, "tid": 1, "name": "Layout", "dur": 50000},
    ]

    tasks = main_thread_tasks(events)

    assert Tasks((9000, 17000), (4000, 16500)) == tasks
    assert 1 == tasks.over(16)


def test_a_task_without_processor_time_counts_by_the_clock() -> None:
    """So does one whose processor time was read too late."""
    events = [named(1, 1, "CrRendererMain"), task(1, 1, 0, 5), task(1, 1, 7, 6, tdur=90)]

    assert Tasks((5, 6), (5, 6)) == main_thread_tasks(events)


def test_a_task_that_the_trace_names_twice_counts_once() -> None:
    """Chromium's scheduler and its tools both write it; what runs within a task is a part of it."""
    tools = {**task(1, 1, 1, 17990, tdur=17000), "name": "RunTask"}
    events = [
        named(1, 1, "CrRendererMain"),
        tools,
        task(1, 1, 0, 18000, tdur=17010),
        task(1, 1, 18000, 4),
    ]

    assert Tasks((18000, 4), (17010, 4)) == main_thread_tasks(events)


def test_the_longest_task_says_what_it_did() -> None:
    """What happens inside something counts there alone; another thread, and what came after, do not count."""
    done = [
        {"ph": "X", "pid": 1, "tid": 1, "name": "Commit", "ts": 100, "dur": 300},
        {"ph": "X", "pid": 1, "tid": 1, "name": "Layout", "ts": 200, "dur": 50},
        {"ph": "X", "pid": 1, "tid": 1, "name": "Layout", "ts": 500, "dur": 100},
        {"ph": "X", "pid": 1, "tid": 2, "name": "Raster", "ts": 200, "dur": 50},
        {"ph": "X", "pid": 1, "tid": 1, "name": "Paint", "ts": 1100, "dur": 50},
    ]
    events = [named(1, 1, "CrRendererMain"), task(1, 1, 0, 1000, tdur=900), task(1, 1, 1050, 200), *done]

    longest = longest_tasks(events, 1)

    assert [Part(900, {"Commit": 250, "Layout": 150})] == longest
    assert ["Commit", "Layout"] == list(longest[0].spent_us)


def test_a_trace_without_a_page_is_a_fault() -> None:
    """Nothing measured must not look like nothing slow."""
    with pytest.raises(ValueError, match="names no main thread"):
        main_thread_tasks([task(1, 1, 0, 5)])


def test_every_step_gives_everybody_a_place() -> None:
    """All rows move, none is lost."""
    standings = Standings(50)
    whole = json.loads(standings.snapshot())["data"]["rows"]

    moved = json.loads(standings.delta())

    assert 2 == moved["version"]
    assert set(whole) == set(moved["data"]["rows"])
    assert list(range(1, 51)) == sorted(row["place"] for row in moved["data"]["rows"].values())
    assert all(row["total"] for row in moved["data"]["rows"].values())
