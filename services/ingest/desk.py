"""The desk where commands are handed in: each goes into the log, and its verdict is waited for.

A verdict belongs to the record it answers, by partition and offset and not by id alone: when two different
submissions carry the same id, the one that is refused must not hear the other's "counted".
"""

import asyncio
import logging
from typing import Any, NamedTuple

from services.ingest.journal import Journal, Place
from services.ingest.reading import Record
from shared import codec
from shared.domain.championship import skill_key
from shared.domain.events import Command, command_document
from shared.domain.kinds import text, whole
from shared.topics import MARK_ENTRIES

log = logging.getLogger(__name__)

VerdictDocument = dict[str, Any]
"""A verdict as logged in `verdicts`."""


class Answer(NamedTuple):
    """Where a command stands in the log, and what scoring decided if it did so in time."""

    place: Place
    verdict: VerdictDocument | None


class _Waiter:
    """One request that waits for the verdict on its own record."""

    def __init__(self) -> None:
        self._verdicts: asyncio.Queue[VerdictDocument] = asyncio.Queue()

    def hear(self, verdict: VerdictDocument) -> None:
        """Take note of a verdict on the id; it may come before the log has said where the record stands."""
        self._verdicts.put_nowait(verdict)

    async def verdict_at(self, place: Place, wait_ms: int) -> VerdictDocument | None:
        """Return the verdict on the record at ``place``, or None when it takes longer than ``wait_ms``."""
        try:
            async with asyncio.timeout(wait_ms / 1000):
                while True:
                    verdict = await self._verdicts.get()
                    if verdict["partition"] == place.partition and place.offset in (-1, verdict["offset"]):
                        return verdict
        except TimeoutError:
            return None


class CommandDesk:
    """Takes commands in and gives verdicts out."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._waiting: dict[str, list[_Waiter]] = {}

    async def hand_in(self, command: Command, wait_ms: int) -> Answer:
        """Append ``command`` and wait for its verdict; raises ``Unavailable`` when the log is silent.

        A verdict that comes later than ``wait_ms`` is dropped: whoever repeats the command gets it again.
        """
        waiter = _Waiter()
        self._waiting.setdefault(command.id, []).append(waiter)
        try:
            key = skill_key(command.championship, command.skill)
            place = await self._journal.append(MARK_ENTRIES, key, command_document(command))
            return Answer(place, await waiter.verdict_at(place, wait_ms))
        finally:
            self._leave(command.id, waiter)

    async def handle(self, record: Record) -> None:
        """Pass one record of `verdicts` on to whoever waits for it."""
        try:
            verdict = codec.decode(record.value or b"")
            command_id, _ = text(verdict["id"]), (whole(verdict["partition"]), whole(verdict["offset"]))
        except (codec.NotJson, KeyError, TypeError):
            log.exception("a verdict cannot be read", extra={"offset": record.offset})
            return
        for waiter in self._waiting.get(command_id, ()):
            waiter.hear(verdict)

    def _leave(self, command_id: str, waiter: _Waiter) -> None:
        others = self._waiting[command_id]
        others.remove(waiter)
        if not others:
            del self._waiting[command_id]
