"""Put ingest together and run it until it is told to stop."""

import asyncio
import logging
import os
import signal
from asyncio import Task
from collections.abc import Coroutine
from typing import Any

import uvicorn
from aiokafka import ConsumerRecord

from services.ingest.access import Doorkeeper, OneTimeCodes
from services.ingest.api import create_app
from services.ingest.catalogue import Catalogue
from services.ingest.desk import CommandDesk
from services.ingest.importing import Importer
from services.ingest.journal import Journal
from services.ingest.kafka_journal import KafkaJournal, TopicTail
from services.ingest.parts import Parts
from services.ingest.publishing import PublicationDesk
from services.ingest.submissions import Submissions
from services.ingest.token_orders import TokenDesk
from shared import kafka
from shared.clock import Clock, system_clock
from shared.config import IngestSettings
from shared.health import Readiness
from shared.log import configure
from shared.topics import ACCESS, CATALOGUE, VERDICTS

log = logging.getLogger(__name__)


def assemble(
    settings: IngestSettings, journal: Journal, desk: CommandDesk, clock: Clock, ready: Readiness
) -> Parts:
    """Return the parts of ingest on top of ``journal``."""
    catalogue = Catalogue()
    return Parts(
        Doorkeeper(settings.secret, clock),
        OneTimeCodes(settings.secret, journal, clock),
        TokenDesk(settings.secret, catalogue, clock),
        catalogue,
        Submissions(desk, catalogue, clock, settings.verdict_wait_ms),
        Importer(journal, desk, catalogue, clock),
        PublicationDesk(journal, catalogue, clock),
        ready,
        settings.body_bytes_max,
        settings.import_bytes_max,
    )


async def run(settings: IngestSettings) -> None:
    """Run ingest until a signal stops it; a fault of the world ends it with its exception."""
    await kafka.ensure_topics(settings.kafka)
    producer = kafka.producer(settings.kafka)
    await producer.start()
    try:
        await _serve(settings, KafkaJournal(producer))
    finally:
        await producer.stop()


async def _serve(settings: IngestSettings, journal: KafkaJournal) -> None:
    desk = CommandDesk(journal)
    tail = TopicTail(settings.kafka, VERDICTS, desk.handle)

    async def handle(record: ConsumerRecord) -> None:
        part = parts.catalogue if record.topic == CATALOGUE.name else parts.codes
        await part.handle(record)

    follower = kafka.Follower(settings.kafka, (CATALOGUE, ACCESS), handle)

    def readiness() -> dict[str, bool]:
        return {"catalogue": follower.caught_up.is_set(), "verdicts": tail.positioned.is_set()}

    parts = assemble(settings, journal, desk, system_clock, readiness)
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


def _new_loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def main() -> None:
    """Read the settings and run."""
    settings = IngestSettings.from_env(os.environ)
    configure("ingest", settings.process.log_level)
    with asyncio.Runner(loop_factory=_new_loop) as runner:
        runner.run(run(settings))


if __name__ == "__main__":
    main()
