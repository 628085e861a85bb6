"""The leak test (R52): what an audience is served does not depend on marks that it may not know.

The same championship is played twice on a simulated clock. The runs differ in nothing but the values of marks
that the audience may not know. Whatever reaches the processes that serve it must be the same to the byte:
every key of its class in Redis, every frame in its order, and the answer of every route of its read API. More
than that the gateway and the read API do not have: their Redis user can read no other key, and they know no
Kafka.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from redis.asyncio import Redis

from deploy.embedded.caddy import WEB_DIST
from services.leaderboard import boards, telling
from services.leaderboard.api import build_api
from services.leaderboard.api_cards import Site
from services.leaderboard.cards import finding
from services.leaderboard.pace import Pace
from services.leaderboard.projection import Projection
from services.leaderboard.store import BoardStore
from services.leaderboard.writer import PROGRESS_INTERVAL_S, BoardWriter
from services.scoring.partition import LogRecord, PartitionFold
from shared import codec, keys, topics
from shared.domain.acts import CheckSheets, LockForm, SignForm
from shared.domain.catalogue_events import (
    ChampionshipSet,
    SkillSet,
    catalogue_document,
    person_document,
    policy_document,
)
from shared.domain.events import Command, command_document
from shared.domain.people import Person
from shared.domain.publication import AUDIENCE_CLASSES, AudienceClass, PolicySet
from shared.topics import Topic
from tests.builders import act, championship, enter, judged, measured, panel_skill, set_skill
from tests.ingest_door import Reply, call_asgi
from tests.stack import RunningStack

FREEZE_MS = 60_000
DELAY_MS = 45_000
END_MS = 120_000
LOCKED = "A1"
"""The form that is locked on the way; no other is."""
OUTSIDE: tuple[AudienceClass, ...] = ("public", "venue")
BOARDS = ("index", "cup", "cup/testing", "cup/nowhere", "cup/story", "cup/people")
TABLES = (*BOARDS, "cup/testing/timeline")
"""Whatever stands in Redis can be asked for as a table."""
ROUTES = {
    "/api/v1/feed": ["/api/v1/feed?championship=cup", "/api/v1/feed?championship=nocup"],
    **{
        f"/api/v1/boards/{{board_id:path}}.{form}": [
            f"/api/v1/boards/{board}.{form}{query}" for board in TABLES for query in queries
        ]
        for form, queries in (("csv", ("",)), ("xml", ("",)), ("json", ("", "?flat")))
    },
    "/api/v1/boards/{board_id:path}/timeline": [f"/api/v1/boards/{board}/timeline" for board in BOARDS],
    "/api/v1/boards/{board_id:path}": [f"/api/v1/boards/{board}" for board in BOARDS],
    "/api/v1/boards/openapi.json": ["/api/v1/boards/openapi.json"],
}
"""Every route of the read API, with the addresses that are asked; one that is not here fails the test."""
PAGES = ("", "cup", "cup/testing", "cup/results", "cup/story", "cup/members/abai", "cup/competitors/c-1")
SITE_ROUTES = {
    "/": ["/", "/?lang=kk"],
    "/{championship}": ["/cup", "/cup?lang=ru", "/nocup"],
    "/{championship}/{part}": [
        f"/cup/{part}" for part in ("testing", "results", "story", "nowhere", "screens")
    ],
    "/{championship}/{part}/{name}": [
        f"/cup/{name}" for name in ("members/abai", "members/nobody", "competitors/c-1", "competitors/nobody")
    ],
    "/api/v1/cards/{address:path}.png": [
        f"/api/v1/cards/{page or 'index'}.png?lang={language}"
        for page, language in zip((*PAGES, "cup/nowhere"), 3 * ("en", "ru", "kk"), strict=False)
    ],
}
"""The pages of the site and their pictures, which the public alone is served."""
FEED = "/api/v1/feed?championship=cup"
POSITION_EVERY = 15
"""Of so many records, the feed is read after one."""
INSIDE = {"/healthz", "/readyz", "/metrics"}
"""For the operator: Caddy gives them to nobody outside."""

Released = Callable[[int, str], bool]
"""Says whether a mark of a moment and a form may be known at the end."""


@dataclass(frozen=True)
class Case:
    """A policy, and which marks it releases."""

    name: str
    policy: PolicySet
    is_released: Released


def rule(policy: Any, **limits: Any) -> PolicySet:
    """Return a policy of the public."""
    return PolicySet("cup", "public", policy, **limits)


CASES = (
    Case("nothing", rule("nothing"), lambda at_ms, form: False),
    Case("progress", rule("progress"), lambda at_ms, form: False),
    Case("after lock", rule("after_lock"), lambda at_ms, form: form == LOCKED),
    Case("frozen", rule("live", freeze_at_ms=FREEZE_MS), lambda at_ms, form: at_ms <= FREEZE_MS),
    Case("delayed", rule("live", delay_ms=DELAY_MS), lambda at_ms, form: at_ms <= END_MS - DELAY_MS),
    Case(
        "after lock, frozen",
        rule("after_lock", freeze_at_ms=FREEZE_MS),
        lambda at_ms, form: at_ms <= FREEZE_MS and form == LOCKED,
    ),
    Case("progress, delayed", rule("progress", delay_ms=DELAY_MS), lambda at_ms, form: False),
)


def plan(seed: int, side: str, is_released: Released) -> Iterator[Command]:
    """Yield what happens; of ``side`` depend only the values of marks that are not released."""
    structure, known, secret = Random(seed), Random(f"{seed}"), Random(f"{seed} {side}")
    entered: dict[tuple[str, str], int] = {}
    at_ms, is_locked = 0, False
    yield set_skill(panel_skill())
    while (at_ms := at_ms + structure.randrange(50, 4000)) < END_MS:
        aspect, competitor = (
            structure.choice(("A1.1", "A1.2", "A2.1", "A2.2")),
            structure.choice(("c-1", "c-2")),
        )
        values = known if is_released(at_ms, aspect[:2]) else secret
        stale = structure.random() < 0.1
        revision = entered.get((aspect, competitor), 0)
        based_on = revision + (1 if stale else 0)
        if aspect.startswith("A2"):
            low = values.randrange(3)
            entry = judged(aspect, low, low, low + values.randrange(2), based_on=based_on, reason="slip")
        else:
            full = "1.00" if aspect == "A1.1" else "0.75"
            entry = measured(aspect, values.choice(("0.00", full)), based_on, "slip")
        if not stale:
            entered[aspect, competitor] = revision + 1
        yield replace(enter(entry, form=aspect[:2], competitor=competitor, expert="e-3"), at_ms=at_ms)
        is_entered = all((a, c) in entered for a in ("A1.1", "A1.2") for c in ("c-1", "c-2"))
        if is_entered and not is_locked:
            is_locked = True
            for one in (
                act(CheckSheets, "expert", "e-3", form=LOCKED),
                act(SignForm, "expert", "e-3", form=LOCKED),
                act(LockForm, "chief_expert", form=LOCKED),
            ):
                yield replace(one, at_ms=at_ms)


@dataclass
class FakeRecord:
    """A record as the writer gets it."""

    topic: str
    key: bytes
    value: bytes | None
    partition: int = 0
    offset: int = 0


@dataclass
class Run:
    """Scoring and leaderboard on a simulated clock, on a real Valkey."""

    redis: Redis
    now_ms: int = 0
    positions: dict[str, list[str]] = field(default_factory=lambda: {audience: [] for audience in OUTSIDE})
    """Addresses of the feed as a reader had them on the way."""

    def __post_init__(self) -> None:
        self.projection = Projection()
        self._fold = PartitionFold(0, clock=lambda: self.now_ms)
        self._offset = 0
        self._pace = Pace(lambda _: 20)
        store = BoardStore(self.redis, self._new_epoch)
        self._writer = BoardWriter(
            self.projection,
            store,
            self,
            self._pace,
            AUDIENCE_CLASSES,
            lambda: self.now_ms,
            lambda: self.now_ms,
        )

    def is_mine(self, board_id: str) -> bool:
        """Write every board."""
        return True

    def _new_epoch(self) -> str:
        """Name an epoch by its moment: what is random elsewhere must be the same in both runs."""
        return f"{self.now_ms:08x}"

    async def tell(self, topic: Topic, key: str, document: Any) -> None:
        """Let the leaderboard read a record."""
        value = None if document is None else codec.encode(document)
        await self._writer.handle(FakeRecord(topic.name, key.encode(), value))

    async def play(self, commands: Iterator[Command], policy: PolicySet) -> None:
        """Play the whole championship, with time passing in steps as the writer would wake."""
        await self.tell(topics.CATALOGUE, "cup", catalogue_document(ChampionshipSet(championship(), 0)))
        await self.tell(
            topics.CATALOGUE, "cup", catalogue_document(SkillSet("cup", "testing", panel_skill(), 0))
        )
        await self.tell(topics.PEOPLE, "c-1", person_document(Person("c-1", "Әлия", "Aliya")))
        for audience in OUTSIDE:
            await self.tell(
                topics.PUBLICATIONS, "cup", policy_document(replace(policy, audience=audience), 0)
            )
        for command in commands:
            await self._pass_until(command.at_ms)
            record = LogRecord(self._offset, b"cup/testing", codec.encode(command_document(command)))
            self._offset += 1
            for output in [*self._fold.fold(record), *self._fold.standings()]:
                if output.topic in (topics.TOTALS, topics.FORMS):
                    await self._writer.handle(FakeRecord(output.topic.name, output.key, output.value))
            await self._write_due()
            if self._offset % POSITION_EVERY == 0:
                await self._remember_positions()
        await self._pass_until(END_MS)

    async def _remember_positions(self) -> None:
        """Read the feeds, and keep where a reader would go on."""
        for audience in OUTSIDE:
            *_, last = await read_feed(self.redis, audience)
            self.positions[audience].append(f"{FEED}&since={codec.decode(last)['since']}")

    async def _pass_until(self, at_ms: int) -> None:
        """Let time pass; wake as the writer does, and publish progress at its fixed intervals."""
        interval_ms = int(PROGRESS_INTERVAL_S * 1000)
        while self.now_ms < at_ms:
            moments = [at_ms, self.now_ms - self.now_ms % interval_ms + interval_ms]
            moments += [
                due for due in (self._pace.next_due_ms(), self.projection.next_ms()) if due is not None
            ]
            self.now_ms = max(self.now_ms + 1, min(moments))
            if self.now_ms % interval_ms == 0:
                self._pace.touch(self.projection.publish_progress())
            await self._write_due()

    async def tell_shown(self) -> None:
        """Tell those who mark which marks the boards show, as the writer does at fixed intervals."""
        await self._writer.tell_shown()

    async def _write_due(self) -> None:
        await self._writer.write_due()


@pytest.fixture
async def redis(stores: RunningStack, dist: Path) -> AsyncIterator[Redis]:
    """An empty Valkey, as its writer sees it; the app is built, so that there are pages and letters."""
    client = Redis.from_url(stores.redis_writer)
    await client.flushall()
    yield client
    await client.flushall()
    await client.aclose()


Served = dict[str, Any]


async def served(redis: Redis, seed: int, side: str, case: Case) -> Served:
    """Play one side and return all that reached whoever serves the outside."""
    await redis.flushall()
    run = Run(redis)
    listening = redis.pubsub()
    await listening.psubscribe(*map(keys.live_pattern, OUTSIDE))
    await run.play(plan(seed, side, case.is_released), case.policy)
    answers: dict[str, dict[str, Any]] = {}
    for audience in OUTSIDE:
        api = outside_api(redis, audience)
        wanted = [*addresses(api, audience), *run.positions[audience]]
        answers[audience] = {path: await asked(api, path) for path in wanted}
    found = {"keys": await kept(redis), "frames": await heard(redis, listening), "answers": answers}
    await listening.aclose()
    return found


def outside_api(redis: Redis, audience: AudienceClass) -> FastAPI:
    """Return what answers a class as it is run: the site belongs to the public."""
    site = Site(WEB_DIST, "https://bayge.example") if audience == "public" else None
    return build_api(redis, audience, site)


def addresses(api: FastAPI, audience: AudienceClass) -> list[str]:
    """Return every address to ask; a route that nobody has listed is a failure."""
    listed = {**ROUTES, **(SITE_ROUTES if audience == "public" else {})}
    paths = {getattr(route, "path", "") for route in api.routes}
    assert paths - INSIDE == listed.keys(), "a route of the read API is not covered by the leak test"
    assert all(isinstance(route, APIRoute) or route.path in listed for route in api.routes)  # type: ignore[attr-defined]
    return [path for asked_for in listed.values() for path in asked_for]


async def asked(api: FastAPI, path: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of an answer."""
    reply = Reply(0, {}, b"")
    await call_asgi(api, "GET", path, b"", {}, reply)
    return reply.status, reply.headers, reply.body


