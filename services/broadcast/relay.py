"""Bring the boards of one audience class from Redis to the hub; the only file here that knows Redis.

Listen first, load then: what is published while we load is waiting for us, and what the load already held is
recognised by its version. Whatever does not continue what we hold is loaded again. While Redis is away the
hub serves what it has.
"""

import asyncio
import logging
import random
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from services.broadcast import metrics
from services.broadcast.feed import Followed, StoredBoard
from services.broadcast.frames import FrameUnreadable, Position, is_board, read_board_frame
from services.broadcast.hub import Hub, Loaded
from shared import codec, keys
from shared.clock import Clock
from shared.config import RedisSettings
from shared.domain.publication import AudienceClass

log = logging.getLogger(__name__)

SILENCE_S: Final = 5.0
"""After this long without a word we ask Redis whether it is there, and after as long again we give it up."""
RETRY_FIRST_S: Final = 0.1
RETRY_MAX_S: Final = 5.0

_REMARKS: Final = {
    Loaded.OLDER: "what is kept is older than what we told, keeping ours",
    Loaded.FORKED: "the history of a board has forked, taking what is kept",
}


def connect(settings: RedisSettings) -> Redis:
    """Return a client that reports every broken line instead of mending it unseen."""
    arguments: dict[str, Any] = {"retry": Retry(NoBackoff(), 0), "socket_timeout": SILENCE_S}
    if settings.ca_file is not None:
        arguments["ssl_ca_certs"] = settings.ca_file
    return Redis.from_url(settings.url, **arguments)


class Relay:
    """Follows the boards of ``audience`` and keeps ``hub`` at what the writer has written."""

    def __init__(self, redis: Redis, audience: AudienceClass, hub: Hub[Any], clock: Clock) -> None:
        self._redis = redis
        self._audience = audience
        self._hub = hub
        self._clock = clock
        self._is_connected = False
        self.has_loaded = asyncio.Event()
        """Set once, when all boards have been loaded for the first time."""

    def readiness(self) -> dict[str, bool]:
        """Return what a gateway needs before it is sent viewers."""
        return {"redis": self._is_connected, "boards": self.has_loaded.is_set()}

    async def run(self) -> None:
        """Follow for ever; a broken line is mended with growing pauses."""
        pause_s = RETRY_FIRST_S
        while True:
            try:
                await self._follow()
            except (RedisError, OSError) as fault:
                if self._is_connected:
                    pause_s = RETRY_FIRST_S
                    metrics.redis_losses.inc()
                self._is_connected = False
                metrics.redis_connected.set(0)
                log.warning("Redis is away, the boards stay as they are", extra={"fault": repr(fault)})
            await asyncio.sleep(pause_s * random.uniform(0.5, 1))
            pause_s = min(2 * pause_s, RETRY_MAX_S)

    async def _follow(self) -> None:
        async with self._redis.pubsub() as published:
            await published.psubscribe(keys.live_pattern(self._audience))
            # The load goes over another connection: without the confirmation it could overtake us.
            if await published.get_message(timeout=SILENCE_S) is None:
                raise ConnectionError("Redis does not confirm the subscription")
            await self._load_all()
            self._is_connected = True
            metrics.redis_connected.set(1)
            log.info("following Redis", extra={"boards": len(self._hub.boards)})
            while True:
                await self._take(await _next_message(published))

    async def _take(self, message: Mapping[str, Any]) -> None:
        if message["type"] != "pmessage":
            return
        board = message["channel"].decode().removeprefix(keys.live(self._audience, ""))
        try:
            frame = read_board_frame(message["data"])
            if frame.board != board:
                raise FrameUnreadable(f"a frame of board {frame.board}")
        except FrameUnreadable as fault:
            log.error("what was published cannot be read", extra={"board": board, "fault": str(fault)})
            await self._load([board])
            return
        followed = self._hub.follow(frame)
        metrics.updates.labels(followed.name.lower()).inc()
        if followed is Followed.DONE:
            metrics.update_age.observe(max(0, self._clock() - frame.at_ms) / 1000)
        elif followed is not Followed.OLD:
            await self._load([board])

    async def _load_all(self) -> None:
        known = cast(set[bytes], await self._redis.smembers(keys.boards(self._audience)))
        await self._load(sorted({board.decode() for board in known} | set(self._hub.boards)))
        self.has_loaded.set()

    async def _load(self, boards: Sequence[str]) -> None:
        """Load ``boards``, of each its state first: a history that goes on beyond it is followed."""
        pipeline = self._redis.pipeline(transaction=False)
        for board in boards:
            pipeline.hgetall(keys.board(self._audience, board))
            pipeline.lrange(keys.history(self._audience, board), 0, -1)
        kept = await pipeline.execute()
        for board, state, history in zip(boards, kept[::2], kept[1::2], strict=True):
            metrics.loads.labels(self._take_over(board, state, history)).inc()

    def _take_over(self, board: str, state: Mapping[bytes, bytes], history: Sequence[bytes]) -> str:
        if not state:
            log.warning("a board is not kept any more, serving what we have", extra={"board": board})
            return "absent"
        try:
            stored = stored_board(board, state, history)
        except FrameUnreadable as fault:
            log.error("what is kept cannot be read", extra={"board": board, "fault": str(fault)})
            return "unreadable"
        loaded = self._hub.load(stored)
        if loaded is not Loaded.TAKEN:
            log.warning(_REMARKS[loaded], extra={"board": board, "kept": stored.position})
        return loaded


async def _next_message(published: PubSub) -> Mapping[str, Any]:
    """Return the next message of any kind; raises ``ConnectionError`` when Redis has fallen silent."""
    message = await published.get_message(timeout=SILENCE_S)
    if message is None:
        await published.ping()
        message = await published.get_message(timeout=SILENCE_S)
    if message is None:
        raise ConnectionError("Redis has fallen silent")
    return cast(Mapping[str, Any], message)


def stored_board(board: str, state: Mapping[bytes, bytes], history: Sequence[bytes]) -> StoredBoard:
    """Return a board as Redis keeps it; raises ``FrameUnreadable``."""
    try:
        position = Position(state[b"epoch"].decode(), int(state[b"version"]))
        at_ms = int(state[b"at_ms"])
        data = codec.decode(state[b"data"])
    except (KeyError, ValueError) as fault:
        raise FrameUnreadable(f"board {board}: {fault!r}") from fault
    if not position.epoch or not is_board(data):
        raise FrameUnreadable(f"board {board}: no epoch, or data that is not a board")
    return StoredBoard(board, position, at_ms, data, [read_board_frame(text) for text in history])
