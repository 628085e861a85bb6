"""The story of one skill as one audience knows it: record by record, in the order of the log. Pure.

It is a fold: the same records give the same story, in whatever batches they came and however often the
process began anew. It sees only what the policy lets through: live marks, marks on locked forms, or only
the end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from services.leaderboard.history import FormTold, SkillTold, Told, TotalTold
from services.leaderboard.items import STATES, Item, Items, ItemType
from services.leaderboard.ranking import Ranking
from services.leaderboard.results import CompetitorTotal, SkillResults
from services.leaderboard.timeline import Row, Rows, Timeline
from shared.domain.championship import SkillDefinition
from shared.domain.events import SheetTotal
from shared.domain.people import Competitor
from shared.domain.presets import ResultSettings
from shared.domain.publication import Policy
from shared.domain.units import Mark, mark_text

CLIMB_TO: Final = 3
"""A climb is told when it ends at this place or above."""
TOLD_BY_POLICY: Final[dict[Policy, tuple[type[Told], ...]]] = {
    "live": (TotalTold, SkillTold, FormTold),
    "after_lock": (SkillTold, FormTold),
    "progress": (SkillTold,),
    "nothing": (),
}
"""Which records an audience's story is made of; at one moment in this order."""

Shown = tuple[Mark, Mark]
_NOT_MARKED: Final = CompetitorTotal()


@dataclass(frozen=True, slots=True)
class Terms:
    """What a story is made by; with other terms it is told anew."""

    skill: str
    definition: SkillDefinition
    settings: ResultSettings
    policy: Policy


