"""Asks Redis now and then which marks are on screens; while Redis is away, nobody can tell."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

from shared import keys
from shared.config import RedisSettings

log = logging.getLogger(__name__)

ASK_EVERY_S: Final = 0.25
"""Small beside the time that an expert needs to look up; one short read for all skills."""
SILENCE_S: Final = 2.0


def connect(settings: RedisSettings) -> Redis:
    """Return a client that gives up soon."""
    arguments: dict[str, Any] = {"socket_timeout": SILENCE_S, "socket_connect_timeout": SILENCE_S}
    if settings.ca_file is not None:
        arguments["ssl_ca_certs"] = settings.ca_file
    return Redis.from_url(settings.url, **arguments)


async def follow_shown(redis: Redis, take: Callable[[Mapping[bytes, bytes]], None]) -> None:
    """Give ``take`` all that the boards say of themselves, again and again, for ever."""
    is_away = False
    while True:
        try:
            said: dict[Any, Any] = await redis.hgetall(keys.SHOWN)
        except RedisError as fault:
            said = {}
            if not is_away:
                log.warning("Redis does not say what is on screens: %s", fault)
            is_away = True
        else:
            is_away = False
        take(said)
        await asyncio.sleep(ASK_EVERY_S)
