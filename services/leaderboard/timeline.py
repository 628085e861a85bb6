"""How the totals of a skill came about, for one audience: at most one point a minute and the newest. Pure.

A point holds the rows that changed since the point before; whoever adds them up has the board of that moment.
Minutes are those of the log, so that the points are the same whenever it is folded.
"""

from typing import Any, Final, NamedTuple

BUCKET_MS: Final = 60_000
POINTS_MAX: Final = 2000
"""Four long days, minute by minute; of more, the oldest two become one."""

Row = dict[str, Any]
NOTHING: Final[Row] = {"total": None, "place": None, "marked": None}
"""The row of a competitor of whom nothing is shown any more."""
Rows = dict[str, Row]


class Point(NamedTuple):
    """The rows that changed up to a moment."""

    at_ms: int
    rows: Rows


class Timeline:
    """The points of one skill."""

    def __init__(self) -> None:
        self._points: list[Point] = []
        self._last: Rows = {}
        self._open_ms: int | None = None
        """The moment of the newest change, when it is not in a point yet."""

    def starts_new_point(self, at_ms: int) -> bool:
        """Say whether a change at ``at_ms`` belongs to another minute than what came before."""
        return self._open_ms is not None and at_ms // BUCKET_MS != self._open_ms // BUCKET_MS

    def changed(self, at_ms: int) -> None:
        """Remember that something changed."""
        self._open_ms = at_ms

    def close(self, rows: Rows) -> None:
        """Make a point of all that changed since the last one; ``rows`` is how everything stands."""
        point = self._newest(rows)
        if point is None:
            return
        self._points.append(point)
        self._last |= point.rows
        self._open_ms = None
        if len(self._points) > POINTS_MAX:
            first, second = self._points[:2]
            self._points[:2] = [Point(second.at_ms, first.rows | second.rows)]

    def points(self, rows: Rows) -> list[Point]:
        """Return all points; the newest shows ``rows``, how everything stands now."""
        newest = self._newest(rows)
        return [*self._points, newest] if newest is not None else list(self._points)

    def _newest(self, rows: Rows) -> Point | None:
        if self._open_ms is None:
            return None
        changed = {name: row for name, row in rows.items() if self._last.get(name) != row}
        changed |= {name: NOTHING for name, row in self._last.items() if name not in rows and row != NOTHING}
        return Point(self._open_ms, changed) if changed else None
