"""What the columns of an import workbook mean, as data: another format is another table (DOMAIN 2.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shared.domain.scheme import Method
from shared.domain.workbook.sheet import Row, has_words, header_words

Words = tuple[tuple[str, ...], ...]
"""Alternatives; each is the beginnings of words that a header must have, all of them."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where a field stands when its header is blank, and how its header is known when it is not."""

    field: str
    letter: str
    title: str
    """How its header usually reads, for messages."""
    words: Words
    is_needed: bool = True

    def is_header(self, text: str) -> bool:
        """Tell whether ``text`` is a header of this column."""
        return any(has_words(text, starts) for starts in self.words)


@dataclass(frozen=True, slots=True)
class Table:
    """A block of rows below a header row; the first column is the key, whose header comes first."""

    name: str
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
            if column.letter not in letters.values():
                letters.setdefault(column.field, column.letter)
        return letters

    def missing(self, letters: Mapping[str, str]) -> Iterator[Column]:
        """Yield the needed columns that a header row does not have."""
        return (column for column in self.columns if column.is_needed and column.field not in letters)

    def _named(self, row: Row, first: str) -> dict[str, str]:
        letters: dict[str, str] = {}
        for column in self.columns[1:]:
            usual = row.cells.get(column.letter)
            if usual and column.letter != first and column.is_header(usual.text):
                letters[column.field] = column.letter
        for column in self.columns[1:]:
            free = (letter for letter in row.cells if letter not in (first, *letters.values()))
            fitting = [letter for letter in free if column.is_header(row.cells[letter].text)]
            if fitting:
                letters.setdefault(column.field, fitting[0])
        return letters


@dataclass(frozen=True, slots=True)
class Layout:
    """One workbook format."""

    name: str
    sheet: str
    sections: Table
    criteria: Table
    aspects: Table
    captions: Words
    """Texts that stand alone above a block and are not the title of the skill."""
    totals: tuple[str, ...]
    """The words left of a total that the file has worked out itself."""
    methods: Mapping[str, Method]

    def header(self, row: Row, current: Table | None) -> tuple[Table, Mapping[str, str]] | None:
        """Return the table whose header row this is, with the letter of each field.

        Below the aspects come only more aspects: a description may read like another header.
        """
        others = () if current is self.aspects else (self.sections, self.criteria)
        for table in (self.aspects, *others):
            letters = table.header(row)
            if letters is not None:
                return table, letters
        return None

    def is_caption(self, text: str) -> bool:
        """Tell whether ``text`` is the caption of a block."""
        return any(has_words(text, starts) for starts in self.captions)

    def is_total(self, text: str) -> bool:
        """Tell whether ``text`` begins like the label of a total."""
        return header_words(text)[:1] == self.totals[:1]

    def stated_totals(self, row: Row) -> Iterator[tuple[str, str]]:
        """Yield (label, letter of the number) of each total, as in ``Criterion A | Total Mark | 17``."""
        letters = list(row.cells)
        for label, words, number in zip(letters, letters[1:], letters[2:], strict=False):
            if has_words(row.cells[words].text, self.totals):
                yield row.cells[label].text, number


BLOCKS = Layout(
    name="blocks",
    sheet="CIS Marking Scheme Import",
    sections=Table(
        "sections",
        2,
        (
            Column("number", "A", "Section", (("section",),)),
            Column("name", "B", "WSOS Marks", (("wsos",), ("name",), ("description",))),
            Column("target", "I", "WSOS Marks", (("wsos", "mark"), ("target",))),
            Column("stated", "J", "Aspect Marks", (("aspect", "mark"),), is_needed=False),
        ),
    ),
    criteria=Table(
        "criteria",
        2,
        (
            Column("letter", "A", "ID", (("id",), ("letter",), ("criteri", "id"))),
            Column("name", "B", "Name", (("name",), ("description",))),
            Column("stated", "K", "Mark", (("mark",), ("max",)), is_needed=False),
        ),
    ),
    aspects=Table(
        "aspects",
        4,
        (
            Column("id", "A", "Sub Criterion ID", (("sub", "id"), ("subcriteri", "id"))),
            Column("name", "B", "Sub Criterion Name", (("sub", "name"), ("subcriteri", "name"))),
            Column("day", "C", "Day of Marking", (("day",),)),
            Column("method", "D", "Aspect Type", (("aspect", "type"), ("type",))),
            Column("extra", "G", "Extra Aspect Description", (("extra",),), is_needed=False),
            Column("score", "F", "Judg Score", (("judg", "score"),)),
            Column("requirement", "H", "Requirement", (("requirement",),), is_needed=False),
            Column("description", "E", "Aspect - Description", (("aspect", "description"),)),
            Column("section", "I", "WSOS Section", (("wsos",), ("section",))),
            Column("mark_max", "K", "Max Mark", (("max",),)),
        ),
    ),
    captions=(("occupational", "standard"), ("criteria",)),
    totals=("total", "mark"),
    methods={"M": "M", "J": "J", "MEAS": "M", "JUDG": "J"},
)
"""The format of the international events: sections, criteria, then one block per criterion."""
