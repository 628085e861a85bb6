"""What every picture stands in: the sky, dry grass to the horizon, a woven band, and a horse on its way.

The outlines are those of the web app's ``Horizon``, ``Ornament`` and ``Mark``.
"""

from functools import lru_cache
from itertools import pairwise
from typing import Final

from PIL import Image, ImageColor

from services.leaderboard.cards import tokens
from services.leaderboard.cards.brush import fill, moved, slanted, stroke
from services.leaderboard.cards.card import HEIGHT, WIDTH
from services.leaderboard.cards.outline import outlines

MARGIN: Final = 56
BAND: Final = 22
"""How high the woven band is."""
GROUND: Final = HEIGHT - BAND
"""Where the grass ends."""

_SKY: Final = ((0.0, tokens.ZENITH), (0.5, "#0c2f50"), (0.86, tokens.SKY_DEEP), (1.0, "#1a5688"))
_HILLS: Final = (
    ("M0 26C110 8 190 20 300 18S520 4 640 14s190 16 300 6 160-12 260 0v20H0z", "#1c527b"),
    ("M0 33c150-10 260-2 390-4s240-8 400-2 260 8 410-1v14H0z", tokens.GRASS),
)
_HILLS_TOP: Final = GROUND - 62
_HILLS_TALL: Final = 1.6
_HORNS: Final = outlines(
    "M24 13V7.5C24 2.6 15.5 2.4 15.5 6.6c0 3 4.4 3 4.4.8M24 7.5c0-4.9 8.5-5.1 8.5-.9 0 3-4.4 3-4.4.8"
    "M0 3l4 4-4 4M48 3l-4 4 4 4"
)
_SIGN: Final = outlines(
    "M16 27V13.5C16 7.5 6.5 7 6.5 13c0 4.4 6 5 6 1.2M16 13.5C16 7.5 25.5 7 25.5 13c0 4.4-6 5-6 1.2M11 27h10"
)
_HORSE: Final = outlines(
    "M7 15c4-3 7-2 10 1 6-2 12-2 17 0 4-3 6-7 10-9l1-3 2 3c4 1 7 4 9 8l-2 3c-3-1-5-1-7 0-1 4-3 7-6 9 4 2 8 3"
    " 11 6l-2 2c-4-2-8-3-12-4-5 1-10 1-15 0-3 2-7 2-9 5l1 4-3 1-2-6c2-4 5-5 7-8-1-1-2-3-2-5-2-3-5-3-8-1"
    " 1-2 1-4 0-6z"
)
_RIDER: Final = outlines("M27 15c0-4 2-7 5-9-1-2 0-5 3-5s4 3 2 5c3 2 6 4 9 4l-1 2c-3 0-5 0-7-1l-1 6z")
_HORSE_WIDE: Final = 64


def steppe(way: int | None) -> Image.Image:
    """Return a new picture of the steppe; the horse has run ``way`` thousandths of the width."""
    image = _empty_steppe().copy()
    if way is not None:
        scale = 1.35
        x = MARGIN / 2 + way / 1000 * (WIDTH - MARGIN - _HORSE_WIDE * scale)
        y = GROUND - 62
        fill(image, moved(_HORSE, x, y, scale), "#4a2410")
        fill(image, moved(_RIDER, x, y, scale), tokens.FELT)
    return image


def sign(image: Image.Image, x: float, y: float, size: float) -> None:
    """Draw the sign of Bayge, the ram's horn."""
    stroke(image, moved(_SIGN, x, y, size / 32), tokens.SUN, 2.6 * size / 32)


@lru_cache(maxsize=1)
def _empty_steppe() -> Image.Image:
    image = _sky()
    # Wind: bars that lean forward, and the sign of Bayge, large and hardly there.
    for x, wide, opacity in ((610, 330, 0.035), (820, 150, 0.05), (1010, 420, 0.03)):
        fill(image, [slanted(x - 200, -20, wide + 200, HEIGHT)], tokens.HORIZON, opacity)
    stroke(image, moved(_SIGN, 730, 10, 17), tokens.WOOL, 34, 0.035)
    for path, colour in _HILLS:
        fill(image, moved(outlines(path), 0, _HILLS_TOP, 1, _HILLS_TALL), colour)
    fill(image, [[(0, GROUND), (WIDTH, GROUND), (WIDTH, HEIGHT), (0, HEIGHT)]], tokens.FELT)
    scale = BAND / 14
    for at in range(int(WIDTH / 48 / scale) + 1):
        stroke(image, moved(_HORNS, at * 48 * scale, GROUND, scale), "#fbe6c3", 1.5 * scale)
    return image


def _sky() -> Image.Image:
    column = Image.new("RGB", (1, HEIGHT))
    for y in range(HEIGHT):
        column.putpixel((0, y), _colour_at(y / (HEIGHT - 1)))
    return column.resize((WIDTH, HEIGHT), Image.Resampling.NEAREST)


def _colour_at(way: float) -> tuple[int, int, int]:
    for (start, one), (end, other) in pairwise(_SKY):
        if way <= end:
            share = (way - start) / (end - start)
            first, second = ImageColor.getrgb(one), ImageColor.getrgb(other)
            red, green, blue = (
                round(a + share * (b - a)) for a, b in zip(first[:3], second[:3], strict=True)
            )
            return red, green, blue
    raise AssertionError("a way is at most 1")
