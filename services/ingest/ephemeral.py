"""What may be forgotten: who was last seen where, and how often somebody tried.

Nothing that counts is kept here. With Redis all instances see the same; without, each sees its own.
"""

import time
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, Protocol

KEYS_MAX: Final = 10_000
"""Of memory: beyond it what has expired is swept out."""


class Taken(NamedTuple):
    """One more of what is counted."""

    number: int
    """How many, including this one."""
    left_ms: int
    """Until it is forgotten."""


class Ephemeral(Protocol):
    """A place for what may vanish; it never fails, at worst it forgets."""

    async def take(self, key: str, ttl_ms: int) -> Taken:
        """Count one more of ``key``; the first is forgotten after ``ttl_ms``, and all others with it."""
        ...

    async def give_back(self, key: str, ttl_ms: int) -> None:
        """Count one less of ``key``."""
        ...

    async def forget(self, key: str) -> None:
        """Forget what was counted of ``key``."""
        ...

    async def put(self, key: str, field: str, value: bytes, ttl_ms: int) -> None:
        """Keep ``value``; all of ``key`` is forgotten when nothing was put there for ``ttl_ms``."""
        ...

    async def all(self, key: str) -> Mapping[str, bytes]:
        """Return what was put under ``key``, by field."""
        ...


def _monotonic_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class MemoryEphemeral:
    """Keeps it in this process."""

    def __init__(self, clock: Callable[[], int] = _monotonic_ms) -> None:
        self._clock = clock
        self._counts: dict[str, tuple[int, int]] = {}
        """By key: how many, and when they are forgotten."""
        self._values: dict[str, tuple[dict[str, bytes], int]] = {}

    async def take(self, key: str, ttl_ms: int) -> Taken:
        """Count one more."""
        count, until_ms = self._counted(key, ttl_ms)
        self._counts[key] = (count + 1, until_ms)
        return Taken(count + 1, until_ms - self._clock())

    async def give_back(self, key: str, ttl_ms: int) -> None:
        """Count one less."""
        count, until_ms = self._counted(key, ttl_ms)
        self._counts[key] = (max(0, count - 1), until_ms)

    async def forget(self, key: str) -> None:
        """Forget what was counted."""
        self._counts.pop(key, None)

    async def put(self, key: str, field: str, value: bytes, ttl_ms: int) -> None:
        """Keep a value."""
        values = dict(await self.all(key)) | {field: value}
        self._values[key] = (values, self._clock() + ttl_ms)

    async def all(self, key: str) -> Mapping[str, bytes]:
        """Return what was put."""
        values, until_ms = self._values.get(key, ({}, 0))
        return values if self._clock() < until_ms else {}

    def _counted(self, key: str, ttl_ms: int) -> tuple[int, int]:
        now_ms = self._clock()
        if len(self._counts) >= KEYS_MAX:
            self._counts = {k: kept for k, kept in self._counts.items() if now_ms < kept[1]}
        count, until_ms = self._counts.get(key, (0, 0))
        return (count, until_ms) if now_ms < until_ms else (0, now_ms + ttl_ms)
