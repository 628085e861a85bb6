"""Write a scheme as the rows of an import workbook, so that reading them gives the same scheme (DOMAIN 2.1).

The rows are those of the international format. What it has no place for stands in columns of our own to the
right, which other programs ignore: the id of each aspect (R10), partial marks (R25), panels (R28).
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from shared.domain.marking_rules import THE_FIELDS_RULES
from shared.domain.scheme import Aspect, Criterion, Scheme, SubCriterion
from shared.domain.scheme_check import criterion_marks, marks_by_section
from shared.domain.units import Mark, mark_text
from shared.domain.workbook.rows import RULES_LABEL
from shared.domain.workbook.rule_text import allowed_marks_text, bands_text, judging_text, rules_text
from shared.domain.workbook.title import title_text

Value = str | int | Decimal
WrittenRow = Mapping[str, Value]
"""The cells of one row by column letter; an empty text is an empty cell."""

_HEADERS: Final[WrittenRow] = {
    "A": "Sub\nCriterion\nID",
    "B": "Sub Criterion\nName or Description",
    "C": "Day of Marking",
    "D": "Aspect\nType\nM = Meas\nJ = Judg",
    "E": "Aspect - Description",
    "F": "Judg Score",
    "G": "Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)",
    "H": "Requirement\n(Measurement Only)",
    "I": "WSOS Section",
    "J": "Calculation Row\n(Export only)",
    "K": "Max\nMark",
}
_OWN_HEADERS: Final[WrittenRow] = {
    "P": "Aspect ID",
    "Q": "Allowed Marks",
    "R": "Deduction",
    "S": "Tolerance Bands",
    "T": "Panel",
}
_BLANK: Final[WrittenRow] = {}


def scheme_rows(scheme: Scheme) -> Iterator[WrittenRow]:
    """Yield the rows of ``scheme`` from the first; sums are written as numbers, not as formulas."""
    title: dict[str, Value] = {"A": title_text(scheme.skill_number, scheme.skill_name)}
    if scheme.rules != THE_FIELDS_RULES:
        title |= {"P": RULES_LABEL, "Q": rules_text(scheme.rules)}
    yield title
    yield _BLANK
    yield from _section_rows(scheme)
    yield from (_BLANK, _BLANK, {"A": "Criteria"}, {"A": "ID", "B": "Name", "K": "Mark"})
    for criterion in scheme.criteria:
        yield {"A": criterion.letter, "B": criterion.name, "K": _number(criterion.mark_max)}
    for criterion in scheme.criteria:
        yield from (_BLANK, _BLANK)
        yield from _criterion_rows(criterion)
    yield _BLANK
    yield _total("Competition", scheme.mark_max)


def _section_rows(scheme: Scheme) -> Iterator[WrittenRow]:
    marks = marks_by_section(scheme)
    yield {"A": "WorldSkills Occupational Standards"}
    yield {"A": "Section", "B": "WSOS Marks", "I": "WSOS Marks", "J": "Aspect Marks", "K": "Variation"}
    for section in scheme.sections:
        has = marks[section.number]
        numbers = {"I": _number(section.target), "J": _number(has), "K": _number(abs(section.target - has))}
        yield {"A": section.number, "B": section.name, **numbers}


def _criterion_rows(criterion: Criterion) -> Iterator[WrittenRow]:
    yield {**_HEADERS, **_total(f"Criterion {criterion.letter}", criterion_marks(criterion)), **_OWN_HEADERS}
    for at, sub in enumerate(criterion.sub_criteria):
        if at:
            yield _BLANK
        yield from _sub_rows(sub)


def _sub_rows(sub: SubCriterion) -> Iterator[WrittenRow]:
    yield {"A": sub.id, "B": sub.name, "C": sub.day}
    for aspect in sub.aspects:
        yield _aspect_row(aspect)
        for score, text in enumerate(aspect.score_texts or ()):
            yield {"F": score, "G": text}


def _aspect_row(aspect: Aspect) -> WrittenRow:
    return {
        "D": aspect.method,
        "E": aspect.description,
        "G": aspect.extra,
        "H": aspect.requirement,
        "I": aspect.section,
        "K": _number(aspect.mark_max),
        "P": aspect.id,
        "Q": "" if aspect.allowed_marks is None else allowed_marks_text(aspect.allowed_marks),
        "R": "" if aspect.deduction is None else _number(aspect.deduction),
        "S": "" if aspect.bands is None else bands_text(aspect.bands),
        "T": "" if aspect.judging is None else judging_text(aspect.judging),
    }


def _total(label: str, mark: Mark) -> WrittenRow:
    return {"L": label, "M": "Total\nMark", "N": _number(mark)}


def _number(mark: Mark) -> Decimal:
    return Decimal(mark_text(mark))
