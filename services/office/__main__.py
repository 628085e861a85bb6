"""Put the office together and run it until it is told to stop: ``python -m services.office``."""

import asyncio
import os
import signal
from asyncio import Task
from collections.abc import Coroutine
from types import FrameType
from typing import Any

import uvicorn
from prometheus_client import Gauge

from services.office.api import create_app
from services.office.desk import Desk
from services.office.intake import Intake
from services.office.ledger import Ledger
from services.office.nudges import Nudges
from services.office.parts import Parts
from services.office.register import Register
from services.office.shown import ShownBoards
from services.office.shown_redis import connect, follow_shown
from shared import kafka, process
from shared.access.door import Doorkeeper
from shared.access.register import Register as AccessRegister
from shared.clock import Clock, system_clock
from shared.config import OfficeSettings
from shared.health import Readiness
from shared.log import configure
from shared.photo_store import PhotoStore
from shared.topics import ACCESS, CATALOGUE, MARK_ENTRIES, PEOPLE, PUBLICATIONS

FOLLOWED = (ACCESS, CATALOGUE, PEOPLE, PUBLICATIONS, MARK_ENTRIES)


def assemble(settings: OfficeSettings, clock: Clock, ready: Readiness) -> Parts:
    """Return the parts of the office; what its intake is given, it knows."""
    register, ledger, access, nudges = Register(), Ledger(), AccessRegister(), Nudges()
    shown = ShownBoards()
    return Parts(
        Doorkeeper(settings.secret, clock, access),
        Desk(register, ledger, shown, clock),
        Intake(register, ledger, access, nudges),
        nudges,
        shown,
        PhotoStore(settings.photos),
        ready,
        settings.body_bytes_max,
        settings.offset_wait_ms / 1000,
    )


class _Server(uvicorn.Server):
    """Ends the streams when a signal comes: else it would wait for viewers who never leave."""

    def __init__(self, config: uvicorn.Config, nudges: Nudges) -> None:
        super().__init__(config)
        self._nudges = nudges
        self._loop = asyncio.get_running_loop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self._loop.call_soon_threadsafe(self._nudges.end)


async def run(settings: OfficeSettings) -> None:
    """Run the office until a signal stops it; a fault of the world ends it with its exception."""

    def readiness() -> dict[str, bool]:
        return {"caught_up": follower.caught_up.is_set()}

    parts = assemble(settings, system_clock, readiness)
    follower = kafka.Follower(settings.kafka, FOLLOWED, parts.intake.handle)
    Gauge("bayge_office_watching", "Streams of changes that are open").set_function(
        lambda: parts.nudges.count
    )
    server = _Server(_config(settings, parts), parts.nudges)
    if settings.redis is None:
        await _until_stopped(server, parts.nudges, follower.run())
        return
    async with connect(settings.redis) as redis:
        await _until_stopped(server, parts.nudges, follower.run(), follow_shown(redis, parts.take_shown))


def _config(settings: OfficeSettings, parts: Parts) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(parts),
        settings.process.host,
        settings.process.port,
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=10,
    )


async def _until_stopped(server: uvicorn.Server, nudges: Nudges, *works: Coroutine[Any, Any, None]) -> None:
    """Serve until a signal comes or a background task fails; then finish what is under way and stop.

    uvicorn raises the signal once more when it has finished: ours ignore it, so that the rest is cleaned up.
    """

    def stop(_: Task[None]) -> None:
        nudges.end()
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    tasks = [asyncio.create_task(work) for work in works]
    for task in tasks:
        task.add_done_callback(stop)
    await server.serve()
    for task in tasks:
        task.cancel()
    for fault in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(fault, Exception):
            raise fault


def main() -> None:
    """Read the settings and run."""
    settings = OfficeSettings.from_env(os.environ)
    configure("office", settings.process.log_level)
    process.run(run(settings))


if __name__ == "__main__":
    main()
