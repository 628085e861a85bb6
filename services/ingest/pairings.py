"""Pair a device: whoever leads shows a code for two minutes, the first device that sends it is in.

The code has no letter or digit that is taken for another one. The log holds only its keyed digest, so that
nobody who reads the log pairs a device.
"""

import hashlib
import hmac
import secrets
from typing import Any, Final

from pydantic import TypeAdapter

from services.ingest.access import AccessLog, new_id
from services.ingest.attempts import Attempts
from services.ingest.bodies import shaped
from services.ingest.catalogue import Catalogue
from services.ingest.rights import PAIRED_ROLES, known_rights, leads
from services.ingest.shapes_access import DeviceShape, PairingShape
from services.ingest.token_orders import granted
from shared.access.devices import Pairing
from shared.access.documents import rights_document
from shared.access.events import DevicePaired, PairingOpened, Rights
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.tokens import Grant, mint_token

ALPHABET: Final = "2346789ACDEFGHJKMNPQRTUVWXYZ"
"""Without 0 and O, 1, I and L, 5 and S, B (8)."""
CODE_LENGTH: Final = 6
PAIRING_TTL_MS: Final = 2 * 60 * 1000
DEVICE_TTL_MS: Final = 14 * 24 * 3600 * 1000
"""A championship with the days before and after it."""
_CODES_TRIED: Final = 3
_PAIRING: Final = TypeAdapter(PairingShape)
_DEVICE: Final = TypeAdapter(DeviceShape)


class PairingDesk:
    """Opens pairings and takes devices in."""

    def __init__(
        self,
        secret: str,
        access: AccessLog,
        catalogue: Catalogue,
        attempts: Attempts,
        clock: Clock,
        public_url: str,
    ) -> None:
        self._secret = secret
        self._access = access
        self._catalogue = catalogue
        self._attempts = attempts
        self._clock = clock
        self._page = f"{public_url}/mark"

    async def open(self, grant: Grant, document: Any) -> dict[str, Any]:
        """Return a new pairing with its code.

        Raises ``Refused``, ``Unavailable``, ``RuleBroken``: ``not_allowed_access`` and what ``known_rights``
        raises.
        """
        shape = shaped(_PAIRING, document)
        rights = Rights(shape.role, shape.expert, shape.championship, tuple(shape.skills))
        if rights.role not in PAIRED_ROLES or not leads(grant, rights.championship, rights.skills):
            raise RuleBroken("not_allowed_access")
        rights = known_rights(self._catalogue, rights, "expert")
        return await self._opened(rights, grant.subject or grant.role, _CODES_TRIED)

    async def _opened(self, rights: Rights, by: str, tries: int) -> dict[str, Any]:
        """Return a pairing; a code that is just in use for another device gives way to a new one."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        now_ms = self._clock()
        fact = PairingOpened(
            new_id(), now_ms, new_id(), self._digest("code", code), rights, now_ms + PAIRING_TTL_MS, by
        )
        try:
            await self._access.write(fact.pairing, fact)
        except RuleBroken:
            if tries == 1:
                raise
            return await self._opened(rights, by, tries - 1)
        return {
            "pairing": fact.pairing,
            "code": code,
            "url": f"{self._page}#pair={code}",
            "expires_at_ms": fact.expires_at_ms,
        }

    async def pair(self, document: Any, address: str) -> dict[str, Any]:
        """Take in the device that shows a code, and return its token.

        The same request with the same ``id`` gets the same answer, as long as the code holds: on bad Wi-Fi
        the first one may have been lost. Raises ``Refused``, ``Unavailable``, ``RuleBroken``:
        ``pairing_unknown``, ``pairing_expired``, ``pairing_used``, ``device_exists``, ``too_many_attempts``.
        """
        shape = shaped(_DEVICE, document)
        attempt = await self._attempts.pairing(address)
        now_ms = self._clock()
        pairing = self._access.register.devices.pairing(self._digest("code", written(shape.code)))
        if pairing is None:
            raise RuleBroken("pairing_unknown", field="code")
        if now_ms >= pairing.expires_at_ms:
            raise RuleBroken("pairing_expired", field="code")
        device = self._digest("device", shape.id or new_id())[:24]
        fact = DevicePaired(
            new_id(),
            now_ms,
            device,
            pairing.id,
            shape.name,
            shape.app_version,
            session=new_id(),
            expires_at_ms=now_ms + DEVICE_TTL_MS,
        )
        await self._access.write(device, fact)
        await self._attempts.right(attempt)
        return self._answer(device, pairing)

    def _answer(self, device_id: str, pairing: Pairing) -> dict[str, Any]:
        device = self._access.register.devices.devices[device_id]
        rights = pairing.rights
        grant = granted(rights, device.expires_at_ms, device.session, device.id)
        return {
            "token": mint_token(self._secret, grant),
            "device": device.id,
            "expires_at_ms": device.expires_at_ms,
            "has_pin": (rights.championship, rights.subject) in self._access.register.pins.pins,
            **rights_document(rights),
        }

    def _digest(self, what: str, text: str) -> str:
        """Return a digest that only this installation can compute."""
        return hmac.new(self._secret.encode(), f"{what}:{text}".encode(), hashlib.sha256).hexdigest()


def written(code: str) -> str:
    """Return a code as we wrote it, however somebody typed it: small letters, blanks, hyphens."""
    return "".join(code.upper().split()).replace("-", "")
