"""The words that a results file may use, in three languages, and the sentence for each problem in it."""

from collections.abc import Mapping
from typing import Final

from shared.domain.status import Status

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "skill": ("skill", "компетенция", "құзыреттілік"),
    "competitor": ("competitor", "конкурсант", "участник", "қатысушы"),
    "member": ("member", "region", "team", "регион", "сборная", "өңір", "құрама"),
    "total": ("total", "итог", "қорытынды"),
    "guest": ("guest", "out of contest", "вне зачета", "есептен тыс"),
    "status": ("status", "статус", "мәртебе"),
    "persons": ("persons", "человек", "адам саны"),
}
"""The headings of each column, as `word` returns them; the first one is its name."""

REQUIRED: Final = ("skill", "competitor", "member", "total")

STATUSES: Final[Mapping[str, Status]] = {
    "": "competing",
    "competing": "competing",
    "участвует": "competing",
    "қатысады": "competing",
    "absent": "absent",
    "отсутствует": "absent",
    "не явился": "absent",
    "не явилась": "absent",
    "келмеді": "absent",
    "withdrawn": "withdrawn",
    "снят": "withdrawn",
    "снята": "withdrawn",
    "снялся": "withdrawn",
    "снялась": "withdrawn",
    "шықты": "withdrawn",
    "disqualified": "disqualified",
    "дисквалифицирован": "disqualified",
    "дисквалифицирована": "disqualified",
    "шеттетілді": "disqualified",
}
"""R7."""

GUEST: Final[Mapping[str, bool]] = dict.fromkeys(("", "no", "n", "false", "0", "-", "нет", "жоқ"), False) | (
    dict.fromkeys(("yes", "y", "true", "1", "x", "+", "guest", "да", "иә", *COLUMNS["guest"]), True)
)
"""R5."""

SENTENCES: Final[Mapping[str, str]] = {
    "is_workbook": "This is an Excel workbook, not a CSV file: save the sheet as “CSV UTF-8” and try again.",
    "not_text": "This is not a text file: save the results as “CSV UTF-8” and try again.",
    "malformed": "The quotation marks do not fit ({reason}): put them right; nothing below was read.",
    "no_rows": "There are no results: write a heading row and one row for each competitor below it.",
    "column_missing": "There is no column “{column}”: add it (found: {found}).",
    "column_twice": "There are two columns “{column}”: remove one of them.",
    "too_many_cells": "There are {count} cells under {headings} headings: put a decimal comma in quotation "
    "marks (“61,42”), or use a point.",
    "cell_empty": "The {column} is missing: write it.",
    "total_missing": "The total is missing: write it (0 counts), or the status absent.",
    "absent_has_marks": "An absent competitor has no marks, here it is {value}: remove the total, or change "
    "the status.",
    "mark_not_a_number": "“{value}” is not a total: write a number like 61.42.",
    "total_too_long": "“{value}” is {count} characters long: write a number like 61.42.",
    "cell_too_long": "The {column} has {count} characters: write at most {limit}.",
    "mark_negative": "“{value}” is below 0: a total is 0 or more.",
    "mark_too_many_decimals": "“{value}” has more than two decimals: round it to hundredths.",
    "guest_unknown": "“{value}” does not say whether it is a guest: write yes or no.",
    "status_unknown": "“{value}” is not a status: write competing, absent, withdrawn or disqualified.",
    "persons_malformed": "“{value}” is not a number of persons: write a whole number from 1.",
    "competitor_twice": "{value} stands in this skill already, in row {first}: remove one of the two rows.",
}
"""What is wrong, then what to do."""


def word(text: str) -> str:
    """Return ``text`` as the tables here have it: lower case, single spaces, Е for Ё."""
    return " ".join(text.replace("_", " ").split()).casefold().replace("ё", "е")
