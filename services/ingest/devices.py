"""The devices as whoever leads sees them: what each is, when it was last there, whether it may write."""

from typing import Any, Final

from pydantic import TypeAdapter

from services.ingest.access import AccessLog, new_id
from services.ingest.bodies import shaped
from services.ingest.presence import Presence, Seen
from services.ingest.rights import leads, manages
from services.ingest.shapes_access import BeatShape, DeviceChangeShape
from shared.access.devices import Device
from shared.access.events import DeviceChanged, DeviceRevoked
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.tokens import Grant

_CHANGE: Final = TypeAdapter(DeviceChangeShape)
_BEAT: Final = TypeAdapter(BeatShape)
_WATCHING: Final = frozenset({"results_team", "chief_expert"})


class DeviceDesk:
    """Lists, switches and revokes devices, and hears their beats."""

    def __init__(self, access: AccessLog, presence: Presence, clock: Clock) -> None:
        self._access = access
        self._presence = presence
        self._clock = clock

    async def listed(self, grant: Grant, championship: str, skill: str) -> list[dict[str, Any]]:
        """Return the devices of a championship, or of one skill of it, that the bearer may see.

        Raises ``RuleBroken("not_allowed_access")``.
        """
        skills = (skill,) if skill else grant.skills
        watches = grant.role in _WATCHING and all(grant.covers(championship, s) for s in skills)
        is_theirs = watches and grant.championship == championship
        if not is_theirs and not leads(grant, championship, skills):
            raise RuleBroken("not_allowed_access")
        found = [
            device
            for device in self._access.register.devices.devices.values()
            if device.rights.championship == championship
            and (not skills or set(skills) & set(device.rights.skills))
        ]
        seen, written = await self._presence.seen(championship), await self._presence.written(championship)
        return [self._document(device, seen.get(device.id), written.get(device.id)) for device in found]

    async def change(self, grant: Grant, device_id: str, document: Any) -> dict[str, Any]:
        """Give a device another name or move its write switch, and return it.

        Raises ``Refused``, ``Unavailable``, ``RuleBroken("device_unknown")``.
        """
        device = self._led(grant, device_id)
        shape = shaped(_CHANGE, document)
        if shape.name is not None or shape.may_write is not None:
            by = grant.subject or grant.role
            fact = DeviceChanged(new_id(), self._clock(), device.id, shape.name, shape.may_write, by)
            await self._access.write(device.id, fact)
        return await self._now(device.id)

    async def revoke(self, grant: Grant, device_id: str) -> dict[str, Any]:
        """Put a device out for ever and return it; raises ``RuleBroken("device_unknown")``."""
        device = self._led(grant, device_id)
        if not self._access.register.devices.is_revoked(device):
            fact = DeviceRevoked(new_id(), self._clock(), device.id, grant.subject or grant.role)
            await self._access.write(device.id, fact)
        return await self._now(device.id)

    async def beat(self, grant: Grant, document: Any) -> dict[str, Any]:
        """Hear what a device says about itself, and say what it should know.

        Raises ``Refused``, ``RuleBroken``: ``device_only``, ``not_allowed_skill``.
        """
        if not grant.device:
            raise RuleBroken("device_only")
        beat = shaped(_BEAT, document)
        if beat.at is not None and not grant.covers(grant.championship, beat.at.skill):
            raise RuleBroken("not_allowed_skill", field="at.skill", value=beat.at.skill)
        await self._presence.beat(grant, beat)
        at = beat.at
        others = [] if at is None else await self._presence.others(grant, at.skill, at.form)
        known = self._access.register.devices.devices
        me = known.get(grant.device)
        return {
            "server_at_ms": self._clock(),
            "may_write": me is None or me.may_write,
            "others": [
                {
                    "device": device,
                    "name": known[device].name,
                    "subject": known[device].rights.subject,
                    "form": position.form,
                    "competitor": position.competitor,
                }
                for device, position in others
                if device in known and not self._access.register.devices.is_revoked(known[device])
            ],
        }

    def _led(self, grant: Grant, device_id: str) -> Device:
        """Return a device that the bearer looks after; others are as good as unknown."""
        device = self._access.register.devices.devices.get(device_id)
        if device is None:
            raise RuleBroken("device_unknown")
        rights = device.rights
        shares = any(leads(grant, rights.championship, (skill,)) for skill in rights.skills)
        if not shares and not manages(grant, rights):
            raise RuleBroken("device_unknown")
        return device

    async def _now(self, device_id: str) -> dict[str, Any]:
        device = self._access.register.devices.devices[device_id]
        championship = device.rights.championship
        seen, written = await self._presence.seen(championship), await self._presence.written(championship)
        return self._document(device, seen.get(device_id), written.get(device_id))

    def _document(self, device: Device, seen: Seen | None, written_at_ms: int | None) -> dict[str, Any]:
        return {
            "device": device.id,
            "name": device.name,
            "subject": device.rights.subject,
            "role": device.rights.role,
            "skills": list(device.rights.skills),
            "paired_at_ms": device.paired_at_ms,
            "last_seen_ms": None if seen is None else seen.at_ms,
            "last_write_ms": written_at_ms,
            "app_version": device.app_version if seen is None else seen.app_version,
            "battery": None if seen is None else seen.battery,
            "outbox": None if seen is None else seen.outbox,
            "may_write": device.may_write,
            "is_revoked": self._access.register.devices.is_revoked(device),
        }
