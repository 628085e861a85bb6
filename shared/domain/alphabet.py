"""The order of names in a list: Latin letters, then the Kazakh alphabet, in which the Russian one is.

By code point Ә, Қ and Ө would come after Я, and Ё before А.
"""

import unicodedata
from typing import Final

_CYRILLIC: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_ORDER: Final = {letter: order for order, letter in enumerate(_CYRILLIC)}


def alphabetical(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Return what to sort ``name`` by; upper and lower case matter only between names that are else equal."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return tuple(_letter(letter) for letter in folded), name


def _letter(letter: str) -> tuple[int, int, str]:
    """Return script, order in it, and the letter itself; a Latin letter with a mark follows the plain one."""
    if letter in _ORDER:
        return 1, _ORDER[letter], letter
    plain = unicodedata.normalize("NFD", letter)[0]
    return 0, ord(plain), letter
