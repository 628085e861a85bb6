"""Which skills have ended, and with which results: final, every form locked, worked out once. Pure."""

from collections.abc import Mapping

from services.leaderboard.results import SkillResults
from shared.domain.championship import SkillDefinition
from shared.domain.finishes import Group, finishes, results_by_group
from shared.domain.presets import ResultSettings
from shared.domain.results import SkillResult
from shared.domain.skill_end import NOT_ENDED, SkillEnd

Results = Mapping[Group, SkillResult]


class Ending:
    """What is known of the end of one skill; an older record never replaces a newer one."""

    def __init__(self) -> None:
        self._end: SkillEnd = NOT_ENDED
        self._offset = -1
        self._kept: tuple[object, Results] | None = None

    def fold(self, end: SkillEnd, offset: int) -> bool:
        """Take in the end as of ``offset`` of the skill's log; return whether anything changed."""
        if offset <= self._offset:
            return False
        is_news, self._end, self._offset = end != self._end, end, offset
        return is_news

    def results(
        self, definition: SkillDefinition, marks: SkillResults, settings: ResultSettings
    ) -> Results | None:
        """Return the results of the skill; None before it is final and all its forms are known as locked.

        Both are asked: the records come one by one, and the last form may still be on its way.
        """
        if not (self._end.is_final and marks.are_all_locked):
            return None
        made_from = (definition, self._end, settings, marks.locked)
        if self._kept is None or not _are_same(self._kept[0], made_from):
            totals = {name: total.mark for name, total in marks.locked.items() if total.aspects_marked}
            ended = finishes(definition, totals, self._end.statuses, self._end.penalties, {})
            self._kept = (made_from, results_by_group(ended, settings, self._end.decision))
        return self._kept[1]


def _are_same(kept: object, made_from: tuple[object, ...]) -> bool:
    assert isinstance(kept, tuple)
    return all(one is other for one, other in zip(kept, made_from, strict=True))
