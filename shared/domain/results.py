"""The final results of one skill: total, place, scale score and award of each competitor (R40 to R44).

For a skill whose marking is over: the scale means nothing before (R42), so live boards are made elsewhere.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shared.domain.awards import Award, Decision, awards
from shared.domain.best import Contender
from shared.domain.errors import RuleBroken
from shared.domain.members import TeamEntry
from shared.domain.people import Competitor
from shared.domain.presets import ResultSettings
from shared.domain.scale import Scale, ScaleScore, scale
from shared.domain.standings import places
from shared.domain.status import Status
from shared.domain.units import Mark


@dataclass(frozen=True, slots=True)
class Penalty:
    """A deduction from the total, with its reason; shown apart from marks (R7)."""

    deduction: Mark
    reason: str


@dataclass(frozen=True, slots=True)
class Finish:
    """How one competitor ended: what the results are made from."""

    competitor: Competitor
    marks: Mark | None
    """The sum of the marks; None when there is none."""
    status: Status = "competing"
    persons: int = 1
    """Two for a pair (R6)."""
    penalties: tuple[Penalty, ...] = ()


@dataclass(frozen=True, slots=True)
class CompetitorResult:
    """One line of a skill's final results; None stands for: does not get one."""

    finish: Finish
    total: Mark | None
    """Marks less deductions, never below 0."""
    place: int | None
    scale: ScaleScore | None
    award: Award | None


@dataclass(frozen=True, slots=True)
class SkillResult:
    """The final results of one skill."""

    scale: Scale
    rows: tuple[CompetitorResult, ...]
    """By place; who has none stands last, otherwise in the order given."""


def skill_result(
    finishes: Sequence[Finish], settings: ResultSettings, decision: Decision | None = None
) -> SkillResult:
    """Return the final results of one skill (R40 to R44).

    Raises ``RuleBroken``: ``competitor_twice``, ``persons_not_positive``, ``absent_has_marks``, for a penalty
    ``reason_missing`` and ``deduction_not_positive``, and what ``awards`` raises.
    """
    _check(finishes)
    totals = {finish.competitor.id: total_of(finish) for finish in finishes}
    rules = settings.status
    place_of = places(
        _counting(finishes, totals, rules.in_places), equal_to_hundredth=settings.are_places_by_hundredth
    )
    scale_totals = _counting(finishes, totals, rules.in_scale)
    the_scale = scale(scale_totals, settings.scale)
    able = _counting(finishes, scale_totals, rules.in_medals)
    award_of = awards(the_scale, able, settings.awards, decision or Decision())
    rows = [
        CompetitorResult(
            finish, totals[name], place_of.get(name), the_scale.scores.get(name), award_of.get(name)
        )
        for finish in finishes
        for name in (finish.competitor.id,)
    ]
    return SkillResult(the_scale, tuple(sorted(rows, key=lambda row: row.place or len(rows) + 1)))


def team_entries(skill: str, result: SkillResult, settings: ResultSettings) -> Iterator[TeamEntry]:
    """Yield what the entries of one skill bring to the team tables (R46): no guest, nothing only proposed."""
    for row in result.rows:
        finish = row.finish
        if not finish.competitor.is_guest and finish.status in settings.status.in_team:
            kind = row.award.kind if row.award and not row.award.is_proposed else None
            score = row.scale.rounded if row.scale else None
            yield TeamEntry(finish.competitor.member, skill, kind, score, finish.persons)


def contenders(skill: str, result: SkillResult) -> Iterator[Contender]:
    """Yield who may be the best of a member or of all (R45): in the scale, and with more than 0."""
    for row in result.rows:
        if row.scale and row.total:
            competitor = row.finish.competitor
            yield Contender(skill, competitor.id, competitor.member, row.scale.rounded, row.scale.shown)


def _counting(
    finishes: Sequence[Finish], totals: Mapping[str, Mark | None], statuses: Collection[Status]
) -> dict[str, Mark]:
    """Return the totals, where there is one, of those in contest (R5) with one of ``statuses`` (R7)."""
    return {
        finish.competitor.id: total
        for finish in finishes
        if finish.status in statuses
        and not finish.competitor.is_guest
        and (total := totals.get(finish.competitor.id)) is not None
    }


def total_of(finish: Finish) -> Mark | None:
    """Return marks less deductions, never below 0; None without a mark (R40)."""
    if finish.marks is None:
        return None
    return max(0, finish.marks - sum(penalty.deduction for penalty in finish.penalties))


def _check(finishes: Sequence[Finish]) -> None:
    seen: set[str] = set()
    for finish in finishes:
        name = finish.competitor.id
        if name in seen:
            raise RuleBroken("competitor_twice", competitor=name)
        seen.add(name)
        if finish.persons < 1:
            raise RuleBroken("persons_not_positive", competitor=name, value=finish.persons)
        if finish.status == "absent" and finish.marks is not None:
            raise RuleBroken("absent_has_marks", competitor=name)
        for penalty in finish.penalties:
            if not penalty.reason.strip():
                raise RuleBroken("reason_missing", competitor=name)
            if penalty.deduction <= 0:
                raise RuleBroken("deduction_not_positive", competitor=name, value=penalty.deduction)
