"""The shapes of what comes in about access: accounts, tokens, pairings, devices, PINs.

A refusal here never holds what was sent: it may be a password in the wrong field.
"""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from services.ingest.shapes import Count, PersonId, Reference, Shape, Uuid
from shared.tokens import Role

PASSWORD_LENGTH_MIN: Final = 10
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.ASCII)
_PIN: Final = re.compile(r"[0-9]{4,8}", re.ASCII)


def _name(text: str) -> str:
    if _NAME.fullmatch(text) is None:
        raise PydanticCustomError("account_name_malformed", "not a name")
    return text


def _password(text: str) -> str:
    if len(text) < PASSWORD_LENGTH_MIN:
        raise PydanticCustomError("password_too_short", "too short", {"limit": PASSWORD_LENGTH_MIN})
    return text


def _pin(text: str) -> str:
    if _PIN.fullmatch(text) is None:
        raise PydanticCustomError("pin_malformed", "not a PIN")
    return text


AccountName = Annotated[
    str,
    AfterValidator(_name),
    WithJsonSchema(
        {"type": "string", "pattern": "^[a-z0-9][a-z0-9._-]{0,63}$", "examples": ["chief-welding"]}
    ),
]
Password = Annotated[
    str,
    Field(max_length=200),
    AfterValidator(_password),
    WithJsonSchema(
        {"type": "string", "format": "password", "minLength": PASSWORD_LENGTH_MIN, "maxLength": 200}
    ),
]
Pin = Annotated[
    str,
    AfterValidator(_pin),
    WithJsonSchema({"type": "string", "format": "password", "pattern": "^[0-9]{4,8}$"}),
]
Label = Annotated[str, Field(max_length=100)]
Skills = Annotated[list[Reference], Field(max_length=500)]


class LoginShape(Shape):
    """Name and password of an account."""

    name: Annotated[str, Field(max_length=200)]
    password: Annotated[str, Field(max_length=200)]


class TokenOrderShape(Shape):
    """A token for an expert, or for another person or program in a role."""

    championship: Reference = ""
    role: Role = "expert"
    expert: Reference = Field("", description="The id of the person who acts, in whatever role.")
    skills: Skills = Field([])
    member: Reference = Field("", description="Whose team a team leader leads.")
    label: Label = Field("", description="What it is for, so that it is found again in the list.")
    ttl_s: int = Field(86_400, ge=60, le=31 * 86_400)


class AccountShape(Shape):
    """A new account."""

    name: AccountName
    password: Password
    role: Role
    subject: PersonId | None = Field(None, description="The person's id; the account's name where none is.")
    championship: Reference = ""
    skills: Skills = Field([])
    member: Reference = ""


class AccountChangeShape(Shape):
    """Other rights for an account; what is left out stays."""

    role: Role | None = None
    subject: PersonId | None = None
    championship: Reference | None = None
    skills: Skills | None = None
    member: Reference | None = None


class PasswordShape(Shape):
    """Another password; ``current`` when it is one's own."""

    password: Password
    current: Annotated[str, Field(max_length=200)] | None = None


class PairingShape(Shape):
    """The invitation to one device."""

    championship: Reference
    skills: Skills
    role: Role = "expert"
    expert: Reference = Field(description="The id of the person who will hold the device.")


class DeviceShape(Shape):
    """A device that shows a pairing's code."""

    code: Annotated[str, Field(max_length=40)] = Field(examples=["K7QF2M"])
    name: Annotated[str, Field(min_length=1, max_length=60)]
    app_version: Annotated[str, Field(max_length=40)]
    id: Uuid | None = Field(
        None, description="Made by the device and told nobody: with it the same request gets the same answer."
    )


class DeviceChangeShape(Shape):
    """Another name, or the write switch."""

    may_write: bool | None = None
    name: Annotated[str, Field(min_length=1, max_length=60)] | None = None


class PinShape(Shape):
    """A PIN."""

    pin: Pin


class PositionShape(Shape):
    """Which sheet a device has open."""

    skill: Reference
    form: Reference
    competitor: Reference


class BeatShape(Shape):
    """What a device says about itself, every few seconds."""

    app_version: Annotated[str, Field(max_length=40)]
    outbox: Count = Field(description="Submissions that wait to be sent.")
    battery: Annotated[int, Field(ge=0, le=100)] | None = None
    at: PositionShape | None = None
