"""How many look at each board, over all gateways of the class: told to Redis and read from there.

Ephemeral: it may vanish with Redis and comes back by itself. A gateway that may not write there, or has lost
Redis, tells its own viewers only.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from redis.asyncio import Redis
from redis.exceptions import RedisError

from shared import codec, keys
from shared.clock import Clock
from shared.domain.kinds import whole
from shared.domain.publication import AudienceClass

log = logging.getLogger(__name__)

TELL_EVERY_S: Final = 2.0
GONE_AFTER_MS: Final = 10_000
"""A gateway that has told nothing for so long is not there any more."""

Viewers = Mapping[str, int]
"""By board."""


class Presence:
    """The viewers of all gateways."""

    def __init__(
        self,
        redis: Redis,
        audience: AudienceClass,
        gateway: str,
        ours: Callable[[], Viewers],
        clock: Clock,
    ) -> None:
        self._redis = redis
        self._key = keys.presence(audience)
        self._gateway = gateway
        self._ours = ours
        self._clock = clock
        self._others: list[Viewers] = []
        self._is_told = True
        """False since Redis refused or was away; said once."""

    def viewers(self) -> dict[str, int]:
        """Return how many follow each board."""
        return merged([self._ours(), *self._others])

    async def run(self) -> None:
        """Tell and read until cancelled."""
        while True:
            try:
                await self.exchange()
                self._is_told = True
            except (RedisError, OSError) as fault:
                self._others = []
                if self._is_told:
                    log.warning("presence is told by this gateway alone", extra={"fault": repr(fault)})
                self._is_told = False
            await asyncio.sleep(TELL_EVERY_S)

    async def exchange(self) -> None:
        """Tell ours once, and read what the others told; forget those that are gone."""
        now_ms = self._clock()
        told = codec.encode({"at_ms": now_ms, "viewers": dict(self._ours())})
        await cast(Any, self._redis.hset(self._key, self._gateway, told))
        kept = await cast(Any, self._redis.hgetall(self._key))
        others, gone = others_of(kept, self._gateway, now_ms)
        self._others = others
        if gone:
            await cast(Any, self._redis.hdel(self._key, *gone))

    async def leave(self) -> None:
        """Take back what we told: who followed a board here is counted where they have gone to."""
        try:
            await cast(Any, self._redis.hdel(self._key, self._gateway))
        except (RedisError, OSError) as fault:
            log.warning("our viewers are counted for a while after us", extra={"fault": repr(fault)})


def others_of(kept: Mapping[bytes, bytes], gateway: str, now_ms: int) -> tuple[list[Viewers], list[bytes]]:
    """Return what the other gateways told, and the names of those that are gone."""
    others: list[Viewers] = []
    gone: list[bytes] = []
    for name, text in kept.items():
        told = _told(text)
        if told is None or now_ms - told[0] > GONE_AFTER_MS:
            gone.append(name)
        elif name != gateway.encode():
            others.append(told[1])
    return others, gone


def _told(text: bytes) -> tuple[int, Viewers] | None:
    """Return when a gateway told, and what; None where nobody can read it."""
    try:
        told = codec.decode(text)
        return whole(told["at_ms"]), {board: whole(count) for board, count in told["viewers"].items()}
    except (codec.NotJson, KeyError, TypeError, AttributeError):
        return None


def merged(all_viewers: list[Viewers]) -> dict[str, int]:
    """Return the sums by board."""
    sums: dict[str, int] = {}
    for viewers in all_viewers:
        for board, count in viewers.items():
            sums[board] = sums.get(board, 0) + count
    return sums
