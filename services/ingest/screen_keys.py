"""How a screen comes in, and how every key becomes a token of two minutes for the boards of the venue.

A screen asks for a code and shows it; whoever stands before it can read the code to an operator, and nobody
else can. Codes may be forgotten (``ephemeral``): then the screen asks for another one.
"""

import secrets
from typing import Any, Final

from pydantic import TypeAdapter

from services.ingest.access import AccessLog, new_id
from services.ingest.attempts import Attempts
from services.ingest.bodies import shaped
from services.ingest.ephemeral import Ephemeral
from services.ingest.pairings import ALPHABET, written
from services.ingest.shapes_screens import KeyShape, ScreenShape
from services.ingest.token_orders import granted
from shared.access.door import Doorkeeper
from shared.access.events import Rights, SessionOpened
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.tokens import (
    CLASS_TTL_MS,
    Grant,
    Role,
    class_secret,
    mint_class_token,
    mint_screen_key,
    read_class_token,
    read_screen_key,
)

CODE_LENGTH: Final = 4
CODE_TTL_MS: Final = 10 * 60 * 1000
SCREEN_TTL_MS: Final = 60 * 24 * 3600 * 1000
"""From the first set-up of a hall until after the ceremony."""
WATCHING: Final[frozenset[Role]] = frozenset(
    {"screen", "overlay", "announcer", "operator", "organiser", "results_team", "administrator"}
)
"""Who belongs to the class of the venue (R50)."""
_CODES_TRIED: Final = 20
_SCREEN: Final = TypeAdapter(ScreenShape)
_KEY: Final = TypeAdapter(KeyShape)


class ScreenKeys:
    """Gives codes, keys and tokens of the venue."""

    def __init__(
        self,
        secret: str,
        access: AccessLog,
        doorkeeper: Doorkeeper,
        attempts: Attempts,
        ephemeral: Ephemeral,
        clock: Clock,
    ) -> None:
        self._secret = secret
        self._class_secret = class_secret(secret, "venue")
        self._access = access
        self._doorkeeper = doorkeeper
        self._attempts = attempts
        self._ephemeral = ephemeral
        self._clock = clock

    async def ask(self, document: Any, address: str) -> dict[str, Any]:
        """Return a code for a screen to show, and the key by which it stays the same screen.

        Raises ``Refused``, ``RuleBroken``: ``too_many_attempts``, ``token_invalid``.
        """
        key = shaped(_SCREEN, document).key
        await self._attempts.screen(address)
        screen = new_id() if key is None else read_screen_key(self._secret, key)
        code = await self._new_code(screen)
        return {
            "screen": screen,
            "code": code,
            "key": mint_screen_key(self._secret, screen),
            "expires_at_ms": self._clock() + CODE_TTL_MS,
        }

    async def _new_code(self, screen: str) -> str:
        """Return a code that no other screen shows now."""
        for _ in range(_CODES_TRIED):
            code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
            if (await self._ephemeral.take(f"screen-claim:{code}", CODE_TTL_MS)).number == 1:
                await self._ephemeral.put(f"screen-code:{code}", "screen", screen.encode(), CODE_TTL_MS)
                return code
        raise RuleBroken("too_many_attempts", minutes=1, retry_after_s=60)

    async def taken(self, code: str, championship: str, name: str, by: str) -> str:
        """Let the screen that shows ``code`` watch the boards of ``championship``; return its id.

        Raises ``Unavailable``, ``RuleBroken``: ``screen_code_unknown``, ``screen_taken``.
        """
        shown = await self._ephemeral.all(f"screen-code:{written(code)}")
        if "screen" not in shown:
            raise RuleBroken("screen_code_unknown", field="code")
        screen = shown["screen"].decode()
        now_ms = self._clock()
        rights = Rights("screen", screen, championship)
        opened = SessionOpened(new_id(), now_ms, screen, "token", rights, now_ms + SCREEN_TTL_MS, name, by)
        await self._access.write(screen, opened)
        sessions = self._access.register.sessions
        if screen in sessions.revoked:
            raise RuleBroken("screen_code_unknown", field="code")
        if sessions.sessions[screen].rights.championship != championship:
            raise RuleBroken("screen_taken", field="code")
        return screen

    def exchange(self, document: Any) -> dict[str, Any]:
        """Return a token of two minutes for whom a key names.

        Raises ``Refused``, ``RuleBroken``: ``token_invalid``, ``token_expired``, ``token_revoked``,
        ``screen_not_assigned``, ``not_allowed_venue``.
        """
        held = self._held(shaped(_KEY, document).key)
        if held.role not in WATCHING:
            raise RuleBroken("not_allowed_venue")
        now_ms = self._clock()
        until_ms = min(now_ms + CLASS_TTL_MS, held.expires_at_ms)
        rights = Rights(held.role, held.subject, held.championship)
        token = mint_class_token(self._class_secret, granted(rights, until_ms, held.session), now_ms)
        return {
            "token": token,
            "expires_at_ms": until_ms,
            "role": held.role,
            "championship": held.championship,
            "subject": held.subject,
        }

    def screen(self, authorization: str | None) -> Grant:
        """Return the grant of a screen that shows its token of two minutes.

        Raises ``RuleBroken``: ``token_missing``, ``token_invalid``, ``token_expired``, ``token_revoked``,
        ``screen_only``.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise RuleBroken("token_missing")
        grant = read_class_token(self._class_secret, token.strip(), self._clock())
        if grant.session in self._access.register.sessions.revoked:
            raise RuleBroken("token_revoked")
        if grant.role != "screen":
            raise RuleBroken("screen_only")
        return grant

    def _held(self, key: str) -> Grant:
        """Return what a key allows: a screen's own, or any token."""
        try:
            screen = read_screen_key(self._secret, key)
        except RuleBroken:
            return self._doorkeeper.grant(f"Bearer {key}")
        sessions = self._access.register.sessions
        if screen in sessions.revoked:
            raise RuleBroken("token_revoked")
        session = sessions.sessions.get(screen)
        if session is None:
            raise RuleBroken("screen_not_assigned")
        if self._clock() >= session.expires_at_ms:
            raise RuleBroken("token_expired")
        return granted(session.rights, session.expires_at_ms, session.id)
