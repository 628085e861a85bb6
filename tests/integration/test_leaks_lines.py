"""The leak test at the doors (R52): sockets, events and reads of both classes, by their own users of Redis.

``test_leaks`` compares what reaches the processes; here the processes themselves are asked, through the users
that the installation gives them: the same bytes in the same number of frames, whatever the unreleased marks.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import pytest
from redis.asyncio import Redis
from redis.exceptions import NoPermissionError

from services.broadcast.gateway import Gateway
from services.broadcast.hub import Hub
from services.broadcast.relay import Relay, connect
from services.broadcast.viewer import ViewerSocket
from services.leaderboard import screens_board
from services.leaderboard.api import build_api
from services.leaderboard.door import ClassDoor
from services.leaderboard.store import BoardStore
from shared import codec, keys, topics
from shared.config import RedisSettings
from shared.domain.catalogue_events import policy_document
from shared.domain.publication import AudienceClass
from shared.domain.stage_events import ScenesPrepared, ScenesTaken, ScreenChanged, ScreenTaken, stage_document
from shared.tokens import Grant, Role, class_secret, mint_class_token
from shared.topics import Topic
from tests.boards_of_broadcast import new_hub, plain_socket, running_gateway
from tests.ingest_door import Reply, call_asgi
from tests.integration import test_leaks
from tests.integration.test_leaks import CASES, END_MS, OUTSIDE, Case, Run, asked, kept, plan, rule
from tests.stack import RunningStack

CLASS = class_secret("a-secret-of-the-tests-that-is-long-enough", "venue")
LAST = "cup/the-end"
"""A board that is written when all is over: who has it has everything before."""
BOARDS = (
    *("index", "cup", "cup/testing", "cup/results", "cup/people"),
    *("cup/screens", "cup/overlays", "cup/story", LAST),
)
KINDS_OF_KEYS = ("board", "history", "boards")
"""What stands behind a class's name in a key; one that is not here fails the test."""

redis = test_leaks.redis


def token(role: Role = "screen") -> str:
    """Return a token of the venue that lasts longer than the run."""
    return mint_class_token(CLASS, Grant(role, 10 * END_MS, "s-1", "cup"), 0)


class StagedRun(Run):
    """A run in front of gateways, in which screens and overlays are told what to show."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.hubs: list[tuple[AudienceClass, Hub[ViewerSocket]]] = []

    async def _write_due(self) -> None:
        """Write, and let every gateway take it in: how fast they are is not what is compared."""
        await super()._write_due()
        for audience, hub in self.hubs:
            for name in await self.redis.smembers(keys.boards(audience)):
                board = name.decode()
                epoch, version = await self.redis.hmget(keys.board(audience, board), "epoch", "version")
                while hub.position(board) != (epoch.decode(), int(version)):
                    await asyncio.sleep(0)

    async def stage(self) -> None:
        """Take a screen, give it the board of the skill, and put its leader on the air."""
        board = {"type": "board", "board": "cup/testing"}
        leader = {"type": "leader", "board": "cup/testing"}
        for fact in (
            ScreenTaken("f-1", "cup", 0, "op", "s-1", "Hall A", ("hall",)),
            ScreenChanged("f-2", "cup", 0, "op", "s-1", None, None, board, None),
            ScenesPrepared("f-3", "cup", 0, "op", {"lower": leader}),
            ScenesTaken("f-4", "cup", 0, "op", ("lower",)),
        ):
            await self.tell(topics.SCREENS, "cup", stage_document(fact))


class DividedRun(StagedRun):
    """A run in which the public sees progress only, whatever the venue may see."""

    async def tell(self, topic: Topic, key: str, document: Any) -> None:
        """Let the leaderboard read a record, the public's policy in another form."""
        if topic is topics.PUBLICATIONS and document["audience"] == "public":
            document = policy_document(rule("progress"), 0)
        await super().tell(topic, key, document)


@asynccontextmanager
async def gateway_of(stores: RunningStack, audience: AudienceClass, run: StagedRun) -> AsyncIterator[Gateway]:
    """Run the gateway of a class, with the user of Redis that it has, on the simulated clock."""
    url = stores.redis_public if audience == "public" else stores.redis_venue
    secret = None if audience == "public" else CLASS
    hub = new_hub()
    run.hubs.append((audience, hub))
    async with connect(RedisSettings(url)) as line:
        relay = Relay(line, audience, hub, lambda: run.now_ms)
        following = asyncio.create_task(relay.run())
        await relay.has_loaded.wait()
        async with running_gateway(
            hub, lambda: run.now_ms, audience=audience, secret=secret, beat_s=3600
        ) as gateway:
            yield gateway
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following


