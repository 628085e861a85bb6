"""How a process runs its work: the fastest event loop there is, and a collector that stays aside.

What it holds (sheets, boards, sockets) is long-lived and without cycles. Python's own collector looks
for cycles after every 700 new objects, which cost the fold of a log two fifths of its time.
"""

import asyncio
import contextlib
import gc
from collections.abc import Callable, Collection, Coroutine
from typing import Any, Final, TypeVar

_T = TypeVar("_T")

_NEW_OBJECTS_MAX: Final = 50_000
"""Before the young ones are looked through."""
_YOUNG_ROUNDS: Final = 20
_MIDDLE_ROUNDS: Final = 100
_AGAIN_S: Final = 5.0
"""So long a task that was cancelled may tidy up before it is told again."""


def run(work: Coroutine[Any, Any, _T]) -> _T:
    """Run ``work`` to its end and return what it returns."""
    collect_seldom()
    with asyncio.Runner(loop_factory=event_loop()) as runner:
        return runner.run(work)


async def end(tasks: Collection[asyncio.Task[Any]]) -> None:
    """Cancel tasks until they have ended; what they raised is theirs to tell.

    One cancellation may be lost: ``asyncio.wait_for`` of Python 3.11, with which the client of Redis sends,
    forgets the one that comes as its work is done.
    """
    left = {task for task in tasks if not task.done()}
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=_AGAIN_S)


def collect_seldom() -> None:
    """Let the collector look for cycles seldom."""
    gc.set_threshold(_NEW_OBJECTS_MAX, _YOUNG_ROUNDS, _MIDDLE_ROUNDS)


def use_fast_loops_in_threads() -> None:
    """Let libraries that make an event loop in a thread of their own get a fast one, too."""
    with contextlib.suppress(ImportError):
        import uvloop

        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())


def event_loop() -> Callable[[], asyncio.AbstractEventLoop]:
    """Return the maker of the event loop: uvloop's where there is one (not on every platform)."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop
    return uvloop.new_event_loop
