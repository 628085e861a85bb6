"""Turn the rows of an import sheet into a draft of the scheme, and say what is wrong with single cells.

Rows are known by which of their cells are filled, never by their number (DOMAIN 2.1). What a block of aspects
holds is read by ``shared.domain.workbook.aspect_rows``, what the file leaves out is filled in by ``assumed``.
"""

import re
from collections.abc import Iterable, Mapping

from shared.domain.errors import RuleBroken
from shared.domain.scheme_problems import Problem
from shared.domain.workbook.aspect_rows import AspectRows
from shared.domain.workbook.assumed import assume_lists
from shared.domain.workbook.draft import CriterionDraft, SchemeDraft, SectionDraft, SubDraft
from shared.domain.workbook.fields import Fields, code
from shared.domain.workbook.layout import (
    Layout,
    criterion_totals,
    is_caption,
    is_title_label,
    stated_totals,
)
from shared.domain.workbook.rule_text import rules_from
from shared.domain.workbook.sheet import Row
from shared.domain.workbook.stated_totals import StatedTotal, subject_of
from shared.domain.workbook.table import Table
from shared.domain.workbook.title import title_parts

RULES_LABEL = "Marking rules"
"""What stands left of the scheme's own rules in the row of its title."""
_LABELLED = re.compile(r"(?:skill|компетенция|құзыреттілік)\s*:\s*(?P<title>\S.*)", re.DOTALL | re.IGNORECASE)


class RowReader:
    """Takes the rows one by one; ``finished`` gives the draft."""

    def __init__(self, layout: Layout) -> None:
        self.stated: list[StatedTotal] = []
        self._layout = layout
        self._fields = Fields()
        self._scheme = SchemeDraft()
        self._table: Table | None = None
        """The block that the last header row began."""
        self._aspects = AspectRows(self._fields, layout)

    @property
    def problems(self) -> list[Problem]:
        """Return what has been found so far."""
        return self._fields.problems

    def read(self, row: Row) -> None:
        """Take the next row."""
        self._state_totals(row, stated_totals(row))
        header = self._layout.header(row, self._table)
        if header is not None:
            self._begin(row, *header)
        elif self._table is None:
            self._read_title(row)
        elif self._table.name == "sections":
            self._read_section(row)
        elif self._table.name == "criteria":
            self._read_criterion(row)
        else:
            self._aspects.read(row)

    def finished(self) -> SchemeDraft:
        """Return the draft with each sub-criterion in its criterion; nothing may be read afterwards."""
        self._aspects.finish()
        subs = self._aspects.subs
        if not self._scheme.name:
            self._fields.report("title_missing", "A1")
        if not subs:
            self._fields.report("aspects_missing", "")
        is_listed = bool(self._scheme.criteria)
        if subs and not is_listed:
            is_needed = self._layout.needs_lists
            self._fields.report("criteria_missing" if is_needed else "criteria_assumed", "")
        home = self._scheme.criteria[0] if is_listed else None
        for sub in subs:
            home = self._home(sub, home, is_listed)
            home.subs.append(sub)
        if not self._layout.needs_lists:
            assume_lists(self._scheme, self._fields)
        return self._scheme

    def _home(self, sub: SubDraft, last: CriterionDraft | None, is_listed: bool) -> CriterionDraft:
        """Return the criterion whose letter ``sub`` carries; an id without one stays with the last."""
        known = {criterion.letter: criterion for criterion in reversed(self._scheme.criteria)}
        found = re.match(r"([A-Z])[0-9]", sub.id)
        if found is None and last is not None:
            return last
        letter = found[1] if found else ""
        if letter in known:
            return known[letter]
        if is_listed:
            self._fields.report("criterion_unknown", sub.cells["id"], letter=letter, id=sub.id)
        unlisted = CriterionDraft({}, {"letter", "name", "sub_criteria"}, letter)
        self._scheme.criteria.append(unlisted)
        return unlisted

    def _begin(self, row: Row, table: Table, letters: Mapping[str, str]) -> None:
        self._table, self._fields.letters = table, letters
        key = f"{letters[table.columns[0].field]}{row.number}"
        is_first = table.name not in self._scheme.cells
        self._scheme.cells.setdefault(table.name, key)
        for column in table.missing(letters):
            self._fields.report("column_missing", key, column=column.title)
        if table is self._layout.aspects:
            self._state_totals(row, criterion_totals(row))
            self._aspects.begin(key, is_first)

    def _read_title(self, row: Row) -> None:
        texts = [cell.text for cell in row.cells.values()]
        letters = list(row.cells)
        for label, letter in zip(texts, letters[1:], strict=False):
            if label == RULES_LABEL:
                self._read_rules(row.cells[letter].text, f"{letter}{row.number}")
        if self._scheme.name:
            return
        at = 1 if is_title_label(texts[0]) and len(texts) > 1 else 0
        labelled = _LABELLED.fullmatch(texts[at])
        if labelled is None and (is_caption(texts[at]) or is_title_label(texts[at])):
            return
        title = labelled["title"] if labelled else texts[at]
        self._scheme.number, self._scheme.name = title_parts(title)
        if not self._scheme.number:
            self._fields.report("skill_number_missing", f"{letters[at]}{row.number}", value=title[:40])

    def _read_rules(self, text: str, cell: str) -> None:
        try:
            self._scheme.rules = rules_from(text)
        except RuleBroken as broken:
            self._fields.report(broken.code, cell, value=str(broken.details["value"]))

    def _read_section(self, row: Row) -> None:
        if not self._fields.is_entry(row, r"[0-9]{1,2}", "number", "name", "target"):
            return
        section = SectionDraft()
        number = self._fields.text(section, row, "number") or ""
        if re.fullmatch(r"[1-9][0-9]?", number, re.ASCII):
            section.number = int(number)
        else:
            self._fields.refuse(section, "number", "section_number_malformed", value=number[:40])
        section.name = self._fields.text(section, row, "name") or ""
        section.target = self._fields.mark(section, row, "target", "target_missing", number=number)
        self._state(row, f"section {number}")
        self._scheme.sections.append(section)

    def _read_criterion(self, row: Row) -> None:
        if not self._fields.is_entry(row, r"[A-Z]", "letter", "name", "stated"):
            return
        criterion = CriterionDraft()
        criterion.letter = code(self._fields.text(criterion, row, "letter") or "")
        criterion.name = self._fields.text(criterion, row, "name") or ""
        criterion.cells["sub_criteria"] = criterion.cells["letter"]
        self._state(row, f"criterion {criterion.letter}", is_expected=True)
        self._scheme.criteria.append(criterion)

    def _state_totals(self, row: Row, totals: Iterable[tuple[str, str]]) -> None:
        for label, letter in totals:
            if row.cells[letter].state != "uncalculated":
                at = f"{letter}{row.number}"
                self.stated.append(StatedTotal(subject_of(label), row.cells[letter].text, at))

    def _state(self, row: Row, subject: str, is_expected: bool = False) -> None:
        letter = self._fields.letters.get("stated", "")
        cell = row.cells.get(letter)
        if letter and (is_expected if cell is None else cell.state != "uncalculated"):
            self.stated.append(StatedTotal(subject, cell.text if cell else "", f"{letter}{row.number}"))
