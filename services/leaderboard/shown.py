"""Up to where of a skill's log a board shows marks, so that "on screens" is claimed only when it is so. Pure.

Nobody's marks can be told from it: per form an offset of the log, and whether later marks are held back.
"""

from typing import NamedTuple

from services.leaderboard.boards import SkillView


class ShownMarks(NamedTuple):
    """What one audience's board of a skill shows."""

    offsets: dict[str, int]
    """By form: every mark on it that stands in the log up to there is in the totals that are shown."""
    is_held_back: bool
    """Later marks wait for more than the next version of the board: a lock, a delay, the end of a freeze."""


def shown_marks(view: SkillView) -> ShownMarks:
    """Return which marks the board of ``view`` shows (R50)."""
    is_at_once = view.policy == "live" and not view.delay_ms and view.frozen_since_ms is None
    return ShownMarks(_offsets(view), is_held_back=not is_at_once)


def _offsets(view: SkillView) -> dict[str, int]:
    newest = view.results.totals_offset
    match view.policy:
        case "live":
            return {form.id: newest for form in view.definition.scheme.forms} if newest >= 0 else {}
        case "after_lock":
            return view.results.locked_offsets
        case _:
            return {}
