"""What each board says: pure functions from what is known to the plain object that viewers get.

A board never holds what its audience may not know: the policy decides here, before anything reaches a
process that serves the audience (R50 to R52).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.leaderboard.results import CompetitorTotal, SkillResults
from shared.domain.board import Board
from shared.domain.championship import Championship, SkillDefinition
from shared.domain.corrections import Correction
from shared.domain.people import Competitor, Person
from shared.domain.publication import Policy
from shared.domain.standings import places
from shared.domain.status import Status
from shared.domain.units import Mark, mark_text, percent_text

_NOT_MARKED = CompetitorTotal()


@dataclass(frozen=True, slots=True)
class SkillView:
    """One skill as one audience may see it."""

    id: str
    championship: Championship
    definition: SkillDefinition
    results: SkillResults
    policy: Policy
    frozen_since_ms: int | None = None
    """Since when the audience's boards stand still."""
    delay_ms: int = 0
    corrections: tuple[Correction, ...] = ()
    """What changed after the audience had seen it, oldest first (R53)."""

    @property
    def entrants(self) -> tuple[Competitor, ...]:
        """Return the competitors who are in the contest: guests are shown to officials only (R5)."""
        return tuple(c for c in self.definition.competitors if not c.is_guest)

    @property
    def shows_marks(self) -> bool:
        """Say whether the audience sees marks at all."""
        return self.policy in ("live", "after_lock")

    def total(self, competitor: str) -> CompetitorTotal:
        """Return what may be shown of the marks of ``competitor``: all, those on locked forms, or none."""
        match self.policy:
            case "live":
                return self.results.competitors.get(competitor, _NOT_MARKED)
            case "after_lock":
                return self.results.locked.get(competitor, _NOT_MARKED)
            case _:
                return _NOT_MARKED

    def progress(self, competitor: str) -> tuple[Mark, int]:
        """Return maxima and number of the aspects of ``competitor`` that are marked.

        Who may see marks as they come sees them at once; others as published, at fixed intervals (R52).
        """
        if self.policy != "live":
            return self.results.progress.get(competitor, (0, 0))
        total = self.total(competitor)
        return total.mark_max_marked, total.aspects_marked

    @property
    def marked(self) -> tuple[Mark, Mark]:
        """Return how many marks have been decided, and of how many."""
        marked = sum(self.progress(c.id)[0] for c in self.entrants)
        return marked, self.definition.scheme.mark_max * len(self.entrants)

    @property
    def state(self) -> str:
        """Return where the skill is in its life (R53)."""
        if self.results.end.is_final:
            return "final"
        if self.frozen_since_ms is not None:
            return "frozen"
        state = _state(*self.marked)
        return "provisional" if state == "ended" and self._is_all_locked else state

    @property
    def _is_all_locked(self) -> bool:
        """Say whether nothing is left but to make the results final (R34)."""
        of = self.definition.scheme.mark_max
        locked = self.results.locked
        competing = (c.id for c in self.entrants if self.status(c.id) == "competing")
        return all(locked.get(c, _NOT_MARKED).mark_max_marked == of for c in competing)

    def status(self, competitor: str) -> Status:
        """Return how a competitor takes part (R7)."""
        return self.results.end.statuses.get(competitor, "competing")

    def penalty(self, competitor: str) -> Mark:
        """Return what is taken off the total, shown apart from the marks (R7)."""
        return sum(self.results.end.penalties.get(competitor, {}).values())

    def net_total(self, competitor: str) -> Mark:
        """Return the marks less the penalties, never below 0 (R7)."""
        return max(0, self.total(competitor).mark - self.penalty(competitor))

    def places(self) -> dict[str, int]:
        """Return the place of each competitor with a mark that may be shown (R41), by status (R7).

        Each age group has places of its own (R2).
        """
        settings = self.championship.results.settings
        fields: dict[str | None, dict[str, Mark]] = {}
        for c in self.entrants:
            if self.status(c.id) in settings.status.in_places and self.total(c.id).aspects_marked:
                fields.setdefault(c.group, {})[c.id] = self.net_total(c.id)
        return {
            name: place
            for totals in fields.values()
            for name, place in places(totals, equal_to_hundredth=settings.are_places_by_hundredth).items()
        }

    def leaders(self) -> list[str]:
        """Return who is first: in the main field, and where that has no mark, in any age group (R2)."""
        first = sorted(competitor for competitor, place in self.places().items() if place == 1)
        known = self.definition.competitor_by_id
        return [name for name in first if known[name].group is None] or first


def _state(marked: Mark, of: Mark) -> str:
    if marked == 0:
        return "not_started"
    return "ended" if marked == of else "live"


