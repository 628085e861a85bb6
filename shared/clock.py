"""The one door through which time comes in, so that a test can hold it still."""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Returns milliseconds since the epoch, UTC."""


def system_clock() -> int:
    """Return the machine's time in milliseconds since the epoch, UTC."""
    return time.time_ns() // 1_000_000


def monotonic_clock() -> int:
    """Return milliseconds that never go back, from an unknown start: for pacing, never for records."""
    return time.monotonic_ns() // 1_000_000
