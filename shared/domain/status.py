"""How a competitor takes part (R7), and what each way leaves: a place, a scale score, a medal, an entry."""

from dataclasses import dataclass
from typing import Literal, get_args

Status = Literal["competing", "absent", "withdrawn", "disqualified"]
"""Absent: no mark yet. Withdrawn: keeps the marks so far. Disqualified: by the organiser, with a reason."""

STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class StatusRules:
    """Which statuses count for what; a guest counts for nothing of it, whatever the status (R5).

    R7 takes the medal from a withdrawn competitor and the place, too, only from a disqualified one; R42 takes
    the scale score from both. Hence by default a withdrawn competitor keeps the place of the marks so far.
    """

    in_places: frozenset[Status] = frozenset({"competing", "withdrawn"})
    in_scale: frozenset[Status] = frozenset({"competing"})
    in_medals: frozenset[Status] = frozenset({"competing"})
    """Only who has a scale score, too, can win a medal."""
    in_team: frozenset[Status] = frozenset({"competing", "withdrawn", "disqualified"})
    """Who makes a skill one that the member has entered (R46): not the one who never started, but a team does
    not better its average by withdrawing."""
