"""The championships and skills that this instance knows: a fold of the topic `catalogue`."""

import logging

from services.ingest.reading import Reading, Record
from shared import codec
from shared.domain.catalogue_events import ChampionshipSet, catalogue_event
from shared.domain.championship import Championship, SkillDefinition
from shared.domain.errors import RuleBroken

log = logging.getLogger(__name__)


class Catalogue:
    """What has been defined so far; the latest definition counts."""

    def __init__(self) -> None:
        self._reading = Reading()
        self._offset_next = 0
        self._championships: dict[str, Championship] = {}
        self._skills: dict[tuple[str, str], SkillDefinition] = {}

    async def handle(self, record: Record) -> None:
        """Fold one record of `catalogue`.

        A record that this release cannot read is logged and passed over: it must not keep the marks of all
        other skills out.
        """
        try:
            self._fold(record.value)
        except (RuleBroken, codec.NotJson):
            log.exception("a record of the catalogue cannot be read", extra={"offset": record.offset})
        self._offset_next = record.offset + 1
        await self._reading.moved()

    async def knows(self, offset: int) -> None:
        """Return once the record at ``offset`` is folded; raises ``Unavailable``."""
        await self._reading.until(lambda: self._offset_next > offset)

    def championship(self, championship: str) -> Championship:
        """Return a championship; raises ``RuleBroken("unknown_championship")``."""
        found = self._championships.get(championship)
        if found is None:
            raise RuleBroken("unknown_championship", field="championship", value=championship)
        return found

    def known(self, championship: str) -> Championship | None:
        """Return a championship, or None before it is defined."""
        return self._championships.get(championship)

    def skills(self, championship: str) -> dict[str, SkillDefinition]:
        """Return every skill of a championship by its id."""
        return {skill: found for (of, skill), found in self._skills.items() if of == championship}

    def skill(self, championship: str, skill: str, field: str = "skill") -> SkillDefinition:
        """Return a skill's definition; raises ``RuleBroken``: ``unknown_championship``, ``unknown_skill``."""
        found = self._skills.get((championship, skill))
        if found is None:
            self.championship(championship)
            raise RuleBroken("unknown_skill", field=field, value=skill)
        return found

    def _fold(self, value: bytes | None) -> None:
        event = catalogue_event(codec.decode(value or b""))
        if isinstance(event, ChampionshipSet):
            self._championships[event.championship.id] = event.championship
        else:
            self._skills[event.championship, event.skill] = event.definition
