"""What screens say they have painted: "812 on 14 of 14". May vanish at any time (``ephemeral``)."""

from typing import Any, Final

from pydantic import TypeAdapter

from services.ingest.bodies import shaped
from services.ingest.catalogue import Catalogue
from services.ingest.ephemeral import Ephemeral
from services.ingest.presence import THERE_MS
from services.ingest.screen_log import ScreenLog
from services.ingest.screens import check_operator, screen_document
from services.ingest.shapes_screens import ScreenBeatShape
from shared import codec
from shared.clock import Clock
from shared.tokens import Grant

BEAT_TTL_MS: Final = 2 * 24 * 3600 * 1000
_BEAT: Final = TypeAdapter(ScreenBeatShape)
_NEVER: Final[dict[str, Any]] = {
    "seen_ms": None,
    "plan_revision": None,
    "painted": {},
    "is_stale": None,
    "size": None,
    "page_version": None,
}


class ScreenBeats:
    """Hears screens, and tells operators."""

    def __init__(self, log: ScreenLog, catalogue: Catalogue, ephemeral: Ephemeral, clock: Clock) -> None:
        self._log = log
        self._catalogue = catalogue
        self._ephemeral = ephemeral
        self._clock = clock

    async def beat(self, grant: Grant, document: Any) -> dict[str, Any]:
        """Take note of what a screen says, and tell it the time; raises ``Refused``."""
        said = shaped(_BEAT, document).model_dump()
        now_ms = self._clock()
        key = f"screens:{grant.championship}"
        await self._ephemeral.put(key, grant.session, codec.encode(said | {"seen_ms": now_ms}), BEAT_TTL_MS)
        return {"server_at_ms": now_ms}

    async def told(self, grant: Grant, championship: str) -> dict[str, Any]:
        """Return every screen with what it said last, and how many have painted the newest of each board.

        Raises ``RuleBroken``: ``not_allowed_screens``, ``unknown_championship``.
        """
        check_operator(grant, championship)
        self._catalogue.championship(championship)
        now_ms = self._clock()
        self._log.stages.advance(now_ms)
        heard = await self._ephemeral.all(f"screens:{championship}")
        known = self._log.stages.of(championship).screens
        beats = {key: codec.decode(heard[key]) if key in heard else _NEVER for key in known}
        there = [beat for beat in beats.values() if beat["seen_ms"] is not None]
        return {
            "screens": [screen_document(key, screen) | beats[key] for key, screen in known.items()],
            "boards": spread([beat for beat in there if now_ms - beat["seen_ms"] <= THERE_MS]),
        }


def spread(beats: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return by board the newest version that any screen has painted, on how many, of how many that show it.

    The newest epoch is the one that was told of last by a screen that is not behind.
    """
    painted: dict[str, list[tuple[str, int]]] = {}
    for beat in sorted(beats, key=lambda beat: (not beat["is_stale"], beat["seen_ms"])):
        for board, (epoch, version) in beat["painted"].items():
            painted.setdefault(board, []).append((epoch, version))
    return {board: _newest(positions) for board, positions in sorted(painted.items())}


def _newest(positions: list[tuple[str, int]]) -> dict[str, Any]:
    epoch = positions[-1][0]
    version = max(version for told, version in positions if told == epoch)
    on = positions.count((epoch, version))
    return {"epoch": epoch, "version": version, "on": on, "of": len(positions)}
