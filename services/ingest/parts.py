"""What the routes of ingest work with: put together once, by ``__main__``."""

from dataclasses import dataclass

from services.ingest.access_desks import AccessDesks
from services.ingest.catalogue import Catalogue
from services.ingest.importing import Importer
from services.ingest.official_acts import OfficialActs
from services.ingest.photos import PhotoDesk
from services.ingest.publishing import PublicationDesk
from services.ingest.screen_desks import ScreenDesks
from services.ingest.submissions import Submissions
from shared.access.door import Doorkeeper
from shared.health import Readiness


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of ingest."""

    doorkeeper: Doorkeeper
    access: AccessDesks
    catalogue: Catalogue
    submissions: Submissions
    acts: OfficialActs
    importer: Importer
    publications: PublicationDesk
    photos: PhotoDesk
    screens: ScreenDesks
    readiness: Readiness
    body_bytes_max: int
    acts_bytes_max: int
    import_bytes_max: int
