"""PINs: the part of the fold of `access` that counts tries.

A PIN of four digits is guessed in 10,000 tries, so nobody gets many: a try is a record of its own, written
before the PIN is looked at. However many instances are asked at once, the log puts the tries in one order and
the sixth is refused everywhere.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from shared.access import events

TRIES_MAX: Final = 5
LOCK_MS: Final = 15 * 60 * 1000
Owner = tuple[str, str]
"""Championship and person."""


@dataclass(frozen=True, slots=True)
class Pin:
    """With which somebody proves who holds the device."""

    id: str
    pin_hash: str = field(repr=False)
    tries: int = 0
    """Since it was last right."""
    locked_until_ms: int = 0
    """Set with the last try that is allowed; right after all, that one opens the lock again."""

    def is_locked(self, now_ms: int) -> bool:
        """Say whether no try is allowed now."""
        return self.tries >= TRIES_MAX and now_ms < self.locked_until_ms


class Pins:
    """The PIN of each person in each championship."""

    def __init__(self) -> None:
        self.pins: dict[Owner, Pin] = {}

    def pin_set(self, fact: events.PinSet) -> str | None:
        """Take the first PIN; to change it, somebody who leads must reset it."""
        owner = (fact.championship, fact.subject)
        if owner in self.pins:
            return "pin_exists"
        self.pins[owner] = Pin(fact.id, fact.pin_hash)
        return None

    def pin_tried(self, fact: events.PinTried) -> str | None:
        """Allow one more try, or none."""
        owner = (fact.championship, fact.subject)
        pin = self.pins.get(owner)
        if pin is None:
            return "pin_missing"
        if pin.is_locked(fact.at_ms):
            return "pin_locked"
        tries = 1 if pin.tries >= TRIES_MAX else pin.tries + 1
        locked_until_ms = fact.at_ms + LOCK_MS if tries == TRIES_MAX else 0
        self.pins[owner] = replace(pin, tries=tries, locked_until_ms=locked_until_ms)
        return None

    def pin_confirmed(self, fact: events.PinConfirmed) -> str | None:
        """Forget the tries, if it is still the same PIN."""
        owner = (fact.championship, fact.subject)
        pin = self.pins.get(owner)
        if pin is not None and pin.id == fact.pin:
            self.pins[owner] = replace(pin, tries=0, locked_until_ms=0)
        return None

    def pin_reset(self, fact: events.PinReset) -> str | None:
        """Let the person choose anew."""
        self.pins.pop((fact.championship, fact.subject), None)
        return None
