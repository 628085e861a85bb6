"""Pairings and devices: the part of the fold of `access` that says which tablets and phones take part."""

from dataclasses import dataclass, replace

from shared.access import events
from shared.access.events import Rights
from shared.access.sessions import Sessions


@dataclass(frozen=True, slots=True)
class Pairing:
    """The invitation to one device, for two minutes."""

    id: str
    rights: Rights
    expires_at_ms: int
    device: str
    """Which device took it; empty before."""


@dataclass(frozen=True, slots=True)
class Device:
    """A tablet, phone or laptop that was paired."""

    id: str
    name: str
    rights: Rights
    session: str
    paired_at_ms: int
    expires_at_ms: int
    app_version: str
    may_write: bool


class Devices:
    """The pairings and devices; the sessions of devices are closed among all others."""

    def __init__(self, sessions: Sessions) -> None:
        self.devices: dict[str, Device] = {}
        self._sessions = sessions
        self._pairings: dict[str, Pairing] = {}
        self._pairing_of: dict[str, str] = {}
        """The latest pairing by its code's digest."""

    def pairing(self, code_digest: str) -> Pairing | None:
        """Return the pairing that a code opens, if any ever did."""
        known = self._pairing_of.get(code_digest)
        return None if known is None else self._pairings[known]

    def is_revoked(self, device: Device) -> bool:
        """Say whether the device is out."""
        return device.session in self._sessions.revoked

    def pairing_opened(self, fact: events.PairingOpened) -> str | None:
        """Open a pairing; a code that still opens another one is not given twice."""
        other = self.pairing(fact.code_digest)
        if other is not None and not other.device and fact.at_ms < other.expires_at_ms:
            return "pairing_code_taken"
        self._pairings[fact.pairing] = Pairing(fact.pairing, fact.rights, fact.expires_at_ms, "")
        self._pairing_of[fact.code_digest] = fact.pairing
        return None

    def device_paired(self, fact: events.DevicePaired) -> str | None:
        """Take a device in: the first that shows the code, before it expires.

        The same device with the same code again is the same pairing: its first answer may have been lost.
        """
        pairing = self._pairings.get(fact.pairing)
        if pairing is None:
            return "pairing_unknown"
        if pairing.device:
            return None if pairing.device == fact.device else "pairing_used"
        if fact.at_ms >= pairing.expires_at_ms:
            return "pairing_expired"
        if fact.device in self.devices:
            return "device_exists"
        self._pairings[pairing.id] = replace(pairing, device=fact.device)
        self.devices[fact.device] = Device(
            fact.device,
            fact.name,
            pairing.rights,
            fact.session,
            fact.at_ms,
            fact.expires_at_ms,
            fact.app_version,
            may_write=True,
        )
        return None

    def device_changed(self, fact: events.DeviceChanged) -> str | None:
        """Give a device another name, or move its write switch."""
        device = self.devices.get(fact.device)
        if device is None:
            return "device_unknown"
        name = device.name if fact.name is None else fact.name
        may_write = device.may_write if fact.may_write is None else fact.may_write
        self.devices[device.id] = replace(device, name=name, may_write=may_write)
        return None

    def device_revoked(self, fact: events.DeviceRevoked) -> str | None:
        """Put a device out for ever."""
        device = self.devices.get(fact.device)
        if device is None:
            return "device_unknown"
        self._sessions.revoke(device.session)
        return None
