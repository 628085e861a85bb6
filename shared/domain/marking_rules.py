"""The rules of marking that a scheme may set for itself (R21, R25, R26, R28), and their JSON documents.

Every one has the field's rule as its default, so that a scheme that says nothing is marked as the field does;
a document holds only what differs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple, get_args

from shared.domain.errors import RuleBroken
from shared.domain.judgement import PANEL_OF_THREE, JudgementRule
from shared.domain.kinds import is_so, whole, whole_or_none
from shared.domain.units import UNITS_PER_HUNDREDTH, Mark, mark_from_text, mark_text, rounded_hundredths

Rounding = Literal["sum_unrounded", "each_aspect"]
"""Sum exact marks and round for display; or round the mark of each aspect to 0.01 (R26)."""

PanelDevices = Literal["one_or_own", "own"]
"""A panel shows on its own devices, or all at once on one; or each judge on the own device only (R22)."""

_MEASURED: Final = re.compile(r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,9})?", re.ASCII)


class Band(NamedTuple):
    """What a measured value earns from ``low`` to ``high``, both included; None is without end (R25)."""

    low: Decimal | None
    high: Decimal | None
    mark: Mark

    def holds(self, value: Decimal) -> bool:
        """Say whether ``value`` lies in the band."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class MarkingRules:
    """How the whole scheme is marked where an aspect has no rule of its own."""

    judging: JudgementRule = PANEL_OF_THREE
    rounding: Rounding = "sum_unrounded"
    measurers: int = 2
    """How many experts measure together (R21)."""
    appeals_until_ms: int | None = None
    """The deadline for appeals (R32); None: none is set."""
    panel_devices: PanelDevices = "one_or_own"
    """``own``: nobody enters the scores of a whole panel, but for a clerk from signed paper (R22)."""

    @property
    def of_marks(self) -> "MarkingRules":
        """Return the rules without what changes no mark: the deadline, and on what a panel shows."""
        return replace(self, appeals_until_ms=None, panel_devices="one_or_own")

    def rounded(self, mark: Mark) -> Mark:
        """Return ``mark`` as it enters the sum: the one place of the switch (R26)."""
        return mark if self.rounding == "sum_unrounded" else rounded_hundredths(mark) * UNITS_PER_HUNDREDTH


THE_FIELDS_RULES: Final = MarkingRules()


def measured_value(text: str) -> Decimal:
    """Return the number that ``text`` says, exactly; raises ``RuleBroken("measured_not_a_number")``."""
    found = _MEASURED.fullmatch(text.strip())
    if found is None:
        raise RuleBroken("measured_not_a_number", value=text[:40])
    return Decimal(found[0].replace(",", "."))


def bands_document(bands: tuple[Band, ...]) -> list[dict[str, Any]]:
    """Return the JSON form of the bands of an aspect."""
    return [
        {
            "from": None if band.low is None else str(band.low),
            "to": None if band.high is None else str(band.high),
            "mark": mark_text(band.mark),
        }
        for band in bands
    ]


def band_from_document(document: Mapping[str, Any]) -> Band:
    """Return one band; raises ``KeyError``, ``TypeError`` and ``RuleBroken`` like all of a scheme's parts."""
    low, high = document.get("from"), document.get("to")
    return Band(
        None if low is None else measured_value(low),
        None if high is None else measured_value(high),
        mark_from_text(document["mark"]),
    )


def judging_document(rule: JudgementRule) -> dict[str, Any]:
    """Return the JSON form of a judgement rule."""
    return {
        "judges": rule.judges,
        "scale": rule.scale,
        "spread_max": rule.spread_max,
        "lowest": rule.lowest,
        "drops_extremes": rule.drops_extremes,
    }


def judging_from_document(document: Mapping[str, Any]) -> JudgementRule:
    """Return a judgement rule; what is not said is the field's rule."""
    spread_max = document.get("spread_max", PANEL_OF_THREE.spread_max)
    return JudgementRule(
        whole(document.get("judges", PANEL_OF_THREE.judges)),
        whole(document.get("scale", PANEL_OF_THREE.scale)),
        whole_or_none(spread_max),
        whole(document.get("lowest", PANEL_OF_THREE.lowest)),
        is_so(document.get("drops_extremes", PANEL_OF_THREE.drops_extremes)),
    )


def rules_document(rules: MarkingRules) -> dict[str, Any]:
    """Return the JSON form of a scheme's rules."""
    return {
        "judging": judging_document(rules.judging),
        "rounding": rules.rounding,
        "measurers": rules.measurers,
        "appeals_until_ms": rules.appeals_until_ms,
        "panel_devices": rules.panel_devices,
    }


def rules_from_document(document: Mapping[str, Any] | None) -> MarkingRules:
    """Return a scheme's rules; raises ``RuleBroken("scheme_malformed")`` for an unknown choice."""
    if document is None:
        return THE_FIELDS_RULES
    rounding = document.get("rounding", "sum_unrounded")
    if rounding not in get_args(Rounding):
        raise RuleBroken("scheme_malformed", part=f"rounding {rounding!r}")
    devices = document.get("panel_devices", "one_or_own")
    if devices not in get_args(PanelDevices):
        raise RuleBroken("scheme_malformed", part=f"panel_devices {devices!r}")
    return MarkingRules(
        judging_from_document(document.get("judging", {})),
        rounding,
        whole(document.get("measurers", 2)),
        whole_or_none(document.get("appeals_until_ms")),
        devices,
    )
