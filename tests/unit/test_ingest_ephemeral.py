"""What may be forgotten, in memory; and what happens while Redis is away."""

import pytest
from redis.asyncio import Redis

from deploy.embedded.ports import free_ports
from services.ingest import ephemeral
from services.ingest.ephemeral import MemoryEphemeral, Taken
from services.ingest.redis_ephemeral import ASK_AGAIN_MS, RedisEphemeral, connect
from shared.config import RedisSettings
from tests.ingest_door import NOW_MS, Clock

MINUTE_MS = 60_000


async def test_a_count_is_forgotten_as_a_whole() -> None:
    """A minute after the first, not after the last."""
    clock = Clock()
    memory = MemoryEphemeral(clock)

    assert Taken(1, MINUTE_MS) == await memory.take("x", MINUTE_MS)
    clock.now_ms += MINUTE_MS - 1
    assert Taken(2, 1) == await memory.take("x", MINUTE_MS)
    clock.now_ms += 1
    assert Taken(1, MINUTE_MS) == await memory.take("x", MINUTE_MS)
    assert Taken(1, MINUTE_MS) == await memory.take("y", MINUTE_MS)


async def test_what_is_given_back_may_be_taken_again() -> None:
    """But nobody gets more than was there."""
    memory = MemoryEphemeral(Clock())

    await memory.give_back("x", MINUTE_MS)
    assert 1 == (await memory.take("x", MINUTE_MS)).number
    await memory.give_back("x", MINUTE_MS)
    assert 1 == (await memory.take("x", MINUTE_MS)).number
    await memory.forget("x")
    await memory.forget("x")
    assert 1 == (await memory.take("x", MINUTE_MS)).number


async def test_values_are_kept_until_nothing_was_put_for_a_while() -> None:
    """All of a key together."""
    clock = Clock()
    memory = MemoryEphemeral(clock)

    await memory.put("x", "a", b"1", MINUTE_MS)
    clock.now_ms += MINUTE_MS - 1
    await memory.put("x", "b", b"2", MINUTE_MS)
    clock.now_ms += 1
    assert {"a": b"1", "b": b"2"} == await memory.all("x")
    clock.now_ms += MINUTE_MS
    assert {} == await memory.all("x")


async def test_memory_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has expired is swept out once there is much of it."""
    monkeypatch.setattr(ephemeral, "KEYS_MAX", 3)
    clock = Clock()
    memory = MemoryEphemeral(clock)

    for number in range(3):
        await memory.take(f"old-{number}", MINUTE_MS)
    clock.now_ms += MINUTE_MS
    await memory.take("new", MINUTE_MS)

    assert ["new"] == list(memory._counts)


async def test_without_redis_an_instance_goes_on_alone(caplog: pytest.LogCaptureFixture) -> None:
    """It says so once, and asks again after a while."""
    clock = Clock(NOW_MS)
    port = next(free_ports())
    async with connect(RedisSettings(f"redis://ephemeral:secret-word@127.0.0.1:{port}/0")) as client:
        away = RedisEphemeral(client, clock)

        assert [1, 2] == [(await away.take("x", MINUTE_MS)).number for _ in range(2)]
        await away.give_back("x", MINUTE_MS)
        await away.forget("x")
        await away.put("seen", "d-1", b"1", MINUTE_MS)
        assert {"d-1": b"1"} == await away.all("seen")
        assert 1 == caplog.text.count("Redis is away")
        clock.now_ms += ASK_AGAIN_MS
        await away.take("x", MINUTE_MS)
        assert 2 == caplog.text.count("Redis is away")

    assert "secret-word" not in caplog.text


def test_a_secure_redis_is_reached_with_its_authority(tmp_path: object) -> None:
    """A venue's own certificate is a setting."""
    client = connect(RedisSettings("rediss://127.0.0.1:1/0", ca_file="/venue.pem"))

    assert isinstance(client, Redis)
    assert "/venue.pem" == client.connection_pool.connection_kwargs["ssl_ca_certs"]
