"""Read the rows of a block: sub-criteria, aspects, score texts and the steps of discrete aspects."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from shared.domain.errors import RuleBroken
from shared.domain.scheme_check import SCORES
from shared.domain.units import mark_from_text, mark_text
from shared.domain.workbook.draft import AspectDraft, Draft, SubDraft
from shared.domain.workbook.fields import Fields, code
from shared.domain.workbook.layout import AspectType, Layout
from shared.domain.workbook.parents import fold_parents
from shared.domain.workbook.rule_text import allowed_marks_from, bands_from, rules_from
from shared.domain.workbook.sheet import Row
from shared.domain.workbook.steps import Step, partial_marks

_DAY: Final = re.compile(r"(?:C|DAY)?(?P<day>[1-9])")
_NOTHING: Final = frozenset({"-", "–", "—"})
"""How some files write that an aspect has no section or no mark."""
_ID_LENGTH_MAX: Final = 64
_OWN_RULES: Final[Mapping[str, Callable[[str], Any]]] = {
    "allowed_marks": allowed_marks_from,
    "deduction": mark_from_text,
    "bands": bands_from,
    "judging": lambda text: rules_from(text).judging,
}
"""The rules that an aspect may have for itself (R25, R28), each with how its cell is read."""
_SUB_FIELDS: Final = frozenset({"id", "name", "day"})
_ASPECT_FIELDS: Final = frozenset(
    {"method", "description", "requirement", "section", "mark_max", "link", "aspect_id", *_OWN_RULES}
)


class AspectRows:
    """Takes the rows of all blocks one by one; ``finish`` completes what later rows decide."""

    def __init__(self, fields: Fields, layout: Layout) -> None:
        self.subs: list[SubDraft] = []
        self._fields = fields
        self._layout = layout
        self._has_sub = False
        """Whether the current block has a sub-criterion yet."""
        self._aspect: AspectDraft | None = None

    def begin(self, cell: str, is_first: bool) -> None:
        """Take note of a header row at ``cell``, the first or a later one."""
        self._has_sub, self._aspect = False, None
        if is_first and self._has_no_days:
            self._fields.report("days_assumed", cell)

    def read(self, row: Row) -> None:
        """Open a sub-criterion, an aspect or a text below it: a row may do each, or all of them."""
        opens_sub = self._fields.is_entry(row, r"[A-Z][0-9]{1,2}", "id", "name", "day")
        is_score = self._fields.is_filled(row, "score")
        opens_aspect = self._fields.is_filled(row, "method", "description") or (
            not is_score and self._fields.is_filled(row, "section", "mark_max")
        )
        is_step = self._is_step(row) and not opens_sub and not is_score
        used: set[str] = set()
        if opens_sub:
            used |= _SUB_FIELDS
            self._read_sub(row)
        if is_step:
            used |= {"description", "extra", "mark_max"}
            self._read_step(row)
        elif opens_aspect:
            used |= _ASPECT_FIELDS
            self._read_aspect(row, has_extra=not is_score)
        if is_score:
            self._read_score(row)
        if opens_aspect or is_score:
            used |= {"score", "extra"}
        for name, letter in self._fields.letters.items():
            if name not in used and letter in row.cells:
                self._fields.report(
                    "text_ignored", f"{letter}{row.number}", value=row.cells[letter].text[:40]
                )

    def finish(self) -> None:
        """Work out what the rows below an aspect mean for it."""
        for sub in self.subs:
            for aspect in sub.aspects:
                if aspect.has_steps:
                    self._finish_steps(aspect)
        for parent in fold_parents(self.subs):
            self._fields.report("text_ignored", parent.cells["description"], value=parent.description[:40])

    @property
    def _has_no_days(self) -> bool:
        return not self._layout.needs_lists and "day" not in self._fields.letters

    def _is_step(self, row: Row) -> bool:
        return (
            self._aspect is not None
            and self._aspect.has_steps
            and not self._fields.is_filled(row, "method")
            and self._fields.is_filled(row, "description", "extra", "mark_max")
        )

    def _read_sub(self, row: Row) -> None:
        sub = SubDraft()
        sub.id = code(self._fields.text(sub, row, "id", "sub_criterion_id_missing") or "")
        sub.name = self._fields.text(sub, row, "name") or ""
        day = self._fields.text(sub, row, "day")
        found = _DAY.fullmatch(code(day or ""))
        if found is not None:
            sub.day = int(found["day"])
        elif day is not None:
            self._fields.refuse(sub, "day", "day_malformed", value=day[:40])
        elif self._has_no_days:
            sub.day = 1
        sub.cells["aspects"] = sub.cells["id"]
        self.subs.append(sub)
        self._has_sub, self._aspect = True, None

    def _read_aspect(self, row: Row, has_extra: bool) -> None:
        if not self._has_sub:
            self._fields.report("aspect_outside_sub_criterion", f"{next(iter(row.cells))}{row.number}")
            self.subs.append(SubDraft({}, {"id", "name", "day"}))
            self._has_sub = True
        sub, aspect, fields = self.subs[-1], AspectDraft(), self._fields
        aspect_id = f"{sub.id}.{len(sub.aspects) + 1}"
        kind = self._type(aspect, row, aspect_id)
        aspect.method, aspect.judging = kind.method, kind.judging
        aspect.has_steps, aspect.is_parent = kind.has_steps, kind.is_parent
        aspect.description = fields.text(aspect, row, "description") or ""
        aspect.cells["score_texts"] = aspect.cells["description"]
        aspect.extra = (has_extra and fields.text(aspect, row, "extra")) or ""
        aspect.requirement = fields.text(aspect, row, "requirement") or ""
        aspect.link = fields.text(aspect, row, "link") or ""
        aspect.section = self._section(aspect, row, aspect_id)
        if not (aspect.is_parent and self._says_nothing(row, "mark_max")):
            aspect.mark_max = fields.mark(aspect, row, "mark_max", "mark_missing")
        self._read_own_rules(aspect, row)
        sub.aspects.append(aspect)
        self._aspect = aspect

    def _type(self, aspect: AspectDraft, row: Row, aspect_id: str) -> AspectType:
        text = self._fields.text(aspect, row, "method", "method_missing", id=aspect_id)
        known = self._layout.types.get(code(text or ""))
        if known is None and text is not None:
            self._fields.refuse(aspect, "method", "method_unknown", value=text[:40])
        return known or AspectType("M")

    def _section(self, aspect: AspectDraft, row: Row, aspect_id: str) -> int:
        """Return the section's number; 0 for none, where the format lets it out (``assume_lists``)."""
        is_optional = not self._layout.needs_lists
        if is_optional and self._says_nothing(row, "section"):
            letter = self._fields.letters.get("section", next(iter(row.cells)))
            aspect.cells["section"] = f"{letter}{row.number}"
            return 0
        text = self._fields.text(aspect, row, "section", "section_missing", id=aspect_id)
        if text is not None and re.fullmatch(r"[0-9]{1,4}", text, re.ASCII):
            return int(text)
        if text is not None:
            self._fields.refuse(aspect, "section", "section_unknown", number=text[:40])
        return 0

    def _says_nothing(self, row: Row, name: str) -> bool:
        cell = row.cells.get(self._fields.letters.get(name, ""))
        return cell is None or cell.text in _NOTHING

    def _read_own_rules(self, aspect: AspectDraft, row: Row) -> None:
        aspect.id = self._fields.text(aspect, row, "aspect_id") or ""
        aspect.cells["id"] = aspect.cells["aspect_id"]
        if len(aspect.id) > _ID_LENGTH_MAX:
            self._fields.refuse(aspect, "id", "aspect_id_malformed", value=aspect.id[:40])
            aspect.id = ""
        for name, read in _OWN_RULES.items():
            text = self._fields.text(aspect, row, name)
            if text is None:
                continue
            try:
                setattr(aspect, name, read(text))
            except RuleBroken as broken:
                self._fields.refuse_as(aspect, name, broken)

    def _read_score(self, row: Row) -> None:
        aspect, fields = self._aspect, self._fields
        if aspect is None:
            fields.report("score_outside_aspect", f"{fields.letters['score']}{row.number}")
            return
        score = fields.text(aspect, row, "score") or ""
        if score not in map(str, SCORES):
            fields.refuse(aspect, "score", "score_malformed", value=score[:40])
        elif int(score) in aspect.scores:
            fields.refuse(aspect, "score", "score_duplicate", score=score, id=aspect.description[:40])
        else:
            text = Draft()
            aspect.scores[int(score)] = fields.text(text, row, "extra") or ""
            aspect.cells[f"score_texts.{score}"] = text.cells.get("extra", aspect.cells["score"])
            aspect.unread |= {f"score_texts.{score}" for _ in text.unread}

    def _read_step(self, row: Row) -> None:
        """Take a row below a discrete aspect: a text, and the part of the mark that it is about."""
        assert self._aspect is not None, "a step stands below an aspect"
        step, fields = Draft(), self._fields
        texts = (fields.text(step, row, name) for name in ("description", "extra"))
        said = "\n".join(text for text in texts if text)
        mark = fields.text(step, row, "mark_max")
        try:
            amount = mark_from_text(mark.lstrip("-–−").strip() or "0") if mark else 0
        except RuleBroken as broken:
            fields.refuse_as(step, "mark_max", broken)
            amount = 0
        self._aspect.steps.append(Step(said, amount))

    def _finish_steps(self, aspect: AspectDraft) -> None:
        lines = [aspect.extra, *(step.line for step in aspect.steps)]
        aspect.extra = "\n".join(line for line in lines if line)
        if "mark_max" in aspect.unread:
            return
        found = partial_marks(aspect.steps, aspect.mark_max)
        if found is None:
            details = {"mark": mark_text(aspect.mark_max), "id": aspect.description[:40]}
            self._fields.refuse(aspect, "mark_max", "steps_do_not_fit", **details)
        else:
            aspect.allowed_marks, aspect.deduction = found
