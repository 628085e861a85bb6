"""What is usual at a championship and warned about beyond it: settings of each one (R2 to R4, R10 to R12).

Nothing here refuses anything: the organiser decides (R3).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from shared.domain.errors import RuleBroken
from shared.domain.kinds import whole
from shared.domain.units import UNITS_PER_MARK, Mark, mark_from_text, mark_text

_MARKS: Final = frozenset({"aspect_mark_max", "section_distance_max"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """The usual limits, each included; the defaults are the field's."""

    age_min: int = 18
    """In the year of the championship, for competitors without an age group (R2)."""
    age_max: int = 22
    competitors_min: int = 5
    """In contest, in one skill (R3)."""
    hours_min: int = 15
    """Of a test project (R4)."""
    hours_max: int = 22
    criteria_min: int = 5
    """Of a scheme (R10)."""
    criteria_max: int = 9
    aspect_mark_max: Mark = 2 * UNITS_PER_MARK
    """R11."""
    section_distance_max: Mark = 5 * UNITS_PER_MARK
    """How far the marks of a section may be from its target (R12)."""
    forms_due_hour: int = 24
    """Until when the forms of a day are locked, by its own clock; 24 is the midnight at its end (R31)."""


USUAL_BOUNDS: Final = Bounds()


def bounds_document(bounds: Bounds) -> dict[str, Any]:
    """Return the JSON form: what differs from the field's bounds."""
    usual = asdict(USUAL_BOUNDS)
    return {
        name: mark_text(value) if name in _MARKS else value
        for name, value in asdict(bounds).items()
        if value != usual[name]
    }


def bounds_from_document(document: Mapping[str, Any] | None) -> Bounds:
    """Return the bounds that ``document`` describes; what it does not say is usual.

    Raises ``RuleBroken("definition_malformed")`` for a field that is no bound, ``TypeError`` for another
    kind, and what ``mark_from_text`` raises.
    """
    known = {field.name for field in fields(Bounds)}
    if unknown := [name for name in document or () if name not in known]:
        raise RuleBroken("definition_malformed", part=f"bounds.{unknown[0]}")
    values = {
        name: mark_from_text(value) if name in _MARKS else whole(value)
        for name, value in (document or {}).items()
    }
    return Bounds(**values)
