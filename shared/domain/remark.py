"""What a remark on an aspect may hold: a short comment in plain text, and a few photos by their digest.

Checked where a remark comes in. The fold does not check it: a remark never decides whether a mark counts.
"""

import re
import unicodedata
from typing import Final

from shared.domain.errors import RuleBroken

COMMENT_LENGTH_MAX: Final = 500
"""Characters: a sentence or two, still read on a phone."""
PHOTOS_MAX: Final = 4
"""Of one entry."""
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_UNPRINTABLE: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Control characters, halves of characters, and breaks of line and paragraph."""
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing, so that a text reads otherwise than it was typed."""


def check_comment(comment: str) -> None:
    """Raise ``RuleBroken``: ``text_too_long``, ``comment_control_character``."""
    if len(comment) > COMMENT_LENGTH_MAX:
        raise RuleBroken("text_too_long", limit=COMMENT_LENGTH_MAX)
    if any(unicodedata.category(one) in _UNPRINTABLE or one in _TURNING for one in comment):
        raise RuleBroken("comment_control_character")


def check_photo(digest: str) -> None:
    """Raise ``RuleBroken("photo_id_malformed")`` unless ``digest`` is a SHA-256 in small hex digits."""
    if _SHA256.fullmatch(digest) is None:
        raise RuleBroken("photo_id_malformed", value=digest[:64])
