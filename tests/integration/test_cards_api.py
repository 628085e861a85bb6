"""Pages with their cards and the pictures of cards, as the public's read API answers them."""

import io
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image
from redis.asyncio import Redis

from services.leaderboard.api import build_api
from services.leaderboard.api_cards import Site
from services.leaderboard.store import BoardStore
from tests.browser.boards import index_board, results_board, skill_board
from tests.browser.site_world import CHAMPIONSHIP, SiteWorld
from tests.ingest_door import Reply, call_asgi
from tests.stack import RunningStack

PICTURES = Path(__file__).parents[2] / "docs" / "images" / "site" / "cards"
ORIGIN = "https://bayge.example"
WELDING = f"/api/v1/cards/{CHAMPIONSHIP}/welding.png"


class PublicSite:
    """The public's read API over a championship on the boards."""

    def __init__(self, redis: Redis, web: Path) -> None:
        self.redis = redis
        self.web = web
        self.store = BoardStore(redis)
        self.api = self.built()

    def built(self, public_url: str = ORIGIN) -> Any:
        """Return the application, new."""
        return build_api(self.redis, "public", Site(self.web, public_url))

    async def put(self, board_id: str, board: Any) -> None:
        """Publish a board."""
        await self.store.write("public", board_id, board, 7)

    async def ask(self, path: str, method: str = "GET", api: Any = None, **headers: str) -> Reply:
        """Ask for an address."""
        reply = Reply(0, {}, b"")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        await call_asgi(api or self.api, method, path, b"", named, reply)
        return reply


@pytest.fixture
async def site(stores: RunningStack, dist: Path) -> AsyncIterator[PublicSite]:
    """A whole championship, as the public sees it."""
    client = Redis.from_url(stores.redis_writer)
    await client.flushall()
    site, world = PublicSite(client, dist), SiteWorld()
    await site.put("index", index_board(CHAMPIONSHIP))
    await site.put(
        CHAMPIONSHIP, {**world.overview, "head": {**world.overview["head"], "days": ["2026-05-20"]}}
    )
    await site.put(f"{CHAMPIONSHIP}/story", world.story)
    await site.put(f"{CHAMPIONSHIP}/results", results_board("embargo"))
    for name, board in world.boards.items():
        await site.put(f"{CHAMPIONSHIP}/{name}", board)
    yield site
    await client.flushall()
    await client.aclose()


def meta(reply: Reply, name: str) -> str:
    """Return what a page's head says."""
    [found] = re.findall(rf'<meta (?:property|name)="{name}" content="([^"]*)"', reply.body.decode())
    return str(found)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Live standings of skills championships"),
        (f"/{CHAMPIONSHIP}", "WorldSkills Kazakhstan 2024"),
        (f"/{CHAMPIONSHIP}/welding", "Welding · WorldSkills Kazakhstan 2024"),
        (f"/{CHAMPIONSHIP}/members/astana", "Astana City · WorldSkills Kazakhstan 2024"),
        (f"/{CHAMPIONSHIP}/story", "What happened · WorldSkills Kazakhstan 2024"),
        (f"/{CHAMPIONSHIP}/results", "Results · WorldSkills Kazakhstan 2024"),
    ],
)
async def test_a_page_says_what_it_is_and_its_picture_is_there(
    site: PublicSite, path: str, title: str
) -> None:
    """Every kind of page: the app, its card, and 1200 by 630 pixels."""
    page = await site.ask(path)
    picture = await site.ask(meta(page, "og:image").removeprefix(ORIGIN).replace("&amp;", "&"))

    assert (200, title, f"{ORIGIN}{path}") == (page.status, meta(page, "og:title"), meta(page, "og:url"))
    assert b'<div id="app"></div>' in page.body
    assert (200, "image/png") == (picture.status, picture.headers["content-type"])
    assert ("PNG", (1200, 630)) == ((image := Image.open(io.BytesIO(picture.body))).format, image.size)


async def test_a_page_speaks_the_language_of_its_address_else_of_its_reader(site: PublicSite) -> None:
    """And says so to caches and to previews."""
    read = await site.ask(f"/{CHAMPIONSHIP}/welding", accept_language="kk,en;q=0.5")
    asked = await site.ask(f"/{CHAMPIONSHIP}/welding?lang=ru", accept_language="kk")

    assert ("Дәнекерлеу технологиялары · WorldSkills Kazakhstan 2024", "kk_KZ", "Accept-Language") == (
        meta(read, "og:title"), meta(read, "og:locale"), read.headers["vary"]
    )  # fmt: skip
    assert ("ru_RU", f"{ORIGIN}/{CHAMPIONSHIP}/welding?lang=ru") == (
        meta(asked, "og:locale"), meta(asked, "og:url")
    )  # fmt: skip


async def test_what_the_caller_has_is_not_sent_again(site: PublicSite) -> None:
    """304 for page and picture while the board says the same, another tag once it says something else."""
    for path in (f"/{CHAMPIONSHIP}/welding", WELDING):
        first = await site.ask(path)
        again = await site.ask(path, if_none_match=first.headers["etag"])
        assert (304, b"") == (again.status, again.body)
        head = await site.ask(path, "HEAD")
        assert (200, first.headers["etag"]) == (head.status, head.headers["etag"])
        await site.put(f"{CHAMPIONSHIP}/welding", skill_board(state="ended", marked_percent=f"{len(path)}.0"))

        changed = await site.ask(path, if_none_match=first.headers["etag"])

        assert (200, True) == (changed.status, changed.body != first.body)


