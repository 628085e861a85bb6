"""Which device was last seen when and where: so that two on one form see each other.

May vanish at any time (``ephemeral``); times are the server's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from services.ingest.ephemeral import Ephemeral
from services.ingest.shapes_access import BeatShape
from shared import codec
from shared.clock import Clock
from shared.tokens import Grant

SEEN_TTL_MS: Final = 2 * 24 * 3600 * 1000
THERE_MS: Final = 45_000
"""Three beats of fifteen seconds; a device that was silent for longer is no longer there."""


class Position(NamedTuple):
    """The sheet that a device has open."""

    skill: str
    form: str
    competitor: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a device last said."""

    at_ms: int
    app_version: str
    battery: int | None
    outbox: int
    position: Position | None


class Presence:
    """Remembers what devices say."""

    def __init__(self, ephemeral: Ephemeral, clock: Clock) -> None:
        self._ephemeral = ephemeral
        self._clock = clock

    async def beat(self, grant: Grant, beat: BeatShape) -> None:
        """Take note of what the bearer's device says."""
        at = beat.at
        said = {
            "at_ms": self._clock(),
            "app_version": beat.app_version,
            "battery": beat.battery,
            "outbox": beat.outbox,
            "position": None if at is None else [at.skill, at.form, at.competitor],
        }
        await self._ephemeral.put(f"seen:{grant.championship}", grant.device, codec.encode(said), SEEN_TTL_MS)

    async def wrote(self, grant: Grant) -> None:
        """Take note that the bearer's device, if any, has written."""
        if grant.device:
            at_ms = codec.encode(self._clock())
            await self._ephemeral.put(f"wrote:{grant.championship}", grant.device, at_ms, SEEN_TTL_MS)

    async def seen(self, championship: str) -> Mapping[str, Seen]:
        """Return what each device last said."""
        said = await self._ephemeral.all(f"seen:{championship}")
        return {device: _seen(codec.decode(value)) for device, value in said.items()}

    async def written(self, championship: str) -> Mapping[str, int]:
        """Return when each device last wrote."""
        said = await self._ephemeral.all(f"wrote:{championship}")
        return {device: int(codec.decode(value)) for device, value in said.items()}

    async def others(self, grant: Grant, skill: str, form: str) -> list[tuple[str, Position]]:
        """Return the other devices that have the form open now, and where in it each is."""
        since_ms = self._clock() - THERE_MS
        return [
            (device, seen.position)
            for device, seen in sorted((await self.seen(grant.championship)).items())
            if seen.position is not None
            and seen.position[:2] == (skill, form)
            and seen.at_ms > since_ms
            and device != grant.device
        ]


def _seen(said: dict[str, Any]) -> Seen:
    position = None if said["position"] is None else Position(*said["position"])
    return Seen(said["at_ms"], said["app_version"], said["battery"], said["outbox"], position)
