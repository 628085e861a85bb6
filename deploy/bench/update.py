"""The update that every server under test sends: a delta of one row that says when it was made.

All of the same length, and the time at the same place from the end: whoever receives it reads no JSON.
"""

import time
from typing import Final

BOARD: Final = "bench/skill"
EPOCH: Final = "bench"
CLOCK_DIGITS: Final = 20
TAIL: Final = b'"}}}}'


def update(version: int, size: int) -> bytes:
    """Return a delta frame of ``size`` bytes, made now."""
    head = (
        f'{{"type":"delta","board":"{BOARD}","epoch":"{EPOCH}","version":{version},"at_ms":1,'
        '"data":{"rows":{"c-1":{"pad":"'
    )
    made = b'","t":"%020d' % time.monotonic_ns()
    pad = size - len(head) - len(made) - len(TAIL)
    assert pad >= 0, "an update has a head and a time"
    return head.encode() + b"x" * pad + made + TAIL


def made_ns(received: bytes) -> int | None:
    """Return when the last update in ``received`` was made, on the host's monotonic clock."""
    digits = received[-len(TAIL) - CLOCK_DIGITS : -len(TAIL)]
    return int(digits) if len(digits) == CLOCK_DIGITS and digits.isdigit() else None
