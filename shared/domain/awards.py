"""What each competitor of a skill gets: medals (R43), medallions (R44), and what the organiser decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from shared.domain.errors import RuleBroken
from shared.domain.medals import Medal, MedalPolicy, medals, medals_held
from shared.domain.people import Names
from shared.domain.scale import Scale
from shared.domain.units import Mark

AwardKind = Literal["gold", "silver", "bronze", "medallion"]

AWARD_KINDS: tuple[AwardKind, ...] = get_args(AwardKind)
"""From the best down."""

MEDALLION_FOR_EXCELLENCE: Final = Names(
    "Medallion for Excellence", "Медаль «За особое отличие»", "«Ерекше үздігі үшін» медалі"
)
"""R44, as DOMAIN's words have it."""


@dataclass(frozen=True, slots=True)
class AwardSettings:
    """What a championship may choose about its awards."""

    medals: MedalPolicy | None = field(default_factory=MedalPolicy)
    """None: this event awards nothing."""
    medallion_from: int = 700
    """The lowest scale score that earns a medallion (R44)."""
    medallion_label: Names = MEDALLION_FOR_EXCELLENCE


@dataclass(frozen=True, slots=True)
class ManualAward:
    """The organiser gives a competitor this award, or none, whatever the table says (R43)."""

    competitor: str
    kind: AwardKind | None
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What the organiser decided about one skill."""

    is_confirmed: bool = False
    """Set: what was only proposed is awarded."""
    by_hand: tuple[ManualAward, ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    """What one competitor gets."""

    kind: AwardKind | None
    """None: taken away by hand."""
    is_proposed: bool = False
    """Set until the organiser confirms (R3, R42)."""
    reason: str | None = None
    """Why, when it was decided by hand."""


def awards(
    scale: Scale, totals: Mapping[str, Mark], settings: AwardSettings, decision: Decision
) -> dict[str, Award]:
    """Return the awards of one skill; ``totals`` are those of the competitors who may win.

    A field below the minimum has proposals only, unless the table for small fields is switched on: with it
    the organiser has decided beforehand. When all totals are equal, nothing is even proposed, medallions
    neither, because nobody can say yet who stays without a medal. A decision by hand counts at once and
    leaves all others as the table has them. Raises ``RuleBroken``: ``reason_missing``, ``decided_twice``,
    ``cannot_win`` (a total of 0, or not among those who may win).
    """
    able = {name for name, total in totals.items() if total > 0} if settings.medals else set()
    by_hand = _by_hand(able, decision)
    if settings.medals is None:
        return {}
    held = medals_held(len(scale.scores), settings.medals)
    if not held or not (scale.has_spread or decision.is_confirmed):
        return by_hand
    scale_scores = {name: scale.scores[name].rounded for name in able}
    won = medals(scale_scores, settings.medals) if scale.has_spread else {}
    kept: dict[str, Medal] = {name: medal for name, medal in won.items() if medal in held}
    is_proposed = scale.is_field_small and settings.medals.small_fields is None and not decision.is_confirmed
    given = {name: Award(medal, is_proposed) for name, medal in kept.items()}
    for name in able - kept.keys():
        if scale_scores[name] >= settings.medallion_from:
            given[name] = Award("medallion", is_proposed)
    return given | by_hand


def _by_hand(able: set[str], decision: Decision) -> dict[str, Award]:
    given: dict[str, Award] = {}
    for manual in decision.by_hand:
        if not manual.reason.strip():
            raise RuleBroken("reason_missing", competitor=manual.competitor)
        if manual.competitor in given:
            raise RuleBroken("decided_twice", competitor=manual.competitor)
        if manual.competitor not in able:
            raise RuleBroken("cannot_win", competitor=manual.competitor)
        given[manual.competitor] = Award(manual.kind, reason=manual.reason.strip())
    return given
