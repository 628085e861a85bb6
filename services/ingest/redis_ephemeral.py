"""What may be forgotten, in Redis under ``eph:``, so that all instances see the same.

Redis may be away: then this instance goes on alone, in memory, and asks Redis again after a while.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeVar

from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.ingest.ephemeral import Ephemeral, MemoryEphemeral, Taken
from shared import keys
from shared.clock import Clock, monotonic_clock
from shared.config import RedisSettings

log = logging.getLogger(__name__)

T = TypeVar("T")

SILENCE_S: Final = 0.5
"""Nobody waits longer for what may be forgotten anyway."""
ASK_AGAIN_MS: Final = 5000


def connect(settings: RedisSettings) -> Redis:
    """Return a client that gives up soon."""
    arguments: dict[str, Any] = {"socket_timeout": SILENCE_S, "socket_connect_timeout": SILENCE_S}
    if settings.ca_file is not None:
        arguments["ssl_ca_certs"] = settings.ca_file
    return Redis.from_url(settings.url, **arguments)


class RedisEphemeral:
    """Keeps it in Redis, or in memory while Redis is away."""

    def __init__(self, redis: Redis, clock: Clock = monotonic_clock) -> None:
        self._redis = redis
        self._memory = MemoryEphemeral()
        self._clock = clock
        self._away_until_ms = -1
        """Set when Redis has failed: it is left alone until then."""

    async def take(self, key: str, ttl_ms: int) -> Taken:
        """Count one more."""

        async def ask() -> Taken:
            name = keys.ephemeral(key)
            pipe = self._redis.pipeline(transaction=True)
            pipe.set(name, 0, px=ttl_ms, nx=True)
            pipe.incr(name)
            pipe.pttl(name)
            _, count, left_ms = await pipe.execute()
            return Taken(count, max(0, left_ms))

        return await self._asked(ask, lambda memory: memory.take(key, ttl_ms))

    async def give_back(self, key: str, ttl_ms: int) -> None:
        """Count one less."""

        async def ask() -> None:
            name = keys.ephemeral(key)
            pipe = self._redis.pipeline(transaction=True)
            pipe.set(name, 1, px=ttl_ms, nx=True)
            pipe.decr(name)
            await pipe.execute()

        await self._asked(ask, lambda memory: memory.give_back(key, ttl_ms))

    async def forget(self, key: str) -> None:
        """Forget what was counted."""

        async def ask() -> None:
            await self._redis.delete(keys.ephemeral(key))

        await self._asked(ask, lambda memory: memory.forget(key))

    async def put(self, key: str, field: str, value: bytes, ttl_ms: int) -> None:
        """Keep a value."""

        async def ask() -> None:
            name = keys.ephemeral(key)
            pipe = self._redis.pipeline(transaction=True)
            pipe.hset(name, field, value)
            pipe.pexpire(name, ttl_ms)
            await pipe.execute()

        await self._asked(ask, lambda memory: memory.put(key, field, value, ttl_ms))

    async def all(self, key: str) -> Mapping[str, bytes]:
        """Return what was put."""

        async def ask() -> Mapping[str, bytes]:
            held: Any = await self._redis.hgetall(keys.ephemeral(key))
            return {field.decode(): value for field, value in held.items()}

        return await self._asked(ask, lambda memory: memory.all(key))

    async def _asked(
        self, ask: Callable[[], Awaitable[T]], instead: Callable[[Ephemeral], Awaitable[T]]
    ) -> T:
        if self._clock() >= self._away_until_ms:
            try:
                return await ask()
            except (RedisError, OSError) as fault:
                self._away_until_ms = self._clock() + ASK_AGAIN_MS
                log.warning(
                    "Redis is away, presence and limits are this instance's own",
                    extra={"fault": type(fault).__name__},
                )
        return await instead(self._memory)
