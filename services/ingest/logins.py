"""Come in with name and password.

A wrong name and a wrong password look the same, take the same time and are limited the same way, so that
nobody learns who has an account.
"""

import logging
from typing import Final

from prometheus_client import Counter

from services.ingest.access import AccessLog, new_id
from services.ingest.attempts import Attempts
from services.ingest.hashing import Hashing
from services.ingest.token_orders import granted
from shared.access.events import SessionOpened
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.tokens import Grant, mint_token

log = logging.getLogger(__name__)

LOGIN_TTL_MS: Final = 12 * 3600 * 1000
"""A day at the venue; whoever stays longer signs in again."""
LOGINS: Final = Counter("bayge_ingest_logins_total", "What became of logins by password.", ["outcome"])


class Logins:
    """Opens sessions."""

    def __init__(
        self, secret: str, access: AccessLog, hashing: Hashing, attempts: Attempts, clock: Clock
    ) -> None:
        self._secret = secret
        self._access = access
        self._hashing = hashing
        self._attempts = attempts
        self._clock = clock

    async def open(self, name: str, password: str, address: str) -> tuple[str, Grant]:
        """Return a token and what it allows.

        Raises ``RuleBroken``: ``login_refused``, ``too_many_attempts``; ``Unavailable``.
        """
        try:
            token, grant = await self._opened(name, password, address)
        except RuleBroken as refused:
            # No name here: who is in a hurry types the password into its field.
            LOGINS.labels(refused.code).inc()
            log.info("login refused", extra={"code": refused.code, "address": address})
            raise
        LOGINS.labels("opened").inc()
        log.info("login", extra={"account": name, "session": grant.session, "address": address})
        return token, grant

    async def _opened(self, name: str, password: str, address: str) -> tuple[str, Grant]:
        attempt = await self._attempts.login(name, address)
        account = self._access.register.sessions.accounts.get(name)
        known = None if account is None or account.is_closed else account.password_hash
        if not await self._hashing.matches(known, password) or account is None:
            raise RuleBroken("login_refused")
        now_ms = self._clock()
        opened = SessionOpened(
            new_id(),
            now_ms,
            session=new_id(),
            kind="login",
            rights=account.rights,
            expires_at_ms=now_ms + LOGIN_TTL_MS,
            label="",
            by=account.name,
            account=account.name,
            based_on=account.revision,
        )
        await self._access.write(opened.session, opened)
        await self._attempts.right(attempt)
        grant = granted(account.rights, opened.expires_at_ms, opened.session)
        return mint_token(self._secret, grant), grant
