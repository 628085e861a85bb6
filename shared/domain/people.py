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
    persons: int = 1
    """Two for a pair (R6); the entry counts as one competitor all the same."""
    group: str | None = None
    """The age group, where one has results of its own (R2); None: the main field."""
    person_ids: tuple[str, ...] = ()
    """Who they are, in a pair or a team; empty: not said, or one under the competitor's own id."""


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
