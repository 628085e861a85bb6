"""What an organiser reads about each problem of a marking scheme: one table per language, the same codes."""

from collections.abc import Mapping
from typing import Final, Literal

from shared.domain.scheme_messages import en, kk, ru

Language = Literal["en", "ru", "kk"]

MESSAGES: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": en.MESSAGES,
    "ru": ru.MESSAGES,
    "kk": kk.MESSAGES,
}
"""Sentence by language and code; the names in braces are the problem's details."""
