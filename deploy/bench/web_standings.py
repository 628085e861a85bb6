"""The boards of a bench's page: competitors who change places at random, and what shows them in a hall."""

import json
from random import Random
from typing import Any, Final

from deploy.samples.members import KAZAKHSTAN
from deploy.samples.people import NameDraw

Json = dict[str, Any]
CHAMPIONSHIP: Final = "cup"
BOARD: Final = f"{CHAMPIONSHIP}/welding"
SCREEN: Final = "s-1"


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
        self._now = self._drawn()

    def snapshot(self) -> str:
        """Return the frame of the whole board."""
        name = {"en": "Welding", "ru": "Сварка", "kk": "Дәнекерлеу"}
        head = {
            "championship": CHAMPIONSHIP, "skill": "welding", "number": "10",
            "name": name, "championship_name": name,
            "state": "live", "policy": "live", "mark_max": "100.00", "marked_percent": "50.0", "decided": 0,
            "frozen_since_ms": None, "delay_ms": 0,
            "members": {member.id: member.name.document() for member in KAZAKHSTAN},
        }  # fmt: skip
        rows = {name: {**self._rows[name], **now} for name, now in self._now.items()}
        return frame("snapshot", BOARD, self._version, {"kind": "skill", "head": head, "rows": rows})

    def delta(self) -> str:
        """Return the frame of the next step: everybody has another total and place."""
        self._version += 1
        self._now = self._drawn()
        return frame("delta", BOARD, self._version, {"rows": self._now})

    def _drawn(self) -> dict[str, Json]:
        order = self._rng.sample(sorted(self._rows), len(self._rows))
        top = self._rng.uniform(60, 90)
        return {
            name: {
                "place": at + 1, "total": f"{top - at:.2f}" if top > at else "0.00", "marked": "90.00",
                "penalty": None, "aspects": 60, "reach": [1, len(order)],
            }
            for at, name in enumerate(order)
        }  # fmt: skip


def screens_snapshot() -> str:
    """Return the frame of the hall: its one screen shows the board of the skill."""
    row = {"name": "Hall", "groups": [], "plan": {"type": "board", "board": BOARD, "languages": ["kk", "ru"]},
           "revision": 1, "reload": 0, "locked": False}  # fmt: skip
    data = {"kind": "screens", "head": {"schedule": []}, "rows": {SCREEN: row}}
    return frame("snapshot", f"{CHAMPIONSHIP}/screens", 1, data)


def overlays_snapshot() -> str:
    """Return the frame of what is on air: the board beside the picture, and the whole of it."""
    program = {"side": {"type": "board", "board": BOARD}, "full": {"type": "table", "board": BOARD}}
    head = {"program": program, "preview": {}, "revision": 1, "theme": {"languages": ["kk", "ru"]}}
    return frame("snapshot", f"{CHAMPIONSHIP}/overlays", 1, {"kind": "overlays", "head": head, "rows": {}})


def frame(kind: str, board: str, version: int, data: Json) -> str:
    """Return a frame of /live."""
    stamp = {"board": board, "epoch": "bench", "version": version, "at_ms": 0}
    return json.dumps({"type": kind, **stamp, "data": data}, ensure_ascii=False)
