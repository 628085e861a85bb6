"""What is told of every skill, for each audience: brought up to its cut, and told anew when the terms change.

The records of a skill come in several topics, and Kafka orders nothing between topics. Here they are told
in the order of the log's time, so that a process that has just started tells the very same as one that has
run all along: a record that comes late, and says anything new, has the skill told
anew.
"""

from services.leaderboard.history import SkillHistory
from services.leaderboard.telling import TOLD_BY_POLICY, Telling, Terms
from shared.domain.publication import AudienceClass


class _Told:
    """How far one audience has been told of one skill."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.kinds = TOLD_BY_POLICY[terms.policy]
        self.begin()

    def begin(self) -> None:
        """Begin anew, with nothing told."""
        self.telling = Telling(self.terms)
        self._taken = dict.fromkeys(self.kinds, 0)
        self._newest = (-1, 0)
        """Moment and kind of the newest record that said anything new."""

    def advance(self, history: SkillHistory, cut_ms: int | None) -> None:
        """Tell what came up to ``cut_ms``, all of it for None."""
        if cut_ms is not None and self._has_passed(history, cut_ms):
            self.begin()
        while (found := self._next(history, cut_ms)) is not None:
            at_ms, rank = found
            kind = self.kinds[rank]
            record = history.stream(kind).records[self._taken[kind]]
            self._taken[kind] += 1
            if not self.telling.take(record, at_ms):
                continue
            if found < self._newest:
                self.begin()
            else:
                self._newest = found

    def _next(self, history: SkillHistory, cut_ms: int | None) -> tuple[int, int] | None:
        """Return moment and kind of the oldest record that is not told yet."""
        waiting = []
        for rank, kind in enumerate(self.kinds):
            times_ms, taken = history.stream(kind).times_ms, self._taken[kind]
            if taken < len(times_ms) and (cut_ms is None or times_ms[taken] <= cut_ms):
                waiting.append((times_ms[taken], rank))
        return min(waiting, default=None)

    def _has_passed(self, history: SkillHistory, cut_ms: int) -> bool:
        taken = ((history.stream(kind).times_ms, taken) for kind, taken in self._taken.items())
        return any(count and times_ms[count - 1] > cut_ms for times_ms, count in taken)


class Chronicle:
    """The tellings of all skills."""

    def __init__(self) -> None:
        self._told: dict[tuple[AudienceClass, str], _Told] = {}

    def telling(
        self, audience: AudienceClass, key: str, terms: Terms, history: SkillHistory, cut_ms: int | None
    ) -> Telling:
        """Return what ``audience`` is told of the skill ``key`` up to ``cut_ms``."""
        told = self._told.get((audience, key))
        if told is None or not _are_same(told.terms, terms):
            told = self._told[audience, key] = _Told(terms)
        told.advance(history, cut_ms)
        return told.telling


def _are_same(one: Terms, other: Terms) -> bool:
    """Say whether the terms are the same; definitions are large, and a new one is another object."""
    return (
        one.definition is other.definition and one.settings is other.settings and one.policy == other.policy
    )
