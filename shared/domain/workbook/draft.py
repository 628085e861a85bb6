"""A scheme while it is being read: each value with its cell, so that every problem can say where it is."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

from shared.domain.judgement import JudgementRule
from shared.domain.marking_rules import THE_FIELDS_RULES, Band, MarkingRules
from shared.domain.scheme import Aspect, Criterion, Method, Scheme, Section, SubCriterion
from shared.domain.units import Mark
from shared.domain.workbook.steps import Step


@dataclass
class Draft:
    """Whatever is read from one row or more; a value that could not be read keeps its default."""

    cells: dict[str, str] = field(default_factory=dict)
    """Cell of each field; set when the field is looked for, also when the cell is empty."""
    unread: set[str] = field(default_factory=set)
    """Fields that hold a default because the cell could not be read, which has been reported."""


AnyDraft = TypeVar("AnyDraft", bound=Draft)


@dataclass
class SectionDraft(Draft):
    """A row of the sections."""

    number: int = 0
    name: str = ""
    target: Mark = 0


@dataclass
class AspectDraft(Draft):
    """An aspect and the score rows below it."""

    id: str = ""
    """Empty when the file gives none."""
    method: Method = "M"
    description: str = ""
    extra: str = ""
    requirement: str = ""
    section: int = 0
    mark_max: Mark = 0
    scores: dict[int, str] = field(default_factory=dict)
    allowed_marks: tuple[Mark, ...] | None = None
    deduction: Mark | None = None
    bands: tuple[Band, ...] | None = None
    judging: JudgementRule | None = None
    has_steps: bool = False
    """Rows below it say which parts of its mark can be earned."""
    steps: list[Step] = field(default_factory=list)
    link: str = ""
    """The number of the parent row, where rows are linked."""
    is_parent: bool = False
    """It stands above others."""

    def built(self, aspect_id: str, rules: MarkingRules) -> Aspect:
        """Return the aspect under that id; a score without text has an empty one, for the check to find."""
        is_described = self.method == "J" and (self.judging or rules.judging).has_described_scores
        texts = tuple(self.scores.get(score, "") for score in range(4))
        return Aspect(
            id=aspect_id,
            method=self.method,
            description=self.description,
            section=self.section,
            mark_max=self.mark_max,
            extra=self.extra,
            requirement=self.requirement,
            score_texts=texts if is_described or self.scores else None,
            allowed_marks=self.allowed_marks,
            deduction=self.deduction,
            bands=self.bands,
            judging=self.judging,
        )


@dataclass
class SubDraft(Draft):
    """A sub-criterion and its aspects."""

    id: str = ""
    name: str = ""
    day: int = 0
    aspects: list[AspectDraft] = field(default_factory=list)

    def built(self, given: Collection[str], rules: MarkingRules) -> SubCriterion:
        """Return the sub-criterion; an aspect without an id gets a number above all that are given (R10)."""
        ids = (name.rpartition(".") for name in given)
        taken = [int(tail) for head, _, tail in ids if head == self.id and tail.isdecimal()]
        numbers = count(max(taken, default=0) + 1)
        named = ((aspect.id or f"{self.id}.{next(numbers)}", aspect) for aspect in self.aspects)
        aspects = tuple(aspect.built(aspect_id, rules) for aspect_id, aspect in named)
        return SubCriterion(self.id, self.name, self.day, aspects)


@dataclass
class CriterionDraft(Draft):
    """A row of the criteria, with the sub-criteria found later."""

    letter: str = ""
    name: str = ""
    subs: list[SubDraft] = field(default_factory=list)

    def built(self, given: Collection[str], rules: MarkingRules) -> Criterion:
        """Return the criterion with its mark recomputed from the aspects."""
        mark_max = sum(aspect.mark_max for sub in self.subs for aspect in sub.aspects)
        subs = tuple(sub.built(given, rules) for sub in self.subs)
        return Criterion(self.letter, self.name, mark_max, subs)


@dataclass
class SchemeDraft(Draft):
    """The whole scheme."""

    number: str = ""
    name: str = ""
    sections: list[SectionDraft] = field(default_factory=list)
    criteria: list[CriterionDraft] = field(default_factory=list)
    rules: MarkingRules = THE_FIELDS_RULES

    def built(self) -> Scheme:
        """Return the scheme as far as it could be read."""
        given = self.given_ids()
        sections = tuple(Section(section.number, section.name, section.target) for section in self.sections)
        criteria = tuple(criterion.built(given, self.rules) for criterion in self.criteria)
        return Scheme(self.number, self.name, sections, criteria, self.rules)

    def given_ids(self) -> frozenset[str]:
        """Return the ids of aspects that the file gives."""
        return frozenset(aspect.id for aspect in self.aspects if aspect.id)

    @property
    def aspects(self) -> Iterator[AspectDraft]:
        """Yield the aspects in scheme order."""
        return (aspect for criterion in self.criteria for sub in criterion.subs for aspect in sub.aspects)

    def cell_by_place(self) -> dict[str, str]:
        """Return the cell of each place of the scheme document; the draft's own are by place already."""
        cells = dict(self.cells)
        for place, draft in self._placed():
            cells |= {f"{place}.{name}": cell for name, cell in draft.cells.items()}
        return cells

    def unread_places(self) -> frozenset[str]:
        """Return the places whose value could not be read."""
        return frozenset(f"{place}.{name}" for place, draft in self._placed() for name in draft.unread)

    def _placed(self) -> Iterator[tuple[str, Draft]]:
        yield from _numbered("sections", self.sections)
        for at, criterion in _numbered("criteria", self.criteria):
            yield at, criterion
            for below, sub in _numbered(f"{at}.sub_criteria", criterion.subs):
                yield below, sub
                yield from _numbered(f"{below}.aspects", sub.aspects)


def _numbered(place: str, drafts: Iterable[AnyDraft]) -> Iterator[tuple[str, AnyDraft]]:
    return ((f"{place}.{at}", draft) for at, draft in enumerate(drafts))
