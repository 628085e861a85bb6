"""Turn the rows of an import sheet into a draft of the scheme, and say what is wrong with single cells.

Rows are known by which of their cells are filled, never by their number (DOMAIN 2.1).
"""

import re
from collections.abc import Mapping

from shared.domain.errors import RuleBroken
from shared.domain.scheme_check import SCORES
from shared.domain.scheme_problems import Problem, problem
from shared.domain.units import Mark, mark_from_text
from shared.domain.workbook.draft import (
    AspectDraft,
    CriterionDraft,
    Draft,
    SchemeDraft,
    SectionDraft,
    SubDraft,
)
from shared.domain.workbook.layout import Layout, Table
from shared.domain.workbook.sheet import Row
from shared.domain.workbook.stated_totals import StatedTotal, subject_of

_TITLE = re.compile(r"(?P<number>[A-Z]{0,3}[0-9]{1,4}[A-Z]?)(?:\s*[.:–—-])?\s+(?P<name>\S.*)", re.DOTALL)
_DAY = re.compile(r"(?:C|DAY)?(?P<day>[1-9])")
_LOOKALIKES = str.maketrans("АВСЕНМ", "ABCEHM")
"""Cyrillic capitals that a Russian or Kazakh keyboard puts where the Latin ones are meant."""


