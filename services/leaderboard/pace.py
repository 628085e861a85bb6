"""When each changed board is due: the first change at once, then at most once an interval. Pure."""

from collections.abc import Callable, Iterable

Interval = Callable[[str], int]
"""Returns the shortest time between two versions of a board, in milliseconds."""


class Pace:
    """Remembers which boards changed and says when to write them, so that bursts become one version."""

    def __init__(self, interval_ms: Interval) -> None:
        self._interval_ms = interval_ms
        self._changed: set[str] = set()
        self._written_at_ms: dict[str, int] = {}

    def touch(self, board_ids: Iterable[str]) -> None:
        """Remember that boards changed."""
        self._changed.update(board_ids)

    def take_due(self, now_ms: int) -> list[str]:
        """Return the boards to write now and count them as written."""
        due = sorted(board for board in self._changed if self._due_at_ms(board) <= now_ms)
        self._changed.difference_update(due)
        self._written_at_ms.update(dict.fromkeys(due, now_ms))
        return due

    def next_due_ms(self) -> int | None:
        """Return when the next changed board is due; None while nothing waits."""
        return min(map(self._due_at_ms, self._changed), default=None)

    def _due_at_ms(self, board: str) -> int:
        written = self._written_at_ms.get(board)
        return 0 if written is None else written + self._interval_ms(board)
