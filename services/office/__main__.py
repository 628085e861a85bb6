"""Put the office together and run it until it is told to stop: ``python -m services.office``."""

import os

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
from shared.serving import Server, serve_until_stopped
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


async def run(settings: OfficeSettings) -> None:
    """Run the office until a signal stops it; a fault of the world ends it with its exception."""

    def readiness() -> dict[str, bool]:
        return {"caught_up": follower.caught_up.is_set()}

    parts = assemble(settings, system_clock, readiness)
    follower = kafka.Follower(settings.kafka, FOLLOWED, parts.intake.handle, is_patient=True)
    Gauge("bayge_office_watching", "Streams of changes that are open").set_function(
        lambda: parts.nudges.count
    )
    server = Server(create_app(parts), settings.process, end=parts.nudges.end)
    if settings.redis is None:
        await serve_until_stopped(server, follower.run())
        return
    async with connect(settings.redis) as redis:
        await serve_until_stopped(server, follower.run(), follow_shown(redis, parts.take_shown))


def main() -> None:
    """Read the settings and run."""
    settings = OfficeSettings.from_env(os.environ)
    configure("office", settings.process.log_level)
    process.run(run(settings))


if __name__ == "__main__":
    main()
