"""The two boards that tell screens and overlays what to show: of the venue alone, and nobody's marks in them.

They go the way of every board, so a page hears of its plan on the same line, with the same resuming and
without a gap.
"""

from collections.abc import Mapping
from typing import Any

from shared.domain.board import Board
from shared.domain.stage import Screen, Stage, Stages
from shared.domain.stage_events import stage_fact
from shared.keys import OVERLAYS_SKILL, SCREENS_SKILL, overlays_board, screens_board


class ScreenBoards:
    """What the topic `screens` has told, as boards."""

    def __init__(self) -> None:
        self._stages = Stages()

    def fold(self, document: Mapping[str, Any]) -> set[str]:
        """Take in a record; return the boards it may change. Raises ``RuleBroken`` as ``stage_fact``."""
        fact = stage_fact(document)
        self._stages.fold(fact)
        return {screens_board(fact.championship), overlays_board(fact.championship)}

    def advance(self, now_ms: int) -> set[str]:
        """Carry out the schedules up to ``now_ms``; return the boards this changes."""
        return set(map(screens_board, self._stages.advance(now_ms)))

    def next_ms(self) -> int | None:
        """Return when a schedule has something to do."""
        return self._stages.next_ms()

    def board(self, championship: str, skill: str) -> Board | None:
        """Return what stands in the place of ``skill``; None when it is none of these boards."""
        if skill == SCREENS_SKILL:
            return _screens(self._stages.of(championship))
        if skill == OVERLAYS_SKILL:
            return _overlays(self._stages.of(championship))
        return None


def _screens(stage: Stage) -> Board:
    return {
        "kind": "screens",
        "head": {"schedule": [line.document() for line in stage.schedule]},
        "rows": {key: _row(screen) for key, screen in stage.screens.items()},
    }


def _row(screen: Screen) -> dict[str, Any]:
    return {
        "name": screen.name,
        "groups": list(screen.groups),
        "plan": screen.plan,
        "revision": screen.revision,
        "reload": screen.reload,
        "locked": screen.locked,
    }


def _overlays(stage: Stage) -> Board:
    head = {
        "program": dict(stage.program),
        "preview": dict(stage.preview),
        "revision": stage.revision,
        "theme": stage.theme,
    }
    return {"kind": "overlays", "head": head, "rows": {}}
