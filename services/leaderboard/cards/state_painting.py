"""Where a skill is in its life: by word and shape, so that colour is never needed (R53)."""

from typing import Final

from PIL import Image, ImageDraw

from services.leaderboard.cards import tokens
from services.leaderboard.cards.brush import fill, slanted, stroke
from services.leaderboard.cards.card import Card
from services.leaderboard.cards.lettering import READS, Fonts
from services.leaderboard.cards.outline import Outline, outlines

_TALL: Final = 38
_ROUND: Final = outlines("M0 8c0-11 16-11 16 0s-16 11-16 0z")
_SQUARE: Final = outlines("M0 0h16v16h-16z")
_LOZENGE: Final = outlines("M8-2l10 10-10 10-10-10z")
_LOOKS: Final[dict[str, tuple[str | None, str, list[Outline], bool]]] = {
    "live": (tokens.FELT, "#ffffff", _ROUND, True),
    "frozen": ("#cfe8f2", "#0b3a4d", _LOZENGE, False),
    "final": (tokens.SUN, tokens.ON_SUN, _SQUARE, True),
    "ended": (tokens.WOOL, tokens.ZENITH, _SQUARE, True),
    "provisional": (tokens.WOOL, tokens.ZENITH, _SQUARE, False),
    "not_started": (None, tokens.WOOL, _ROUND, False),
}
"""Ground, letters, shape, and whether the shape is filled."""


def paint_state(image: Image.Image, card: Card, fonts: Fonts, right: float, y: float) -> float:
    """Paint the badge so that it ends at ``right``; returns where it begins."""
    if card.state not in _LOOKS:
        return right
    ground, ink, shape, is_filled = _LOOKS[card.state]
    face = fonts.face(READS, 700, 22)
    wide = face.width(card.state_word) + 66
    left = right - wide
    plate = slanted(left, y, wide, _TALL)
    if ground is None:
        stroke(image, [[*plate, plate[0]]], ink, 2, 0.7)
    else:
        fill(image, [plate], ground)
    placed = [[(left + 22 + a, y + 11 + b) for a, b in one] for one in shape]
    if is_filled:
        fill(image, placed, ink)
    else:
        stroke(image, placed, ink, 3)
    face.draw(ImageDraw.Draw(image), (left + 46, y + 27), card.state_word, ink)
    return left
