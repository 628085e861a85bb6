"""The shapes of what goes out about access, for OpenAPI and its tests."""

from typing import Literal

from pydantic import Field

from services.ingest.shapes import Shape
from shared.access.events import SessionKind
from shared.tokens import Role


class RightsAnswer(Shape):
    """As whom somebody acts, and where."""

    role: Role
    subject: str
    championship: str
    skills: list[str] = Field(description="Empty: all skills, for roles that look after all of them.")
    member: str


class SessionAnswer(RightsAnswer):
    """A token and what it allows."""

    token: str
    session: str
    expires_at_ms: int


class TokenAnswer(SessionAnswer):
    """A token that was handed out."""


class ListedSessionAnswer(RightsAnswer):
    """A token that was handed out and has not expired."""

    session: str
    kind: SessionKind
    label: str
    account: str
    by: str
    opened_at_ms: int
    expires_at_ms: int
    is_revoked: bool


class SessionsAnswer(Shape):
    """Tokens, newest first."""

    tokens: list[ListedSessionAnswer]


class AccountAnswer(RightsAnswer):
    """An account."""

    name: str
    added_at_ms: int
    is_closed: bool


class AccountsAnswer(Shape):
    """Accounts by name."""

    accounts: list[AccountAnswer]


class PairingAnswer(Shape):
    """What to show the device, for two minutes."""

    pairing: str
    code: str = Field(examples=["K7QF2M"])
    url: str = Field(description="For a QR code: opens the page that shows the code for the device.")
    expires_at_ms: int


class PairedAnswer(RightsAnswer):
    """The device's token."""

    token: str
    device: str
    expires_at_ms: int
    has_pin: bool


class DeviceAnswer(Shape):
    """A device as the chief expert sees it; what is not known any more is null."""

    device: str
    name: str
    subject: str
    role: Role
    skills: list[str]
    paired_at_ms: int
    last_seen_ms: int | None
    last_write_ms: int | None
    app_version: str
    battery: int | None
    outbox: int | None
    may_write: bool
    is_revoked: bool


class DevicesAnswer(Shape):
    """Devices in the order in which they were paired."""

    devices: list[DeviceAnswer]


class ConfirmationAnswer(Shape):
    """Send it as ``Bayge-Confirmation`` with what must be confirmed."""

    confirmation: str
    expires_at_ms: int


class OtherDeviceAnswer(Shape):
    """Another device that has the same form open."""

    device: str
    name: str
    subject: str
    form: str
    competitor: str


class BeatAnswer(Shape):
    """What the device should know."""

    server_at_ms: int
    may_write: bool
    others: list[OtherDeviceAnswer]


class DoneAnswer(Shape):
    """It is so now."""

    status: Literal["done"]
