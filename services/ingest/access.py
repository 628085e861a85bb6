"""Ingest's hand on the topic `access`: write a fact, and hear from the fold what became of it.

Only what was read back counts. Of two instances that write at once the log says who was first, and both read
it there: that is how a one-time code is redeemed once, a name given once, a sixth try refused.
"""

import uuid

from services.ingest.journal import Journal
from services.ingest.reading import Reading, Record
from shared.access.documents import access_document
from shared.access.events import AccessFact, CodeRedeemed, Rights, SessionOpened
from shared.access.register import Register
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.tokens import ADMINISTRATOR_TTL_MS, Grant, mint_token, read_code
from shared.topics import ACCESS


def new_id() -> str:
    """Return an id that nobody guesses and nothing else has."""
    return str(uuid.uuid4())


class AccessLog:
    """Writes facts and keeps the register that all of them make."""

    def __init__(self, journal: Journal) -> None:
        self.register = Register()
        self._journal = journal
        self._reading = Reading()
        self._awaited: set[str] = set()
        """The requests whose record has not been read back yet."""
        self._refusals: dict[str, str | None] = {}
        """What became of them, once it has."""

    async def write(self, key: str, fact: AccessFact) -> None:
        """Append ``fact`` and return once this instance has folded it.

        Raises ``RuleBroken`` with the fold's code when it changed nothing; ``Unavailable``.
        """
        self._awaited.add(fact.id)
        try:
            await self._journal.append(ACCESS, key, access_document(fact))
            await self._reading.until(lambda: fact.id in self._refusals)
            refusal = self._refusals[fact.id]
        finally:
            self._awaited.discard(fact.id)
            self._refusals.pop(fact.id, None)
        if refusal is not None:
            raise RuleBroken(refusal)

    async def handle(self, record: Record) -> None:
        """Fold one record of `access`, and wake the request that wrote it."""
        folded = self.register.take(record)
        if folded is not None and folded.request in self._awaited:
            self._refusals.setdefault(folded.request, folded.refusal)
        await self._reading.moved()


class OneTimeCodes:
    """The links that make their bearer administrator, once."""

    def __init__(self, secret: str, access: AccessLog, clock: Clock) -> None:
        self._secret = secret
        self._access = access
        self._clock = clock

    async def redeem(self, code: str) -> tuple[str, Grant]:
        """Return an administrator's token and what it allows.

        Raises ``RuleBroken``: ``code_invalid``, ``code_expired``, ``code_used``; ``Unavailable``.
        """
        now_ms = self._clock()
        code_id = read_code(self._secret, code, now_ms)
        if code_id in self._access.register.sessions.redeemed_by:
            raise RuleBroken("code_used")
        await self._access.write(code_id, CodeRedeemed(new_id(), now_ms, code_id))
        opened = SessionOpened(
            new_id(),
            now_ms,
            session=new_id(),
            kind="code",
            rights=Rights("administrator"),
            expires_at_ms=now_ms + ADMINISTRATOR_TTL_MS,
            label="",
            by=code_id,
        )
        await self._access.write(opened.session, opened)
        grant = Grant("administrator", opened.expires_at_ms, session=opened.session)
        return mint_token(self._secret, grant), grant
