"""A scheme while it is being read: each value with its cell, so that every problem can say where it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from shared.domain.scheme import Aspect, Criterion, Method, Scheme, Section, SubCriterion
from shared.domain.units import Mark


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

    method: Method = "M"
    description: str = ""
    extra: str = ""
    requirement: str = ""
    section: int = 0
    mark_max: Mark = 0
    scores: dict[int, str] = field(default_factory=dict)

    def built(self, aspect_id: str) -> Aspect:
        """Return the aspect under that id; a score without text has an empty one, for the check to find."""
        texts = tuple(self.scores.get(score, "") for score in range(4))
        return Aspect(
            id=aspect_id,
            method=self.method,
            description=self.description,
            section=self.section,
            mark_max=self.mark_max,
            extra=self.extra,
            requirement=self.requirement,
            score_texts=texts if self.method == "J" or self.scores else None,
        )


@dataclass
class SubDraft(Draft):
    """A sub-criterion and its aspects."""

    id: str = ""
    name: str = ""
    day: int = 0
    aspects: list[AspectDraft] = field(default_factory=list)

    def built(self) -> SubCriterion:
        """Return the sub-criterion; its aspects are numbered from 1, once and for all (R10)."""
        aspects = (aspect.built(f"{self.id}.{n}") for n, aspect in enumerate(self.aspects, 1))
        return SubCriterion(self.id, self.name, self.day, tuple(aspects))


@dataclass
class CriterionDraft(Draft):
    """A row of the criteria, with the sub-criteria found later."""

    letter: str = ""
    name: str = ""
    subs: list[SubDraft] = field(default_factory=list)

    def built(self) -> Criterion:
        """Return the criterion with its mark recomputed from the aspects."""
        mark_max = sum(aspect.mark_max for sub in self.subs for aspect in sub.aspects)
        return Criterion(self.letter, self.name, mark_max, tuple(sub.built() for sub in self.subs))


@dataclass
class SchemeDraft(Draft):
    """The whole scheme."""

    number: str = ""
    name: str = ""
    sections: list[SectionDraft] = field(default_factory=list)
    criteria: list[CriterionDraft] = field(default_factory=list)

    def built(self) -> Scheme:
        """Return the scheme as far as it could be read."""
        sections = tuple(Section(section.number, section.name, section.target) for section in self.sections)
        criteria = tuple(criterion.built() for criterion in self.criteria)
        return Scheme(self.number, self.name, sections, criteria)

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
