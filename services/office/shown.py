"""Which marks are on screens, as the writer of the boards says; while nobody says it, none is. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from shared import codec, keys
from shared.codec import NotJson
from shared.domain.championship import skill_key
from shared.domain.publication import AudienceClass

Document = dict[str, Any]
SCREENS: Final[tuple[AudienceClass, ...]] = ("public", "venue")
"""Whose boards are meant by "on screens": officials see more, and earlier."""


class Shown(NamedTuple):
    """What one audience's board of a skill shows."""

    offsets: Mapping[str, int]
    is_held_back: bool


class ShownBoards:
    """What the boards of all skills show."""

    def __init__(self) -> None:
        self._text: dict[str, bytes] = {}
        self._shown: dict[str, Shown] = {}

    def take(self, said: Mapping[bytes, bytes]) -> set[str]:
        """Let ``said`` be all that is known, by field; return the boards of which it says something else."""
        fields = {field.decode(): text for field, text in said.items()}
        known = self._text.keys() | fields
        changed = {field for field in known if self._text.get(field) != fields.get(field)}
        self._text = fields
        for field in changed:
            shown = _shown(fields.get(field))
            if shown is None:
                self._shown.pop(field, None)
            else:
                self._shown[field] = shown
        return {field.partition("/")[2] for field in changed}

    def document(self, championship: str, skill: str, forms: Iterable[str]) -> Document | None:
        """Return up to where of the log marks on ``forms`` are shown; None while nobody says."""
        fields = (keys.shown_field(audience, skill_key(championship, skill)) for audience in SCREENS)
        known = [self._shown[field] for field in fields if field in self._shown]
        if not known:
            return None
        offsets = {form: max(shown.offsets.get(form, -1) for shown in known) for form in forms}
        return {
            "offsets": {form: offset for form, offset in offsets.items() if offset >= 0},
            "is_held_back": all(shown.is_held_back for shown in known),
        }


def _shown(text: bytes | None) -> Shown | None:
    """Return what a field says; None for nothing, and for what a newer or broken writer left there."""
    try:
        said = codec.decode(text or b"")
        offsets = {str(form): int(offset) for form, offset in said["offsets"].items()}
        return Shown(offsets, bool(said["is_held_back"]))
    except (NotJson, AttributeError, KeyError, TypeError, ValueError):
        return None
