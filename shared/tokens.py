"""Signed, scoped, expiring tokens: who may do what, for which championship and skills.

HS256 over one secret of the installation. A one-time code, a confirmation and a screen's key are tokens too,
each of its own kind, so that one can never be used as another. That a token was taken back is known to the
topic `access` alone (``shared.access``). Who serves an audience class knows neither: for it there are tokens
of two minutes, signed with a key that is made from the secret for this class alone (docs/decisions/0010).
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

import jwt
from jwt.types import Options

from shared.domain import roles
from shared.domain.errors import RuleBroken
from shared.domain.publication import AudienceClass

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
    "screen",
    "overlay",
]
"""What somebody is here: in some roles one acts on a skill, the others only look, practise, type or show."""
ROLES: Final[tuple[Role, ...]] = get_args(Role)
OF_SKILLS: Final[frozenset[Role]] = frozenset({"chief_expert", "expert", "skill_advisor", "trainee", "clerk"})
"""Roles that hold for named skills only; for the others no skill named means all of the championship."""

_ALGORITHM: Final = "HS256"
_TOKEN: Final = "bayge-token"
_CODE: Final = "bayge-code"
_CONFIRMATION: Final = "bayge-confirmation"
_CLASS: Final = "bayge-class"
_SCREEN: Final = "bayge-screen"
_OUR_CLOCK: Final[Options] = {"verify_exp": False, "verify_iat": False}
"""Time is ours to look at, by the clock that we are given, in ``exp_ms``."""
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
CLASS_TTL_MS: Final = 2 * 60 * 1000
"""How long somebody whose key was taken back may go on watching, at most."""


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
    return jwt.encode(_grant_claims(grant) | {"aud": _TOKEN}, secret, algorithm=_ALGORITHM)


def _grant_claims(grant: Grant) -> dict[str, Any]:
    return {
        "role": grant.role,
        "sub": grant.subject,
        "championship": grant.championship,
        "skills": list(grant.skills),
        "member": grant.member,
        "session": grant.session,
        "device": grant.device,
        "exp_ms": grant.expires_at_ms,
    }


def read_token(secret: str, token: str, now_ms: int) -> Grant:
    """Return what ``token`` allows; raises ``RuleBroken``: ``token_invalid``, ``token_expired``."""
    return _grant(_claims(secret, token, _TOKEN, "token_invalid"), now_ms)


def class_secret(secret: str, audience: AudienceClass) -> str:
    """Return the key of the tokens for who serves ``audience``; from it nobody learns ``secret``."""
    return hmac.new(secret.encode(), f"class:{audience}".encode(), hashlib.sha256).hexdigest()


def mint_class_token(secret: str, grant: Grant, now_ms: int) -> str:
    """Return the token that carries ``grant``, signed with a class's own ``secret``.

    It also says in the standard's words how long it lives, for a page whose clock is a day off.
    """
    life_s = (grant.expires_at_ms - now_ms) // 1000
    lifetime = {"iat": now_ms // 1000, "exp": now_ms // 1000 + life_s}
    return jwt.encode(_grant_claims(grant) | lifetime | {"aud": _CLASS}, secret, algorithm=_ALGORITHM)


def read_class_token(secret: str, token: str, now_ms: int) -> Grant:
    """Return what a token of a class allows; raises as ``read_token``."""
    return _grant(_claims(secret, token, _CLASS, "token_invalid"), now_ms)


def mint_screen_key(secret: str, screen: str) -> str:
    """Return the key that a screen keeps: that it is this screen, whatever it may show."""
    return jwt.encode({"aud": _SCREEN, "screen": screen}, secret, algorithm=_ALGORITHM)


def read_screen_key(secret: str, key: str) -> str:
    """Return which screen a key names; raises ``RuleBroken("token_invalid")``."""
    return str(_claims(secret, key, _SCREEN, "token_invalid")["screen"])


def _grant(claims: dict[str, Any], now_ms: int) -> Grant:
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
        return jwt.decode(text, secret, algorithms=[_ALGORITHM], audience=audience, options=_OUR_CLOCK)
    except jwt.InvalidTokenError as fault:
        raise RuleBroken(refusal) from fault
