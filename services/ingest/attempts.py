"""How often somebody may try to come in, before a quarter of an hour must pass.

An attempt is counted before it is looked at and given back when it was right, so that a hundred at once are
no way around. One address uses up only its own share of an account's attempts: nobody locks another one out
from one place. At a venue all come from one address, so it may try far more often than one person.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from typing import Final, NamedTuple

from services.ingest.ephemeral import Ephemeral
from shared.domain.errors import RuleBroken

WINDOW_MS: Final = 15 * 60 * 1000


class Limit(NamedTuple):
    """How many wrong attempts within the window."""

    of: str
    count_max: int


OF_ADDRESS: Final = Limit("address", 100)
OF_ACCOUNT_FROM_ADDRESS: Final = Limit("account-address", 10)
OF_ACCOUNT: Final = Limit("account", 50)
OF_PAIRING: Final = Limit("pairing", 50)
"""Of an address; 50 tries among the 480 million codes of six characters find nothing."""
OF_SCREEN: Final = Limit("screen", 300)
"""Of an address: every screen of a hall asks anew every ten minutes until somebody takes it."""
_MINUTE_MS: Final = 60_000


def minutes(left_ms: int) -> int:
    """Return how many minutes to tell somebody who has to wait, at least one."""
    return max(1, -(-left_ms // _MINUTE_MS))


def too_soon(code: str, left_ms: int) -> RuleBroken:
    """Return the refusal of an attempt that comes too soon; it says when to try again."""
    return RuleBroken(code, minutes=minutes(left_ms), retry_after_s=max(1, -(-left_ms // 1000)))


def network(address: str) -> str:
    """Return whom an address counts as: itself, or its whole network with IPv6, where each has millions."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network(f"{known}/64", strict=False))


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt that was counted."""

    for_whom: tuple[str, ...]
    """Counted for what was tried: forgotten when it was right."""
    address: str
    """Counted for where it came from: given back when it was right."""


class Attempts:
    """Counts attempts."""

    def __init__(self, ephemeral: Ephemeral) -> None:
        self._ephemeral = ephemeral

    async def login(self, name: str, address: str) -> Attempt:
        """Count an attempt to come in as ``name``; raises ``RuleBroken("too_many_attempts")``."""
        where, whose = network(address), hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()
        at_address = await self._claim(OF_ADDRESS, where)
        from_here = await self._claim(OF_ACCOUNT_FROM_ADDRESS, f"{whose}:{where}")
        of_account = await self._claim(OF_ACCOUNT, whose)
        return Attempt((from_here, of_account), at_address)

    async def pairing(self, address: str) -> Attempt:
        """Count an attempt to pair a device; raises ``RuleBroken("too_many_attempts")``."""
        return Attempt((), await self._claim(OF_PAIRING, network(address)))

    async def screen(self, address: str) -> None:
        """Count that a screen asks for a code; raises ``RuleBroken("too_many_attempts")``."""
        await self._claim(OF_SCREEN, network(address))

    async def right(self, attempt: Attempt) -> None:
        """Take note that the attempt was right."""
        await self._ephemeral.give_back(attempt.address, WINDOW_MS)
        for key in attempt.for_whom:
            await self._ephemeral.forget(key)

    async def _claim(self, limit: Limit, who: str) -> str:
        key = f"tries:{limit.of}:{who}"
        taken = await self._ephemeral.take(key, WINDOW_MS)
        if taken.number > limit.count_max:
            raise too_soon("too_many_attempts", taken.left_ms)
        return key
