"""What the log's `catalogue` says about a skill: read there, because no public address tells all of it."""

import logging
from dataclasses import dataclass

import typer

from deploy.cli.connection import log_settings
from deploy.cli.output import complain
from shared import codec, process
from shared.config import KafkaSettings
from shared.domain.catalogue_events import SkillSet, catalogue_event
from shared.domain.championship import SkillDefinition
from shared.domain.errors import RuleBroken
from shared.kafka import whole
from shared.topics import CATALOGUE

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DefinedSkill:
    """A skill as it is defined now."""

    definition: SkillDefinition
    aspect_ids: frozenset[str]
    """Of every scheme that it ever had: none of them may name another aspect (R10)."""


def defined_skill(championship: str, skill: str) -> DefinedSkill:
    """Return the skill as it is defined now; exits with a sentence when it is not."""
    found = process.run(_history(log_settings(), championship, skill))
    if not found:
        complain(f"There is no skill {skill} in {championship}: import the championship first.")
        raise typer.Exit(1)
    ids = (aspect.id for definition in found for aspect in definition.scheme.aspects)
    return DefinedSkill(found[-1], frozenset(ids))


async def _history(kafka: KafkaSettings, championship: str, skill: str) -> list[SkillDefinition]:
    """Return every definition of the skill in the log, the latest last."""
    found = []
    async for record in whole(kafka, CATALOGUE):
        try:
            event = catalogue_event(codec.decode(record.value or b""))
        except (codec.NotJson, RuleBroken) as fault:  # the services leave it out, too
            _log.warning("a record of the catalogue cannot be read: %s", fault)
            continue
        if isinstance(event, SkillSet) and (event.championship, event.skill) == (championship, skill):
            found.append(event.definition)
    return found
