"""Hash what people know by heart (passwords, PINs), so that even a copy of the log tells it to nobody.

Argon2id is slow and takes memory on purpose. It works beside the event loop, a few at a time, and whoever
would have to wait too long hears so at once: signing in must not keep marks out.
"""

import asyncio
import logging
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from services.ingest.journal import Unavailable

log = logging.getLogger(__name__)

AT_ONCE: Final = 2
WAITING_MAX: Final = 100
"""At some 30 ms each, two at a time: whoever is last waits for about a second and a half."""


class Hashing:
    """Makes and compares hashes."""

    def __init__(self, rounds: int, memory_kib: int) -> None:
        self._hasher = PasswordHasher(rounds, memory_kib, parallelism=1)
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._of_nobody = self._hasher.hash("nobody has this")

    async def hash(self, secret: str) -> str:
        """Return the hash of ``secret``; raises ``Unavailable("busy")``."""
        async with _Place(self):
            return await asyncio.to_thread(self._hasher.hash, secret)

    async def matches(self, known: str | None, secret: str) -> bool:
        """Say whether ``secret`` is what was hashed; without a hash it takes as long and never is.

        Raises ``Unavailable("busy")``.
        """
        async with _Place(self):
            is_same = await asyncio.to_thread(self._verify, known or self._of_nobody, secret)
        return is_same and known is not None

    def _verify(self, known: str, secret: str) -> bool:
        try:
            return self._hasher.verify(known, secret)
        except VerifyMismatchError:
            return False
        except (InvalidHashError, VerificationError):
            log.exception("a hash in the log cannot be compared with")
            return False


class _Place:
    """A place among those that hash at the same time."""

    def __init__(self, hashing: Hashing) -> None:
        self._hashing = hashing

    async def __aenter__(self) -> None:
        hashing = self._hashing
        if hashing._waiting >= WAITING_MAX:
            raise Unavailable("busy")
        hashing._waiting += 1
        try:
            await hashing._slots.acquire()
        except BaseException:
            hashing._waiting -= 1
            raise

    async def __aexit__(self, *_: object) -> None:
        self._hashing._slots.release()
        self._hashing._waiting -= 1