async def test_the_same_card_is_the_same_picture_to_the_byte(site: PublicSite) -> None:
    """Another process, another version of the board that says the same."""
    first = await site.ask(WELDING)
    board = skill_board(state="ended")
    await site.put(f"{CHAMPIONSHIP}/welding", board)
    ended = await site.ask(WELDING)
    await site.put(f"{CHAMPIONSHIP}/welding", {**board, "head": {**board["head"], "corrections": []}})

    again = await site.ask(WELDING, api=site.built())

    assert (ended.body, ended.headers["etag"]) == (again.body, again.headers["etag"])
    assert first.body != ended.body


@pytest.mark.parametrize(
    "path",
    [
        "/nocup", f"/{CHAMPIONSHIP}/nowhere", f"/{CHAMPIONSHIP}/screens", f"/{CHAMPIONSHIP}/members/nobody",
        f"/{CHAMPIONSHIP}/competitors/nobody", "/a/b/c", "/A", "/api/v1/cards/nocup.png",
        "/api/v1/cards/.png",
        "/api/v1/cards/a/b/c/d.png", "/api/v1/cards/%2e%2e/x.png", f"/api/v1/cards/{CHAMPIONSHIP}/secret.png",
        "/api/v1/nothing",
    ],
)  # fmt: skip
async def test_what_the_public_does_not_know_is_refused(site: PublicSite, path: str) -> None:
    """404 with a code: Caddy then gives the app as it was built. What only the staff has is unknown, too."""
    await site.store.write("staff", f"{CHAMPIONSHIP}/secret", skill_board(), 7)

    reply = await site.ask(path)

    assert (404, "not_found") == (reply.status, reply.document["code"])


async def test_without_the_app_there_is_neither_page_nor_picture(site: PublicSite, tmp_path: Path) -> None:
    """503, which Caddy does not pass on for a page; the boards are read all the same."""
    api = build_api(site.redis, "public", Site(tmp_path))

    page, picture = [await site.ask(path, api=api) for path in (f"/{CHAMPIONSHIP}", WELDING)]
    board = await site.ask(f"/api/v1/boards/{CHAMPIONSHIP}", api=api)

    assert [(503, "card_unavailable")] * 2 == [(x.status, x.document["code"]) for x in (page, picture)]
    assert 200 == board.status


async def test_without_an_origin_of_its_own_a_card_names_the_host_that_was_asked(site: PublicSite) -> None:
    """What is no host is not written into the page."""
    api = site.built("")

    pages = [
        await site.ask("/", api=api, host=host, x_forwarded_proto=proto)
        for host, proto in (("bayge.kz:8443", "https"), ("[::1]:80", "http"), ('x"><script>', "https"))
    ]

    assert ["https://bayge.kz:8443/", "http://[::1]:80/", "/"] == [meta(page, "og:url") for page in pages]


async def test_while_redis_is_away_the_answer_says_so(dist: Path, unused_tcp_port: int) -> None:
    """503, never a 500."""
    away = Redis.from_url(f"redis://127.0.0.1:{unused_tcp_port}")
    site = PublicSite(away, dist)

    replies = [await site.ask(path) for path in ("/", f"/{CHAMPIONSHIP}/members/abai", WELDING)]

    assert [(503, "boards_unavailable")] * 3 == [(reply.status, reply.document["code"]) for reply in replies]
    await away.aclose()


_PIECES = (
    "/", CHAMPIONSHIP, "welding", "members", "competitors", "story", "results", "index", ".png", "..", "%00",
    "%ff", "ә", "\x00", "?lang=", "?lang=kk", "a" * 300, "%2f", "api/v1/cards", "timeline", "{", "'", '"',
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
async def test_nothing_that_is_asked_makes_pages_or_pictures_fail(site: PublicSite, seed: int) -> None:
    """Any pieces in any order: a page, a picture or a problem with a code, never a fault."""
    random = Random(seed)
    for _ in range(150):
        root = random.choice(("/", "/api/v1/cards/"))
        address = root + "".join(random.choices(_PIECES, k=random.randrange(1, 6)))
        reply = await site.ask(address, if_none_match=random.choice(("*", '"x"')))

        assert reply.status in (200, 304, 404), (address, reply.body)
        assert reply.status < 400 or reply.document["code"]


@pytest.mark.skipif("BAYGE_PICTURES" not in os.environ, reason="pictures are made on demand")
@pytest.mark.parametrize(
    ("file", "page"),
    [
        ("skill.kk.png", f"{CHAMPIONSHIP}/welding"),
        ("championship.ru.png", CHAMPIONSHIP),
        ("competitor.en.png", f"{CHAMPIONSHIP}/competitors/web-technologies-1"),
    ],
)
async def test_pictures_for_the_docs(site: PublicSite, file: str, page: str) -> None:
    """One in each language."""
    picture = await site.ask(f"/api/v1/cards/{page}.png?lang={file.split('.')[1]}")

    assert 200 == picture.status
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / file).write_bytes(picture.body)