def skill_board(view: SkillView, people: Mapping[str, Person]) -> Board:
    """Return the board of one skill: a row for each competitor."""
    place_of = view.places()
    is_hidden = view.policy == "nothing"
    used = {c.member for c in view.entrants}
    groups = {g.id: g.name.document() for g in view.championship.age_groups}
    return {
        "kind": "skill",
        "head": {
            **({"age_groups": groups} if groups else {}),
            "championship": view.championship.id,
            "championship_name": view.championship.name.document(),
            "skill": view.id,
            "number": view.definition.number,
            "name": view.definition.name.document(),
            "state": None if is_hidden else view.state,
            "policy": view.policy,
            "frozen_since_ms": view.frozen_since_ms,
            "delay_ms": view.delay_ms,
            "corrections": [_correction(view, correction) for correction in view.corrections],
            "mark_max": mark_text(view.definition.scheme.mark_max),
            "marked_percent": None if is_hidden else percent_text(*view.marked),
            "members": {m.id: m.name.document() for m in view.championship.members if m.id in used},
        },
        "rows": {c.id: _row(view, c, place_of.get(c.id), people) for c in view.entrants},
    }


def _correction(view: SkillView, told: Correction) -> dict[str, Any]:
    """Return a correction as it is published: totals as the board shows them, and a code, no expert."""
    penalty = view.penalty(told.competitor)
    return {
        "competitor": told.competitor,
        "was": mark_text(max(0, told.was - penalty)),
        "now": mark_text(max(0, told.now - penalty)),
        "at_ms": told.at_ms,
        "reason": told.reason,
    }


def _row(
    view: SkillView, competitor: Competitor, place: int | None, people: Mapping[str, Person]
) -> dict[str, Any]:
    total = view.total(competitor.id)
    is_hidden = view.policy == "nothing"
    # Beside a total stands how much of the 100 it is out of (R40); without totals, how far marking is.
    marked, aspects = total.mark_max_marked, total.aspects_marked
    penalty = view.penalty(competitor.id) if view.shows_marks else 0
    if view.policy == "progress":
        marked, aspects = view.progress(competitor.id)
    groups = {"group": competitor.group} if view.championship.age_groups else {}
    return {
        "place": place,
        **_name(people.get(competitor.id)),
        "member": competitor.member,
        **groups,
        "status": None if is_hidden else view.status(competitor.id),
        "total": mark_text(view.net_total(competitor.id)) if place is not None else None,
        "penalty": mark_text(penalty) if penalty else None,
        "marked": None if is_hidden else mark_text(marked),
        "aspects": None if is_hidden else aspects,
    }


def _name(person: Person | None) -> dict[str, str | None]:
    if person is None:
        return {"name": None, "name_latin": None}
    return {"name": person.name, "name_latin": person.name_latin}


def overview_board(
    championship: Championship, skills: Iterable[SkillView], people: Mapping[str, Person]
) -> Board:
    """Return the board of a championship: a row for each skill, with who leads."""
    views = list(skills)
    shown = [view for view in views if view.policy != "nothing"]
    marked = sum(view.marked[0] for view in shown)
    of = sum(view.marked[1] for view in shown)
    is_hidden = bool(views) and not shown
    return {
        "kind": "overview",
        "head": {
            "name": championship.name.document(),
            "state": None if is_hidden else _state(marked, of),
            "days": list(championship.days),
            "skills": len(views),
            "competitors": sum(len(view.entrants) for view in views),
            "marked_percent": None if is_hidden else percent_text(marked, of),
            "members": {m.id: m.name.document() for m in championship.members},
        },
        "rows": {
            view.id: _skill_row(order, view, people)
            for order, view in enumerate(sorted(views, key=_by_number))
        },
    }


def _by_number(view: SkillView) -> tuple[int, str]:
    number = view.definition.number
    return (int(number) if number.isdecimal() else 10_000, view.id)


def _skill_row(order: int, view: SkillView, people: Mapping[str, Person]) -> dict[str, Any]:
    is_hidden = view.policy == "nothing"
    first = view.leaders()
    leader = None
    if first:
        leader = {
            **_name(people.get(first[0])),
            "member": view.definition.competitor_by_id[first[0]].member,
            "total": mark_text(view.net_total(first[0])),
        }
    return {
        "order": order,
        "number": view.definition.number,
        "name": view.definition.name.document(),
        "competitors": len(view.entrants),
        "marked_percent": None if is_hidden else percent_text(*view.marked),
        "state": None if is_hidden else view.state,
        "leader": leader,
        "leaders": len(first),
    }


def index_board(championships: Iterable[tuple[Championship, int, int]]) -> Board:
    """Return the board of all championships, newest first, from numbers of skills and competitors."""
    ordered = sorted(championships, key=lambda entry: (entry[0].days, entry[0].id), reverse=True)
    return {
        "kind": "index",
        "head": {},
        "rows": {
            championship.id: {
                "order": order,
                "name": championship.name.document(),
                "skills": skills,
                "competitors": competitors,
            }
            for order, (championship, skills, competitors) in enumerate(ordered)
        },
    }
