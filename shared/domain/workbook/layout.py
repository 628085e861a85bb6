"""What an import workbook looks like, as data: another format is another table (DOMAIN 2.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from shared.domain.judgement import JudgementRule
from shared.domain.scheme import Method
from shared.domain.workbook.sheet import Row, has_words, header_words
from shared.domain.workbook.table import Column, Table, Words

LEGACY_PANEL: Final = JudgementRule(judges=5, scale=10, spread_max=None, lowest=1)
"""R28: subjective marks of the old schemes, 1 to 10 by five judges."""


@dataclass(frozen=True, slots=True)
class AspectType:
    """What a type letter means."""

    method: Method
    judging: JudgementRule | None = None
    """The panel's rule where it is not the scheme's (R28)."""
    has_steps: bool = False
    """Rows below it say which parts of the mark can be earned (R25)."""
    is_parent: bool = False
    """It stands above other aspects and is none itself, unless it has a mark of its own."""


_MEASUREMENT: Final = AspectType("M")
_JUDGEMENT: Final = AspectType("J")
_SUBJECTIVE: Final = AspectType("J", LEGACY_PANEL)
USUAL_TYPES: Final[Mapping[str, AspectType]] = {
    "M": _MEASUREMENT,
    "MEAS": _MEASUREMENT,
    "J": _JUDGEMENT,
    "JUDG": _JUDGEMENT,
    "O": _MEASUREMENT,
    "OBJ": _MEASUREMENT,
    "S": _SUBJECTIVE,
    "SUBJ": _SUBJECTIVE,
}
NATIONAL_TYPES: Final[Mapping[str, AspectType]] = {
    **USUAL_TYPES,
    "B": _MEASUREMENT,
    "Б": _MEASUREMENT,
    "D": AspectType("M", has_steps=True),
    "Д": AspectType("M", has_steps=True),
    "Z": AspectType("M", is_parent=True),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """One workbook format."""

    name: str
    tables: tuple[Table, ...]
    """The first is that of the aspects."""
    types: Mapping[str, AspectType]
    needs_lists: bool = True
    """Whether the file must list its sections and criteria; else they are taken from the aspects."""

    @property
    def aspects(self) -> Table:
        """Return the table of the aspects."""
        return self.tables[0]

    def header(self, row: Row, current: Table | None) -> tuple[Table, Mapping[str, str]] | None:
        """Return the table whose header row this is, with the letter of each field.

        Below the aspects come only more aspects: a description may read like another header.
        """
        for table in self.tables[:1] if current is self.aspects else self.tables:
            letters = table.header(row)
            if letters is not None:
                return table, letters
        return None


SHEET_NAME: Final = "CIS Marking Scheme Import"
_CAPTIONS: Final[Words] = (
    ("occupational", "standard"),
    ("standard", "specification"),
    ("criteria",),
    ("skill", "name"),
    ("наименован", "компетенц"),
    ("test", "project"),
    ("конкурсн", "задан"),
)
_TITLE_LABELS: Final[Words] = (("skill",), ("компетенц",), ("құзырет",))
_TOTAL: Final = ("total", "mark")


def is_caption(text: str) -> bool:
    """Tell whether ``text`` stands alone above a block and is not the title of the skill."""
    return any(has_words(text, starts) for starts in _CAPTIONS)


def is_title_label(text: str) -> bool:
    """Tell whether ``text`` is the label of the skill's title, as in ``Skill: | 17 Web Development``."""
    return len(header_words(text)) == 1 and any(has_words(text, starts) for starts in _TITLE_LABELS)


def is_total(text: str) -> bool:
    """Tell whether ``text`` begins like the label of a total."""
    return header_words(text)[:1] == _TOTAL[:1]


def stated_totals(row: Row) -> Iterator[tuple[str, str]]:
    """Yield (label, letter of the number) of each total, as in ``Criterion A | Total Mark | 17``."""
    letters = list(row.cells)
    for label, words, number in zip(letters, letters[1:], letters[2:], strict=False):
        if has_words(row.cells[words].text, _TOTAL):
            yield row.cells[label].text, number


def criterion_totals(header: Row) -> Iterator[tuple[str, str]]:
    """Yield the same for a header row that says the total at once, as in ``Criterion A | 17``."""
    letters = list(header.cells)
    for label, number in pairwise(letters):
        words = header_words(header.cells[label].text)
        if len(words) == 2 and words[0] in _CRITERION and header.cells[number].text[:1].isdecimal():
            yield f"criterion {words[1]}", number


_CRITERION: Final = frozenset({"criterion", "criteria", "критерий"})

