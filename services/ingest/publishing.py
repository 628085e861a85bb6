"""The organiser decides who may see what, and from when: policies go into `publications` (R50)."""

import logging
from typing import Any, Final

from pydantic import TypeAdapter

from services.ingest.bodies import shaped
from services.ingest.catalogue import Catalogue
from services.ingest.journal import Journal
from services.ingest.shapes_definitions import PublicationShape
from shared.clock import Clock
from shared.domain.catalogue_events import policy_document
from shared.domain.errors import RuleBroken
from shared.domain.publication import PolicySet
from shared.tokens import Grant
from shared.topics import PUBLICATIONS

log = logging.getLogger(__name__)

_SHAPE: Final = TypeAdapter(PublicationShape)


class PublicationDesk:
    """Takes the organiser's decisions."""

    def __init__(self, journal: Journal, catalogue: Catalogue, clock: Clock) -> None:
        self._journal = journal
        self._catalogue = catalogue
        self._clock = clock

    async def set_policy(self, grant: Grant, championship: str, document: Any) -> PolicySet:
        """Let the policy in ``document`` take effect and return it; a later one replaces it.

        Raises ``Refused``, ``Unavailable``, ``RuleBroken``: ``organiser_only``, ``unknown_championship``,
        ``unknown_skill``.
        """
        if not (grant.role == "administrator" or _is_organiser(grant, championship)):
            raise RuleBroken("organiser_only")
        shape = shaped(_SHAPE, document)
        self._catalogue.championship(championship)
        if shape.skill is not None:
            self._catalogue.skill(championship, shape.skill)
        now_ms = self._clock()
        freeze_at_ms = now_ms if shape.freeze_now else shape.freeze_at_ms
        policy = PolicySet(
            championship,
            shape.audience,
            shape.policy,
            shape.skill,
            shape.subject,
            shape.delay_ms,
            freeze_at_ms,
        )
        await self._journal.append(PUBLICATIONS, championship, policy_document(policy, now_ms))
        log.info(
            "policy set",
            extra={"championship": championship, "audience": policy.audience, "by": grant.subject},
        )
        return policy


def _is_organiser(grant: Grant, championship: str) -> bool:
    return grant.role == "organiser" and grant.championship == championship
