"""What a simulation ended with: how much was sent, how fast it was seen, and whether every board is right."""

from dataclasses import asdict, dataclass
from typing import Any

from deploy.simulator.comparison import Mismatch


@dataclass(frozen=True, slots=True)
class Summary:
    """The result of a simulation; the names are stable keys of ``--json``."""

    championship: str
    seed: str
    submissions: int
    counted: int
    set_aside: int
    refused: int
    unexpected: int
    """Submissions that became something else than planned: none, when all is well."""
    unanswered: int
    """Submissions sent without ever an answer: lost, or not; none, when all is well."""
    repeats: int
    """Submissions sent twice on purpose."""
    repeats_differing: int
    """Repeats that got another answer than the first time: none, when all is well."""
    retries: int
    """Tries without an answer, because a line or a service was down."""
    entries: int
    """Entries that counted."""
    seconds: float
    submissions_per_second: float
    verdict_p50_ms: float | None
    verdict_p99_ms: float | None
    """From POST to verdict."""
    frame_p50_ms: float | None
    frame_p99_ms: float | None
    """From POST to the frame on a viewer's socket that shows it."""
    frames_measured: int
    viewers: int
    boards_checked: int
    boards_equal: int
    mismatches: tuple[Mismatch, ...]
    acts: int = 0
    """Teams, checks, signatures, locks and whatever else officials did."""
    forms_locked: int = 0
    ending: dict[str, Any] | None = None
    """Appeals, recount, final skills, awards and the team table, where it was played to the end."""
    waiting: int = 0
    """Submissions that count only with others: single scores of a panel, a pair that awaits the other."""
    refusals: tuple[str, ...] = ()
    """The codes of unexpected refusals."""

    @property
    def is_right(self) -> bool:
        """Say whether nothing was lost and every board shows exactly what it must."""
        faults = self.unexpected + self.unanswered + self.repeats_differing + len(self.mismatches)
        office = "absent" if self.ending is None else self.ending["office"]
        return faults == 0 and self.boards_equal == self.boards_checked and office != "differs"

    def document(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **asdict(self),
            "mismatches": [mismatch._asdict() for mismatch in self.mismatches],
            "right": self.is_right,
        }
