"""What the routes work with."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.office.desk import Desk
from services.office.intake import Intake
from services.office.nudges import Nudges
from services.office.shown import ShownBoards
from shared.access.door import Doorkeeper
from shared.health import Readiness
from shared.photo_store import PhotoStore


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the office."""

    doorkeeper: Doorkeeper
    desk: Desk
    intake: Intake
    nudges: Nudges
    shown: ShownBoards
    photos: PhotoStore
    readiness: Readiness
    body_bytes_max: int
    offset_wait_s: float = 2.0
    """How long a read waits for the caller's own write; then it answers with what it has."""
    beat_s: float = 15.0

    def take_shown(self, said: Mapping[bytes, bytes]) -> None:
        """Take in what the boards say of themselves, and tell it to those who look at the skills."""
        for board in self.shown.take(said):
            self.nudges.show(board)
