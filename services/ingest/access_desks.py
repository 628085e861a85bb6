"""Everything about access that the routes work with, put together on one register."""

from dataclasses import dataclass
from typing import Self

from services.ingest.access import AccessLog, OneTimeCodes
from services.ingest.accounts import AccountDesk
from services.ingest.attempts import Attempts
from services.ingest.catalogue import Catalogue
from services.ingest.devices import DeviceDesk
from services.ingest.ephemeral import Ephemeral
from services.ingest.hashing import Hashing
from services.ingest.journal import Journal
from services.ingest.logins import Logins
from services.ingest.pairings import PairingDesk
from services.ingest.pins import PinDesk
from services.ingest.presence import Presence
from services.ingest.token_orders import TokenDesk
from shared.access.door import Doorkeeper
from shared.clock import Clock
from shared.config import IngestSettings


@dataclass(frozen=True, slots=True)
class AccessDesks:
    """The desks for whoever comes in."""

    log: AccessLog
    doorkeeper: Doorkeeper
    codes: OneTimeCodes
    logins: Logins
    tokens: TokenDesk
    accounts: AccountDesk
    pairings: PairingDesk
    devices: DeviceDesk
    pins: PinDesk
    presence: Presence

    @classmethod
    def on(
        cls,
        settings: IngestSettings,
        journal: Journal,
        catalogue: Catalogue,
        ephemeral: Ephemeral,
        clock: Clock,
    ) -> Self:
        """Return the desks on top of ``journal``."""
        secret = settings.secret
        log = AccessLog(journal)
        hashing = Hashing(settings.hash_rounds, settings.hash_memory_kib)
        attempts = Attempts(ephemeral)
        presence = Presence(ephemeral, clock)
        return cls(
            log,
            Doorkeeper(secret, clock, log.register),
            OneTimeCodes(secret, log, clock),
            Logins(secret, log, hashing, attempts, clock),
            TokenDesk(secret, log, catalogue, clock),
            AccountDesk(log, catalogue, hashing, attempts, clock),
            PairingDesk(secret, log, catalogue, attempts, clock, settings.public_url),
            DeviceDesk(log, presence, clock),
            PinDesk(secret, log, hashing, clock),
            presence,
        )
