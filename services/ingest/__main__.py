"""Put ingest together and run it until it is told to stop."""

import logging
import os
from contextlib import AsyncExitStack

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
from services.ingest.photos import PhotoDesk
from services.ingest.publishing import PublicationDesk
from services.ingest.redis_ephemeral import RedisEphemeral, connect
from services.ingest.screen_desks import ScreenDesks
from services.ingest.submissions import Submissions
from shared import kafka, process
from shared.clock import Clock, system_clock
from shared.config import IngestSettings
from shared.health import Readiness
from shared.log import configure
from shared.photo_store import PhotoStore
from shared.serving import Server, serve_until_stopped
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
        PhotoDesk(PhotoStore(settings.photos)),
        ScreenDesks.on(settings.secret, journal, access, catalogue, ephemeral, clock, settings.images),
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
    server = Server(create_app(parts), settings.process, proxies=settings.proxies)
    await serve_until_stopped(server, follower.run(), tail.run(), _stop_when_broken(journal))


async def _stop_when_broken(journal: KafkaJournal) -> None:
    await journal.broken.wait()
    raise RuntimeError("the producer cannot go on: a delivery failed for good")


def main() -> None:
    """Read the settings and run."""
    settings = IngestSettings.from_env(os.environ)
    configure("ingest", settings.process.log_level)
    process.run(run(settings))


if __name__ == "__main__":
    main()
