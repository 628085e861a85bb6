"""Shapes with smooth edges on a picture: Pillow draws polygons in whole pixels, so they are drawn larger."""

from collections.abc import Iterable, Sequence
from typing import Final

from PIL import Image, ImageDraw

from services.leaderboard.cards.outline import Outline, Point

FINE: Final = 4
"""So many times larger is a shape drawn, in each direction."""
SLANT: Final = 0.24
"""How far a plate leans forward, of its height."""


def fill(image: Image.Image, shapes: Iterable[Sequence[Point]], colour: str, opacity: float = 1.0) -> None:
    """Fill shapes, each by itself."""
    _paste(image, [list(shape) for shape in shapes], colour, opacity, width=0)


def stroke(
    image: Image.Image, lines: Iterable[Sequence[Point]], colour: str, width: float, opacity: float = 1.0
) -> None:
    """Draw lines with round ends."""
    _paste(image, [list(line) for line in lines], colour, opacity, width)


def moved(shapes: Iterable[Outline], x: float, y: float, scale: float = 1, tall: float = 0) -> list[Outline]:
    """Return shapes at another place, ``scale`` times as large; ``tall`` is another scale for heights."""
    return [[(x + a * scale, y + b * (tall or scale)) for a, b in shape] for shape in shapes]


def plate(x: float, y: float, width: float, height: float) -> Outline:
    """Return a plate that is cut like a rider leaning forward: the slant stands at its right end."""
    cut = height * SLANT
    return [(x, y), (x + width, y), (x + width - cut, y + height), (x, y + height)]


def slanted(x: float, y: float, width: float, height: float) -> Outline:
    """Return a bar that leans forward at both ends."""
    cut = height * SLANT
    return [(x + cut, y), (x + width, y), (x + width - cut, y + height), (x, y + height)]


def _paste(image: Image.Image, shapes: list[Outline], colour: str, opacity: float, width: float) -> None:
    xs = [x for shape in shapes for x, _ in shape]
    ys = [y for shape in shapes for _, y in shape]
    if not xs:
        return
    edge = int(width) + 2
    left, top = max(0, int(min(xs)) - edge), max(0, int(min(ys)) - edge)
    right, bottom = min(image.width, int(max(xs)) + edge), min(image.height, int(max(ys)) + edge)
    if right <= left or bottom <= top:
        return
    size = (right - left, bottom - top)
    mask = Image.new("L", (size[0] * FINE, size[1] * FINE))
    on = ImageDraw.Draw(mask)
    for shape in shapes:
        points = [((x - left) * FINE, (y - top) * FINE) for x, y in shape]
        if width:
            _line(on, points, width * FINE)
        else:
            on.polygon(points, fill=255)
    mask = mask.resize(size, Image.Resampling.BOX)
    if opacity < 1:
        mask = mask.point([round(value * opacity) for value in range(256)])
    image.paste(Image.new("RGB", size, colour), (left, top), mask)


def _line(on: ImageDraw.ImageDraw, points: Outline, width: float) -> None:
    on.line(points, fill=255, width=round(width), joint="curve")
    half = width / 2
    for x, y in (points[0], points[-1]):
        on.ellipse((x - half, y - half, x + half, y + half), fill=255)
