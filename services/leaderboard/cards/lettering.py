"""The two families of the identity, out of the files that browsers get, cut into lines that fit.

A file holds the letters of one script; a text is drawn in runs, each in the file that has its letters. Those
of Kazakh stand in two of them.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Final, NamedTuple

from PIL import ImageDraw, ImageFont

from shared.domain.errors import RuleBroken

READS: Final = "golos-text"
CALLS: Final = "oswald"
_RANGES: Final = (
    (0x0020, 0x00FF, "latin"),
    (0x0100, 0x0130, "latin-ext"),
    (0x0131, 0x0131, "latin"),
    (0x0132, 0x0151, "latin-ext"),
    (0x0152, 0x0153, "latin"),
    (0x0154, 0x02BA, "latin-ext"),
    (0x02BB, 0x02BC, "latin"),
    (0x0400, 0x045F, "cyrillic"),
    (0x0460, 0x048F, "cyrillic-ext"),
    (0x0490, 0x0491, "cyrillic"),
    (0x0492, 0x04AF, "cyrillic-ext"),
    (0x04B0, 0x04B1, "cyrillic"),
    (0x04B2, 0x052F, "cyrillic-ext"),
    (0x1E00, 0x1EFF, "latin-ext"),
    (0x2000, 0x206F, "latin"),
    (0x20AC, 0x20AC, "latin"),
    (0x20AD, 0x20BF, "latin-ext"),
    (0x2116, 0x2116, "cyrillic"),
    (0x2122, 0x2122, "latin"),
    (0x2212, 0x2212, "latin"),
)
"""Which letters stand in which file: as the packages cut them."""
_STARTS: Final = [start for start, _, _ in _RANGES]
ELLIPSIS: Final = "…"


class Run(NamedTuple):
    """Letters that stand in one file."""

    text: str
    font: ImageFont.FreeTypeFont


class Face:
    """One family at one weight and size."""

    def __init__(self, assets: Path, family: str, weight: int, size: int) -> None:
        self.size = size
        self._open = partial(_font, assets, family, weight, size)
        self._fonts: dict[str, ImageFont.FreeTypeFont] = {}
        """By script, each opened when the first letter needs it."""

    def runs(self, text: str) -> list[Run]:
        """Return the text in runs; letters that none of the files has are left out."""
        found: list[Run] = []
        for letter in unicodedata.normalize("NFC", text):
            script = script_of(letter)
            if script is None:
                continue
            font = self._fonts.get(script) or self._fonts.setdefault(script, self._open(script))
            if found and (found[-1].font is font or letter == " "):
                found[-1] = Run(found[-1].text + letter, found[-1].font)
            else:
                found.append(Run(letter, font))
        return found

    def width(self, text: str) -> float:
        """Return how wide the text is."""
        return sum(run.font.getlength(run.text) for run in self.runs(text))

    def draw(self, on: ImageDraw.ImageDraw, at: tuple[float, float], text: str, fill: str) -> float:
        """Write from the left end of the base line; returns where the text ends."""
        x, y = at
        for run in self.runs(text):
            on.text((x, y), run.text, fill=fill, font=run.font, anchor="ls")
            x += run.font.getlength(run.text)
        return x

    def cut(self, text: str, width: float) -> str:
        """Return the text, shortened with an ellipsis until it fits."""
        if self.width(text) <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle].rstrip() + ELLIPSIS) <= width:
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip() + ELLIPSIS

    def lines(self, text: str, width: float) -> list[str]:
        """Return the text in lines no wider than that, where words allow it."""
        found: list[str] = []
        for word in text.split(" "):
            if found and self.width(f"{found[-1]} {word}") <= width:
                found[-1] += f" {word}"
            else:
                found.append(word)
        return found


class Fonts:
    """Faces, each opened once; ``assets`` is where the build put the files."""

    def __init__(self, assets: Path) -> None:
        self._assets = assets

    def face(self, family: str, weight: int, size: int) -> Face:
        """Return a face."""
        return _face(self._assets, family, weight, size)

    def fitting(
        self, family: str, weight: int, text: str, width: float, choices: Sequence[tuple[int, int]]
    ) -> tuple[Face, list[str]]:
        """Return the first of the choices (size, most lines) in which the text fits; the last one cuts it."""
        for size, lines_max in choices:
            face = self.face(family, weight, size)
            lines = face.lines(text, width)
            if len(lines) <= lines_max and all(face.width(line) <= width for line in lines):
                return face, balanced(face, text, width, len(lines))
        kept = [*lines[: lines_max - 1], " ".join(lines[lines_max - 1 :])]
        return face, [face.cut(line, width) for line in kept]


def balanced(face: Face, text: str, width: float, lines: int) -> list[str]:
    """Return the text in as many lines, as equally long as can be."""
    narrow, wide = 0.0, width
    for _ in range(8):
        middle = (narrow + wide) / 2
        found = face.lines(text, middle)
        fits = len(found) <= lines and all(face.width(line) <= middle for line in found)
        narrow, wide = (narrow, middle) if fits else (middle, wide)
    return face.lines(text, wide)


def script_of(letter: str) -> str | None:
    """Return the file that has a letter; None where none has."""
    code = ord(letter)
    at = bisect_right(_STARTS, code) - 1
    if at < 0:
        return None
    _, end, script = _RANGES[at]
    return script if code <= end else None


@lru_cache(maxsize=64)
def _face(assets: Path, family: str, weight: int, size: int) -> Face:
    return Face(assets, family, weight, size)


def _font(assets: Path, family: str, weight: int, size: int, script: str) -> ImageFont.FreeTypeFont:
    files = sorted(assets.glob(f"{family}-{script}-wght-normal*.woff2"))
    if not files:
        raise RuleBroken("card_unavailable")
    # Laid out by Pillow itself: whether a machine has another library for it must not change a picture.
    font = ImageFont.truetype(str(files[0]), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font
