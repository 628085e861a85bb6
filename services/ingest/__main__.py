"""Put ingest together and run it until it is told to stop."""

import asyncio
import logging
import os
import signal
from asyncio import Task
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any

import uvicorn
from aiokafka import ConsumerRecord

from services.ingest.access_desks import AccessDesks
from services.ingest.api import create_app
from services.ingest.catalogue import Catalogue
from services.ingest.desk import CommandDesk
from services.ingest.ephemeral import Ephemeral, MemoryEphemeral
from services.ingest.importing import Importer
from services.ingest.journal import Journal
from services.ingest.kafka_journal import KafkaJournal, TopicTail
from services.ingest.official_acts import OfficialActs
from services.ingest.parts import Parts
from services.ingest.publishing import PublicationDesk
from services.ingest.redis_ephemeral import RedisEphemeral, connect
from services.ingest.screen_desks import ScreenDesks
from services.ingest.submissions import Submissions
from shared import kafka, process
from shared.clock import Clock, system_clock
from shared.config import IngestSettings
from shared.health import Readiness
from shared.log import configure
from shared.topics import ACCESS, CATALOGUE, SCREENS, VERDICTS

log = logging.getLogger(__name__)


def assemble(
    settings: IngestSettings,
    journal: Journal,
    desk: CommandDesk,
    ephemeral: Ephemeral,
    clock: Clock,
    ready: Readiness,
) -> Parts:
    """Return the parts of ingest on top of ``journal``."""
    catalogue = Catalogue()
    access = AccessDesks.on(settings, journal, catalogue, ephemeral, clock)
    wait_ms = settings.verdict_wait_ms
    return Parts(
        access.doorkeeper,
        access,
        catalogue,
        Submissions(desk, catalogue, clock, wait_ms),
        OfficialActs(desk, catalogue, clock, wait_ms, access.doorkeeper.confirmed),
        Importer(journal, desk, catalogue, clock),
        PublicationDesk(journal, catalogue, clock),
        ScreenDesks.on(settings.secret, journal, access, catalogue, ephemeral, clock),
        ready,
        settings.body_bytes_max,
        settings.acts_bytes_max,
        settings.import_bytes_max,
    )


async def run(settings: IngestSettings) -> None:
    """Run ingest until a signal stops it; a fault of the world ends it with its exception."""
    await kafka.ensure_topics(settings.kafka)
    producer = kafka.producer(settings.kafka)
    await producer.start()
    try:
        async with AsyncExitStack() as stack:
            await _serve(settings, KafkaJournal(producer), await _ephemeral(settings, stack))
    finally:
        await producer.stop()


async def _ephemeral(settings: IngestSettings, stack: AsyncExitStack) -> Ephemeral:
    """Return the place for what may vanish: Redis where there is one, else this process."""
    if settings.redis is None:
        return MemoryEphemeral()
    return RedisEphemeral(await stack.enter_async_context(connect(settings.redis)))


async def _serve(settings: IngestSettings, journal: KafkaJournal, ephemeral: Ephemeral) -> None:
    desk = CommandDesk(journal)
    tail = TopicTail(settings.kafka, VERDICTS, desk.handle)

    async def handle(record: ConsumerRecord) -> None:
        await readers[record.topic](record)

    follower = kafka.Follower(settings.kafka, (CATALOGUE, ACCESS, SCREENS), handle)

    def readiness() -> dict[str, bool]:
        return {"catalogue": follower.caught_up.is_set(), "verdicts": tail.positioned.is_set()}

    parts = assemble(settings, journal, desk, ephemeral, system_clock, readiness)
    readers: dict[str, kafka.Handle] = {
        CATALOGUE.name: parts.catalogue.handle,
        ACCESS.name: parts.access.log.handle,
        SCREENS.name: parts.screens.log.handle,
    }
    server = _server(settings, parts)
    await _until_stopped(server, follower.run(), tail.run(), _stop_when_broken(journal))


def _server(settings: IngestSettings, parts: Parts) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            create_app(parts),
            settings.process.host,
            settings.process.port,
            http="httptools",
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=True,
            forwarded_allow_ips=settings.proxies,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=10,
        )
    )


async def _stop_when_broken(journal: KafkaJournal) -> None:
    await journal.broken.wait()
    raise RuntimeError("the producer cannot go on: a delivery failed for good")


async def _until_stopped(server: uvicorn.Server, *background: Coroutine[Any, Any, None]) -> None:
    """Serve until a signal comes or a background task fails; then finish the requests under way and stop.

    uvicorn raises the signal once more when it has finished: ours ignore it, so that the rest is cleaned up.
    """

    def stop(_: Task[None]) -> None:
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    tasks = [asyncio.create_task(work) for work in background]
    for task in tasks:
        task.add_done_callback(stop)
    await server.serve()
    for task in tasks:
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    for fault in ended:
        if isinstance(fault, Exception):
            raise fault


def main() -> None:
    """Read the settings and run."""
    settings = IngestSettings.from_env(os.environ)
    configure("ingest", settings.process.log_level)
    process.run(run(settings))


if __name__ == "__main__":
    main()
