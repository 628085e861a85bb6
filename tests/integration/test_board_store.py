import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.client import Pipeline
from redis.exceptions import NoPermissionError

from services.leaderboard.store import HISTORY_MAX, BoardStore, Where
from shared import codec, keys
from shared.domain.board import Board
from tests.stack import RunningStack

BOARD = "cup/testing"
PLACE: Where = ("public", BOARD)


@pytest.fixture
async def redis(stores: RunningStack) -> AsyncIterator[Redis]:
    """An empty Valkey."""
    client = Redis.from_url(stores.redis_writer)
    await client.flushall()
    yield client
    await client.aclose()


def board(total: str) -> Board:
    """Return a board of one row."""
    return {"kind": "skill", "head": {"state": "live"}, "rows": {"c-1": {"place": 1, "total": total}}}


async def stored(redis: Redis) -> tuple[str, int, Board]:
    """Return epoch, version and board as they stand."""
    found = await redis.hgetall(keys.board("public", BOARD))
    return found[b"epoch"].decode(), int(found[b"version"]), codec.decode(found[b"data"])


async def history(redis: Redis) -> list[dict[str, object]]:
    """Return the frames kept."""
    return [codec.decode(text) for text in await redis.lrange(keys.history("public", BOARD), 0, -1)]


async def test_a_change_is_one_version_with_its_difference_kept(redis: Redis) -> None:
    """Board, version and history change together, and the same board again is no change."""
    store = BoardStore(redis)

    wrote = [await store.write("public", BOARD, board(total), 7) for total in ("1.00", "2.00", "2.00")]

    epoch, version, now = await stored(redis)
    assert ([True, True, False], 2, board("2.00")) == (wrote, version, now)
    [frame] = await history(redis)
    assert {
        "type": "delta",
        "epoch": epoch,
        "version": 2,
        "data": {"rows": {"c-1": {"total": "2.00"}}},
    }.items() <= frame.items()


async def test_a_new_writer_goes_on_in_the_same_epoch(redis: Redis) -> None:
    """A restart of the leaderboard is nothing that a viewer notices."""
    await BoardStore(redis).write("public", BOARD, board("1.00"), 7)
    before = await stored(redis)
    later = BoardStore(redis)

    assert not await later.write("public", BOARD, board("1.00"), 8)
    assert before == await stored(redis)
    await later.write("public", BOARD, board("2.00"), 9)

    assert (before[0], 2) == (await stored(redis))[:2]


async def test_of_two_writers_the_second_builds_on_the_first(redis: Redis) -> None:
    """While partitions move two may write: versions go up by one, and nothing is overwritten unseen."""
    one, two = BoardStore(redis), BoardStore(redis)
    await one.write("public", BOARD, board("1.00"), 1)
    await two.write("public", BOARD, board("2.00"), 2)

    await one.write("public", BOARD, board("3.00"), 3)

    assert [2, 3] == [frame["version"] for frame in await history(redis)]
    assert board("3.00") == (await stored(redis))[2]


async def test_boards_that_are_due_together_go_in_one_turn(redis: Redis) -> None:
    """Each counts its own versions; one that another writer changed is built upon."""
    one, two = BoardStore(redis), BoardStore(redis)
    other: Where = ("venue", BOARD)
    await one.write_all({PLACE: board("1.00"), other: board("1.00")}, 1)
    await two.write("public", BOARD, board("2.00"), 2)

    wrote = await one.write_all({PLACE: board("3.00"), other: board("1.00")}, 3)

    assert {PLACE} == wrote
    assert (3, board("3.00")) == (await stored(redis))[1:]
    assert b"1" == await redis.hget(keys.board(*other), "version")


async def test_a_server_that_forgot_the_script_is_told_it_again(redis: Redis) -> None:
    """After a restart of Redis, or a failover to another one."""
    store = BoardStore(redis)
    await store.write("public", BOARD, board("1.00"), 1)
    await redis.script_flush()

    assert await store.write("public", BOARD, board("2.00"), 2)
    assert (2, board("2.00")) == (await stored(redis))[1:]


async def test_what_redis_lost_is_found_and_written_in_a_new_epoch(redis: Redis) -> None:
    """Invariant 1: Redis may be emptied at any time."""
    store = BoardStore(redis)
    await store.write("public", BOARD, board("1.00"), 1)
    before = await stored(redis)
    await redis.flushall()

    assert {("public", BOARD)} == await store.forget_lost()
    await store.write("public", BOARD, board("1.00"), 2)

    after = await stored(redis)
    assert before[0] != after[0]
    assert (1, board("1.00")) == after[1:]
    assert set() == await store.forget_lost()


