"""Ingest's hand on the topic `screens`: write a fact, and go on once it is folded here, too."""

import logging

from services.ingest.journal import Journal
from services.ingest.reading import Reading, Record
from shared import codec
from shared.domain.errors import RuleBroken
from shared.domain.stage import Stages
from shared.domain.stage_events import StageFact, stage_document, stage_fact
from shared.topics import SCREENS

log = logging.getLogger(__name__)


class ScreenLog:
    """Writes facts and keeps the stages that all of them make."""

    def __init__(self, journal: Journal) -> None:
        self.stages = Stages()
        self._journal = journal
        self._reading = Reading()
        self._offset_next = 0

    async def write(self, fact: StageFact) -> None:
        """Append ``fact`` and return once this instance has folded it; raises ``Unavailable``."""
        place = await self._journal.append(SCREENS, fact.championship, stage_document(fact))
        await self._reading.until(lambda: self._offset_next > place.offset)

    async def handle(self, record: Record) -> None:
        """Fold one record; one that cannot be read is logged and left out."""
        try:
            self.stages.fold(stage_fact(codec.decode(record.value or b"")))
        except (codec.NotJson, RuleBroken):
            log.exception("a record of screens cannot be read", extra={"offset": record.offset})
        self._offset_next = record.offset + 1
        await self._reading.moved()
