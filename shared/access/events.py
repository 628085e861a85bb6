"""The facts of the topic `access`: accounts, sessions, pairings, devices, PINs.

Nothing here opens a door by itself: passwords and PINs are argon2 hashes, codes are keyed digests, a session
is only its id. Times are the server's, in milliseconds since the epoch.
"""

from dataclasses import dataclass
from typing import Literal

from shared.tokens import Role

SessionKind = Literal["login", "token", "device", "code"]
"""Opened with a password, handed out for programs, of a paired device, or with the administrator's link."""


@dataclass(frozen=True, slots=True)
class Rights:
    """As whom somebody acts, and where."""

    role: Role
    subject: str = ""
    championship: str = ""
    skills: tuple[str, ...] = ()
    member: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What every record of the topic has."""

    id: str
    """Of the request that wrote it."""
    at_ms: int


@dataclass(frozen=True, slots=True)
class CodeRedeemed(Fact):
    """Somebody showed the administrator's one-time code; the first who did has it."""

    code_id: str


@dataclass(frozen=True, slots=True)
class AccountAdded(Fact):
    """Somebody has an account from now on. A name belongs to one person for ever, even when it is closed."""

    name: str
    rights: Rights
    password_hash: str
    by: str


@dataclass(frozen=True, slots=True)
class AccountChanged(Fact):
    """The account holds for other rights; what was opened with the old ones is closed."""

    name: str
    rights: Rights
    based_on: int
    """The revision of the account that was changed, so that two changes at once do not undo each other."""
    by: str


@dataclass(frozen=True, slots=True)
class PasswordSet(Fact):
    """The account has another password; what was opened with the old one is closed."""

    name: str
    password_hash: str
    by: str


@dataclass(frozen=True, slots=True)
class AccountClosed(Fact):
    """Nobody comes in with this account any more."""

    name: str
    by: str


@dataclass(frozen=True, slots=True)
class SessionOpened(Fact):
    """A token was handed out, by which it can be taken back: ``session`` stands in it."""

    session: str
    kind: SessionKind
    rights: Rights
    expires_at_ms: int
    label: str
    by: str
    account: str = ""
    based_on: int = 0
    """The revision of the account whose password was checked; another one by now, and nothing is opened."""


@dataclass(frozen=True, slots=True)
class SessionClosed(Fact):
    """A token was taken back, for ever."""

    session: str
    by: str


@dataclass(frozen=True, slots=True)
class PairingOpened(Fact):
    """A device may be paired by whoever shows the code in time."""

    pairing: str
    code_digest: str
    rights: Rights
    expires_at_ms: int
    by: str


@dataclass(frozen=True, slots=True)
class DevicePaired(Fact):
    """A device showed a pairing's code; the first that did has it."""

    device: str
    pairing: str
    name: str
    app_version: str
    session: str
    expires_at_ms: int


@dataclass(frozen=True, slots=True)
class DeviceChanged(Fact):
    """A device has another name, or its write switch was moved; None leaves it as it is.

    So a new name that comes at the same moment never switches a device on again.
    """

    device: str
    name: str | None
    may_write: bool | None
    by: str


@dataclass(frozen=True, slots=True)
class DeviceRevoked(Fact):
    """A device is out, for ever; to come in again it must be paired again."""

    device: str
    by: str


@dataclass(frozen=True, slots=True)
class PinSet(Fact):
    """A person has chosen the PIN of this championship; the record's id names the PIN from now on."""

    championship: str
    subject: str
    pin_hash: str
    device: str


@dataclass(frozen=True, slots=True)
class PinTried(Fact):
    """Somebody is about to have a PIN checked; written before the check, so that nobody gets one more."""

    championship: str
    subject: str
    device: str


@dataclass(frozen=True, slots=True)
class PinConfirmed(Fact):
    """The PIN was right: earlier tries no longer count."""

    championship: str
    subject: str
    device: str
    pin: str


@dataclass(frozen=True, slots=True)
class PinReset(Fact):
    """The person has no PIN any more and may choose another."""

    championship: str
    subject: str
    by: str


AccessFact = (
    CodeRedeemed
    | AccountAdded
    | AccountChanged
    | PasswordSet
    | AccountClosed
    | SessionOpened
    | SessionClosed
    | PairingOpened
    | DevicePaired
    | DeviceChanged
    | DeviceRevoked
    | PinSet
    | PinTried
    | PinConfirmed
    | PinReset
)
