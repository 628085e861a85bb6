"""The tokens that the administrator hands out to experts: for known experts and skills only."""

from typing import Any, Final

from pydantic import TypeAdapter

from services.ingest.bodies import shaped
from services.ingest.catalogue import Catalogue
from services.ingest.shapes import TokenOrderShape
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.tokens import Grant, mint_token

_SHAPE: Final = TypeAdapter(TokenOrderShape)


class TokenDesk:
    """Gives tokens out."""

    def __init__(self, secret: str, catalogue: Catalogue, clock: Clock) -> None:
        self._secret = secret
        self._catalogue = catalogue
        self._clock = clock

    def give(self, document: Any) -> tuple[str, int]:
        """Return the token that ``document`` orders and when it expires.

        Raises ``Refused``, ``RuleBroken``: ``unknown_championship``, ``unknown_skill``, ``unknown_expert``.
        """
        order = shaped(_SHAPE, document)
        for at, skill in enumerate(order.skills):
            definition = self._catalogue.skill(order.championship, skill, f"skills.{at}")
            if order.expert not in definition.expert_by_id:
                raise RuleBroken("unknown_expert", field="expert", value=order.expert)
        expires_at_ms = self._clock() + order.ttl_s * 1000
        grant = Grant("expert", expires_at_ms, order.expert, order.championship, tuple(order.skills))
        return mint_token(self._secret, grant), expires_at_ms
