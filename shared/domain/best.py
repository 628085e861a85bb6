"""Best of each member, and best of all (R45): whose scale score is the highest."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contender:
    """A competitor with a scale score; a total of 0 never wins, so its holder is none."""

    skill: str
    competitor: str
    member: str
    scale_score: int
    """Before clamping, so that the limit of what is shown makes no tie."""
    shown: int
    """The same, kept within the limits of the scale (R42)."""


def best_of_members(contenders: Iterable[Contender]) -> dict[str, tuple[Contender, ...]]:
    """Return the best of each member; equal scores share it, in the order given (R45)."""
    by_member: dict[str, list[Contender]] = {}
    for contender in contenders:
        by_member.setdefault(contender.member, []).append(contender)
    return {member: overall_best(of_member) for member, of_member in by_member.items()}


def overall_best(contenders: Iterable[Contender]) -> tuple[Contender, ...]:
    """Return who has the highest scale score of all skills; equal scores share it (R45)."""
    everyone = tuple(contenders)
    top = max((contender.scale_score for contender in everyone), default=None)
    return tuple(contender for contender in everyone if contender.scale_score == top)
