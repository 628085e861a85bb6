"""The mark allocation table: how the marks of each section are spread over the criteria (R12)."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.domain.scheme import Scheme
from shared.domain.units import Mark


@dataclass(frozen=True, slots=True)
class SectionAllocation:
    """One row of the table."""

    section: int
    name: str
    target: Mark
    marks_by_criterion: Mapping[str, Mark]
    """By letter, every criterion of the scheme in its order."""

    @property
    def marks(self) -> Mark:
        """Return the marks of the section."""
        return sum(self.marks_by_criterion.values())

    @property
    def distance(self) -> Mark:
        """Return how far the marks are above the target, or below when negative."""
        return self.marks - self.target


def mark_allocation(scheme: Scheme) -> tuple[SectionAllocation, ...]:
    """Return a row for each listed section; marks of a section that no list names stand nowhere."""
    letters = dict.fromkeys(criterion.letter for criterion in scheme.criteria)
    table: dict[int, dict[str, Mark]] = {
        section.number: dict.fromkeys(letters, 0) for section in scheme.sections
    }
    for criterion in scheme.criteria:
        for aspect in (aspect for sub in criterion.sub_criteria for aspect in sub.aspects):
            if aspect.section in table:
                table[aspect.section][criterion.letter] += aspect.mark_max
    return tuple(SectionAllocation(s.number, s.name, s.target, table[s.number]) for s in scheme.sections)
