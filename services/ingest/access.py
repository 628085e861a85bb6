"""Who may come in: bearer tokens, one-time codes, and the tokens that the administrator hands out.

A one-time code is redeemed through the topic `access`: whoever's record stands first there has it, on every
instance and after every restart.
"""

import logging
import uuid
from functools import lru_cache
from typing import Final

from services.ingest.journal import Journal
from services.ingest.reading import Reading, Record
from shared import codec
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.domain.kinds import text
from shared.tokens import ADMINISTRATOR_TTL_MS, Grant, mint_token, read_code, read_confirmation, read_token
from shared.topics import ACCESS

log = logging.getLogger(__name__)

TOKENS_REMEMBERED: Final = 4096
"""Checking a signature takes longer than the rest of a request: remember those that were good."""
_LONG_AGO_MS: Final = 0


class Doorkeeper:
    """Reads the token that a request shows."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._secret = secret
        self._clock = clock
        self._signed = lru_cache(TOKENS_REMEMBERED)(lambda token: read_token(secret, token, _LONG_AGO_MS))

    def grant(self, authorization: str | None) -> Grant:
        """Return what the ``Authorization`` header allows.

        Raises ``RuleBroken``: ``token_missing``, ``token_invalid``, ``token_expired``.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise RuleBroken("token_missing")
        grant = self._signed(token.strip())
        if self._clock() >= grant.expires_at_ms:
            raise RuleBroken("token_expired")
        return grant

    def writer(self, authorization: str | None) -> Grant:
        """Return the grant of somebody who writes; raises what ``grant`` raises."""
        return self.grant(authorization)

    def confirmed(self, grant: Grant, confirmation: str | None) -> None:
        """Check the ``Bayge-Confirmation`` header: on a device the PIN must have been shown just now.

        Whoever came in without a device has shown a token of their own, and needs none. Raises
        ``RuleBroken``: ``confirmation_missing``, ``confirmation_invalid`` (somebody else's, or too old).
        """
        if not grant.device:
            return
        if not confirmation:
            raise RuleBroken("confirmation_missing")
        shown = read_confirmation(self._secret, confirmation)
        theirs = (grant.subject, grant.championship, grant.device)
        is_theirs = theirs == (shown.subject, shown.championship, shown.device)
        if not is_theirs or self._clock() >= shown.expires_at_ms:
            raise RuleBroken("confirmation_invalid")

    def administrator(self, authorization: str | None) -> Grant:
        """Return the administrator's grant; raises also ``RuleBroken("administrator_only")``."""
        grant = self.grant(authorization)
        if grant.role != "administrator":
            raise RuleBroken("administrator_only")
        return grant


class OneTimeCodes:
    """The codes that were redeemed, and by which request."""

    def __init__(self, secret: str, journal: Journal, clock: Clock) -> None:
        self._secret = secret
        self._journal = journal
        self._clock = clock
        self._reading = Reading()
        self._redeemed_by: dict[str, str] = {}

    async def redeem(self, code: str) -> tuple[str, int]:
        """Return an administrator's token and when it expires.

        Raises ``RuleBroken``: ``code_invalid``, ``code_expired``, ``code_used``; ``Unavailable``.
        """
        now_ms = self._clock()
        code_id = read_code(self._secret, code, now_ms)
        if code_id not in self._redeemed_by:
            await self._claim(code_id, request := str(uuid.uuid4()), now_ms)
            if self._redeemed_by[code_id] == request:
                expires_at_ms = now_ms + ADMINISTRATOR_TTL_MS
                return mint_token(self._secret, Grant("administrator", expires_at_ms)), expires_at_ms
        raise RuleBroken("code_used")

    async def _claim(self, code_id: str, request: str, now_ms: int) -> None:
        """Write a claim, and return once this instance has read the first claim of the code."""
        claim = {"v": 1, "type": "code-redeemed", "code_id": code_id, "by": request, "at_ms": now_ms}
        await self._journal.append(ACCESS, code_id, claim)
        await self._reading.until(lambda: code_id in self._redeemed_by)

    async def handle(self, record: Record) -> None:
        """Fold one record of `access`: the first claim of a code wins."""
        try:
            document = codec.decode(record.value or b"")
            if (document["v"], document["type"]) != (1, "code-redeemed"):
                raise TypeError("it is of another release")
            code_id, by = text(document["code_id"]), text(document["by"])
        except (codec.NotJson, KeyError, TypeError):
            log.exception("a record of access cannot be read", extra={"offset": record.offset})
        else:
            self._redeemed_by.setdefault(code_id, by)
        await self._reading.moved()
