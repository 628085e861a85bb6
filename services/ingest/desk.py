"""The desk where commands are handed in: each goes into the log, and its verdict is waited for.

A verdict belongs to the record it answers, by partition and offset and not by id alone: when two different
submissions carry the same id, the one that is refused must not hear the other's "counted".
"""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

from services.ingest.journal import Journal, Place, Unavailable
from services.ingest.reading import Record
from shared import codec
from shared.domain.championship import skill_key
from shared.domain.errors import RuleBroken
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


async def _answer(
    handed_in: tuple[_Waiter, Place] | Unavailable | RuleBroken, wait_ms: int
) -> Answer | Unavailable | RuleBroken:
    if isinstance(handed_in, Exception):
        return handed_in
    waiter, place = handed_in
    return Answer(place, await waiter.verdict_at(place, wait_ms))


class CommandDesk:
    """Takes commands in and gives verdicts out."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._waiting: dict[str, list[_Waiter]] = {}

    async def hand_in(self, command: Command, wait_ms: int) -> Answer:
        """Append ``command`` and wait for its verdict; raises ``Unavailable`` when the log is silent.

        A verdict that comes later than ``wait_ms`` is dropped: whoever repeats the command gets it again.
        """
        with self._waits(command.id) as waiter:
            place = await self._append(command)
            return Answer(place, await waiter.verdict_at(place, wait_ms))

    async def hand_in_all(
        self, commands: Sequence[Command], wait_ms: int
    ) -> Sequence[Answer | Unavailable | RuleBroken]:
        """Append ``commands`` one after the other, and return the answer to each.

        Once the log is silent none of the rest is tried: order would be lost.
        """
        handed_in: list[tuple[_Waiter, Place] | Unavailable | RuleBroken] = []
        with ExitStack() as leaving:
            for command in commands:
                before = handed_in[-1] if handed_in else None
                if isinstance(before, Unavailable):
                    handed_in.append(before)
                    continue
                waiter = leaving.enter_context(self._waits(command.id))
                try:
                    handed_in.append((waiter, await self._append(command)))
                except (Unavailable, RuleBroken) as fault:
                    handed_in.append(fault)
            return await asyncio.gather(*(_answer(one, wait_ms) for one in handed_in))

    async def _append(self, command: Command) -> Place:
        key = skill_key(command.championship, command.skill)
        return await self._journal.append(MARK_ENTRIES, key, command_document(command))

    @contextmanager
    def _waits(self, command_id: str) -> Iterator[_Waiter]:
        """Hear verdicts on ``command_id`` for a while."""
        waiter = _Waiter()
        self._waiting.setdefault(command_id, []).append(waiter)
        try:
            yield waiter
        finally:
            self._leave(command_id, waiter)

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
