"""Define a championship and its skills: into the log first, then into what everybody reads.

A skill's definition changes its result, so scoring decides about it in the order of the log; only what
scoring accepted is written to the catalogue, and the answer says so skill by skill. Repeating an import does
no harm.
"""

import asyncio
import logging
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

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
from shared.domain.results_choice import ResultsChoice
from shared.domain.set_skill import SetSkill
from shared.topics import CATALOGUE, PEOPLE, PUBLICATIONS

log = logging.getLogger(__name__)

DEFINITION_WAIT_MS: Final = 30_000
"""Nobody at a competitor's stand waits for an import, so it may wait for a scoring that is just starting."""


Refusal = RuleBroken | Unavailable
"""Why a skill was not defined: scoring said no, or nothing."""


class _Change(NamedTuple):
    """Who defines something, and why, where it was defined already."""

    actor: str
    reason: str | None
    results: ResultsChoice | None = None
    """Set where the championship's results are made otherwise from now on."""

    @property
    def told(self) -> tuple[ResultsChoice | None, str, str | None]:
        """Return what the record of a skill says of it."""
        return self.results, self.actor, self.reason


class PartlyDefined(Exception):
    """Some skills of an import were not defined; says of every skill what became of it."""

    def __init__(
        self, bundle: Bundle, verdicts: Mapping[str, Refusal | None], *, are_results_kept: bool
    ) -> None:
        self.are_results_kept = are_results_kept
        """Set: the championship's results are made as before, although the import asked for another way."""
        self.verdicts = verdicts
        """By skill; None: defined."""
        late = [fault for fault in verdicts.values() if isinstance(fault, Unavailable)]
        places = {skill: f"skills.{at}." for at, skill in enumerate(bundle.skills)}
        self.cause: Refused | Unavailable = (
            late[0]
            if late
            else Refused(
                [
                    _placed(fault, places.get(skill, ""))
                    for skill, fault in verdicts.items()
                    if isinstance(fault, RuleBroken)
                ]
            )
        )
        """What the answer is about; a silence comes first, because asking again may mend it."""
        super().__init__(str(self.cause))


class Importer:
    """Writes definitions, one import at a time so that the catalogue has them in the order of the log."""

    def __init__(self, journal: Journal, desk: CommandDesk, catalogue: Catalogue, clock: Clock) -> None:
        self._journal = journal
        self._desk = desk
        self._catalogue = catalogue
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()

    async def import_bundle(self, bundle: Bundle, actor: str) -> None:
        """Define everything in ``bundle``; results made otherwise take the end from every skill (R34).

        Raises ``RuleBroken("results_change_needs_reason")`` before anything is written; ``PartlyDefined``
        when scoring did not accept some skills, or did not answer; ``Unavailable`` when the log does not.
        """
        championship = bundle.championship.id
        async with self._one_at_a_time:
            change = self._change(bundle, actor)
            verdicts = await self._decided_all(bundle, change)
            counted = [
                SkillSet(championship, skill, definition, self._clock())
                for skill, definition in bundle.skills.items()
                if verdicts[skill] is None
            ]
            known = self._catalogue.known(championship)
            defined = bundle.championship
            if known is not None and any(verdicts.values()):
                defined = replace(defined, results=known.results)
            await self._write_people_and_policies(bundle)
            await self._write_catalogue([ChampionshipSet(defined, self._clock()), *counted])
        log.info("championship imported", extra={"championship": championship, "skills": len(counted)})
        if any(verdicts.values()):
            raise PartlyDefined(bundle, verdicts, are_results_kept=change.results is not None)

    def _change(self, bundle: Bundle, actor: str) -> _Change:
        """Return who changes what; raises ``RuleBroken("results_change_needs_reason")``."""
        known = self._catalogue.known(bundle.championship.id)
        if known is None or known.results == bundle.championship.results:
            return _Change(actor, bundle.reason)
        if bundle.reason is None:
            raise RuleBroken("results_change_needs_reason", field="reason")
        return _Change(actor, bundle.reason, bundle.championship.results)

    async def _decided_all(self, bundle: Bundle, change: _Change) -> dict[str, Refusal | None]:
        """Hand in every skill of the bundle, and those besides it whose results are made otherwise now."""
        championship = bundle.championship.id
        others = self._catalogue.skills(championship) if change.results is not None else {}
        skills = {**bundle.skills, **{name: d for name, d in others.items() if name not in bundle.skills}}
        verdicts = await asyncio.gather(
            *(self._decided(championship, s, d, change) for s, d in skills.items())
        )
        return dict(zip(skills, verdicts, strict=True))

    async def set_skill(
        self,
        championship: str,
        skill: str,
        definition: SkillDefinition,
        actor: str,
        reason: str | None = None,
    ) -> None:
        """Define one skill; raises ``Refused``, ``Unavailable``."""
        async with self._one_at_a_time:
            verdict = await self._decided(championship, skill, definition, _Change(actor, reason))
            if isinstance(verdict, Unavailable):
                raise verdict
            if verdict is not None:
                raise Refused([_placed(verdict, "")])
            await self._write_catalogue([SkillSet(championship, skill, definition, self._clock())])
        log.info("skill defined", extra={"championship": championship, "skill": skill})

    async def _decided(
        self, championship: str, skill: str, definition: SkillDefinition, change: _Change
    ) -> Refusal | None:
        """Hand the definition in; return None when scoring counted it, else what stood in the way."""
        command = SetSkill(str(uuid.uuid4()), championship, skill, definition, self._clock(), *change.told)
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


def _placed(refused: RuleBroken, prefix: str) -> RuleBroken:
    """Return the refusal with its field, whose path begins with ``prefix``."""
    field = f"{prefix}{refused.details.get('field', '')}"
    return RuleBroken(refused.code, **{**refused.details, "field": field})
