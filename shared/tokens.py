"""Signed, scoped, expiring tokens: who may do what, for which championship and skills.

HS256 over one secret of the installation. A one-time code and a confirmation are tokens too, each of its own
kind, so that one can never be used as another. That a token was taken back is known to the topic `access`
alone (``shared.access``).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

import jwt

from shared.domain import roles
from shared.domain.errors import RuleBroken

Role = Literal[
    "administrator",
    "organiser",
    "results_team",
    "chief_expert",
    "expert",
    "team_leader",
    "skill_advisor",
    "trainee",
    "clerk",
    "announcer",
    "operator",
]
"""What somebody is here: in some roles one acts on a skill, the others only look, practise or type."""
ROLES: Final[tuple[Role, ...]] = get_args(Role)
OF_SKILLS: Final[frozenset[Role]] = frozenset({"chief_expert", "expert", "skill_advisor", "trainee", "clerk"})
"""Roles that hold for named skills only; for the others no skill named means all of the championship."""

_ALGORITHM: Final = "HS256"
_TOKEN: Final = "bayge-token"
_CODE: Final = "bayge-code"
_CONFIRMATION: Final = "bayge-confirmation"
_ACTS_AS: Final[Mapping[Role, tuple[roles.Role, ...]]] = {
    "expert": ("expert",),
    "chief_expert": ("chief_expert", "expert"),
    "results_team": ("results_team",),
    "organiser": ("organiser",),
    "team_leader": ("team_leader",),
    "skill_advisor": ("skill_advisor",),
}
CODE_TTL_MS: Final = 24 * 3600 * 1000
ADMINISTRATOR_TTL_MS: Final = 12 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token allows its bearer."""

    role: Role
    expires_at_ms: int
    subject: str = ""
    """The person's id; empty for an administrator whom a code or the key itself made."""
    championship: str = ""
    skills: tuple[str, ...] = ()
    member: str = ""
    """Whose team a team leader leads."""
    session: str = ""
    """By which the token can be taken back; empty for one that was signed without asking ingest."""
    device: str = ""
    """The paired device that holds the token, if one does."""

    @property
    def who(self) -> str:
        """Return who acts, as the topic `access` remembers it."""
        return self.subject or self.role

    def covers(self, championship: str, skill: str) -> bool:
        """Say whether the bearer has anything to do with the skill."""
        named = skill in self.skills or (not self.skills and self.role not in OF_SKILLS)
        return self.role != "administrator" and self.championship == championship and named

    def can_mark(self, championship: str, skill: str) -> bool:
        """Say whether the bearer may enter marks of the skill: a chief expert marks as one of the experts."""
        return self.role in ("expert", "chief_expert") and self.covers(championship, skill)

    @property
    def acts_as(self) -> tuple[roles.Role, ...]:
        """Return the roles in which the bearer acts on a skill, the foremost first."""
        return _ACTS_AS.get(self.role, ())


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That a person has just proven with the PIN who holds the device."""

    subject: str
    championship: str
    device: str
    pin: str
    """Which PIN it was: a reset takes the confirmation back."""
    expires_at_ms: int


def mint_token(secret: str, grant: Grant) -> str:
    """Return the signed token that carries ``grant``."""
    claims = {
        "aud": _TOKEN,
        "role": grant.role,
        "sub": grant.subject,
        "championship": grant.championship,
        "skills": list(grant.skills),
        "member": grant.member,
        "session": grant.session,
        "device": grant.device,
        "exp_ms": grant.expires_at_ms,
    }
    return jwt.encode(claims, secret, algorithm=_ALGORITHM)


def read_token(secret: str, token: str, now_ms: int) -> Grant:
    """Return what ``token`` allows; raises ``RuleBroken``: ``token_invalid``, ``token_expired``."""
    claims = _claims(secret, token, _TOKEN, "token_invalid")
    if now_ms >= claims["exp_ms"]:
        raise RuleBroken("token_expired")
    return Grant(
        claims["role"],
        claims["exp_ms"],
        claims["sub"],
        claims["championship"],
        tuple(claims["skills"]),
        # A token of release 0.1.0 has none of these.
        claims.get("member", ""),
        claims.get("session", ""),
        claims.get("device", ""),
    )


def mint_code(secret: str, now_ms: int) -> str:
    """Return a one-time code that makes its bearer administrator; valid for 24 hours."""
    claims = {"aud": _CODE, "jti": secrets.token_urlsafe(9), "exp_ms": now_ms + CODE_TTL_MS}
    return jwt.encode(claims, secret, algorithm=_ALGORITHM)


def read_code(secret: str, code: str, now_ms: int) -> str:
    """Return the id of a one-time code; raises ``RuleBroken``: ``code_invalid``, ``code_expired``."""
    claims = _claims(secret, code, _CODE, "code_invalid")
    if now_ms >= claims["exp_ms"]:
        raise RuleBroken("code_expired")
    return str(claims["jti"])


def mint_confirmation(secret: str, confirmation: Confirmation) -> str:
    """Return the signed text that carries ``confirmation``."""
    claims = {
        "aud": _CONFIRMATION,
        "sub": confirmation.subject,
        "championship": confirmation.championship,
        "device": confirmation.device,
        "pin": confirmation.pin,
        "exp_ms": confirmation.expires_at_ms,
    }
    return jwt.encode(claims, secret, algorithm=_ALGORITHM)


def read_confirmation(secret: str, text: str) -> Confirmation:
    """Return what ``text`` confirms, however old; raises ``RuleBroken("confirmation_invalid")``."""
    claims = _claims(secret, text, _CONFIRMATION, "confirmation_invalid")
    return Confirmation(
        claims["sub"], claims["championship"], claims["device"], claims["pin"], claims["exp_ms"]
    )


def _claims(secret: str, text: str, audience: str, refusal: str) -> dict[str, Any]:
    try:
        return jwt.decode(text, secret, algorithms=[_ALGORITHM], audience=audience)
    except jwt.InvalidTokenError as fault:
        raise RuleBroken(refusal) from fault
