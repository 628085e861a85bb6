"""Fifty rows of a board on the move in a browser: how long the page's main thread is held at a time.

The built page alone, with a gateway that the bench plays: every step gives all competitors another place and
total, so that all rows glide. The trace is Chromium's own. Processor time counts, for a
task that waits for its turn on a busy machine has not held the page; time by the clock is told too.
"""

import json
import mimetypes
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from deploy.bench.chromium import FLAGS, chromium, playwright_starter
from deploy.bench.web_trace import main_thread_tasks
from deploy.embedded import web
from deploy.embedded.caddy import WEB_DIST
from deploy.samples.members import KAZAKHSTAN
from deploy.samples.people import NameDraw

Json = dict[str, Any]
Remark = Callable[[str], None]

ORIGIN: Final = "http://bayge.localhost"
BOARD: Final = "cup/welding"
LIMIT_MS: Final = 16
_SETTLED: Final = 3
"""The first steps are left out: code is read for the first time."""
_COUNT_FRAMES: Final = """() => {
  window.frames_drawn = 0;
  window.frames_began_ms = performance.now();
  const draw = () => { window.frames_drawn++; requestAnimationFrame(draw); };
  requestAnimationFrame(draw);
}"""
_FRAMES_A_SECOND: Final = "() => window.frames_drawn * 1000 / (performance.now() - window.frames_began_ms)"


@dataclass(frozen=True, slots=True)
class Ride:
    """How much moves."""

    rows: int = 50
    steps: int = 20
    gap_ms: int = 900
    """Between steps: a glide takes 700."""
    width: int = 1920
    height: int = 1080


class Standings:
    """A board whose competitors change places at random."""

    def __init__(self, rows: int, seed: int = 1) -> None:
        self._rng = Random(seed)
        self._version = 1
        names = NameDraw(self._rng)
        members = [self._rng.choice(KAZAKHSTAN) for _ in range(rows)]
        self._rows = {
            f"c-{at:02}": {**names.person(member.id)._asdict(), "member": member.id, "status": "competing"}
            for at, member in enumerate(members)
        }

    def snapshot(self) -> str:
        """Return the frame of the whole board."""
        name = {"en": "Welding", "ru": "Сварка", "kk": "Дәнекерлеу"}
        head = {
            "championship": "cup", "skill": "welding", "number": "10",
            "name": name, "championship_name": name,
            "state": "live", "policy": "live", "mark_max": "100.00", "marked_percent": "50.0", "decided": 0,
            "frozen_since_ms": None, "delay_ms": 0,
            "members": {member.id: member.name.document() for member in KAZAKHSTAN},
        }  # fmt: skip
        rows = {name: {**self._rows[name], **moved} for name, moved in self._moved().items()}
        return self._frame("snapshot", {"kind": "skill", "head": head, "rows": rows})

    def delta(self) -> str:
        """Return the frame of the next step: everybody has another total and place."""
        self._version += 1
        return self._frame("delta", {"rows": self._moved()})

    def _moved(self) -> dict[str, Json]:
        order = self._rng.sample(sorted(self._rows), len(self._rows))
        top = self._rng.uniform(60, 90)
        return {
            name: {
                "place": at + 1, "total": f"{top - at:.2f}" if top > at else "0.00", "marked": "90.00",
                "penalty": None, "aspects": 60, "reach": [1, len(order)],
            }
            for at, name in enumerate(order)
        }  # fmt: skip

    def _frame(self, kind: str, data: Json) -> str:
        stamp = {"board": BOARD, "epoch": "bench", "version": self._version, "at_ms": 0}
        return json.dumps({"type": kind, **stamp, "data": data}, ensure_ascii=False)


def measured(ride: Ride, remark: Remark) -> Json:
    """Return how long tasks of the main thread took while all rows moved."""
    sync_playwright = playwright_starter()
    web.build()
    executable, env = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=list(FLAGS), env={**os.environ, **env}
        )
        remark(f"{ride.rows} rows, {ride.steps} steps, {browser.version} ...")
        page = browser.new_page(
            viewport={"width": ride.width, "height": ride.height}, service_workers="block"
        )
        standings, sockets = Standings(ride.rows), _play_gateway(page)
        page.goto(f"{ORIGIN}/{BOARD}")
        page.wait_for_function("document.fonts.status === 'loaded'")
        _move(page, sockets, standings, ride, _SETTLED)
        browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline", "__metadata"])
        page.evaluate(_COUNT_FRAMES)
        _move(page, sockets, standings, ride, ride.steps)
        frames_a_second = page.evaluate(_FRAMES_A_SECOND)
        trace = json.loads(browser.stop_tracing())
        browser.close()
    tasks = main_thread_tasks(trace["traceEvents"])
    return {
        "rows": ride.rows,
        "steps": ride.steps,
        "tasks": len(tasks.cpu_us),
        "tasks_over_16_ms": tasks.over(LIMIT_MS),
        "longest_task_cpu_ms": max(tasks.cpu_us) / 1000,
        "longest_task_wall_ms": max(tasks.wall_us) / 1000,
        "tasks_over_16_ms_by_the_clock": sum(us > LIMIT_MS * 1000 for us in tasks.wall_us),
        "frames_a_second": round(frames_a_second, 1),
        "load_average": os.getloadavg()[0],
    }


def _play_gateway(page: Any) -> list[Any]:
    """Serve the built page and /live to it; the list gets each socket that was opened."""
    sockets: list[Any] = []

    def greet(socket: Any) -> None:
        socket.on_message(lambda _said: None)
        socket.send(json.dumps({"type": "hello", "protocol": 1, "beat_s": 600, "at_ms": 0}))
        sockets.append(socket)

    page.route(f"{ORIGIN}/**", _serve_file)
    page.route_web_socket("**/live", greet)
    return sockets


def _serve_file(route: Any) -> None:
    path = WEB_DIST / route.request.url.removeprefix(ORIGIN).lstrip("/")
    found = path if path.is_file() else Path(WEB_DIST / "index.html")
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    route.fulfill(body=found.read_bytes(), content_type=kind)


def _move(page: Any, sockets: list[Any], standings: Standings, ride: Ride, steps: int) -> None:
    """Let all rows move, one step after another."""
    if page.locator(".row").count() == 0:
        sockets[-1].send(standings.snapshot())
        page.locator(".row").first.wait_for()
    for _ in range(steps):
        sockets[-1].send(standings.delta())
        page.wait_for_timeout(ride.gap_ms)