def is_last(text: bytes) -> bool:
    """Say whether a frame is the whole board that ends a run."""
    return b'"type":"snapshot"' in text and f'"board":"{LAST}"'.encode() in text


async def told_by_socket(gateway: Gateway, following: asyncio.Event) -> list[bytes]:
    """Follow every board over a WebSocket to the end, and return the frames as they came."""
    frames: list[bytes] = []
    async with plain_socket(gateway) as socket:
        await socket.send(codec.encode({"op": "enter", "token": token()}).decode())
        for board in BOARDS:
            await socket.send(codec.encode({"op": "subscribe", "board": board}).decode())
        while not (frames and is_last(frames[-1])):
            frames.append(str(await socket.recv()).encode())
            if LAST.encode() in frames[-1]:
                following.set()
    return frames


async def told_by_events(gateway: Gateway, following: asyncio.Event) -> list[bytes]:
    """Follow every board over server-sent events to the end, and return the bytes line by line."""
    lines: list[bytes] = []
    query = "&".join(f"board={board}" for board in BOARDS)
    address = f"http://127.0.0.1:{gateway.port}/live/events?{query}"
    headers = {"Authorization": f"Bearer {token()}"}
    async with aiohttp.ClientSession() as session, session.get(address, headers=headers) as answer:
        async for line in answer.content:
            lines.append(line)
            if LAST.encode() in line:
                following.set()
            if is_last(line):
                break
    return lines


