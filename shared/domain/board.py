"""A board is a head and rows by id; the difference between two boards is what a viewer must be told.

Boards are plain JSON objects, because they go to Redis and to screens as they are:
``{"kind": ..., "head": {...}, "rows": {id: {...}}}``; a delta holds only what changed:
``{"head": {...}, "rows": {id: {...}}, "gone": [id, ...]}``, each part absent when empty.
"""

from typing import Any

Board = dict[str, Any]
Delta = dict[str, Any]

_MISSING = object()


def board_delta(old: Board, new: Board) -> Delta:
    """Return what turns ``old`` into ``new``; empty when nothing changed. Both are of one kind.

    A row of ``new`` has all the keys that the same row had: a value is emptied with None, never left out.
    """
    assert old["kind"] == new["kind"], "a board never changes its kind"
    delta: Delta = {}
    if head := _changed(old["head"], new["head"]):
        delta["head"] = head
    rows = {}
    for row_id, row in new["rows"].items():
        before = old["rows"].get(row_id)
        if changed := (row if before is None else _changed(before, row)):
            rows[row_id] = changed
    if rows:
        delta["rows"] = rows
    if gone := [row_id for row_id in old["rows"] if row_id not in new["rows"]]:
        delta["gone"] = gone
    return delta


def takes_away(board: Board, delta: Delta) -> bool:
    """Say whether ``delta`` hides what ``board`` showed: a row that goes, a value that becomes None."""
    if delta.get("gone"):
        return True
    changes = [(board["head"], delta.get("head", {}))]
    changes += [(board["rows"].get(row_id, {}), row) for row_id, row in delta.get("rows", {}).items()]
    return any(_hides(old, new) for old, new in changes)


def _hides(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Say whether a value of ``new`` is None where ``old`` has one, at any depth."""
    for name, value in new.items():
        before = old.get(name)
        if before is not None and value is None:
            return True
        if isinstance(before, dict) and isinstance(value, dict) and _hides(before, value):
            return True
    return False


def apply_delta(board: Board, delta: Delta) -> Board:
    """Return the board that ``delta`` makes of ``board``; ``board`` itself is left as it was."""
    gone = frozenset(delta.get("gone", ()))
    rows = {row_id: row for row_id, row in board["rows"].items() if row_id not in gone}
    for row_id, changed in delta.get("rows", {}).items():
        rows[row_id] = {**rows.get(row_id, {}), **changed}
    return {"kind": board["kind"], "head": {**board["head"], **delta.get("head", {})}, "rows": rows}


def _changed(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in new.items() if old.get(name, _MISSING) != value}
