"""PINs: who holds the device proves it before signing.

Four digits are guessed from a hash in minutes, so the hash also needs the installation's key: the log alone
tells nobody a PIN. After a change of the key every PIN is wrong and must be reset.
"""

import hashlib
import hmac
from typing import Any, Final

from pydantic import TypeAdapter

from services.ingest.access import AccessLog, new_id
from services.ingest.attempts import too_soon
from services.ingest.bodies import shaped
from services.ingest.hashing import Hashing
from services.ingest.rights import leads
from services.ingest.shapes_access import PinShape
from shared.access.events import PinConfirmed, PinReset, PinSet, PinTried
from shared.access.pins import TRIES_MAX, Pin
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.tokens import Confirmation, Grant, mint_confirmation

CONFIRMATION_TTL_MS: Final = 5 * 60 * 1000
_PIN: Final = TypeAdapter(PinShape)


class PinDesk:
    """Sets, checks and resets PINs."""

    def __init__(self, secret: str, access: AccessLog, hashing: Hashing, clock: Clock) -> None:
        self._secret = secret
        self._access = access
        self._hashing = hashing
        self._clock = clock

    async def choose(self, grant: Grant, document: Any) -> None:
        """Take the person's first PIN.

        Raises ``Refused``, ``Unavailable``, ``RuleBroken``: ``device_only``, ``pin_exists``.
        """
        _check_device(grant)
        pin = shaped(_PIN, document).pin
        if self._pin(grant) is not None:
            raise RuleBroken("pin_exists")
        hashed = await self._hashing.hash(self._keyed(grant, pin))
        fact = PinSet(new_id(), self._clock(), grant.championship, grant.subject, hashed, grant.device)
        await self._access.write(grant.subject, fact)

    async def confirm(self, grant: Grant, document: Any) -> tuple[str, int]:
        """Return a confirmation for this person on this device, and when it expires.

        Raises ``Refused``, ``Unavailable``, ``RuleBroken``: ``device_only``, ``pin_missing``, ``pin_wrong``
        with the tries left, ``pin_locked`` with when to try again.
        """
        _check_device(grant)
        shown = shaped(_PIN, document).pin
        pin = await self._tried(grant)
        if not await self._hashing.matches(pin.pin_hash, self._keyed(grant, shown)):
            raise self._wrong(pin)
        now_ms = self._clock()
        fact = PinConfirmed(new_id(), now_ms, grant.championship, grant.subject, grant.device, pin.id)
        await self._access.write(grant.subject, fact)
        expires_at_ms = now_ms + CONFIRMATION_TTL_MS
        confirmation = Confirmation(grant.subject, grant.championship, grant.device, pin.id, expires_at_ms)
        return mint_confirmation(self._secret, confirmation), expires_at_ms

    async def reset(self, grant: Grant, championship: str, person: str) -> None:
        """Let a person choose a PIN anew; raises ``RuleBroken``: ``not_allowed_access``, ``Unavailable``."""
        skills = self._skills(championship, person)
        is_led = any(leads(grant, championship, (skill,)) for skill in skills)
        if not is_led and not leads(grant, championship, ()):
            raise RuleBroken("not_allowed_access")
        if not skills and (championship, person) not in self._access.register.pins.pins:
            return  # nobody's: there is nothing to reset, and nothing to keep for ever
        await self._access.write(person, PinReset(new_id(), self._clock(), championship, person, grant.who))

    async def _tried(self, grant: Grant) -> Pin:
        """Use up one try and return the PIN to compare with."""
        before = self._pin(grant)
        fact = PinTried(new_id(), self._clock(), grant.championship, grant.subject, grant.device)
        try:
            await self._access.write(grant.subject, fact)
        except RuleBroken as refused:
            pin = self._pin(grant)
            if refused.code == "pin_locked" and pin is not None:
                raise too_soon("pin_locked", pin.locked_until_ms - self._clock()) from refused
            raise
        pin = self._pin(grant)
        if pin is None or before is None or pin.id != before.id:
            raise RuleBroken("pin_missing")  # reset at this very moment
        return pin

    def _wrong(self, pin: Pin) -> RuleBroken:
        """Return the refusal of a wrong PIN, as of the try that it took."""
        left = TRIES_MAX - pin.tries
        if left > 0:
            return RuleBroken("pin_wrong", field="pin", left=left)
        return too_soon("pin_locked", pin.locked_until_ms - self._clock())

    def _pin(self, grant: Grant) -> Pin | None:
        return self._access.register.pins.pins.get((grant.championship, grant.subject))

    def _skills(self, championship: str, person: str) -> set[str]:
        """Return the skills of the person's devices."""
        devices = self._access.register.devices.devices.values()
        theirs = (d.rights for d in devices if d.rights.subject == person)
        return {skill for r in theirs if r.championship == championship for skill in r.skills}

    def _keyed(self, grant: Grant, pin: str) -> str:
        text = f"pin:{grant.championship}:{grant.subject}:{pin}"
        return hmac.new(self._secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def _check_device(grant: Grant) -> None:
    if not grant.device:
        raise RuleBroken("device_only")