async def told(stores: RunningStack, redis: Redis, side: str, case: Case) -> dict[str, list[bytes]]:
    """Play one side in front of viewers of both classes; return what each line has carried."""
    await redis.flushall()
    run = StagedRun(redis)
    async with (
        gateway_of(stores, "public", run) as public,
        gateway_of(stores, "venue", run) as venue,
    ):
        gateways = {"public": public, "venue": venue}
        lines = {}
        for name, gateway in gateways.items():
            for ways in (told_by_socket, told_by_events):
                following = asyncio.Event()
                lines[f"{name}, {ways.__name__}"] = asyncio.create_task(ways(gateway, following))
                await following.wait()
        await run.stage()
        await run.play(plan(1, side, case.is_released), case.policy)
        store = BoardStore(redis, lambda: "e-last")
        for audience in OUTSIDE:
            await store.write(audience, LAST, {"kind": "index", "head": {}, "rows": {}}, run.now_ms)
        return {name: await line for name, line in lines.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_no_line_tells_of_what_is_not_released(stores: RunningStack, redis: Redis, case: Case) -> None:
    """Sockets and events of both classes: the same frames, as many, each as long."""
    one, other = [await told(stores, redis, side, case) for side in ("one", "other")]

    assert one == other
    assert all(len(frames) > len(BOARDS) for frames in one.values())
    assert any(b'"screens"' in frame for frame in one["venue, told_by_socket"])
    assert not any(b"Hall A" in frame for name in one if "public" in name for frame in one[name])


async def test_lines_tell_of_what_is_released(stores: RunningStack, redis: Redis) -> None:
    """The test has eyes: where everything is released, every line tells it."""
    live = Case("live", rule("live"), lambda at_ms, form: False)

    one, other = [await told(stores, redis, side, live) for side in ("one", "other")]

    assert [False] * 4 == [one[name] == other[name] for name in one]


async def test_a_leak_that_is_planted_in_a_board_of_the_venue_is_found(
    stores: RunningStack, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An overlay that goes to air a moment longer where the hidden marks are odd, so to speak."""
    honest = screens_board._row
    runs: list[Run] = []
    built = Run.__post_init__

    def noted(run: Run) -> None:
        built(run)
        runs.append(run)

    def leaking(screen: Any) -> dict[str, Any]:
        known = runs[-1].projection._histories.get("cup/testing")
        marks = sum(total.mark for total in known.now.competitors.values()) if known else 0
        return honest(screen) | {"reload": marks % 7}

    monkeypatch.setattr(Run, "__post_init__", noted)
    monkeypatch.setattr(screens_board, "_row", leaking)
    monkeypatch.setattr(screens_board.ScreenBoards, "advance", lambda self, _: {"cup/screens"})

    one, other = [await told(stores, redis, side, CASES[2]) for side in ("one", "other")]

    assert one["venue, told_by_socket"] != other["venue, told_by_socket"]
    assert one["public, told_by_socket"] == other["public, told_by_socket"]


async def test_what_the_venue_may_know_does_not_reach_the_public(redis: Redis) -> None:
    """R50: marks that are released to the hall alone change no byte of the public's."""
    seen = []
    for side in ("one", "other"):
        await redis.flushall()
        run = DividedRun(redis)
        await run.stage()
        await run.play(plan(2, side, lambda at_ms, form: False), rule("live"))
        seen.append(await kept(redis))

    def of(audience: str, found: dict[bytes, Any]) -> dict[bytes, Any]:
        return {key: value for key, value in found.items() if key.startswith(audience.encode())}

    assert of("venue", seen[0]) != of("venue", seen[1])
    assert of("public", seen[0]) == of("public", seen[1])


def unlisted(found: Iterable[bytes]) -> set[str]:
    """Return the keys of the classes that nobody has thought of."""
    names = (key.decode() for key in found)
    return {name for name in names if name.split(":")[1] not in KINDS_OF_KEYS}


async def test_every_key_of_a_class_is_of_a_known_kind(redis: Redis) -> None:
    """A new kind must be thought of here: what may it say, and to whom."""
    run = StagedRun(redis)
    await run.stage()
    await run.play(plan(0, "one", lambda at_ms, form: True), rule("live"))
    await run.tell_shown()

    found = await kept(redis)

    assert set() == unlisted(found)
    assert {"public:secrets"} == unlisted([*found, b"public:secrets"])
    others = {key async for key in redis.scan_iter("*")} - found.keys()
    assert {keys.SHOWN.encode()} == {key for key in others if not key.startswith(b"staff:")}


READS = (*BOARDS[:-1], "nowhere")


async def read(redis: Redis, shown: str | None) -> list[tuple[int, dict[str, str], bytes]]:
    """Ask the read API of the venue for every board, as the bearer of a token, or of none."""
    door = ClassDoor(build_api(redis, "venue"), "venue", CLASS, lambda: END_MS)
    headers = {} if shown is None else {"authorization": f"Bearer {shown}"}
    answers = []
    for board in READS:
        reply = Reply(0, {}, b"")
        await call_asgi(door, "GET", f"/api/v1/boards/{board}", b"", headers, reply)
        answers.append((reply.status, reply.headers, reply.body))
    return answers


@pytest.mark.parametrize("case", CASES[:3], ids=lambda case: case.name)
async def test_no_read_of_the_venue_tells_of_what_is_not_released(redis: Redis, case: Case) -> None:
    """Whoever asks, with whatever token: not by a header, a length or a refusal either."""
    seen = []
    for side in ("one", "other"):
        await redis.flushall()
        run = StagedRun(redis)
        await run.stage()
        await run.play(plan(0, side, case.is_released), case.policy)
        roles: tuple[Role, ...] = ("screen", "overlay", "announcer")
        seen.append([await read(redis, shown) for shown in (None, *map(token, roles))])

    assert seen[0] == seen[1]
    statuses = [[status for status, _, _ in answers] for answers in seen[0]]
    assert [401] * len(READS) == statuses[0]
    assert [200 if board == "cup/overlays" else 403 for board in READS] == statuses[2]
    assert 200 == statuses[1][1] == statuses[3][3]


async def test_the_public_has_no_board_of_the_venue(stores: RunningStack, redis: Redis) -> None:
    """Asked by name, and asked of Redis by the public's own user."""
    run = StagedRun(redis)
    await run.stage()
    await run.play(plan(0, "one", lambda at_ms, form: True), rule("live"))

    assert 404 == (await asked(build_api(redis, "public"), "/api/v1/boards/cup/screens"))[0]
    for url, foreign in ((stores.redis_public, "venue"), (stores.redis_venue, "public")):
        async with Redis.from_url(url) as client:
            with pytest.raises(NoPermissionError):
                await client.hgetall(f"{foreign}:board:cup")