class Telling:
    """Items and timeline of one skill, for one audience."""

    def __init__(self, terms: Terms) -> None:
        self.items = Items(terms.skill)
        self.timeline = Timeline()
        self._terms = terms
        self._results = SkillResults()
        self._entrants = {c.id: c for c in terms.definition.competitors if not c.is_guest}
        is_by_hundredth = terms.settings.are_places_by_hundredth
        groups = {c.group for c in self._entrants.values()}
        self._rankings = {group: Ranking(is_by_hundredth=is_by_hundredth) for group in groups}
        self._shown: dict[str, Shown] = {}
        """Of everybody who is placed: the total, and how much of the 100 it is out of."""
        self._places: dict[str, int] = {}
        self._sheets: dict[tuple[str, str], SheetTotal] = {}
        """Every sheet as it was shown last."""
        self._criteria: dict[str, dict[str, Mark]] = {}
        self._marked: Mark = 0
        """How much of everybody's 100 is marked, as far as is shown."""
        self._marked_of: dict[str, Mark] = {}
        self._state = STATES[0]
        self._refresh(self._entrants)

    def take(self, record: Told, at_ms: int) -> bool:
        """Take in the next record; return whether it says anything new.

        That hangs on the records of its own topic alone, and not on what those of another have made of it.
        """
        if not record.into(self._results) or self._is_known(record):
            return False
        if self.timeline.starts_new_point(at_ms):
            self.timeline.close(self.rows())
        corrected = self._compare_sheets(record)
        touched = [record.sheet.competitor] if isinstance(record, TotalTold) else list(self._entrants)
        before = {name: self._shown.get(name) for name in touched}
        self._refresh(touched)
        state = self._state_now()
        if any(self._shown.get(name) != old for name, old in before.items()):
            self.timeline.changed(at_ms)
        elif state == self._state and not isinstance(record, SkillTold):
            return True
        self._tell(at_ms, before, corrected, state)
        return True

    def _is_known(self, record: Told) -> bool:
        """Say whether a total tells what was told before: a newer mark is in it, but it is the same."""
        if not isinstance(record, TotalTold):
            return False
        return self._sheets.get((record.sheet.competitor, record.sheet.form)) == record.sheet

    def rows(self) -> Rows:
        """Return the rows of everybody who is placed."""
        places = self._all_places(is_for_story=False)
        return {name: self._row(name, *self._shown[name], place) for name, place in places.items()}

    def _row(self, name: str, total: Mark, marked: Mark, place: int) -> Row:
        row: Row = {"total": mark_text(total), "place": place, "marked": mark_text(marked)}
        if self._terms.policy == "live":
            criteria = self._criteria.get(name, {})
            row["criteria"] = {letter: mark_text(criteria[letter]) for letter in sorted(criteria)}
        return row

    def _compare_sheets(self, record: Told) -> dict[str, Mark]:
        """Return by how much marks that had been shown were changed, by competitor."""
        sheets: Iterable[SheetTotal] = ()
        if isinstance(record, TotalTold):
            sheets = (record.sheet,)
        elif isinstance(record, FormTold) and self._terms.policy == "after_lock":
            sheets = record.totals or ()
        changed: dict[str, Mark] = {}
        for sheet in sheets:
            old = self._sheets.get((sheet.competitor, sheet.form))
            self._sheets[sheet.competitor, sheet.form] = sheet
            self._add_to_criterion(sheet, old)
            if old is not None and _is_corrected(old, sheet):
                changed[sheet.competitor] = changed.get(sheet.competitor, 0) + sheet.mark - old.mark
        return changed

    def _add_to_criterion(self, sheet: SheetTotal, old: SheetTotal | None) -> None:
        letter = self._terms.definition.scheme.criterion_of_form.get(sheet.form)
        if letter is not None:
            criteria = self._criteria.setdefault(sheet.competitor, {})
            criteria[letter] = criteria.get(letter, 0) + sheet.mark - (old.mark if old else 0)

    def _refresh(self, names: Iterable[str]) -> None:
        """Let the rankings say what the results say of ``names``."""
        totals = self._totals()
        for name in names:
            if (competitor := self._entrants.get(name)) is not None:
                self._place(competitor, totals.get(name, _NOT_MARKED))

    def _totals(self) -> dict[str, CompetitorTotal]:
        return self._results.locked if self._terms.policy == "after_lock" else self._results.competitors

    def _place(self, competitor: Competitor, total: CompetitorTotal) -> None:
        name, end = competitor.id, self._results.end
        ranking = self._rankings[competitor.group]
        self._shown.pop(name, None)
        self._marked += total.mark_max_marked - self._marked_of.get(name, 0)
        self._marked_of[name] = total.mark_max_marked
        if end.statuses.get(name, "competing") not in self._terms.settings.status.in_places:
            ranking.leave(name)
            return
        penalty = sum(end.penalties.get(name, {}).values())
        still_open = max(0, self._terms.definition.scheme.mark_max - total.mark_max_marked)
        net = max(0, total.mark - penalty)
        is_placed = total.aspects_marked > 0
        ranking.put(name, net if is_placed else None, max(0, total.mark + still_open - penalty))
        if is_placed:
            self._shown[name] = (net, total.mark_max_marked)

    def _all_places(self, *, is_for_story: bool) -> dict[str, int]:
        return {
            name: place
            for ranking in self._rankings.values()
            if ranking.is_telling or not is_for_story
            for name, place in ranking.places().items()
        }

    def _state_now(self) -> str:
        """Return where the skill is, by what is shown (R53)."""
        if self._results.end.is_final:
            return "final"
        of = self._terms.definition.scheme.mark_max
        if not self._marked or self._terms.policy == "progress":
            return "not_started"
        if self._marked < of * len(self._entrants):
            return "live"
        return "provisional" if self._is_all_locked(of) else "ended"

    def _is_all_locked(self, of: Mark) -> bool:
        statuses, locked = self._results.end.statuses, self._results.locked
        competing = (name for name in self._entrants if statuses.get(name, "competing") == "competing")
        return all(locked.get(name, _NOT_MARKED).mark_max_marked == of for name in competing)

    def _tell(
        self, at_ms: int, before: dict[str, Shown | None], corrected: dict[str, Mark], state: str
    ) -> None:
        """Tell what the record changed: what is undone, then corrections, places, the state."""
        old, self._places = self._places, self._all_places(is_for_story=True)
        is_undone = bool(corrected) or any(
            shown is not None and (name not in self._shown or self._shown[name][0] < shown[0])
            for name, shown in before.items()
        )
        self._state, was_state = state, self._state
        self.items.close(self._holds, is_undone=is_undone)
        for name in sorted(corrected.keys() & self._shown.keys()):
            total = self._shown[name][0]
            said = Item("correction", at_ms, name, self._places.get(name), old.get(name), total=total)
            said.total_was = max(0, total - corrected[name])
            if mark_text(said.total_was) != mark_text(total):
                self.items.tell(said)
        self._tell_places(at_ms, before, old)
        if STATES.index(state) > STATES.index(was_state):
            self.items.tell(Item("state", at_ms, state=state))

    def _tell_places(self, at_ms: int, before: dict[str, Shown | None], old: dict[str, int]) -> None:
        first = [(-place, name) for name, place in self._places.items() if place <= CLIMB_TO]
        for below, name in sorted(first):
            place, was = -below, old.get(name)
            if place == 1 and was != 1:
                self._say(at_ms, "lead", name, was)
            elif place > 1 and was is not None and place < was and self._has_risen(name, before):
                self._say(at_ms, "climb", name, was)
            if place > 1 or self.items.is_open("decided", name):
                continue
            if self._ranking_of(name).is_first_certain(name):
                self._say(at_ms, "decided", name, None)

    def _has_risen(self, name: str, before: dict[str, Shown | None]) -> bool:
        """Say whether it is by marks of their own that somebody stands higher."""
        shown = before.get(name)
        return name in before and (shown is None or self._shown[name][0] > shown[0])

    def _say(self, at_ms: int, item_type: ItemType, name: str, was: int | None) -> None:
        place = self._places[name]
        group = self._entrants[name].group
        others = (n for n, p in self._places.items() if p == place and n != name)
        is_shared = any(self._entrants[other].group == group for other in others)
        self.items.tell(Item(item_type, at_ms, name, place, was, is_shared))

    def _ranking_of(self, name: str) -> Ranking:
        return self._rankings[self._entrants[name].group]

    def _holds(self, item: Item) -> bool:
        if item.state is not None:
            return STATES.index(self._state) >= STATES.index(item.state)
        place = self._places.get(item.competitor or "")
        if place is None or item.place is None or place > item.place:
            return False
        return item.type != "decided" or self._ranking_of(item.competitor or "").is_first_certain(
            item.competitor or ""
        )


def _is_corrected(old: SheetTotal, new: SheetTotal) -> bool:
    """Say whether a mark that was shown is another now: more aspects alone cannot explain the difference."""
    won = new.mark - old.mark
    return not 0 <= won <= new.mark_max_marked - old.mark_max_marked
