"""Signed, scoped, expiring tokens: who may write, and what.

HS256 over one secret of the installation. A one-time code is a token too, of its own kind, so that a code can
never be used as a token nor the other way round.
"""

import secrets
from dataclasses import dataclass
from typing import Any, Final, Literal

import jwt

from shared.domain.errors import RuleBroken

Role = Literal["administrator", "expert"]

_ALGORITHM: Final = "HS256"
_TOKEN: Final = "bayge-token"
_CODE: Final = "bayge-code"
CODE_TTL_MS: Final = 24 * 3600 * 1000
ADMINISTRATOR_TTL_MS: Final = 12 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token allows its bearer."""

    role: Role
    expires_at_ms: int
    subject: str = ""
    """The expert's id; empty for the administrator."""
    championship: str = ""
    skills: tuple[str, ...] = ()

    def can_mark(self, championship: str, skill: str) -> bool:
        """Say whether the bearer may enter marks of the skill."""
        return self.role == "expert" and self.championship == championship and skill in self.skills


def mint_token(secret: str, grant: Grant) -> str:
    """Return the signed token that carries ``grant``."""
    claims = {
        "aud": _TOKEN,
        "role": grant.role,
        "sub": grant.subject,
        "championship": grant.championship,
        "skills": list(grant.skills),
        "exp_ms": grant.expires_at_ms,
    }
    return jwt.encode(claims, secret, algorithm=_ALGORITHM)


def read_token(secret: str, token: str, now_ms: int) -> Grant:
    """Return what ``token`` allows; raises ``RuleBroken``: ``token_invalid``, ``token_expired``."""
    claims = _claims(secret, token, _TOKEN, "token")
    if now_ms >= claims["exp_ms"]:
        raise RuleBroken("token_expired")
    return Grant(
        claims["role"], claims["exp_ms"], claims["sub"], claims["championship"], tuple(claims["skills"])
    )


def mint_code(secret: str, now_ms: int) -> str:
    """Return a one-time code that makes its bearer administrator; valid for 24 hours."""
    claims = {"aud": _CODE, "jti": secrets.token_urlsafe(9), "exp_ms": now_ms + CODE_TTL_MS}
    return jwt.encode(claims, secret, algorithm=_ALGORITHM)


def read_code(secret: str, code: str, now_ms: int) -> str:
    """Return the id of a one-time code; raises ``RuleBroken``: ``code_invalid``, ``code_expired``."""
    claims = _claims(secret, code, _CODE, "code")
    if now_ms >= claims["exp_ms"]:
        raise RuleBroken("code_expired")
    return str(claims["jti"])


def _claims(secret: str, text: str, audience: str, noun: str) -> dict[str, Any]:
    try:
        return jwt.decode(text, secret, algorithms=[_ALGORITHM], audience=audience)
    except jwt.InvalidTokenError as fault:
        raise RuleBroken(f"{noun}_invalid") from fault
