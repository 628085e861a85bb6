"""What a card says: plain words, ready to be written into the head of a page or to be painted."""

import hashlib
from dataclasses import dataclass
from typing import Final

from shared import codec
from shared.domain.scheme_messages import Language

BRAND: Final = "Bayge"
WIDTH: Final = 1200
HEIGHT: Final = 630
"""Of a picture, in pixels: what previews show whole."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is said large, and what it is."""

    value: str
    label: str
    is_first: bool = False
    """It is a first place."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One rider: a place, a name, and how far they have come."""

    name: str
    about: str = ""
    place: str = ""
    value: str = ""
    earned: int = 0
    """Thousandths of the track."""
    marked: int = 0
    """Thousandths of the track that marking has come."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card in one language; what is empty is not shown."""

    language: Language
    title: str
    description: str
    trail: str = ""
    """Whose page it is part of."""
    about: str = ""
    plate: str = ""
    """The number of a skill."""
    state: str = ""
    state_word: str = ""
    note: str = ""
    """Said aloud where there is nobody to show yet."""
    percent: str = ""
    percent_label: str = ""
    way: int | None = None
    """Thousandths that marking has come: there the horse runs."""
    lanes: tuple[Lane, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def page_title(self) -> str:
        """Return the title of the page."""
        return " · ".join(part for part in (self.title, self.trail) if part)


def digest_of(card: Card, *more: str) -> str:
    """Return what changes whenever anything on the card does, and never else."""
    said = [[getattr(card, name) for name in card.__dataclass_fields__], more]
    return hashlib.sha256(codec.encode(said)).hexdigest()[:24]
