"""What the routes of ingest work with: put together once, by ``__main__``."""

from dataclasses import dataclass

from services.ingest.access import Doorkeeper, OneTimeCodes
from services.ingest.catalogue import Catalogue
from services.ingest.importing import Importer
from services.ingest.publishing import PublicationDesk
from services.ingest.submissions import Submissions
from services.ingest.token_orders import TokenDesk
from shared.health import Readiness


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of ingest."""

    doorkeeper: Doorkeeper
    codes: OneTimeCodes
    tokens: TokenDesk
    catalogue: Catalogue
    submissions: Submissions
    importer: Importer
    publications: PublicationDesk
    readiness: Readiness
    body_bytes_max: int
    import_bytes_max: int
