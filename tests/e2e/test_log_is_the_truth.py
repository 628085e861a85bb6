import asyncio
from collections.abc import Awaitable, Callable

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from redis.asyncio import Redis

from shared import codec, topics
from shared.config import KafkaSettings
from shared.kafka import partition_of, producer, reader
from tests.e2e.log_ends import log_ends
from tests.e2e.marking import Marking, marking
from tests.e2e.test_killing import bayge, result_of
from tests.stack import RunningStack

PATIENCE_S = 30


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Return when it holds; fail when it never does."""
    async with asyncio.timeout(PATIENCE_S):
        while not await holds():
            await asyncio.sleep(0.05)


async def board(there: Marking) -> dict[str, object]:
    """Return the board of the expert's skill as the public reads it; empty while there is none."""
    status, found = await there.get(f"/api/v1/boards/{there.board}")
    data: dict[str, object] = found["data"] if status == 200 else {}
    return data


async def test_what_scoring_has_answered_is_committed_record_by_record(stack: RunningStack) -> None:
    """Records travel in batches; another scorer goes on behind the last that was answered, and not before."""
    admin = AIOKafkaAdminClient(bootstrap_servers=stack.kafka)
    await admin.start()

    async def all_committed() -> bool:
        found = await admin.list_consumer_group_offsets("bayge-scoring")
        committed = {place.partition: kept.offset for place, kept in found.items()}
        ends = (await log_ends(stack.kafka)).items()
        return all(committed.get(partition, 0) == end for partition, end in ends)

    try:
        async with marking(stack) as there:
            answers = await asyncio.gather(*(there.submit() for _ in range(20)))

            assert {200} == {status for status, _ in answers}
            await until(all_committed)
    finally:
        await admin.close()


async def test_a_record_that_nobody_can_read_becomes_a_dead_letter(stack: RunningStack) -> None:
    """Scoring tells why, and the next mark on the same partition counts."""
    async with marking(stack) as there:
        partition = partition_of(there.board, KafkaSettings(stack.kafka).partitions)
        start = (await log_ends(stack.kafka, topics.DEAD_LETTERS))[0]
        sender = producer(KafkaSettings(stack.kafka))
        await sender.start()
        rubbish = await sender.send_and_wait(
            topics.MARK_ENTRIES.name, b"\xffrubbish", key=there.board.encode(), partition=partition
        )
        await sender.stop()

        status, answer = await there.submit()

        assert (200, "counted") == (status, answer["status"])
        async with reader(KafkaSettings(stack.kafka)) as consumer:
            place = TopicPartition(topics.DEAD_LETTERS.name, 0)
            consumer.assign([place])
            consumer.seek(place, start)
            letter = codec.decode((await consumer.getone()).value)
        assert (partition, rubbish.offset) == (letter["partition"], letter["offset"])
        assert letter["reason"]


async def test_no_record_stops_scoring_and_a_recount_knows_it(stack: RunningStack) -> None:
    """Wrong kinds, another release, a wrong key, two megabytes: then a mark counts."""
    async with marking(stack) as there:
        sound = {"v": 1, "type": "submission", "expert": "e", "entries": [], "at_ms": 1, **there.submission()}
        nasty = [
            {**sound, "id": 5},
            {**sound, "id": None},
            {**sound, "competitor": ["c"]},
            {**sound, "entries": {"aspect": []}},
            {**sound, "v": 99},
            {**sound, "at_ms": "abc"},
            {"v": 1, "type": "skill-set", "id": "x", "championship": there.championship, "definition": {}},
        ]
        sender = producer(KafkaSettings(stack.kafka))
        await sender.start()
        for value in [*map(codec.encode, nasty), b"x" * 2_000_000, None]:
            await sender.send_and_wait(topics.MARK_ENTRIES.name, value, key=there.board.encode())
        await sender.send_and_wait(topics.MARK_ENTRIES.name, codec.encode(sound), key=b"other/key")
        for topic in (topics.ACCESS, topics.VERDICTS, topics.TOTALS, topics.CATALOGUE, topics.PEOPLE):
            await sender.send_and_wait(topic.name, b"[]", key=b"rubbish")
        await sender.stop()

        status, answer = await there.submit()
        code, counted = await result_of(await bayge(stack, "recount", "--json"))

        assert (200, "counted") == (status, answer["status"])
        assert (0, True, []) == (code, counted["equal"], counted["differences"])
        assert 10 <= counted["records_unread"]


async def test_boards_come_back_identical_when_redis_loses_everything(stack: RunningStack) -> None:
    """Invariant 1: Redis can be deleted at any time."""
    async with marking(stack) as there:
        await there.submit()

        async def has_mark() -> bool:
            return there.submission()["entries"][0]["mark"] in str(await board(there))

        await until(has_mark)
        before = await board(there)
        redis = Redis.from_url(stack.redis_writer)
        await redis.flushall()

        async def is_back() -> bool:
            return await board(there) != {}

        await until(is_back)
        assert before == await board(there)
        await redis.aclose()


async def test_the_public_user_of_redis_reads_public_keys_and_nothing_else(stack: RunningStack) -> None:
    """Invariant 5: who serves the public cannot even ask for more."""
    redis = Redis.from_url(stack.redis_public)
    refused = []
    for command in (("GET", "staff:board:x"), ("SET", "public:board:x", "1"), ("KEYS", "*"), ("FLUSHALL",)):
        try:
            await redis.execute_command(*command)
        except Exception as fault:
            refused.append(type(fault).__name__)
    await redis.aclose()

    assert ["NoPermissionError"] * 4 == refused