class LateRedis(Redis):
    """Does at once what it is asked, and hands on what came of a write only once it may."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.has_written = asyncio.Event()
        self.may_answer = asyncio.Event()

    def pipeline(self, transaction: bool = True, shard_hint: str | None = None) -> Pipeline:
        """Return a pipeline whose answers are late when it wrote."""
        late = LatePipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)
        late.redis = self
        return late


class LatePipeline(Pipeline):
    """A pipeline of ``LateRedis``."""

    redis: LateRedis

    async def execute(self, raise_on_error: bool = True) -> list[Any]:
        """Do what was queued; keep back what a script answered."""
        is_write = any(arguments[0] == "EVALSHA" for arguments, _ in self.command_stack)
        answers = await super().execute(raise_on_error)
        if is_write:
            self.redis.has_written.set()
            await self.redis.may_answer.wait()
        return answers


@pytest.fixture
async def late(redis: Redis, stores: RunningStack) -> AsyncIterator[LateRedis]:
    """The same Valkey, empty, by a client that is late."""
    pool = ConnectionPool.from_url(stores.redis_writer)
    yield LateRedis(connection_pool=pool)
    await pool.disconnect()


async def test_what_redis_has_and_did_not_answer_yet_is_not_taken_for_lost(late: LateRedis) -> None:
    """On a busy machine the question comes between a write and its answer, every minute or so."""
    store = BoardStore(late)
    late.may_answer.set()
    await store.write("public", BOARD, board("1.00"), 1)
    late.may_answer.clear()
    late.has_written.clear()
    writing = asyncio.create_task(store.write("public", BOARD, board("2.00"), 2))
    await late.has_written.wait()

    lost = await store.forget_lost()
    late.may_answer.set()

    assert (set(), True) == (lost, await writing)
    await late.hdel(keys.board("public", BOARD), "epoch")
    assert {PLACE} == await store.forget_lost()


async def test_a_server_that_may_have_lost_its_last_second_begins_a_new_epoch(redis: Redis) -> None:
    """Versions that viewers may have seen are not given out twice, by this process or the next."""
    store = BoardStore(redis)
    for total in ("1.00", "2.00", "3.00"):
        await store.write("public", BOARD, board(total), 1)
    before = await stored(redis)
    values = {"version": "2", "data": codec.encode(board("2.00")), "run": "the run before"}
    await redis.hset(keys.board("public", BOARD), mapping=values)
    await store.forget_lost()

    for writer in (store, BoardStore(redis)):
        await writer.write("public", BOARD, board("3.00"), 2)

    after = await stored(redis)
    assert before[0] != after[0]
    assert (1, board("3.00"), []) == (*after[1:], await history(redis))


async def test_history_is_bounded(redis: Redis) -> None:
    """The oldest frames go; who needs them gets the whole board."""
    store = BoardStore(redis)

    for number in range(HISTORY_MAX + 5):
        await store.write("public", BOARD, board(f"{number}.00"), 1)

    versions = [frame["version"] for frame in await history(redis)]
    assert (HISTORY_MAX, HISTORY_MAX + 5) == (len(versions), versions[-1])


async def test_what_is_taken_away_is_not_told_by_the_history(redis: Redis) -> None:
    """A policy that became stricter, a name that was erased: who was away gets the board as it is now."""
    store = BoardStore(redis)
    for total in ("1.00", "2.00"):
        await store.write("public", BOARD, board(total), 1)
    before = await stored(redis)
    hidden = {**board("?"), "rows": {"c-1": {"place": None, "total": None}}}

    await store.write("public", BOARD, hidden, 2)

    epoch, version, now = await stored(redis)
    assert before[0] != epoch
    assert (1, hidden, []) == (version, now, await history(redis))


SHOWN = {"offsets": {"A1": 7}, "is_held_back": False}


async def told_shown(redis: Redis) -> dict[bytes, object]:
    """Return which marks the boards say that they show."""
    return {field: codec.decode(text) for field, text in (await redis.hgetall(keys.SHOWN)).items()}


async def test_what_a_board_shows_is_said_once_and_anew_after_a_loss(redis: Redis) -> None:
    """By audience and board; whoever empties Redis takes it away until the board is written again."""
    store = BoardStore(redis)
    await store.write("public", BOARD, board("1.00"), 7)
    await store.tell_shown({PLACE: SHOWN})
    said = await told_shown(redis)
    await redis.flushall()
    await store.tell_shown({PLACE: SHOWN})
    unsaid = await told_shown(redis)

    lost = await store.forget_lost()
    await store.tell_shown({PLACE: SHOWN})

    expected = {b"public/cup/testing": SHOWN}
    assert (expected, {}, {("public", BOARD)}) == (said, unsaid, lost)
    assert expected == await told_shown(redis)


async def test_another_writer_s_word_is_not_mistaken_for_one_s_own(redis: Redis) -> None:
    """When a board comes back to a writer, it says what is shown even if it said the same before."""
    one, two = BoardStore(redis), BoardStore(redis)
    await one.tell_shown({PLACE: SHOWN})
    await two.tell_shown({PLACE: {"offsets": {}, "is_held_back": True}})

    one.forget_shown()
    await one.tell_shown({PLACE: SHOWN})

    assert {b"public/cup/testing": SHOWN} == await told_shown(redis)


async def test_who_serves_the_public_cannot_read_what_is_shown(redis: Redis, stores: RunningStack) -> None:
    """It is for those who mark: not even an offset of the log reaches the public's processes (R52)."""
    await BoardStore(redis).tell_shown({PLACE: SHOWN})

    async with Redis.from_url(stores.redis_public) as public:
        with pytest.raises(NoPermissionError):
            await public.hgetall(keys.SHOWN)
