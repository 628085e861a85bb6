"""Who takes part: members, competitors and experts, by opaque ids (names live in the topic `people`)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """One name in the three languages of the championship."""

    en: str
    ru: str
    kk: str

    def document(self) -> dict[str, str]:
        """Return the JSON form."""
        return {"en": self.en, "ru": self.ru, "kk": self.kk}


@dataclass(frozen=True, slots=True)
class Member:
    """The region or organisation that competitors represent (R1)."""

    id: str
    name: Names


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """Competitors of another age than usual, such as juniors (R2)."""

    id: str
    name: Names
    age_min: int
    """In the year of the championship; both included."""
    age_max: int


@dataclass(frozen=True, slots=True)
class Competitor:
    """One entry in a skill: a person, a pair or a team (R6)."""

    id: str
    member: str
    is_guest: bool = False
    """Out of contest (R5): marked and shown to officials, never placed."""
    persons: tuple[str, ...] = ()
    """The people who make up a pair or a team (R6); empty: one, under the competitor's own id."""
    age_group: str | None = None
    """None: the championship's usual age (R2)."""

    @property
    def person_count(self) -> int:
        """Return how many people the entry is; it counts as one competitor all the same (R6)."""
        return len(self.persons) or 1


@dataclass(frozen=True, slots=True)
class Expert:
    """Someone who marks; never a competitor of the own member (R21)."""

    id: str
    member: str


@dataclass(frozen=True, slots=True)
class Person:
    """The name behind an opaque id, as the person writes it, in both scripts."""

    id: str
    name: str
    name_latin: str
