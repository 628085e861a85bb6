"""Boards as plain tables: CSV, XML and flat JSON, for vMix data sources, spreadsheets and the press. Pure.

A table is made of the rows that stand on the board and of nothing else. Names of members and skills, which
the board tells once in its head, stand in every row, so that a reader needs no second look-up.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

Flat = dict[str, str | int | bool | None]
Row = Mapping[str, Any]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula; a name may begin so, too."""
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_A_NAME: Final = re.compile(r"[^A-Za-z0-9_]")
_TOLD_ONCE: Final = (("member", "members"), ("skill", "skills"))
_NONE: Final[Mapping[str, Mapping[str, None]]] = {
    "leader": dict.fromkeys(("name", "name_latin", "member", "total")),
    "reach": dict.fromkeys(("1", "2")),
}
"""What is told in several columns keeps them while there is nothing to tell: mixers bind to columns."""
_LAST: Final = 1 << 30


def flat_rows(board: Mapping[str, Any]) -> list[Flat]:
    """Return the rows of a board, first place first, each as names with plain values."""
    if board["kind"] == "timeline":
        return [_flat(row) for row in _rows_of_points(board)]
    rows: list[tuple[str, Row]] = sorted(board["rows"].items(), key=_order)
    return [_flat({"id": name, **_with_names(row, board["head"])}) for name, row in rows]


def columns(rows: list[Flat]) -> list[str]:
    """Return every name that any row has, in the order of their first appearance."""
    return list(dict.fromkeys(name for row in rows for name in row))


def as_csv(board: Mapping[str, Any]) -> str:
    """Return the rows as CSV with a header, in the form of RFC 4180."""
    rows = flat_rows(board)
    written = io.StringIO()
    table = csv.DictWriter(written, columns(rows) or ["id"], restval="")
    table.writeheader()
    table.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return written.getvalue()


def as_xml(board: Mapping[str, Any], **about: object) -> str:
    """Return the rows as XML: one element a row, one element a value; an empty one means none."""
    attributes = "".join(f" {name}={quoteattr(_xml(value))}" for name, value in about.items())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<board{attributes}>"]
    head = {name: value for name, value in board["head"].items() if not _is_told_once(value)}
    lines.append(f"<head>{_elements(_flat(head))}</head>")
    lines += [f"<row>{_elements(row)}</row>" for row in flat_rows(board)]
    return "\n".join([*lines, "</board>", ""])


def _order(entry: tuple[str, Row]) -> tuple[int, int, str]:
    name, row = entry
    place, order = row.get("place"), row.get("order")
    if order is not None:
        return 0, order, name
    return (_LAST if place is None else place), 0, name


def _rows_of_points(board: Mapping[str, Any]) -> Iterator[Row]:
    for point in sorted(board["rows"].values(), key=lambda point: point["at_ms"]):
        for competitor in sorted(point["rows"]):
            yield {"id": competitor, "at_ms": point["at_ms"], **point["rows"][competitor]}


def _with_names(row: Row, head: Mapping[str, Any]) -> Row:
    told = {}
    for one, many in _TOLD_ONCE:
        known = head.get(many)
        if isinstance(known, dict) and isinstance(row.get(one), str):
            said = known.get(row[one]) or {}
            told[f"{one}_name"] = said.get("name", said)
    return {**row, **told}


def _flat(value: Mapping[str, Any], prefix: str = "") -> Flat:
    found: Flat = {}
    for key, inner in value.items():
        name = prefix + _NOT_A_NAME.sub("_", str(key))
        if isinstance(inner, list):
            inner = {str(at): one for at, one in enumerate(inner, start=1)}
        elif inner is None:
            inner = _NONE.get(key)
        if isinstance(inner, dict):
            found |= _flat(inner, f"{name}_")
        else:
            found[name] = inner
    return found


def _is_told_once(value: object) -> bool:
    """Say whether a value of the head is a table of its own: its keys are ids, not languages."""
    return isinstance(value, dict) and not {"en", "ru", "kk"} >= value.keys()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _xml(value: object) -> str:
    return _NOT_XML.sub("", _text(value))


def _elements(row: Flat) -> str:
    return "".join(f"<{name}>{escape(_xml(value))}</{name}>" for name, value in row.items())
