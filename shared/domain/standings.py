"""Who stands where: places by total, shared by equal totals (R41)."""

from collections.abc import Mapping

from shared.domain.units import Mark, rounded_hundredths


def places(totals: Mapping[str, Mark], *, equal_to_hundredth: bool = False) -> dict[str, int]:
    """Return the place of each key of ``totals``: 1, 2, 2, 4 (R41).

    ``equal_to_hundredth`` lets totals that print the same share a place; default is exact equality.
    """
    value = rounded_hundredths if equal_to_hundredth else int
    ranked = sorted(totals, key=lambda name: (-value(totals[name]), name))
    result: dict[str, int] = {}
    for position, name in enumerate(ranked, start=1):
        before = ranked[position - 2] if position > 1 else None
        if before is not None and value(totals[before]) == value(totals[name]):
            result[name] = result[before]
        else:
            result[name] = position
    return result
