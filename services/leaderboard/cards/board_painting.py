"""Riders on their lanes: the first of a board, each bar a stretch of the track."""

from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw

from services.leaderboard.cards import tokens
from services.leaderboard.cards.brush import fill, plate, slanted
from services.leaderboard.cards.card import WIDTH, Lane
from services.leaderboard.cards.lettering import CALLS, READS, Fonts
from services.leaderboard.cards.scenery import GROUND, MARGIN

_BOTTOM: Final = GROUND - 66
_TALL_MAX: Final = 72
_GAP: Final = 6
_PLACE_WIDE: Final = 78
_TRACK_TALL: Final = 6


def paint_lanes(image: Image.Image, lanes: Sequence[Lane], fonts: Fonts, top: float) -> None:
    """Paint lanes one below the other, between ``top`` and the horizon."""
    tall = min(_TALL_MAX, int((_BOTTOM - top - _GAP * (len(lanes) - 1)) / len(lanes)))
    for at, lane in enumerate(lanes):
        _paint_lane(image, lane, fonts, top + at * (tall + _GAP), tall)


def _paint_lane(image: Image.Image, lane: Lane, fonts: Fonts, y: float, tall: int) -> None:
    left, right = float(MARGIN), float(WIDTH - MARGIN)
    is_first = lane.place == "1"
    fill(image, [plate(left, y, right - left, tall)], "#04101c", 0.5)
    on = ImageDraw.Draw(image)
    base = y + tall / 2 + 9
    start = left + 24
    if lane.place:
        _paint_place(image, lane, fonts, y, tall)
        start = left + _PLACE_WIDE + 22
    calls = fonts.face(CALLS, 600, 38)
    end = right - 34 - calls.width(lane.value)
    calls.draw(on, (end, base + 5), lane.value, tokens.SUN if is_first else tokens.WOOL)
    _paint_who(on, lane, fonts, start, end - 28, base)
    if lane.earned or lane.marked:
        _paint_track(image, lane, y + tall - _TRACK_TALL, is_first=is_first)


def _paint_place(image: Image.Image, lane: Lane, fonts: Fonts, y: float, tall: int) -> None:
    is_first = lane.place == "1"
    shape = [plate(MARGIN, y, _PLACE_WIDE, tall)]
    fill(image, shape, tokens.SUN if is_first else tokens.WOOL, 1 if is_first else 0.14)
    calls = fonts.face(CALLS, 600, 38)
    x = MARGIN + (_PLACE_WIDE - 12 - calls.width(lane.place)) / 2
    calls.draw(
        ImageDraw.Draw(image), (x, y + tall / 2 + 14), lane.place, tokens.ON_SUN if is_first else tokens.WOOL
    )


def _paint_who(
    on: ImageDraw.ImageDraw, lane: Lane, fonts: Fonts, start: float, end: float, base: float
) -> None:
    """Write a name, and beside it what is quieter; the name has the first right to room."""
    name, about = fonts.face(READS, 650, 31), fonts.face(READS, 450, 23)
    wanted = about.width(lane.about) + 22 if lane.about else 0
    room = end - start
    said = name.cut(lane.name, max(room * 0.7, room - wanted))
    x = name.draw(on, (start, base), said, tokens.WOOL)
    if lane.about and end - x > 90:
        about.draw(on, (x + 22, base), about.cut(lane.about, end - x - 22), tokens.INK_QUIET)


def _paint_track(image: Image.Image, lane: Lane, y: float, *, is_first: bool) -> None:
    start, end = MARGIN + (_PLACE_WIDE - 10 if lane.place else 0), WIDTH - MARGIN - 14
    for thousandths, colour, opacity in (
        (1000, tokens.WOOL, 0.12),
        (lane.marked, tokens.MARKED, 1.0),
        (lane.earned, tokens.SUN if is_first else tokens.GRASS, 1.0),
    ):
        if thousandths:
            wide = (end - start) * thousandths / 1000
            fill(image, [slanted(start, y, wide, _TRACK_TALL)], colour, opacity)
