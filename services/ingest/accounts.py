"""The accounts of the staff: who decides about them adds, changes and closes them."""

from typing import Any, Final

from pydantic import TypeAdapter

from services.ingest.access import AccessLog, new_id
from services.ingest.attempts import Attempts
from services.ingest.bodies import shaped
from services.ingest.catalogue import Catalogue
from services.ingest.hashing import Hashing
from services.ingest.rights import check_manager, check_manages, known_rights, manages
from services.ingest.shapes_access import AccountChangeShape, AccountShape, PasswordShape
from shared.access.documents import rights_document
from shared.access.events import AccountAdded, AccountChanged, AccountClosed, PasswordSet, Rights
from shared.access.sessions import Account
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.tokens import Grant

_ACCOUNT: Final = TypeAdapter(AccountShape)
_CHANGE: Final = TypeAdapter(AccountChangeShape)
_PASSWORD: Final = TypeAdapter(PasswordShape)


class AccountDesk:
    """Keeps the accounts."""

    def __init__(
        self, access: AccessLog, catalogue: Catalogue, hashing: Hashing, attempts: Attempts, clock: Clock
    ) -> None:
        self._access = access
        self._catalogue = catalogue
        self._hashing = hashing
        self._attempts = attempts
        self._clock = clock

    def listed(self, grant: Grant) -> list[dict[str, Any]]:
        """Return the accounts that the bearer decides about; raises ``RuleBroken("not_allowed_access")``."""
        check_manager(grant)
        known = self._access.register.sessions.accounts
        return [_document(known[name]) for name in sorted(known) if manages(grant, known[name].rights)]

    async def add(self, grant: Grant, document: Any) -> dict[str, Any]:
        """Add an account and return it.

        Raises ``Refused``, ``Unavailable``, ``RuleBroken``: ``not_allowed_access``, ``account_exists`` and
        what ``known_rights`` raises.
        """
        shape = shaped(_ACCOUNT, document)
        wanted = Rights(
            shape.role, shape.subject or shape.name, shape.championship, tuple(shape.skills), shape.member
        )
        check_manages(grant, wanted)
        rights = known_rights(self._catalogue, wanted)
        if shape.name in self._access.register.sessions.accounts:
            raise RuleBroken("account_exists", field="name", value=shape.name)
        hashed = await self._hashing.hash(shape.password)
        fact = AccountAdded(new_id(), self._clock(), shape.name, rights, hashed, _who(grant))
        await self._written(shape.name, fact)
        return self._now(shape.name)

    async def change(self, grant: Grant, name: str, document: Any) -> dict[str, Any]:
        """Give an account other rights and return it; its sessions are closed.

        Raises as ``add``, and ``account_unknown``, ``account_changed``.
        """
        check_manager(grant)
        shape = shaped(_CHANGE, document)
        account = self._managed(grant, name)
        old = account.rights
        wanted = Rights(
            shape.role or old.role,
            shape.subject or old.subject,
            old.championship if shape.championship is None else shape.championship,
            old.skills if shape.skills is None else tuple(shape.skills),
            old.member if shape.member is None else shape.member,
        )
        check_manages(grant, wanted)
        rights = known_rights(self._catalogue, wanted)
        if rights != old:
            fact = AccountChanged(new_id(), self._clock(), name, rights, account.revision, _who(grant))
            await self._written(name, fact)
        return self._now(name)

    async def close(self, grant: Grant, name: str) -> dict[str, Any]:
        """Close an account and its sessions for ever and return it; closing it again changes nothing."""
        check_manager(grant)
        known = self._access.register.sessions.accounts.get(name)
        if known is None or not known.is_closed:
            self._managed(grant, name)
            await self._written(name, AccountClosed(new_id(), self._clock(), name, _who(grant)))
        elif not manages(grant, known.rights):
            raise RuleBroken("account_unknown", value=name)
        return self._now(name)

    async def set_password(self, grant: Grant, name: str, document: Any, address: str) -> None:
        """Give an account another password: one's own with the current one, or one that one decides about.

        Its sessions are closed, the bearer's too if it is one of them. Raises ``Refused``, ``Unavailable``,
        ``RuleBroken``: ``not_allowed_access``, ``account_unknown``, ``password_wrong``,
        ``too_many_attempts``.
        """
        session = self._access.register.sessions.sessions.get(grant.session)
        is_own = session is not None and session.account == name
        if not is_own:
            check_manager(grant)
        shape = shaped(_PASSWORD, document)
        if is_own:
            await self._check_current(name, shape.current or "", address)
        else:
            self._managed(grant, name)
        hashed = await self._hashing.hash(shape.password)
        await self._written(name, PasswordSet(new_id(), self._clock(), name, hashed, _who(grant)))

    async def _check_current(self, name: str, password: str, address: str) -> None:
        attempt = await self._attempts.login(name, address)
        account = self._access.register.sessions.accounts[name]
        if not await self._hashing.matches(account.password_hash, password):
            raise RuleBroken("password_wrong", field="current")
        await self._attempts.right(attempt)

    def _managed(self, grant: Grant, name: str) -> Account:
        """Return an open account that the bearer decides about; others are as good as unknown."""
        account = self._access.register.sessions.accounts.get(name)
        if account is None or account.is_closed or not manages(grant, account.rights):
            raise RuleBroken("account_unknown", value=name)
        return account

    async def _written(
        self, name: str, fact: AccountAdded | AccountChanged | AccountClosed | PasswordSet
    ) -> None:
        try:
            await self._access.write(name, fact)
        except RuleBroken as refused:
            raise RuleBroken(refused.code, field="name", value=name) from refused

    def _now(self, name: str) -> dict[str, Any]:
        return _document(self._access.register.sessions.accounts[name])


def _who(grant: Grant) -> str:
    return grant.subject or grant.role


def _document(account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "added_at_ms": account.added_at_ms,
        "is_closed": account.is_closed,
        **rights_document(account.rights),
    }
