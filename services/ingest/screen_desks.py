"""Everything about screens that the routes work with, put together on one log."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from services.ingest.access_desks import AccessDesks
from services.ingest.attempts import Attempts
from services.ingest.catalogue import Catalogue
from services.ingest.ephemeral import Ephemeral
from services.ingest.images import IMAGES_MAX, ImageDesk
from services.ingest.journal import Journal
from services.ingest.screen_beats import ScreenBeats
from services.ingest.screen_keys import ScreenKeys
from services.ingest.screen_log import ScreenLog
from services.ingest.screens import ScreenDesk
from shared.clock import Clock
from shared.photo_store import PhotoStore


@dataclass(frozen=True, slots=True)
class ScreenDesks:
    """The desks for screens and their operators."""

    log: ScreenLog
    keys: ScreenKeys
    desk: ScreenDesk
    beats: ScreenBeats
    images: ImageDesk

    @classmethod
    def on(
        cls,
        secret: str,
        journal: Journal,
        access: AccessDesks,
        catalogue: Catalogue,
        ephemeral: Ephemeral,
        clock: Clock,
        images: Path,
    ) -> Self:
        """Return the desks on top of ``journal``; ``images`` is the folder of the themes' images."""
        log, store = ScreenLog(journal), PhotoStore(images, IMAGES_MAX)
        keys = ScreenKeys(secret, access.log, access.doorkeeper, Attempts(ephemeral), ephemeral, clock)
        return cls(
            log,
            keys,
            ScreenDesk(log, keys, access.log, catalogue, store, clock),
            ScreenBeats(log, catalogue, ephemeral, clock),
            ImageDesk(log, store, catalogue, clock),
        )
