"""Paint a card: who sees it in a chat looks for a second, so it calls like a broadcast and holds little.

The same card gives the same bytes: nothing of the moment or of the machine is in a picture.
"""

import io
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from services.leaderboard.cards import tokens
from services.leaderboard.cards.board_painting import paint_lanes
from services.leaderboard.cards.brush import SLANT, fill, plate, slanted
from services.leaderboard.cards.card import BRAND, WIDTH, Card
from services.leaderboard.cards.lettering import CALLS, READS, Fonts
from services.leaderboard.cards.scenery import MARGIN, sign, steppe
from services.leaderboard.cards.state_painting import paint_state

RIGHT: Final = WIDTH - MARGIN
_TITLE_TOP: Final = 100
_BESIDE_LANES: Final = ((74, 1), (66, 1), (58, 1), (52, 2), (46, 2), (40, 2), (34, 2))
_ALONE: Final = ((112, 1), (100, 1), (92, 2), (80, 2), (68, 2), (60, 3), (52, 3), (44, 3))
_ABOVE_NOTE: Final = ((100, 1), (88, 1), (72, 2), (62, 2), (48, 3), (40, 3))
"""Sizes of a title, and in how many lines at most."""


def painted(card: Card, assets: Path) -> bytes:
    """Return the picture of a card as PNG; ``assets`` is where the build put the fonts.

    Raises ``RuleBroken("card_unavailable")`` when they are not there.
    """
    image = steppe(card.way)
    fonts = Fonts(assets)
    _paint_top(image, card, fonts)
    below = _paint_title(image, card, fonts)
    if card.lanes:
        paint_lanes(image, card.lanes, fonts, below + 14)
    else:
        _paint_note(image, card, fonts, below)
        _paint_figures(image, card, fonts)
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=5)
    return written.getvalue()


def _paint_top(image: Image.Image, card: Card, fonts: Fonts) -> None:
    """Whose picture this is, part of what, and how it stands."""
    on = ImageDraw.Draw(image)
    sign(image, MARGIN - 8, 30, 48)
    calls = fonts.face(CALLS, 600, 30)
    x = calls.draw(on, (MARGIN + 52, 66), BRAND.upper(), tokens.WOOL)
    end = paint_state(image, card, fonts, RIGHT, 36)
    if card.trail:
        reads = fonts.face(READS, 500, 26)
        fill(image, [[(x + 22, 42), (x + 24, 42), (x + 18, 68), (x + 16, 68)]], tokens.GRASS, 0.8)
        reads.draw(on, (x + 40, 64), reads.cut(card.trail, end - x - 64), tokens.WOOL)


def _paint_title(image: Image.Image, card: Card, fonts: Fonts) -> float:
    """Paint plate, title, what stands under it and how far it is; returns where that ends."""
    on = ImageDraw.Draw(image)
    left, right = float(MARGIN), float(RIGHT)
    if card.percent:
        right = _paint_percent(image, card, fonts) - 40
    choices = _BESIDE_LANES if card.lanes else _ABOVE_NOTE if card.note else _ALONE
    if card.plate:
        left += _plate_width(card, fonts) + 24
    face, lines = fonts.fitting(CALLS, 600, card.title.upper(), right - left, choices)
    step = round(face.size * 1.17)
    y = _TITLE_TOP + (0 if card.lanes else 14 if card.figures else 70)
    if card.plate:
        # Beside the lanes the plate stands in the middle of the title, else it begins the first line.
        lines_beside = len(lines) if card.lanes else 1
        room = step * lines_beside - _PLATE_TALL
        _paint_plate(image, card, fonts, y + max(0, room / 2))
        y += max(0, -room // 2)
    top = y
    for line in lines:
        y += step
        face.draw(on, (left, y - face.size * 0.2), line, tokens.WOOL)
    below = max(y, top + 76) if card.plate else y
    if card.about:
        reads = fonts.face(READS, 500, 26 if card.lanes else 32)
        below += reads.size + 10
        reads.draw(on, (left, below), reads.cut(card.about, right - left), tokens.INK_QUIET)
    return below


_PLATE_TALL: Final = 86


def _plate_width(card: Card, fonts: Fonts) -> float:
    return fonts.face(CALLS, 600, 58).width(card.plate) + 56


def _paint_plate(image: Image.Image, card: Card, fonts: Fonts, y: float) -> None:
    """Paint the number of the skill, as on a rider's start number."""
    fill(image, [plate(MARGIN, y, _plate_width(card, fonts), _PLATE_TALL)], tokens.GRASS)
    fonts.face(CALLS, 600, 58).draw(
        ImageDraw.Draw(image), (MARGIN + 20, y + _PLATE_TALL - 22), card.plate, tokens.ON_SUN
    )


def _paint_percent(image: Image.Image, card: Card, fonts: Fonts) -> float:
    """How much has been marked, at the right; returns where it begins."""
    on = ImageDraw.Draw(image)
    calls, reads = fonts.face(CALLS, 600, 56), fonts.face(READS, 500, 22)
    wide = max(calls.width(card.percent), reads.width(card.percent_label))
    calls.draw(on, (RIGHT - calls.width(card.percent), 154), card.percent, tokens.WOOL)
    reads.draw(on, (RIGHT - reads.width(card.percent_label), 186), card.percent_label, tokens.INK_QUIET)
    return RIGHT - wide


def _paint_note(image: Image.Image, card: Card, fonts: Fonts, below: float) -> None:
    if not card.note:
        return
    face, lines = fonts.fitting(READS, 500, card.note, RIGHT - MARGIN - 30, ((32, 1), (28, 2), (26, 2)))
    step = round(face.size * 1.35)
    y = below + 24
    tall = step * len(lines)
    fill(image, [slanted(MARGIN - 2, y, 6 + tall * SLANT, tall)], tokens.GRASS)
    for at, line in enumerate(lines, 1):
        face.draw(ImageDraw.Draw(image), (MARGIN + 32, y + step * at - step * 0.28), line, tokens.WOOL)


def _paint_figures(image: Image.Image, card: Card, fonts: Fonts) -> None:
    """Numbers side by side, each with its word below and a leaning bar before it."""
    on = ImageDraw.Draw(image)
    calls, reads = fonts.face(CALLS, 600, 84), fonts.face(READS, 500, 25)
    x = float(MARGIN)
    for figure in card.figures:
        colour = tokens.SUN if figure.is_first else tokens.WOOL
        fill(image, [[(x + 26, 410), (x + 32, 410), (x + 6, 516), (x, 516)]], tokens.GRASS)
        calls.draw(on, (x + 44, 482), figure.value, colour)
        reads.draw(on, (x + 40, 518), figure.label, tokens.INK_QUIET)
        x += max(calls.width(figure.value), reads.width(figure.label)) + 84