async def read_feed(redis: Redis, audience: AudienceClass) -> list[bytes]:
    """Return the lines of the feed from its beginning."""
    return (await asked(build_api(redis, audience), FEED))[2].splitlines()


async def kept(redis: Redis) -> dict[bytes, Any]:
    """Return every key of the outside with what it holds."""
    found: dict[bytes, Any] = {}
    for audience in OUTSIDE:
        async for key in redis.scan_iter(f"{audience}:*"):
            match await redis.type(key):
                case b"hash":
                    found[key] = await redis.hgetall(key)
                case b"list":
                    found[key] = await redis.lrange(key, 0, -1)
                case b"set":
                    found[key] = await redis.smembers(key)
                case other:
                    raise AssertionError(f"{key!r} is a {other!r}, which the leak test does not read")
    return found


async def heard(redis: Redis, listening: Any) -> list[tuple[bytes, bytes]]:
    """Return every frame published, in order; the last one is ours and says that there are no more."""
    await redis.publish(keys.live("public", "the end"), b"")
    frames = []
    async for message in listening.listen():
        if message["type"] == "pmessage":
            if not message["data"]:
                break
            frames.append((message["channel"], message["data"]))
    return frames


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("seed", range(3))
async def test_nothing_served_depends_on_what_is_not_released(redis: Redis, case: Case, seed: int) -> None:
    """Two runs that differ only in the values of unreleased marks serve the very same bytes."""
    one, other = [await served(redis, seed, side, case) for side in ("one", "other")]

    assert one == other
    assert one["keys"]
    assert one["frames"]
    if case.name == "after lock":
        assert b'"place":1' in one["keys"][b"public:board:cup/testing"][b"data"], "no form was ever locked"


