"""When each changed board is due: the first change at once, then at most once an interval. Pure.

Every audience has boards of its own, and only what it saw counts: if a change that it may not know made its
next one wait, the wait would tell of it (R52).
"""

from collections.abc import Callable, Iterable

from shared.domain.publication import AudienceClass

Shown = tuple[AudienceClass, str]
"""A board as one audience sees it."""

Interval = Callable[[str], int]
"""Returns the shortest time between two versions of a board, in milliseconds."""


class Pace:
    """Remembers which boards changed and says when to write them, so that bursts become one version."""

    def __init__(self, interval_ms: Interval) -> None:
        self._interval_ms = interval_ms
        self._changed: set[Shown] = set()
        self._written_at_ms: dict[Shown, int] = {}

    def touch(self, boards: Iterable[Shown]) -> None:
        """Remember that boards may have changed."""
        self._changed.update(boards)

    def hurry(self, boards: Iterable[Shown]) -> None:
        """Have boards looked at now, however lately they were written: what is taken away does not wait."""
        boards = list(boards)
        self.touch(boards)
        for board in boards:
            self._written_at_ms.pop(board, None)

    def take_due(self, now_ms: int) -> list[Shown]:
        """Return the boards to look at now; whoever writes one says so."""
        due = sorted(board for board in self._changed if self._due_at_ms(board) <= now_ms)
        self._changed.difference_update(due)
        return due

    def written(self, board: Shown, now_ms: int) -> None:
        """Remember that the audience has just seen a change of the board."""
        self._written_at_ms[board] = now_ms

    def next_due_ms(self) -> int | None:
        """Return when the next changed board is due; None while nothing waits."""
        return min(map(self._due_at_ms, self._changed), default=None)

    def _due_at_ms(self, board: Shown) -> int:
        written = self._written_at_ms.get(board)
        return 0 if written is None else written + self._interval_ms(board[1])
