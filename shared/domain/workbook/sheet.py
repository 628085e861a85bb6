"""A worksheet as plain text cells, so that the rules that read it need no workbook library."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

CellState = Literal["value", "uncalculated", "failed"]
"""Failed: a formula that shows ``#REF!`` or the like. Uncalculated: a formula that was never worked out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell; numbers come as decimal text, never as a float."""

    text: str
    state: CellState = "value"


@dataclass(frozen=True, slots=True)
class Row:
    """The filled cells of one row, by column letter, from left to right."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one worksheet that have a filled cell."""

    name: str
    rows: tuple[Row, ...]


def cell_order(coordinate: str) -> tuple[bool, int, int, str] | tuple[bool]:
    """Return the sort key that puts ``B9`` before ``A10``, and what has no cell last."""
    found = re.fullmatch(r"([A-Z]+)([0-9]+)", coordinate)
    return (False, int(found[2]), len(found[1]), found[1]) if found else (True,)


def header_words(text: str) -> tuple[str, ...]:
    """Return the words of a header in small letters: line breaks and punctuation do not count."""
    return tuple(re.findall(r"\w+", text.casefold()))


def has_words(text: str, starts: tuple[str, ...]) -> bool:
    """Tell whether each of ``starts`` begins some word of ``text``."""
    words = header_words(text)
    return all(any(word.startswith(start) for word in words) for start in starts)
