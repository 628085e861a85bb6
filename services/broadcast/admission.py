"""Who may come in now, and when the others should come back: no socket, no clock of its own.

A hall may be behind one address, so the limits of one address are wide: they keep one mischievous machine
from taking all places, not a school class from watching. After a restart everybody comes at once; only so
many a second are let in, and the rest are given turns, one after another, so that they do not come at once
again.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from services.broadcast.protocol import CloseCode

TURN_MAX_S: Final = 30.0
"""Nobody is asked to stay away longer."""
FULL_WAIT_S: Final = 5.0
"""Where all places are taken none is free at the next turn, but when somebody leaves."""
TURN_SPREAD: Final = 0.25
"""How far, as a share of it, a turn is moved at random: those who count alike must not come alike."""


@dataclass(slots=True)
class Allowance:
    """So many a second, and ``burst`` at once after a quiet time."""

    per_s: float
    burst: float
    _left: float = field(init=False)
    _at_s: float = 0.0

    def __post_init__(self) -> None:
        self._left = self.burst

    def take(self, now_s: float, count: int = 1) -> bool:
        """Take ``count`` and say whether they were there; what was refused is not counted."""
        self._left = min(self.burst, self._left + (now_s - self._at_s) * self.per_s)
        self._at_s = now_s
        if self._left < count:
            return False
        self._left -= count
        return True

    def is_whole(self, now_s: float) -> bool:
        """Say whether nothing is left of what was taken."""
        return self._left + (now_s - self._at_s) * self.per_s >= self.burst


@dataclass(frozen=True, slots=True)
class Limits:
    """How many may come in."""

    viewers_max: int
    openings_per_s: int
    address_viewers_max: int
    address_openings_per_s: int
    address_messages_per_s: int


@dataclass(slots=True)
class _Address:
    openings: Allowance
    messages: Allowance
    viewers: int = 0


@dataclass(frozen=True, slots=True)
class NotNow:
    """The viewer is sent home; ``after_s`` says when to come back."""

    code: CloseCode
    reason: str
    after_s: float


class Admission:
    """Counts who is in, and who comes how fast."""

    def __init__(self, limits: Limits, dice: Callable[[], float] = random.random) -> None:
        self._limits = limits
        self._dice = dice
        self._openings = Allowance(limits.openings_per_s, limits.openings_per_s)
        self._next_turn_s = 0.0
        """When the next of those who were sent home may come."""
        self._addresses: dict[str, _Address] = {}
        self.viewers = 0

    def enter(self, address: str, now_s: float) -> NotNow | None:
        """Let somebody from ``address`` in, or say why not; who was let in must ``leave`` once."""
        limits = self._limits
        known = self._address(address)
        if self.viewers >= limits.viewers_max:
            return NotNow(CloseCode.FULL, "all places are taken, come back later", self._later_s(now_s))
        if known.viewers >= limits.address_viewers_max:
            reason = "all places of your address are taken, come back later"
            return NotNow(CloseCode.FULL, reason, self._later_s(now_s))
        if not known.openings.take(now_s) or not self._openings.take(now_s):
            return NotNow(CloseCode.BUSY, "too many come at once, come back in a moment", self.turn_s(now_s))
        known.viewers += 1
        self.viewers += 1
        return None

    def leave(self, address: str) -> None:
        """Note that somebody who was let in is gone."""
        self.viewers -= 1
        self._addresses[address].viewers -= 1

    def may_speak(self, address: str, frames: int, now_s: float) -> bool:
        """Count ``frames`` from all who come from ``address``; say whether they are few enough."""
        return self._address(address).messages.take(now_s, frames)

    def turn_s(self, now_s: float) -> float:
        """Return in how many seconds somebody who is sent home should come back: each at their own turn."""
        self._next_turn_s = max(self._next_turn_s, now_s) + 1 / self._limits.openings_per_s
        turn_s = min(self._next_turn_s - now_s, TURN_MAX_S)
        return turn_s * (1 + TURN_SPREAD * self._dice())

    def _later_s(self, now_s: float) -> float:
        return FULL_WAIT_S * (1 + TURN_SPREAD * self._dice()) + self.turn_s(now_s)

    def forget_quiet(self, now_s: float) -> None:
        """Keep nothing about addresses from which nobody is here and nobody came lately."""
        for address, known in list(self._addresses.items()):
            is_quiet = known.openings.is_whole(now_s) and known.messages.is_whole(now_s)
            if not known.viewers and is_quiet:
                del self._addresses[address]

    def _address(self, address: str) -> _Address:
        known = self._addresses.get(address)
        if known is None:
            limits = self._limits
            openings, messages = limits.address_openings_per_s, limits.address_messages_per_s
            known = _Address(Allowance(openings, 4 * openings), Allowance(messages, 16 * messages))
            self._addresses[address] = known
        return known
