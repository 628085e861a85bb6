"""The fold of the topic `access`, as every service that lets people in keeps it.

Pure but for the log line about a record that cannot be read: the same records in the same order give the same
register, and a record that comes again changes nothing.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

from shared import codec
from shared.access import events
from shared.access.devices import Devices
from shared.access.documents import access_fact
from shared.access.events import AccessFact
from shared.access.pins import Pins
from shared.access.sessions import Sessions
from shared.domain.errors import RuleBroken

log = logging.getLogger(__name__)

Fold = Callable[[Any], str | None]


class Record(Protocol):
    """What the register needs of a Kafka record."""

    @property
    def value(self) -> bytes | None:
        """The document."""
        ...

    @property
    def offset(self) -> int:
        """Where it stands; the topic has one partition."""
        ...


class Folded(NamedTuple):
    """What became of one record."""

    request: str
    refusal: str | None
    """Why it changed nothing."""


class Register:
    """Everything that the topic `access` has told so far."""

    def __init__(self) -> None:
        self.offset_next = 0
        """After the last record taken in."""
        self.sessions = Sessions()
        self.devices = Devices(self.sessions)
        self.pins = Pins()
        self._folds = _folds(self.sessions, self.devices, self.pins)

    async def handle(self, record: Record) -> None:
        """Take one record in, as a ``Follower`` hands it over."""
        self.take(record)

    def take(self, record: Record) -> Folded | None:
        """Take one record in; None when it was there already or cannot be read (that is logged)."""
        if record.offset < self.offset_next:
            return None
        self.offset_next = record.offset + 1
        try:
            fact = access_fact(codec.decode(record.value or b""))
        except (codec.NotJson, RuleBroken):
            log.exception("a record of access cannot be read", extra={"offset": record.offset})
            return None
        return Folded(fact.id, self._folds[type(fact)](fact))


def _folds(sessions: Sessions, devices: Devices, pins: Pins) -> Mapping[type[AccessFact], Fold]:
    """Return what takes each fact in, and says why it changed nothing."""
    return {
        events.CodeRedeemed: sessions.code_redeemed,
        events.AccountAdded: sessions.account_added,
        events.AccountChanged: sessions.account_changed,
        events.PasswordSet: sessions.password_set,
        events.AccountClosed: sessions.account_closed,
        events.SessionOpened: sessions.session_opened,
        events.SessionClosed: sessions.session_closed,
        events.PairingOpened: devices.pairing_opened,
        events.DevicePaired: devices.device_paired,
        events.DeviceChanged: devices.device_changed,
        events.DeviceRevoked: devices.device_revoked,
        events.PinSet: pins.pin_set,
        events.PinTried: pins.pin_tried,
        events.PinConfirmed: pins.pin_confirmed,
        events.PinReset: pins.pin_reset,
    }
