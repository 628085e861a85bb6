"""Reads the token that a request shows, and asks the register whether it still holds.

The same door stands in every service that lets people in.
"""

from functools import lru_cache
from typing import Final

from shared.access.register import Register
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.tokens import Grant, read_confirmation, read_token

TOKENS_REMEMBERED: Final = 4096
"""Checking a signature takes longer than the rest of a request: remember those that were good."""
_LONG_AGO_MS: Final = 0


class Doorkeeper:
    """Says what the bearer of a token may do."""

    def __init__(self, secret: str, clock: Clock, register: Register) -> None:
        self._secret = secret
        self._clock = clock
        self._register = register
        self._signed = lru_cache(TOKENS_REMEMBERED)(lambda token: read_token(secret, token, _LONG_AGO_MS))

    def grant(self, authorization: str | None) -> Grant:
        """Return what the ``Authorization`` header allows.

        Raises ``RuleBroken``: ``token_missing``, ``token_invalid``, ``token_expired``, ``token_revoked``.
        Call it only once the register has caught up with the topic.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise RuleBroken("token_missing")
        grant = self._signed(token.strip())
        if self._clock() >= grant.expires_at_ms:
            raise RuleBroken("token_expired")
        if grant.session in self._register.sessions.revoked:
            raise RuleBroken("token_revoked")
        return grant

    def writer(self, authorization: str | None) -> Grant:
        """Return the grant of somebody who writes; raises also ``RuleBroken("device_may_not_write")``."""
        grant = self.grant(authorization)
        device = self._register.devices.devices.get(grant.device)
        if device is not None and not device.may_write:
            raise RuleBroken("device_may_not_write")
        return grant

    def administrator(self, authorization: str | None) -> Grant:
        """Return the administrator's grant; raises also ``RuleBroken("administrator_only")``."""
        grant = self.grant(authorization)
        if grant.role != "administrator":
            raise RuleBroken("administrator_only")
        return grant

    def confirmed(self, grant: Grant, confirmation: str | None) -> None:
        """Check the ``Bayge-Confirmation`` header: on a device the PIN must have been shown just now.

        Whoever came in without a device has shown a password or a token of their own, and needs none. Raises
        ``RuleBroken``: ``confirmation_missing``, ``confirmation_invalid`` (somebody else's, too old, or of a
        PIN that was reset).
        """
        if not grant.device:
            return
        if not confirmation:
            raise RuleBroken("confirmation_missing")
        shown = read_confirmation(self._secret, confirmation)
        pin = self._register.pins.pins.get((grant.championship, grant.subject))
        is_theirs = (shown.subject, shown.championship, shown.device) == (
            grant.subject,
            grant.championship,
            grant.device,
        )
        if not is_theirs or pin is None or pin.id != shown.pin or self._clock() >= shown.expires_at_ms:
            raise RuleBroken("confirmation_invalid")
