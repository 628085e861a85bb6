"""A process ends when it is told to, whatever its libraries make of it."""

import asyncio

import pytest

from shared import process


async def test_a_task_that_lost_its_cancellation_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client of Redis may swallow one as its command is sent; a leaderboard hung on that for ever."""
    monkeypatch.setattr(process, "_AGAIN_S", 0.0)
    told: list[str] = []

    async def deaf() -> None:
        for word in ("lost", "heard"):
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                told.append(word)
        raise asyncio.CancelledError

    task = asyncio.create_task(deaf())
    await asyncio.sleep(0)
    await process.end([task])

    assert (["lost", "heard"], True) == (told, task.cancelled())


async def test_what_has_ended_is_left_alone() -> None:
    """Its fault is told by whoever waits for it."""

    async def breaks() -> None:
        raise RuntimeError("the log is gone")

    task = asyncio.create_task(breaks())
    await asyncio.wait([task])
    await process.end([task])

    with pytest.raises(RuntimeError, match="the log is gone"):
        await task
