"""Gold, silver and bronze by scale score (R43), with the rules for ties and small fields as tables.

Medals are given group by group from the top. A group is everyone within the tie of its own first member:
anchored, not chained, so that 760 758 756 is two golds and not three.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

Medal = Literal["gold", "silver", "bronze"]

MEDALS: tuple[Medal, ...] = get_args(Medal)
"""From the best down."""


@dataclass(frozen=True, slots=True)
class TieRow:
    """What the next group gets once ``after`` went to ``count_min`` to ``count_max`` competitors."""

    after: Medal | None
    """None: nothing was given yet."""
    count_min: int
    count_max: int | None
    """None: or more."""
    gives: Medal
    is_near: bool = False
    """Set: only if the next competitor is within the tie of the *last* of those before."""

    def follows(self, medal: Medal | None, count: int) -> bool:
        """Tell whether this row says what comes after ``count`` times ``medal``."""
        return (
            medal == self.after
            and self.count_min <= count
            and (self.count_max is None or count <= self.count_max)
        )


TIE_TABLE: Final = (
    TieRow(None, 0, 0, gives="gold"),
    TieRow("gold", 1, 1, gives="silver"),
    TieRow("gold", 2, 2, gives="bronze"),  # no silver, at least one bronze
    TieRow("gold", 3, None, gives="bronze", is_near=True),
    TieRow("silver", 1, 1, gives="bronze"),
    TieRow("silver", 2, None, gives="bronze", is_near=True),
)
"""R43, sentence by sentence; nothing follows bronze."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """Which medals a skill with at least ``field_min`` entrants has."""

    field_min: int
    medals: tuple[Medal, ...]


SMALL_FIELDS: Final = (
    FieldRow(6, ("gold", "silver", "bronze")),
    FieldRow(5, ("gold", "silver")),
    FieldRow(4, ("gold",)),
)
"""R3, the variant of Moscow 2018: with three entrants or fewer a skill is not held."""


@dataclass(frozen=True, slots=True)
class MedalPolicy:
    """What a championship may choose about its medals."""

    tie_max: int = 2
    """The largest difference from a group's first member that still is a tie."""
    tie_table: tuple[TieRow, ...] = TIE_TABLE
    small_fields: tuple[FieldRow, ...] | None = None
    """None: every field has all medals, and a small one asks the organiser (R3)."""


def medals(scale_scores: Mapping[str, int], policy: MedalPolicy) -> dict[str, Medal]:
    """Return who wins what among all who may win, by their scale scores before clamping (R43).

    Whoever has a total of 0 may not win and must not be among them.
    """
    waiting = sorted(scale_scores, key=lambda name: (-scale_scores[name], name))
    given: dict[str, Medal] = {}
    last: Medal | None = None
    group: Sequence[str] = ()
    while row := next((row for row in policy.tie_table if row.follows(last, len(group))), None):
        if not waiting or (
            row.is_near and scale_scores[group[-1]] - scale_scores[waiting[0]] > policy.tie_max
        ):
            break
        anchor = scale_scores[waiting[0]]
        group = [name for name in waiting if anchor - scale_scores[name] <= policy.tie_max]
        waiting = waiting[len(group) :]
        last = row.gives
        given.update(dict.fromkeys(group, last))
    return given


def medals_held(field: int, policy: MedalPolicy) -> tuple[Medal, ...]:
    """Return the medals that a skill with ``field`` entrants has; none means that it is not held (R3)."""
    if policy.small_fields is None:
        return MEDALS
    fitting = [row for row in policy.small_fields if field >= row.field_min]
    return max(fitting, key=lambda row: row.field_min).medals if fitting else ()
