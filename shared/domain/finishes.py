"""From the state of a skill to its results: who finished how, age group by age group (R2, R7, R40).

The one way from marks to results for a live championship: officials and boards must never differ.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from shared.domain.awards import Decision
from shared.domain.championship import SkillDefinition
from shared.domain.presets import ResultSettings
from shared.domain.results import Finish, Penalty, SkillResult, skill_result, total_of
from shared.domain.status import Status
from shared.domain.units import Mark

Group = str | None
"""An age group; None is the main field."""


def finishes(
    definition: SkillDefinition,
    marks: Mapping[str, Mark],
    statuses: Mapping[str, Status],
    penalties: Mapping[str, Mapping[str, Mark]],
    reasons: Mapping[tuple[str, str], str],
) -> Iterator[Finish]:
    """Yield how each competitor ended.

    ``marks`` hold who has any mark; ``penalties`` are by competitor and name, one of 0 is lifted; of a
    penalty without a reason at hand its name must do.
    """
    for competitor in definition.competitors:
        deductions = penalties.get(competitor.id, {})
        yield Finish(
            competitor,
            marks.get(competitor.id),
            statuses.get(competitor.id, "competing"),
            competitor.persons,
            tuple(
                Penalty(mark, reasons.get((competitor.id, name)) or name)
                for name, mark in deductions.items()
                if mark > 0
            ),
        )


def results_by_group(
    ended: Iterable[Finish], settings: ResultSettings, decision: Decision
) -> dict[Group, SkillResult]:
    """Return the results of a skill, for each age group its own (R2).

    The main field comes first. A decision by hand goes to the group of its competitor.
    """
    groups: dict[Group, list[Finish]] = {}
    for finish in ended:
        groups.setdefault(finish.competitor.group, []).append(finish)
    return {
        group: skill_result(groups[group], settings, _decision_of(groups[group], decision, settings))
        for group in sorted(groups, key=lambda name: (name is not None, name or ""))
    }


def _decision_of(ended: Iterable[Finish], decision: Decision, settings: ResultSettings) -> Decision:
    """Return what was decided about those who ``ended`` and may win.

    A decision about somebody who cannot win any more rests, and so does one where nothing is awarded.
    """
    able = {finish.competitor.id for finish in ended if settings.awards.medals and _may_win(finish, settings)}
    return replace(decision, by_hand=tuple(one for one in decision.by_hand if one.competitor in able))


def _may_win(finish: Finish, settings: ResultSettings) -> bool:
    is_in = finish.status in settings.status.in_scale & settings.status.in_medals
    return is_in and not finish.competitor.is_guest and bool(total_of(finish))
