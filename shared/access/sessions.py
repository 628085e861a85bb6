"""Accounts and sessions: the part of the fold of `access` that says whose token still holds.

A token holds until its session is revoked or it expires. Revoked is for ever: no later record, no repeated
one and no other order of two of them opens a session again.
"""

from dataclasses import dataclass, field, replace

from shared.access import events
from shared.access.events import Rights, SessionKind


@dataclass(frozen=True, slots=True)
class Account:
    """With which name and password somebody comes in, and as whom."""

    name: str
    rights: Rights
    password_hash: str = field(repr=False)
    revision: int
    """Counts what was changed since; a session is opened only by the revision whose password was checked."""
    is_closed: bool
    added_at_ms: int


@dataclass(frozen=True, slots=True)
class Session:
    """A token that was handed out."""

    id: str
    kind: SessionKind
    rights: Rights
    expires_at_ms: int
    opened_at_ms: int
    label: str
    by: str
    account: str


class Sessions:
    """The codes redeemed, the accounts, the sessions, and which of these are over."""

    def __init__(self) -> None:
        self.accounts: dict[str, Account] = {}
        self.sessions: dict[str, Session] = {}
        self.revoked: set[str] = set()
        self.redeemed_by: dict[str, str] = {}
        """The request that redeemed each one-time code."""

    def revoke(self, session: str) -> None:
        """Close a session for ever, whether or not it is known yet; a token without one is none to close."""
        if session:
            self.revoked.add(session)

    def code_redeemed(self, fact: events.CodeRedeemed) -> str | None:
        """Give a code to the first who shows it."""
        if self.redeemed_by.setdefault(fact.code_id, fact.id) != fact.id:
            return "code_used"
        return None

    def account_added(self, fact: events.AccountAdded) -> str | None:
        """Give a name, once: who did something must stay who did it."""
        if fact.name in self.accounts:
            return "account_exists"
        self.accounts[fact.name] = Account(
            fact.name, fact.rights, fact.password_hash, 1, is_closed=False, added_at_ms=fact.at_ms
        )
        return None

    def account_changed(self, fact: events.AccountChanged) -> str | None:
        """Give other rights, if nobody changed the account meanwhile."""
        account = self.accounts.get(fact.name)
        if account is None or account.is_closed:
            return "account_unknown"
        if account.revision != fact.based_on:
            return "account_changed"
        self._renew(replace(account, rights=fact.rights))
        return None

    def password_set(self, fact: events.PasswordSet) -> str | None:
        """Give another password."""
        account = self.accounts.get(fact.name)
        if account is None or account.is_closed:
            return "account_unknown"
        self._renew(replace(account, password_hash=fact.password_hash))
        return None

    def account_closed(self, fact: events.AccountClosed) -> str | None:
        """Close for ever; closing again changes nothing."""
        account = self.accounts.get(fact.name)
        if account is None:
            return "account_unknown"
        self._renew(replace(account, is_closed=True))
        return None

    def session_opened(self, fact: events.SessionOpened) -> str | None:
        """Open a session, unless its account was changed after the password was checked."""
        account = self.accounts.get(fact.account)
        if fact.account and (account is None or account.is_closed or account.revision != fact.based_on):
            return "login_refused"
        opened = Session(
            fact.session,
            fact.kind,
            fact.rights,
            fact.expires_at_ms,
            fact.at_ms,
            fact.label,
            fact.by,
            fact.account,
        )
        self.sessions.setdefault(fact.session, opened)
        return None

    def session_closed(self, fact: events.SessionClosed) -> str | None:
        """Close for ever."""
        self.revoke(fact.session)
        return None

    def _renew(self, account: Account) -> None:
        """Take the account's next revision, and close what was opened with the one before."""
        self.accounts[account.name] = replace(account, revision=account.revision + 1)
        for session in self.sessions.values():
            if session.account == account.name:
                self.revoke(session.id)
