"""Something done again and again by the event loop, without a task that sleeps."""

import asyncio
from collections.abc import Callable


class Timer:
    """Calls ``act`` every ``interval_s`` seconds from its making until it is cancelled."""

    def __init__(self, interval_s: float, act: Callable[[], None]) -> None:
        self._interval_s = interval_s
        self._act = act
        self._loop = asyncio.get_running_loop()
        self._next = self._loop.call_later(interval_s, self._fire)

    def cancel(self) -> None:
        """Stop calling."""
        self._next.cancel()

    def _fire(self) -> None:
        # Planned before it acts: a fault of one time, which the loop logs, does not end the others.
        self._next = self._loop.call_later(self._interval_s, self._fire)
        self._act()
