"""Hashes of what people know by heart: right, wrong, nobody's, broken; and only a few at a time."""

import asyncio
import threading

import pytest

from services.ingest import hashing
from services.ingest.hashing import AT_ONCE, Hashing
from services.ingest.journal import Unavailable


async def test_what_was_hashed_matches_and_nothing_else() -> None:
    """The same words give another hash each time, and are in none of them."""
    hashes = Hashing(1, 8)

    one, other = await hashes.hash("brown horses"), await hashes.hash("brown horses")

    assert one != other
    assert one.startswith("$argon2id$")
    assert "brown" not in one
    assert await hashes.matches(one, "brown horses")
    assert not await hashes.matches(one, "brown horse")


async def test_nobodys_hash_matches_nothing() -> None:
    """Not even the words that stand behind it."""
    hashes = Hashing(1, 8)

    assert not await hashes.matches(None, "nobody has this")
    assert not await hashes.matches(None, "")


async def test_a_broken_hash_matches_nothing_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    """The account is closed to everybody, and the operator reads why, without the words."""
    hashes = Hashing(1, 8)

    assert not await hashes.matches("no hash", "brown horses")
    assert "cannot be compared" in caplog.text
    assert "brown" not in caplog.text


async def test_few_hash_at_a_time_and_whoever_waits_too_long_hears_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The event loop goes on meanwhile, and afterwards there is room again."""
    monkeypatch.setattr(hashing, "WAITING_MAX", AT_ONCE + 1)
    hashes = Hashing(1, 8)
    gate, working, most = threading.Event(), [], 0

    def slow(_: str) -> str:
        nonlocal most
        working.append(1)
        most = max(most, len(working))
        assert gate.wait(30)
        working.pop()
        return "hash"

    monkeypatch.setattr(hashes, "_hasher", type("Slow", (), {"hash": staticmethod(slow)}))
    under_way = [asyncio.create_task(hashes.hash("x")) for _ in range(AT_ONCE + 1)]
    while len(working) < AT_ONCE:
        await asyncio.sleep(0)

    with pytest.raises(Unavailable, match="busy"):
        await hashes.hash("x")
    under_way[-1].cancel()
    await asyncio.gather(under_way[-1], return_exceptions=True)
    again = asyncio.create_task(hashes.hash("x"))
    await asyncio.sleep(0)
    gate.set()

    assert ["hash"] * (AT_ONCE + 1) == await asyncio.gather(*under_way[:-1], again)
    assert AT_ONCE == most
