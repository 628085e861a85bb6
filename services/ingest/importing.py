"""Define a championship and its skills: into the log first, then into what everybody reads.

A skill's definition changes its result, so scoring decides about it in the order of the log; only what
scoring accepted is written to the catalogue. Repeating an import does no harm.
"""

import asyncio
import logging
import uuid
from typing import Any, Final

from services.ingest.bodies import Refused
from services.ingest.bundle import Bundle
from services.ingest.catalogue import Catalogue
from services.ingest.desk import CommandDesk
from services.ingest.journal import Journal, Unavailable
from shared.clock import Clock
from shared.domain.catalogue_events import (
    CatalogueEvent,
    ChampionshipSet,
    SkillSet,
    catalogue_document,
    person_document,
    policy_document,
)
from shared.domain.championship import SkillDefinition
from shared.domain.errors import RuleBroken
from shared.domain.events import SetSkill
from shared.topics import CATALOGUE, PEOPLE, PUBLICATIONS

log = logging.getLogger(__name__)

DEFINITION_WAIT_MS: Final = 30_000
"""Nobody at a competitor's stand waits for an import, so it may wait for a scoring that is just starting."""


class Importer:
    """Writes definitions, one import at a time so that the catalogue has them in the order of the log."""

    def __init__(self, journal: Journal, desk: CommandDesk, catalogue: Catalogue, clock: Clock) -> None:
        self._journal = journal
        self._desk = desk
        self._catalogue = catalogue
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()

    async def import_bundle(self, bundle: Bundle) -> None:
        """Define everything in ``bundle``.

        Raises ``Refused`` when scoring did not accept some skills (the others are defined all the same),
        ``Unavailable`` when the log or scoring does not answer.
        """
        championship = bundle.championship.id
        async with self._one_at_a_time:
            verdicts = await asyncio.gather(
                *(self._decided(championship, skill, d) for skill, d in bundle.skills.items())
            )
            counted = [
                SkillSet(championship, skill, definition, self._clock())
                for (skill, definition), verdict in zip(bundle.skills.items(), verdicts, strict=True)
                if verdict is None
            ]
            await self._write_people_and_policies(bundle)
            await self._write_catalogue([ChampionshipSet(bundle.championship, self._clock()), *counted])
        log.info("championship imported", extra={"championship": championship, "skills": len(counted)})
        _raise_refusals([(f"skills.{at}.", verdict) for at, verdict in enumerate(verdicts)])

    async def set_skill(self, championship: str, skill: str, definition: SkillDefinition) -> None:
        """Define one skill; raises ``Refused``, ``Unavailable``."""
        async with self._one_at_a_time:
            verdict = await self._decided(championship, skill, definition)
            _raise_refusals([("", verdict)])
            await self._write_catalogue([SkillSet(championship, skill, definition, self._clock())])
        log.info("skill defined", extra={"championship": championship, "skill": skill})

    async def _decided(
        self, championship: str, skill: str, definition: SkillDefinition
    ) -> RuleBroken | Unavailable | None:
        """Hand the definition in; return None when scoring counted it, else what stood in the way."""
        command = SetSkill(str(uuid.uuid4()), championship, skill, definition, self._clock())
        try:
            answer = await self._desk.hand_in(command, DEFINITION_WAIT_MS)
        except (RuleBroken, Unavailable) as fault:
            return fault
        if answer.verdict is None:
            return Unavailable("verdict_late")
        return (
            None
            if answer.verdict["status"] == "counted"
            else RuleBroken(answer.verdict["code"], **answer.verdict.get("details", {}))
        )

    async def _write_people_and_policies(self, bundle: Bundle) -> None:
        """Write names and policies before the catalogue, so that no board shows a skill without them."""
        championship, now_ms = bundle.championship.id, self._clock()
        people = (self._journal.append(PEOPLE, p.id, person_document(p)) for p in bundle.people)
        policies = [policy_document(policy, now_ms) for policy in bundle.policies]
        await asyncio.gather(
            *people, *(self._journal.append(PUBLICATIONS, championship, policy) for policy in policies)
        )

    async def _write_catalogue(self, events: list[CatalogueEvent]) -> None:
        """Write ``events`` in order, and return once this instance knows them."""
        for event in events:
            key = event.championship.id if isinstance(event, ChampionshipSet) else event.championship
            place = await self._journal.append(CATALOGUE, key, catalogue_document(event))
        await self._catalogue.knows(place.offset)


def _raise_refusals(verdicts: list[tuple[str, RuleBroken | Unavailable | None]]) -> None:
    """Raise what stood in the way of some skills; ``verdicts`` come with the prefix of the skill's fields."""
    refusals: list[RuleBroken] = []
    for prefix, verdict in verdicts:
        if isinstance(verdict, Unavailable):
            raise verdict
        if verdict is not None:
            details: dict[str, Any] = {
                **verdict.details,
                "field": f"{prefix}{verdict.details.get('field', '')}",
            }
            refusals.append(RuleBroken(verdict.code, **details))
    if refusals:
        raise Refused(refusals)
