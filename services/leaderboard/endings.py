"""Which skills have ended, and with which results: final, every form locked, worked out once. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from shared.domain.awards import Decision
from shared.domain.championship import SkillDefinition
from shared.domain.errors import RuleBroken
from shared.domain.events import SheetTotal
from shared.domain.finishes import Group, finishes, results_by_group
from shared.domain.presets import ResultSettings
from shared.domain.results import Finish, SkillResult
from shared.domain.skill_end import NOT_ENDED, SkillEnd
from shared.domain.units import Mark

Results = Mapping[Group, SkillResult]


class Ending:
    """What is known of the end of one skill; an older record never replaces a newer one."""

    def __init__(self) -> None:
        self._end: SkillEnd = NOT_ENDED
        self._offset = -1
        self._forms: dict[str, tuple[Sequence[SheetTotal] | None, int]] = {}
        """What each form holds locked, None while it is not locked, and the offset it is as of."""
        self._version = 0
        self._kept: tuple[tuple[object, ...], Results | None] | None = None

    def fold(self, end: SkillEnd, offset: int) -> bool:
        """Take in the end as of ``offset`` of the skill's log; return whether that may change results."""
        if offset <= self._offset:
            return False
        was_final, self._end, self._offset = self._end.is_final, end, offset
        self._version += 1
        return was_final or end.is_final

    def fold_form(self, form: str, totals: Sequence[SheetTotal] | None, offset: int) -> bool:
        """Take in what a form holds locked, if it is; return whether that may change results."""
        if offset <= self._forms.get(form, (None, -1))[1]:
            return False
        self._forms[form] = (totals, offset)
        self._version += 1
        return self._end.is_final

    def drop_form(self, form: str) -> bool:
        """Forget a form that is no more; return whether that may change results."""
        self._version += 1
        return self._forms.pop(form, None) is not None and self._end.is_final

    def results(self, definition: SkillDefinition, settings: ResultSettings) -> Results | None:
        """Return the results of the skill; None before it is final and all its forms are known as locked.

        Both are asked: the records come one by one, and the last form may still be on its way.
        """
        if not self._end.is_final or not self._forms:
            return None
        totals: dict[str, Mark] = {}
        for locked, _ in self._forms.values():
            if locked is None:
                return None
            for sheet in locked:
                if sheet.aspects_marked:
                    totals[sheet.competitor] = totals.get(sheet.competitor, 0) + sheet.mark
        made_from = (self._version, definition, settings)
        if self._kept is None or self._kept[0] != made_from:
            ended = finishes(definition, totals, self._end.statuses, self._end.penalties, {})
            self._kept = (made_from, _results(ended, settings, self._end.decision))
        return self._kept[1]


def _results(ended: Iterable[Finish], settings: ResultSettings, decision: Decision) -> Results | None:
    """Return the results; None where the records contradict each other: then nothing may be shown of them."""
    try:
        return results_by_group(ended, settings, decision)
    except RuleBroken:
        return None
