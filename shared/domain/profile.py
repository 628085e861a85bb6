"""The WSOS profile (R48): the share of marks won in each section of the occupational standard.

The share is of the aspects marked so far, so that a form not yet marked does not look like a weakness; once
all is marked it is the share of the whole section.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from shared.domain.scheme import Scheme
from shared.domain.units import Mark, percent_text


@dataclass(frozen=True, slots=True)
class SectionShare:
    """What was won of what could be won in one section."""

    section: int
    won: Mark
    mark_max: Mark
    """The sum of the maxima of the aspects marked so far."""

    @property
    def share(self) -> Fraction | None:
        """Return the share won, 0 to 1; None when nothing of the section is marked."""
        return Fraction(self.won, self.mark_max) if self.mark_max else None

    @property
    def percent(self) -> str | None:
        """Return the share in percent with one decimal, rounded down; None when nothing is marked."""
        return percent_text(self.won, self.mark_max) if self.mark_max else None


Profile = tuple[SectionShare, ...]
"""Every section of the scheme, in its order."""


def competitor_profile(scheme: Scheme, marks: Mapping[str, Mark]) -> Profile:
    """Return the profile of one competitor from the ``marks`` by aspect id (R48)."""
    won = {section.number: 0 for section in scheme.sections}
    mark_max = dict(won)
    for aspect in scheme.aspects:
        if aspect.id in marks:
            won[aspect.section] += marks[aspect.id]
            mark_max[aspect.section] += aspect.mark_max
    return tuple(SectionShare(number, won[number], mark_max[number]) for number in won)


def pooled_profile(profiles: Iterable[Profile]) -> Profile:
    """Return one profile over many competitors of a skill: a member's or the whole skill's (R48).

    Marks are added up before the share is taken, so a competitor weighs as much as is marked.
    """
    won: dict[int, Mark] = {}
    mark_max: dict[int, Mark] = {}
    for profile in profiles:
        for part in profile:
            won[part.section] = won.get(part.section, 0) + part.won
            mark_max[part.section] = mark_max.get(part.section, 0) + part.mark_max
    return tuple(SectionShare(number, won[number], mark_max[number]) for number in won)


def member_profiles(profiles: Mapping[str, Profile], member_of: Mapping[str, str]) -> dict[str, Profile]:
    """Return the profile of each member from its competitors' ``profiles`` in one skill (R48)."""
    by_member: dict[str, list[Profile]] = {}
    for competitor, profile in profiles.items():
        by_member.setdefault(member_of[competitor], []).append(profile)
    return {member: pooled_profile(of_member) for member, of_member in by_member.items()}
