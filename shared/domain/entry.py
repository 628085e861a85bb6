"""What one expert enters for one aspect, and its place in a record of the log.

Fields that came after the first release are optional: an older log reads as it always did.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from shared.domain.kinds import text, text_or_none, texts, whole, whole_or_none
from shared.domain.units import Mark


class Entry(NamedTuple):
    """What one expert enters for one aspect."""

    aspect: str
    mark: Mark | None
    """Measurement."""
    scores: tuple[int, ...] | None
    """Judgement: the scores of the panel (R22)."""
    based_on: int
    """The revision of the mark that the expert saw; 0 when there was none (R33)."""
    reason: str | None
    """Why a mark that was already entered changes (R30)."""
    score: int | None = None
    """Judgement: what this expert alone shows (R22)."""
    deductions: int | None = None
    """Measurement by deductions: how many."""
    measured: str | None = None
    """Measurement by tolerance bands: the value, as it was read (R25)."""
    attempt: int | None = None
    """The attempt that ``score`` belongs to, from 1; None: whichever is going on (R23)."""
    comment: str | None = None
    """A remark on the aspect; it never changes a mark. What may stand in it: ``shared.domain.remark``."""
    photos: tuple[str, ...] = ()
    """Photos that belong to it: the SHA-256 of each, in hex, by which the file store knows it."""

    @property
    def is_remark(self) -> bool:
        """Say whether a comment or photos are all that is entered: no value, so no mark changes."""
        if self.comment is None and not self.photos:
            return False
        return all(
            value is None for value in (self.mark, self.scores, self.score, self.deductions, self.measured)
        )


_OPTIONAL: Final = ("reason", "score", "deductions", "measured", "attempt", "comment")


def entry_document(entry: Entry) -> dict[str, Any]:
    """Return the JSON form in which ``entry`` is logged: what it does not say is not there."""
    document: dict[str, Any] = {"aspect": entry.aspect, "based_on": entry.based_on}
    if entry.mark is not None:
        document["mark"] = entry.mark
    if entry.scores is not None:
        document["scores"] = list(entry.scores)
    for name in _OPTIONAL:
        value = getattr(entry, name)
        if value is not None:
            document[name] = value
    if entry.photos:
        document["photos"] = list(entry.photos)
    return document


def entry_from_document(document: Mapping[str, Any]) -> Entry:
    """Return the entry in ``document``; raises ``KeyError`` and ``TypeError`` for what is none."""
    scores = document.get("scores")
    plain = Entry(
        text(document["aspect"]),
        whole_or_none(document.get("mark")),
        None if scores is None else tuple(map(whole, scores)),
        whole(document["based_on"]),
        text_or_none(document.get("reason")),
    )
    return plain if _NEWER.isdisjoint(document) else _with_newer(plain, document)


_NEWER: Final = frozenset(("score", "deductions", "measured", "attempt", "comment", "photos"))
"""Fields that came after the first release; most entries have none of them."""


def _with_newer(entry: Entry, document: Mapping[str, Any]) -> Entry:
    return entry._replace(
        score=whole_or_none(document.get("score")),
        deductions=whole_or_none(document.get("deductions")),
        measured=text_or_none(document.get("measured")),
        attempt=whole_or_none(document.get("attempt")),
        comment=text_or_none(document.get("comment")),
        photos=texts(document.get("photos", ())),
    )
