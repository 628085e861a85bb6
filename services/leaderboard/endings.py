"""Which skills have ended, and with which results: final, every form locked, worked out once. Pure."""

from collections.abc import Mapping

from services.leaderboard.results import SkillResults
from shared.domain.championship import SkillDefinition
from shared.domain.finishes import Group, finishes, results_by_group
from shared.domain.presets import ResultSettings
from shared.domain.results import SkillResult

Results = Mapping[Group, SkillResult]


class Ending:
    """The results of one skill once it has ended, kept until something that they are made from changes."""

    def __init__(self) -> None:
        self._kept: tuple[object, Results] | None = None

    def results(
        self, definition: SkillDefinition, marks: SkillResults, settings: ResultSettings
    ) -> Results | None:
        """Return the results of the skill; None before it is final and all its forms are known as locked.

        Both are asked: the records come one by one, and the last form may still be on its way.
        """
        end = marks.end
        if not (end.is_final and marks.are_all_locked):
            return None
        made_from = (definition, end, settings, marks.locked)
        if self._kept is None or not _are_same(self._kept[0], made_from):
            totals = {name: total.mark for name, total in marks.locked.items() if total.aspects_marked}
            ended = finishes(definition, totals, end.statuses, end.penalties, {})
            self._kept = (made_from, results_by_group(ended, settings, end.decision))
        return self._kept[1]


def _are_same(kept: object, made_from: tuple[object, ...]) -> bool:
    assert isinstance(kept, tuple)
    return all(one is other for one, other in zip(kept, made_from, strict=True))
