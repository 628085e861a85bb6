"""How marks and entries are written for officials: marks as text, everything else as it was entered."""

from typing import Any

from shared.domain.events import Entry
from shared.domain.scheme import Method
from shared.domain.units import Mark, mark_text

Document = dict[str, Any]


def mark_or_none(mark: Mark | None) -> str | None:
    """Return a mark as text, if there is one."""
    return None if mark is None else mark_text(mark)


def entered(entry: Entry | None) -> Document:
    """Return what a mark came from besides the mark; nothing of it when there is no entry to tell."""
    if entry is None:
        return {"scores": None, "deductions": None, "measured": None}
    return {
        "scores": None if entry.scores is None else list(entry.scores),
        "deductions": entry.deductions,
        "measured": entry.measured,
    }


def said(entry: Entry) -> int | str | None:
    """Return the one value that ``entry`` says for one judge or one pair."""
    if entry.score is not None:
        return entry.score
    if entry.mark is not None:
        return mark_text(entry.mark)
    return entry.measured if entry.deductions is None else entry.deductions


def voice_value(value: int, method: Method) -> int | str:
    """Return what a panel keeps of one voice: a judge's score, or the mark that a pair measured."""
    return value if method == "J" else mark_text(value)
