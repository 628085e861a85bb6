"""A block of rows below a header row, and how its header row is known: loosely, by words (DOMAIN 2.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from shared.domain.workbook.sheet import Row, has_words

Words = tuple[tuple[str, ...], ...]
"""Alternatives; each is the beginnings of words that a header must have, all of them."""

TableName = Literal["sections", "criteria", "aspects"]


@dataclass(frozen=True, slots=True)
class Column:
    """Where a field stands when its header is blank, and how its header is known when it is not."""

    field: str
    title: str
    """How its header usually reads, for messages."""
    words: Words
    letter: str = ""
    """Empty when only a header can tell where the field stands, as for the first column always."""
    is_needed: bool = True
    never: Words = ()
    """What its header never says, though the header of another column may say both."""

    def is_header(self, text: str) -> bool:
        """Tell whether ``text`` is a header of this column."""
        return any(has_words(text, starts) for starts in self.words) and not any(
            has_words(text, starts) for starts in self.never
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A block of rows below a header row; the header of the first column comes first."""

    name: TableName
    headers_min: int
    """How many headers must be found before a row is taken for the header row."""
    columns: tuple[Column, ...]

    def header(self, row: Row) -> Mapping[str, str] | None:
        """Return the letter of each field when ``row`` is a header row of this table, else None.

        A header at its usual letter wins, then the leftmost one that fits, then the usual letter
        below a blank or unknown header. A field whose letter another one has taken is left out.
        """
        first, cell = next(iter(row.cells.items()))
        if not self.columns[0].is_header(cell.text):
            return None
        letters = {self.columns[0].field: first} | self._named(row, first)
        if len(letters) < self.headers_min:
            return None
        for column in self.columns:
            if column.letter and column.letter not in letters.values():
                letters.setdefault(column.field, column.letter)
        return letters

    def missing(self, letters: Mapping[str, str]) -> Iterator[Column]:
        """Yield the needed columns that a header row does not have."""
        return (column for column in self.columns if column.is_needed and column.field not in letters)

    def _named(self, row: Row, first: str) -> dict[str, str]:
        letters: dict[str, str] = {}
        for column in self.columns:
            usual = row.cells.get(column.letter)
            if usual and column.letter != first and column.is_header(usual.text):
                letters[column.field] = column.letter
        for column in self.columns[1:]:
            if column.field in letters:
                continue
            free = (letter for letter in row.cells if letter not in (first, *letters.values()))
            fitting = next((letter for letter in free if column.is_header(row.cells[letter].text)), None)
            if fitting is not None:
                letters[column.field] = fitting
        return letters
