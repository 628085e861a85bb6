"""Who stands where while record after record is folded: places, and whether the first one is certain.

The same rules as on the board (R2, R7, R41), kept up to date in place: a story is told record by record.
"""

from bisect import bisect_left, bisect_right, insort

from shared.domain.units import Mark, rounded_hundredths


class Ranking:
    """One field: the competitors who are placed together (R2)."""

    def __init__(self, *, is_by_hundredth: bool) -> None:
        self._value = rounded_hundredths if is_by_hundredth else int
        self._least: dict[str, int] = {}
        self._most: dict[str, int] = {}
        self._ordered: list[int] = []

    def put(self, name: str, least: Mark | None, most: Mark) -> None:
        """Let ``name`` have at least and at most so much; None: no mark is shown, so there is no place."""
        if (old := self._least.pop(name, None)) is not None:
            del self._ordered[bisect_left(self._ordered, old)]
        if least is not None:
            self._least[name] = value = self._value(least)
            insort(self._ordered, value)
        self._most[name] = self._value(most)

    def leave(self, name: str) -> None:
        """Take out a competitor whose status has no place (R7)."""
        self.put(name, None, 0)
        del self._most[name]

    def places(self) -> dict[str, int]:
        """Return the place of everybody who has one."""
        ordered, after = self._ordered, len(self._ordered) + 1
        return {name: after - bisect_right(ordered, value) for name, value in self._least.items()}

    @property
    def is_telling(self) -> bool:
        """Say whether enough have a mark for places to mean anything: two at least, and half of the field."""
        return len(self._least) >= 2 and 2 * len(self._least) >= len(self._most)

    def is_first_certain(self, name: str) -> bool:
        """Say whether ``name``, who is first, stays so by all marks that can still come."""
        first = self._least[name]
        return all(most <= first for other, most in self._most.items() if other != name)
