"""Take the fields of one row out of its cells; what cannot be read is reported once, with its cell."""

import re
from collections.abc import Mapping
from typing import Final

from shared.domain.errors import RuleBroken
from shared.domain.scheme_problems import Problem, problem
from shared.domain.units import Mark, mark_from_text
from shared.domain.workbook.draft import Draft
from shared.domain.workbook.layout import is_total
from shared.domain.workbook.sheet import Row

_LOOKALIKES: Final = str.maketrans("АВСЕНМО", "ABCEHMO")
"""Cyrillic capitals that a Russian or Kazakh keyboard puts where the Latin ones are meant."""


class Fields:
    """Reads fields under the letters of the block that the last header row began."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.letters: Mapping[str, str] = {}
        """Column letter of each field."""

    def is_filled(self, row: Row, *fields: str) -> bool:
        """Tell whether ``row`` has any of ``fields``."""
        return any(self.letters.get(name) in row.cells for name in fields)

    def is_entry(self, row: Row, key: str, *fields: str) -> bool:
        """Tell an entry of a list from a caption, a note or a total: it has a key, or most of its fields."""
        texts = [row.cells[self.letters[f]].text for f in fields if self.is_filled(row, f)]
        if self.is_filled(row, fields[0]) and re.fullmatch(key, code(texts[0])):
            return True
        return 2 * len(texts) > len(fields) and not any(is_total(text) for text in texts)

    def text(self, draft: Draft, row: Row, name: str, missing: str = "", **details: str) -> str | None:
        """Return the text of a field, or None: absent (reported as ``missing``, if given) or valueless."""
        letter = self.letters.get(name, "")
        draft.cells[name] = f"{letter or next(iter(row.cells))}{row.number}"
        cell = row.cells.get(letter)
        if not letter:
            draft.unread.add(name)
        elif cell is None:
            if missing:
                self.refuse(draft, name, missing, **details)
        elif cell.state == "uncalculated":
            self.refuse(draft, name, "formula_without_value")
        elif cell.state == "failed":
            self.refuse(draft, name, "formula_failed", value=cell.text[:40])
        else:
            return cell.text
        return None

    def mark(self, draft: Draft, row: Row, name: str, missing: str, **details: str) -> Mark:
        """Return the mark in a field; 0 when there is none, which has been reported."""
        text = self.text(draft, row, name, missing, **details)
        if text is None:
            return 0
        try:
            return mark_from_text(text.removesuffix("%") if name == "target" else text)
        except RuleBroken as broken:
            self.refuse_as(draft, name, broken)
            return 0

    def refuse(self, draft: Draft, name: str, found: str, **details: str) -> None:
        """Report the value of a field as ``found``; it then keeps its default."""
        draft.unread.add(name)
        self.report(found, draft.cells[name], **details)

    def refuse_as(self, draft: Draft, name: str, broken: RuleBroken) -> None:
        """Report the value of a field with the code and the details of ``broken``."""
        self.refuse(draft, name, broken.code, **{key: str(value) for key, value in broken.details.items()})

    def report(self, found: str, cell: str, **details: str) -> None:
        """Add a problem."""
        self.problems.append(problem(found, cell=cell, **details))


def code(text: str) -> str:
    """Return an id, a letter or a type as it is meant: Latin capitals, no blanks."""
    return re.sub(r"\s+", "", text).upper().translate(_LOOKALIKES)
