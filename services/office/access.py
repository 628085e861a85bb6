"""Who may come in: reads the bearer token that a request shows."""

from functools import lru_cache
from typing import Final

from services.office.viewer import Viewer
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.tokens import read_token

TOKENS_REMEMBERED: Final = 4096
"""Checking a signature takes longer than many an answer: remember those that were good."""
_LONG_AGO_MS: Final = 0


class Doorkeeper:
    """Turns a token into a viewer."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._clock = clock
        self._signed = lru_cache(TOKENS_REMEMBERED)(lambda token: read_token(secret, token, _LONG_AGO_MS))

    def viewer(self, authorization: str | None) -> Viewer:
        """Return whose token the ``Authorization`` header shows.

        Raises ``RuleBroken``: ``token_missing``, ``token_invalid``, ``token_expired``.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise RuleBroken("token_missing")
        grant = self._signed(token.strip())
        if self._clock() >= grant.expires_at_ms:
            raise RuleBroken("token_expired")
        return Viewer(grant)
