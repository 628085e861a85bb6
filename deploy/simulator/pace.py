"""How fast marking time passes."""

import asyncio
from typing import Final, Protocol

LIVELY_PER_S: Final = 40.0
"""Submissions a second that make every board of a large championship move, and leave a laptop its breath."""


class Pace(Protocol):
    """Says when something planned is due."""

    async def until(self, marking_s: float) -> None:
        """Return when ``marking_s`` has come."""


class AtOnce:
    """No waiting at all: for tests and for filling a championship."""

    async def until(self, marking_s: float) -> None:
        """Return at once."""


class Paced:
    """Marking time at ``speed`` times real time, and never more than ``rate`` submissions a second."""

    def __init__(self, speed: float, rate: float | None = None) -> None:
        self._speed = speed
        self._gap_s = 1 / rate if rate else 0.0
        self._began_s: float | None = None
        """Set by the first wait."""
        self._next_s = 0.0

    async def until(self, marking_s: float) -> None:
        """Return when ``marking_s`` has come, and not too soon after the one before."""
        now_s = asyncio.get_running_loop().time()
        if self._began_s is None:
            self._began_s = now_s - marking_s / self._speed
        due_s = max(self._began_s + marking_s / self._speed, self._next_s)
        if due_s > now_s:
            await asyncio.sleep(due_s - now_s)
        self._next_s = max(due_s, now_s) + self._gap_s


def lively_speed(submissions: int, marking_s: float) -> float:
    """Return the speed at which a plan gives about ``LIVELY_PER_S`` submissions a second."""
    return LIVELY_PER_S * marking_s / submissions if submissions and marking_s else 1.0