class RowReader:
    """Takes the rows one by one; ``finished`` gives the draft."""

    def __init__(self, layout: Layout) -> None:
        self.problems: list[Problem] = []
        self.stated: list[StatedTotal] = []
        self._layout = layout
        self._scheme = SchemeDraft()
        self._table: Table | None = None
        """The block that the last header row began."""
        self._letters: Mapping[str, str] = {}
        """Column letter of each field of that block."""
        self._subs: list[SubDraft] = []
        self._has_sub = False
        """Whether the current block has a sub-criterion yet."""
        self._aspect: AspectDraft | None = None

    def read(self, row: Row) -> None:
        """Take the next row."""
        for label, letter in self._layout.stated_totals(row):
            if row.cells[letter].state != "uncalculated":
                at = f"{letter}{row.number}"
                self.stated.append(StatedTotal(subject_of(label), row.cells[letter].text, at))
        header = self._layout.header(row, self._table)
        if header is not None:
            self._begin(row, *header)
        elif self._table is None:
            self._read_title(row)
        elif self._table is self._layout.sections:
            self._read_section(row)
        elif self._table is self._layout.criteria:
            self._read_criterion(row)
        else:
            self._read_block_row(row)

    def finished(self) -> SchemeDraft:
        """Return the draft with each sub-criterion in its criterion; nothing may be read afterwards."""
        if not self._scheme.number and not self._scheme.name:
            self._report("title_missing", "A1")
        if not self._subs:
            self._report("aspects_missing", "")
        is_listed = bool(self._scheme.criteria)
        if self._subs and not is_listed:
            self._report("criteria_missing", "")
        home = self._scheme.criteria[0] if is_listed else None
        for sub in self._subs:
            home = self._home(sub, home, is_listed)
            home.subs.append(sub)
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
            self._report("criterion_unknown", sub.cells["id"], letter=letter, id=sub.id)
        unlisted = CriterionDraft({}, {"letter", "name", "sub_criteria"}, letter)
        self._scheme.criteria.append(unlisted)
        return unlisted

    def _begin(self, row: Row, table: Table, letters: Mapping[str, str]) -> None:
        self._table, self._letters = table, letters
        self._has_sub, self._aspect = False, None
        key = f"{letters[table.columns[0].field]}{row.number}"
        self._scheme.cells.setdefault(table.name, key)
        for column in table.missing(letters):
            self._report("column_missing", key, column=column.title)

    def _read_title(self, row: Row) -> None:
        letter, cell = next(iter(row.cells.items()))
        if self._scheme.name or self._layout.is_caption(cell.text):
            return
        found = _TITLE.fullmatch(cell.text)
        if found is None:
            self._report("skill_number_missing", f"{letter}{row.number}", value=cell.text[:40])
            self._scheme.name = cell.text
        else:
            self._scheme.number, self._scheme.name = found["number"], found["name"]

    def _read_section(self, row: Row) -> None:
        if not self._is_entry(row, r"[0-9]{1,2}", "number", "name", "target"):
            return
        section = SectionDraft()
        number = self._text(section, row, "number") or ""
        if re.fullmatch(r"[1-9][0-9]?", number, re.ASCII):
            section.number = int(number)
        else:
            self._refuse(section, "number", "section_number_malformed", value=number[:40])
        section.name = self._text(section, row, "name") or ""
        section.target = self._mark(section, row, "target", "target_missing", number=number)
        self._state(row, f"section {number}")
        self._scheme.sections.append(section)

    def _read_criterion(self, row: Row) -> None:
        if not self._is_entry(row, r"[A-Z]", "letter", "name", "stated"):
            return
        criterion = CriterionDraft()
        criterion.letter = _code(self._text(criterion, row, "letter") or "")
        criterion.name = self._text(criterion, row, "name") or ""
        criterion.cells["sub_criteria"] = criterion.cells["letter"]
        self._state(row, f"criterion {criterion.letter}", is_expected=True)
        self._scheme.criteria.append(criterion)

    def _is_entry(self, row: Row, key: str, *fields: str) -> bool:
        """Tell an entry of a list from a caption, a note or a total: it has a key, or most of its fields."""
        texts = [row.cells[self._letters[f]].text for f in fields if self._is_filled(row, f)]
        if self._is_filled(row, fields[0]) and re.fullmatch(key, _code(texts[0])):
            return True
        return 2 * len(texts) > len(fields) and not any(self._layout.is_total(text) for text in texts)

    def _state(self, row: Row, subject: str, is_expected: bool = False) -> None:
        letter = self._letters.get("stated", "")
        cell = row.cells.get(letter)
        if letter and (is_expected if cell is None else cell.state != "uncalculated"):
            self.stated.append(StatedTotal(subject, cell.text if cell else "", f"{letter}{row.number}"))

    def _read_block_row(self, row: Row) -> None:
        """Open a sub-criterion, an aspect or a score text: a row may do each, or all of them."""
        opens_sub = self._is_entry(row, r"[A-Z][0-9]{1,2}", "id", "name", "day")
        is_score = self._is_filled(row, "score")
        opens_aspect = self._is_filled(row, "method", "description") or (
            not is_score and self._is_filled(row, "section", "mark_max")
        )
        used: set[str] = set()
        if opens_sub:
            used |= {"id", "name", "day"}
            self._read_sub(row)
        if opens_aspect:
            used |= {"method", "description", "requirement", "section", "mark_max"}
            self._read_aspect(row, has_extra=not is_score)
        if is_score:
            self._read_score(row)
        if opens_aspect or is_score:
            used |= {"score", "extra"}
        for name, letter in self._letters.items():
            if name not in used and letter in row.cells:
                self._report("text_ignored", f"{letter}{row.number}", value=row.cells[letter].text[:40])

    def _read_sub(self, row: Row) -> None:
        sub = SubDraft()
        sub.id = _code(self._text(sub, row, "id", "sub_criterion_id_missing") or "")
        sub.name = self._text(sub, row, "name") or ""
        day = self._text(sub, row, "day")
        found = _DAY.fullmatch(_code(day or ""))
        if found is not None:
            sub.day = int(found["day"])
        elif day is not None:
            self._refuse(sub, "day", "day_malformed", value=day[:40])
        sub.cells["aspects"] = sub.cells["id"]
        self._subs.append(sub)
        self._has_sub, self._aspect = True, None

    def _read_aspect(self, row: Row, has_extra: bool) -> None:
        if not self._has_sub:
            self._report("aspect_outside_sub_criterion", f"{next(iter(row.cells))}{row.number}")
            self._subs.append(SubDraft({}, {"id", "name", "day"}))
            self._has_sub = True
        sub = self._subs[-1]
        aspect = AspectDraft()
        aspect_id = f"{sub.id}.{len(sub.aspects) + 1}"
        method = self._text(aspect, row, "method", "method_missing", id=aspect_id)
        known = self._layout.methods.get(_code(method or ""))
        if known is not None:
            aspect.method = known
        elif method is not None:
            self._refuse(aspect, "method", "method_unknown", value=method[:40])
        aspect.description = self._text(aspect, row, "description") or ""
        aspect.cells["score_texts"] = aspect.cells["description"]
        aspect.extra = (has_extra and self._text(aspect, row, "extra")) or ""
        aspect.requirement = self._text(aspect, row, "requirement") or ""
        section = self._text(aspect, row, "section", "section_missing", id=aspect_id)
        if section is not None and re.fullmatch(r"[0-9]{1,4}", section, re.ASCII):
            aspect.section = int(section)
        elif section is not None:
            self._refuse(aspect, "section", "section_unknown", number=section[:40])
        aspect.mark_max = self._mark(aspect, row, "mark_max", "mark_missing")
        sub.aspects.append(aspect)
        self._aspect = aspect

    def _read_score(self, row: Row) -> None:
        aspect = self._aspect
        if aspect is None:
            self._report("score_outside_aspect", f"{self._letters['score']}{row.number}")
            return
        score = self._text(aspect, row, "score") or ""
        if score not in map(str, SCORES):
            self._refuse(aspect, "score", "score_malformed", value=score[:40])
        elif int(score) in aspect.scores:
            self._refuse(aspect, "score", "score_duplicate", score=score, id=aspect.description[:40])
        else:
            text = Draft()
            aspect.scores[int(score)] = self._text(text, row, "extra") or ""
            aspect.cells[f"score_texts.{score}"] = text.cells.get("extra", aspect.cells["score"])
            aspect.unread |= {f"score_texts.{score}" for _ in text.unread}

    def _is_filled(self, row: Row, *fields: str) -> bool:
        return any(self._letters.get(name) in row.cells for name in fields)

    def _text(self, draft: Draft, row: Row, name: str, missing: str = "", **details: str) -> str | None:
        """Return the text of a field, or None: absent (reported as ``missing``, if given) or valueless."""
        letter = self._letters.get(name)
        draft.cells[name] = f"{letter or next(iter(row.cells))}{row.number}"
        cell = row.cells.get(letter or "")
        if letter is None:
            draft.unread.add(name)
        elif cell is None:
            if missing:
                self._refuse(draft, name, missing, **details)
        elif cell.state == "uncalculated":
            self._refuse(draft, name, "formula_without_value")
        elif cell.state == "failed":
            self._refuse(draft, name, "formula_failed", value=cell.text[:40])
        else:
            return cell.text
        return None

    def _mark(self, draft: Draft, row: Row, name: str, missing: str, **details: str) -> Mark:
        text = self._text(draft, row, name, missing, **details)
        if text is None:
            return 0
        try:
            return mark_from_text(text.removesuffix("%") if name == "target" else text)
        except RuleBroken as broken:
            self._refuse(draft, name, broken.code, **{k: str(v) for k, v in broken.details.items()})
            return 0

    def _refuse(self, draft: Draft, name: str, code: str, **details: str) -> None:
        """Report the value of a field, which then keeps its default."""
        draft.unread.add(name)
        self._report(code, draft.cells[name], **details)

    def _report(self, code: str, cell: str, **details: str) -> None:
        self.problems.append(problem(code, cell=cell, **details))


def _code(text: str) -> str:
    """Return an id, a letter or a type as it is meant: Latin capitals, no blanks."""
    return re.sub(r"\s+", "", text).upper().translate(_LOOKALIKES)
