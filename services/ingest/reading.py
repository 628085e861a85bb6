"""A request waits here until this instance has read back what the request wrote.

Only what was read back counts: then every instance agrees on it.
"""

import asyncio
from collections.abc import Callable
from typing import Final, Protocol

from services.ingest.journal import Unavailable

READ_WAIT_S: Final = 5.0
"""Reading back takes milliseconds; after this long Kafka is not answering."""


class Record(Protocol):
    """What ingest needs of a Kafka record."""

    @property
    def value(self) -> bytes | None:
        """The document."""
        ...

    @property
    def offset(self) -> int:
        """Where it stands."""
        ...


class Reading:
    """Lets requests wait for what a follower of a topic reads."""

    def __init__(self) -> None:
        self._moved = asyncio.Condition()

    async def moved(self) -> None:
        """Wake whoever waits: one more record has been handled."""
        async with self._moved:
            self._moved.notify_all()

    async def until(self, fact: Callable[[], bool]) -> None:
        """Return once ``fact`` holds; raises ``Unavailable("log_unavailable")`` when that takes too long."""
        try:
            async with asyncio.timeout(READ_WAIT_S), self._moved:
                await self._moved.wait_for(fact)
        except TimeoutError as late:
            raise Unavailable("log_unavailable") from late
