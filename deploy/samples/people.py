"""Draw the people of a sample championship: a name as the person writes it, and the same in Latin letters."""

import random
import unicodedata
from typing import Final, NamedTuple

from deploy.samples.people_names import KAZAKH, RUSSIAN, TURKIC, NameList

_LATIN: Final = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh",
    "з": "z", "и": "i", "й": "i", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o",
    "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "kh",
    "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "і": "i", "ь": "", "э": "e",
    "ю": "yu", "я": "ya",
    "ə": "a", "ı": "i", "‘": "",
}  # fmt: skip
"""Letters that have no plain Latin form under Unicode's own decomposition."""

_RUSSIAN_SHARE: Final = 0.22
_PAIR_SEPARATOR: Final = " / "


class DrawnName(NamedTuple):
    """One name in both scripts."""

    name: str
    name_latin: str


def latin(text: str) -> str:
    """Return ``text`` in plain Latin letters, as a passport of Kazakhstan would say it (Ерлан: Yerlan)."""
    return " ".join(_latin_word(word) for word in text.split(" "))


def _latin_word(word: str) -> str:
    word = f"Ye{word[1:]}" if word.startswith("Е") else word
    word = word.replace("ий", "iy").replace("ъе", "ye").replace("ье", "ye").replace("ьё", "yo")
    letters = (_latin_letter(letter) for letter in word)
    plain = unicodedata.normalize("NFKD", "".join(letters))
    return "".join(letter for letter in plain if letter.isascii())


def _latin_letter(letter: str) -> str:
    plain = _LATIN.get(letter.lower())
    if plain is None:
        return letter
    return plain.capitalize() if letter.isupper() else plain


class NameDraw:
    """Draws full names that were not drawn before."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._drawn: set[str] = set()

    def entry(self, member: str, persons: int) -> tuple[DrawnName, list[DrawnName]]:
        """Return the name of a competitor's entry, with initials for several, and of its persons (R6)."""
        names = [self.person(member) for _ in range(persons)]
        if persons == 1:
            return names[0], names
        together = DrawnName(
            _PAIR_SEPARATOR.join(_with_initial(n.name) for n in names),
            _PAIR_SEPARATOR.join(_with_initial(n.name_latin) for n in names),
        )
        return together, names

    def person(self, member: str) -> DrawnName:
        """Return the name of one person of ``member``, new to this championship while the lists last."""
        for _ in range(50):
            name = self._full_name(self._names_of(member))
            if name not in self._drawn:
                break
        self._drawn.add(name)
        return DrawnName(name, latin(name))

    def _names_of(self, member: str) -> NameList:
        names = TURKIC.get(member, KAZAKH)
        return RUSSIAN if names is KAZAKH and self._rng.random() < _RUSSIAN_SHARE else names

    def _full_name(self, names: NameList) -> str:
        surname = self._rng.choice(names.surnames)
        if self._rng.random() < 0.5:
            return f"{self._rng.choice(names.men)} {surname}"
        return f"{self._rng.choice(names.women)} {_of_a_woman(surname)}"


def _of_a_woman(surname: str) -> str:
    endings = ("ов", "ев", "ёв", "ин", "ow", "ew", "ov", "ev")
    return f"{surname}{'а' if surname[-1] in 'вн' else 'a'}" if surname.endswith(endings) else surname


def _with_initial(full_name: str) -> str:
    given, surname = full_name.split(" ", 1)
    return f"{given[0]}. {surname}"