async def test_a_released_mark_is_served(redis: Redis) -> None:
    """The test has eyes: where everything is released, other values give other bytes."""
    live = Case("live", rule("live"), lambda at_ms, form: False)

    one, other = [await served(redis, 0, side, live) for side in ("one", "other")]

    assert [False] * 3 == [one[what] == other[what] for what in ("keys", "frames", "answers")]


async def test_a_planted_leak_is_found(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that tells whether the marks so far are odd, hidden in how many aspects are marked."""
    honest = boards._row

    def leaking(view: Any, competitor: Any, *rest: Any) -> dict[str, Any]:
        row = honest(view, competitor, *rest)
        entered = view.results.competitors.get(competitor.id)
        return row | {"aspects": entered and entered.mark % 7}

    monkeypatch.setattr(boards, "_row", leaking)

    one, other = [await served(redis, 0, side, CASES[2]) for side in ("one", "other")]

    assert one["keys"] != other["keys"]
    assert one["frames"] != other["frames"]


async def test_a_story_that_knows_too_much_is_found(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    """A story told of marks as they come, to those who may see only what is locked."""
    monkeypatch.setitem(telling.TOLD_BY_POLICY, "after_lock", telling.TOLD_BY_POLICY["live"])
    monkeypatch.setattr(telling.Telling, "_totals", lambda self: self._results.competitors)

    one, other = [await served(redis, 0, side, CASES[2]) for side in ("one", "other")]

    told = {b"public:board:cup/story", b"public:board:cup/testing/timeline"}
    assert told <= {key for key in one["keys"] if one["keys"][key] != other["keys"].get(key)}
    assert one["answers"] != other["answers"]


async def test_a_card_that_knows_too_much_is_found(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card made of what the staff sees: in the page's head, and in the picture."""
    monkeypatch.setattr(finding, "PUBLIC", "staff")

    one, other = [await served(redis, 0, side, CASES[1]) for side in ("one", "other")]

    answers = one["answers"]["public"], other["answers"]["public"]
    assert one["keys"] == other["keys"]
    assert {
        "/cup/testing", "/cup/members/abai", "/cup/competitors/c-1",
        "/api/v1/cards/cup/testing.png?lang=kk", "/api/v1/cards/cup/members/abai.png?lang=kk",
        "/api/v1/cards/cup/competitors/c-1.png?lang=en",
    } <= {path for path in answers[0] if answers[0][path] != answers[1].get(path)}  # fmt: skip


async def test_pages_and_pictures_are_there_for_the_leak_test(redis: Redis) -> None:
    """An answer that is always refused would never differ."""
    live = Case("live", rule("live"), lambda at_ms, form: True)

    found = (await served(redis, 0, "one", live))["answers"]["public"]

    statuses = {path: found[path][0] for listed in SITE_ROUTES.values() for path in listed}
    assert {path: 404 if "no" in path else 200 for path in statuses if "screens" not in path} == {
        path: status for path, status in statuses.items() if "screens" not in path
    }
    assert 404 == statuses["/cup/screens"]
