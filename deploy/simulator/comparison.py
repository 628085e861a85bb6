"""Compare what a viewer sees of a skill with what it must show, competitor by competitor."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from deploy.simulator.expectation import ExpectedRow

MISSING = "missing"


class Mismatch(NamedTuple):
    """One cell of one board that is not as it must be."""

    skill: str
    competitor: str
    field: str
    expected: object
    shown: object


def mismatches(
    skill: str, expected: Mapping[str, ExpectedRow], board: Mapping[str, Any] | None
) -> list[Mismatch]:
    """Return every difference; ``board`` is None when the viewer never got one."""
    if board is None:
        return [Mismatch(skill, "", "board", "a board", MISSING)]
    rows = board["rows"]
    found = [
        Mismatch(skill, row, "row", "no such row", "shown") for row in sorted(rows.keys() - expected.keys())
    ]
    for competitor, must in expected.items():
        row = rows.get(competitor)
        if row is None:
            found.append(Mismatch(skill, competitor, "row", "a row", MISSING))
            continue
        wanted = {"place": must.place, **must.shown._asdict()}
        found += [
            Mismatch(skill, competitor, name, value, row.get(name, MISSING))
            for name, value in wanted.items()
            if row.get(name, MISSING) != value
        ]
    return found


def is_equal(expected: Mapping[str, ExpectedRow], board: Mapping[str, Any] | None) -> bool:
    """Say whether the viewer sees exactly what it must."""
    return not mismatches("", expected, board)
