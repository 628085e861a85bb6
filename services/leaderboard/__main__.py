"""Start the leaderboard: ``python -m services.leaderboard`` writes boards, ``... serve`` reads them out."""

import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from typing import Any

import uvicorn
from redis.asyncio import Redis

from services.leaderboard.api import build_api
from services.leaderboard.api_cards import Site
from services.leaderboard.door import ClassDoor
from services.leaderboard.ownership import GroupOwnership
from services.leaderboard.pace import Pace
from services.leaderboard.projection import Projection
from services.leaderboard.store import BoardStore
from services.leaderboard.writer import BoardWriter
from shared import log, process, topics
from shared.clock import monotonic_clock, system_clock
from shared.config import LeaderboardSettings, RedisSettings, ServeSettings
from shared.health import HealthServer
from shared.kafka import Follower

FOLLOWED = (topics.CATALOGUE, topics.PUBLICATIONS, topics.PEOPLE, topics.TOTALS, topics.FORMS, topics.SCREENS)


def _redis(settings: RedisSettings) -> Redis:
    secure: dict[str, Any] = {"ssl_ca_certs": settings.ca_file} if settings.ca_file else {}
    return Redis.from_url(settings.url, **secure)


async def write_boards(settings: LeaderboardSettings) -> None:
    """Write boards until told to stop."""
    redis = _redis(settings.redis)
    projection = Projection()

    def interval_ms(board_id: str) -> int:
        return settings.interval_of_ms(board_id)

    ownership = GroupOwnership(settings, lambda: writer.touch_all())
    store = BoardStore(redis)
    pace = Pace(interval_ms)
    writer = BoardWriter(
        projection, store, ownership, pace, settings.audiences, system_clock, monotonic_clock
    )
    follower = Follower(settings.kafka, FOLLOWED, writer.handle)
    health = HealthServer(
        settings.process.host,
        settings.process.port,
        lambda: {"caught_up": follower.caught_up.is_set(), "group": ownership.has_joined},
    )
    await health.start()
    await _run_until_stopped(
        follower.run(),
        ownership.run(),
        _after(follower.caught_up, writer.run()),
        _after(follower.caught_up, writer.publish_progress()),
        writer.keep_telling_shown(),
        writer.repair(),
    )
    await health.stop()
    await redis.aclose()


async def _after(event: asyncio.Event, work: Coroutine[None, None, None]) -> None:
    """Do ``work`` once ``event`` is set: no board is written from half of the log."""
    try:
        await event.wait()
    except asyncio.CancelledError:
        work.close()
        raise
    await work


async def _run_until_stopped(*works: Coroutine[None, None, None]) -> None:
    """Run all until SIGTERM; the first that fails ends the process with its exception."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work) for work in works]
        await stop.wait()
        await process.end(tasks)


def serve_boards(settings: ServeSettings) -> None:
    """Serve the read API of one audience class until told to stop."""
    site = Site(settings.web, settings.public_url) if settings.web else None
    api: Any = build_api(_redis(settings.redis), settings.audience, site)
    if settings.audience != "public":
        assert settings.secret is not None, "a class that is not public has a key of its own"
        api = ClassDoor(api, settings.audience, settings.secret, system_clock)
    uvicorn.run(
        api,
        host=settings.process.host,
        port=settings.process.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
    )


def main() -> None:
    """Read the settings, once, and run the process that was asked for."""
    if sys.argv[1:] == ["serve"]:
        serve = ServeSettings.from_env(os.environ)
        log.configure("serve", serve.process.log_level)
        serve_boards(serve)
        return
    settings = LeaderboardSettings.from_env(os.environ)
    log.configure("leaderboard", settings.process.log_level)
    process.run(write_boards(settings))


if __name__ == "__main__":
    main()
