"""The tokens that are handed out to people and programs: for what is known only, and to be taken back."""

from typing import Any, Final

from pydantic import TypeAdapter

from services.ingest.access import AccessLog, new_id
from services.ingest.bodies import shaped
from services.ingest.catalogue import Catalogue
from services.ingest.rights import check_gives_tokens, gives_token, known_rights
from services.ingest.shapes_access import TokenOrderShape
from shared.access.documents import rights_document
from shared.access.events import Rights, SessionClosed, SessionOpened
from shared.access.sessions import Session
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.tokens import Grant, Role, mint_token

_OF_NOBODY: Final[frozenset[Role]] = frozenset({"screen", "overlay"})
"""Behind these no person need stand."""
_SHAPE: Final = TypeAdapter(TokenOrderShape)


class TokenDesk:
    """Gives tokens out, lists them, takes them back."""

    def __init__(self, secret: str, access: AccessLog, catalogue: Catalogue, clock: Clock) -> None:
        self._secret = secret
        self._access = access
        self._catalogue = catalogue
        self._clock = clock

    async def give(self, grant: Grant, document: Any) -> tuple[str, Grant]:
        """Return the token that ``document`` orders and what it allows.

        Raises ``Refused``, ``Unavailable``, ``RuleBroken``: ``not_allowed_access`` and what
        ``known_rights`` raises.
        """
        order = shaped(_SHAPE, document)
        subject = order.expert or (order.role if order.role in _OF_NOBODY else "")
        wanted = Rights(order.role, subject, order.championship, tuple(order.skills), order.member)
        if not gives_token(grant, wanted):
            raise RuleBroken("not_allowed_access")
        rights = known_rights(self._catalogue, wanted, "expert")
        now_ms = self._clock()
        opened = SessionOpened(
            new_id(),
            now_ms,
            session=new_id(),
            kind="token",
            rights=rights,
            expires_at_ms=now_ms + order.ttl_s * 1000,
            label=order.label,
            by=grant.who,
        )
        await self._access.write(opened.session, opened)
        given = granted(rights, opened.expires_at_ms, opened.session)
        return mint_token(self._secret, given), given

    def listed(self, grant: Grant) -> list[dict[str, Any]]:
        """Return the tokens that the bearer decides about and that have not expired, newest first."""
        check_gives_tokens(grant)
        now_ms = self._clock()
        known = self._access.register.sessions.sessions.values()
        found = [s for s in known if now_ms < s.expires_at_ms and gives_token(grant, s.rights)]
        return [self._document(session) for session in reversed(found)]

    async def take_back(self, grant: Grant, session: str) -> None:
        """Take a token back; raises ``RuleBroken``: ``not_allowed_access``, ``session_unknown``."""
        check_gives_tokens(grant)
        known = self._access.register.sessions.sessions.get(session)
        if known is None or not gives_token(grant, known.rights):
            raise RuleBroken("session_unknown")
        await self._close(session, grant)

    async def leave(self, grant: Grant) -> None:
        """Take the bearer's own token back; raises ``RuleBroken("session_unknown")``."""
        if not grant.session:
            raise RuleBroken("session_unknown")
        await self._close(grant.session, grant)

    async def _close(self, session: str, grant: Grant) -> None:
        closed = SessionClosed(new_id(), self._clock(), session=session, by=grant.who)
        await self._access.write(session, closed)

    def _document(self, session: Session) -> dict[str, Any]:
        return {
            "session": session.id,
            "kind": session.kind,
            "label": session.label,
            "account": session.account,
            "by": session.by,
            "opened_at_ms": session.opened_at_ms,
            "expires_at_ms": session.expires_at_ms,
            "is_revoked": session.id in self._access.register.sessions.revoked,
            **rights_document(session.rights),
        }


def granted(rights: Rights, expires_at_ms: int, session: str, device: str = "") -> Grant:
    """Return what a token for ``rights`` allows."""
    return Grant(
        rights.role,
        expires_at_ms,
        rights.subject,
        rights.championship,
        rights.skills,
        rights.member,
        session,
        device,
    )


def session_document(token: str, grant: Grant) -> dict[str, Any]:
    """Return what whoever gets a token is told."""
    return {
        "token": token,
        "expires_at_ms": grant.expires_at_ms,
        "session": grant.session,
        **rights_document(Rights(grant.role, grant.subject, grant.championship, grant.skills, grant.member)),
    }
