"""Start scoring: ``python -m services.scoring``."""

import asyncio
import logging
import os
import signal

from prometheus_client import Gauge

from services.scoring.desk import Desk
from services.scoring.edges import KafkaLog, Sender
from services.scoring.worker import build_app
from shared import log, process
from shared.clock import system_clock
from shared.config import ScoringSettings
from shared.health import HealthServer
from shared.kafka import producer

_log = logging.getLogger(__name__)


async def run(settings: ScoringSettings) -> None:
    """Score until told to stop; leave the group cleanly, so that others take over at once."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    sending = producer(settings.kafka)
    await sending.start()
    desk = Desk(KafkaLog(settings.kafka), Sender(sending), system_clock)
    app = build_app(settings, desk)
    Gauge("bayge_scoring_partitions", "Partitions held").set_function(lambda: len(desk.partitions))
    Gauge("bayge_scoring_entries_counted", "Entries that count").set_function(desk.entries_counted)
    health = HealthServer(
        settings.process.host, settings.process.port, lambda: {"partitions": bool(desk.partitions)}
    )
    await health.start()
    await app.start()
    _log.info("scoring is started")
    await stop.wait()
    await app.stop()
    await sending.stop()
    await health.stop()


def main() -> None:
    """Read the settings, once, and run."""
    settings = ScoringSettings.from_env(os.environ)
    log.configure("scoring", settings.process.log_level)
    process.run(run(settings))


if __name__ == "__main__":
    main()
