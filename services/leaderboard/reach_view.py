"""Which places are still possible on the board of a skill, by what its audience sees and nothing else (R52).

Where no marks are shown, nothing is said. What is open to a competitor is what the audience has not seen
marked, whether or not it is: a mark that waits for its lock, or came after the cut, counts as still to
come.
"""

from typing import NamedTuple

from services.leaderboard.boards import SkillView
from shared.domain.board import Board
from shared.domain.reach import Reach, Span, decided, reach


class Reached(NamedTuple):
    """The places still possible."""

    by_competitor: dict[str, Reach]
    """Empty where no marks are shown."""
    decided: int | None
    """How many from the top of the main field are certain; None where no marks are shown."""


def reached(view: SkillView) -> Reached:
    """Return the places that each competitor can still have within the own age group (R2)."""
    if not view.shows_marks:
        return Reached({}, None)
    settings = view.championship.results.settings
    fields: dict[str | None, dict[str, Span]] = {None: {}}
    end, mark_max = view.results.end, view.definition.scheme.mark_max
    for competitor in view.entrants:
        name = competitor.id
        if end.statuses.get(name, "competing") in settings.status.in_places:
            total = view.total(name)
            penalty = view.penalty(name) if name in end.penalties else 0
            most = total.mark + max(0, mark_max - total.mark_max_marked) - penalty
            span = Span(max(0, total.mark - penalty), max(0, most))
            fields.setdefault(competitor.group, {})[name] = span
    by_field = {
        group: reach(spans, equal_to_hundredth=settings.are_places_by_hundredth)
        for group, spans in fields.items()
    }
    every = {name: one for found in by_field.values() for name, one in found.items()}
    return Reached(every, decided(by_field[None]))


def with_reach(board: Board, view: SkillView) -> Board:
    """Add to the new board of a skill which places are still possible and how many are decided."""
    found = reached(view)
    for name, row in board["rows"].items():
        one = found.by_competitor.get(name)
        row["reach"] = None if one is None else list(one)
    board["head"]["decided"] = found.decided
    return board
