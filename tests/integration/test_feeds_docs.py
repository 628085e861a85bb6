"""Every example of docs/feeds.md is asked and answered as it stands there, to the letter."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from services.leaderboard.api import build_api
from services.leaderboard.store import BoardStore
from shared import topics
from shared.domain.catalogue_events import person_document
from shared.domain.people import Person
from shared.keys import timeline_board
from tests.ingest_door import Reply, call_asgi
from tests.stack import RunningStack
from tests.stories import Told

PAGE = (Path(__file__).parents[2] / "docs" / "feeds.md").read_text()
EXAMPLES = re.findall(r"```http\n(GET) (\S+)\n\n(\d+) (\S+)\n(.*?)```", PAGE, re.DOTALL)
AT_MS = 1_780_000_000_000
EPOCH = "5f3a91c2"


async def write(redis: Redis, told: Told, store: BoardStore) -> None:
    """Write the boards of the championship as they stand."""
    for board_id in ("cup/story", "cup/people", "cup/testing", "cup", timeline_board("cup/testing")):
        board = told.projection.board(board_id, "public")
        assert board is not None
        await store.write("public", board_id, board, AT_MS)


@pytest.fixture
async def redis(stores: RunningStack) -> AsyncIterator[Redis]:
    """A championship as the page says it is."""
    client = Redis.from_url(stores.redis_writer)
    await client.flushall()
    told, store = Told(), BoardStore(client, lambda: EPOCH)
    told.projection.fold(topics.PEOPLE, "c-1", person_document(Person("c-1", "Әлия Сәрсен", "Aliya Sarsen")))
    told.projection.fold(topics.PEOPLE, "c-2", person_document(Person("c-2", "Болат Ким", "Bolat Kim")))
    told.sheet(AT_MS - 120_000, "c-1", "1.00", "1.00")
    told.sheet(AT_MS - 119_000, "c-2", "0.50", "1.00")
    await write(client, told, store)
    told.sheet(AT_MS - 1000, "c-2", "1.25", "1.75")
    await write(client, told, store)
    yield client
    await client.flushall()
    await client.aclose()


@pytest.mark.parametrize("example", EXAMPLES, ids=[example[1] for example in EXAMPLES])
async def test_an_example_is_answered_as_shown(redis: Redis, example: tuple[str, ...]) -> None:
    """Status, type and body; line ends of CSV are shown as the page's own."""
    method, path, status, media_type, shown = example
    reply = Reply(0, {}, b"")

    await call_asgi(build_api(redis, "public"), method, path, b"", {}, reply)

    assert shown.strip() == reply.body.decode().replace("\r\n", "\n").strip()
    assert (int(status), media_type) == (reply.status, reply.headers["content-type"].partition(";")[0])


def test_every_form_has_an_example() -> None:
    """An example that no pattern finds would be run by nobody."""
    assert PAGE.count("```http\n") == len(EXAMPLES)
    for part in (".csv", ".xml", ".json?flat", "/timeline", "/story", "&since="):
        assert any(part in example[1] for example in EXAMPLES), part