_SECTIONS: Final = Table(
    "sections",
    2,
    (
        Column("number", "Section", (("section",), ("раздел",))),
        Column(
            "name", "WSOS Marks", (("wsos",), ("wsss",), ("name",), ("description",), ("наименован",)), "B"
        ),
        Column("target", "WSOS Marks", (("wsos", "mark"), ("wsss", "mark"), ("target",), ("балл",)), "I"),
        Column("stated", "Aspect Marks", (("aspect", "mark"),), "J", is_needed=False),
    ),
)
_CRITERIA: Final = Table(
    "criteria",
    2,
    (
        Column("letter", "ID", (("id",), ("letter",), ("код",))),
        Column("name", "Name", (("name",), ("description",), ("наименован",), ("критери",)), "B"),
        Column("stated", "Mark", (("mark",), ("max",), ("балл",)), "K", is_needed=False),
    ),
)
_CRITERIA_BY_NAME: Final = Table(
    "criteria",
    2,
    (
        Column("name", "Criteria", (("criteri",), ("критери",))),
        Column("letter", "ID", (), "C"),
        Column("stated", "Mark", (("mark",), ("балл",)), is_needed=False),
    ),
)
"""The list of the Russian national format: the letters stand below no header."""

_WORDS: Final[Mapping[str, tuple[str, Words]]] = {
    "id": (
        "Sub Criterion ID",
        (("sub", "id"), ("subcriteriaid",), ("подкритери", "id"), ("код",)),
    ),
    "name": ("Sub Criterion Name", (("sub", "name"), ("подкритери",))),
    "day": ("Day of Marking", (("day",), ("день",))),
    "method": ("Aspect Type", (("type",), ("тип",))),
    "aspect_id": ("Aspect ID", (("aspect", "id"),)),
    "allowed_marks": ("Allowed Marks", (("allowed", "mark"),)),
    "deduction": ("Deduction", (("deduction",),)),
    "bands": ("Tolerance Bands", (("tolerance", "band"),)),
    "judging": ("Panel", (("panel",),)),
    "extra": ("Extra Aspect Description", (("extra",), ("дополнительн",), ("методик",))),
    "score": ("Judg Score", (("judg", "score"), ("судейск",))),
    "requirement": ("Requirement", (("requirement",), ("требован",))),
    "description": ("Aspect - Description", (("aspect", "description"), ("аспект",), ("описани",))),
    "section": ("WSOS Section", (("wsos",), ("wsss",), ("section",), ("раздел",))),
    "mark_max": ("Max Mark", (("max",), ("макс",))),
    "link": ("Z", (("z",),)),
}
"""How the header of each column of the aspects reads, in the order in which headers are looked for."""

_NEVER: Final[Mapping[str, Words]] = {"score": (("extra",), ("дополнительн",), ("методик",))}
"""The header of the extra description says that it also holds the texts of scores."""

_NEEDED: Final = frozenset({"id", "name", "method", "score", "description", "mark_max"})


def _aspects(letters: Mapping[str, str], *more_needed: str) -> Table:
    """Return the table of the aspects with its fields at ``letters``; the others need a header."""
    needed = _NEEDED.union(more_needed)
    columns = (
        Column(field, title, words, letters.get(field, ""), field in needed, _NEVER.get(field, ()))
        for field, (title, words) in _WORDS.items()
    )
    return Table("aspects", 4, tuple(columns))


BLOCKS: Final = Layout(
    "blocks",
    (
        _aspects(
            {
                "name": "B",
                "day": "C",
                "method": "D",
                "description": "E",
                "score": "F",
                "extra": "G",
                "requirement": "H",
                "section": "I",
                "mark_max": "K",
            },
            "day",
            "section",
        ),
        _SECTIONS,
        _CRITERIA,
    ),
    USUAL_TYPES,
)
"""The format of the international events: sections, criteria, then one block per criterion."""

PLAIN: Final = Layout(
    "plain",
    (
        _aspects(
            {
                "name": "B",
                "method": "C",
                "description": "D",
                "score": "E",
                "extra": "F",
                "mark_max": "I",
            }
        ),
        _SECTIONS,
        _CRITERIA,
    ),
    USUAL_TYPES,
    needs_lists=False,
)
"""Without days and sections, with title rows ``Skill:`` and ``Test Project:``."""

NATIONAL: Final = Layout(
    "national",
    (
        _aspects(
            {
                "name": "B",
                "method": "C",
                "link": "D",
                "description": "E",
                "score": "F",
                "extra": "G",
                "requirement": "H",
                "section": "I",
                "mark_max": "J",
            }
        ),
        _SECTIONS,
        _CRITERIA,
        _CRITERIA_BY_NAME,
    ),
    NATIONAL_TYPES,
    needs_lists=False,
)
"""The Russian national format: binary, discrete and parent rows; no days."""

LAYOUTS: Final = (BLOCKS, PLAIN, NATIONAL)
"""In the order in which equal evidence decides."""
