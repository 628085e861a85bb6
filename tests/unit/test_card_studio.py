"""The studio: each picture is painted once, one after the other, and its line has an end."""

import asyncio
import threading

import pytest

from services.leaderboard.cards.card import Card
from services.leaderboard.cards.studio import KEPT_MAX, WAITING_MAX, Studio
from shared.domain.errors import RuleBroken


class Painter:
    """Paints when it is let to, and counts."""

    def __init__(self) -> None:
        self.painted: list[str] = []
        self.at_once: list[int] = []
        self.may_paint = threading.Event()
        self._now = 0

    def __call__(self, card: Card) -> bytes:
        self._now += 1
        self.at_once.append(self._now)
        assert self.may_paint.wait(60)
        self.painted.append(card.title)
        self._now -= 1
        if card.title == "broken":
            raise RuleBroken("card_unavailable")
        return card.title.encode()


def card(title: str) -> Card:
    """Return a card."""
    return Card("en", title, "")


async def test_many_who_ask_for_one_picture_wait_for_one_painting() -> None:
    """Even when some of them go away; afterwards it is there."""
    painter = Painter()
    studio = Studio(painter)
    asking = [asyncio.ensure_future(studio.picture(card("one"))) for _ in range(5)]
    await asyncio.sleep(0)
    asking[0].cancel()
    painter.may_paint.set()

    found = await asyncio.gather(*asking[1:])

    assert ([b"one"] * 4, b"one", ["one"]) == (found, await studio.picture(card("one")), painter.painted)


async def test_one_picture_is_painted_at_a_time_and_the_line_ends() -> None:
    """Whoever comes when the line is full is told so at once."""
    painter = Painter()
    studio = Studio(painter)
    asking = [asyncio.ensure_future(studio.picture(card(str(at)))) for at in range(WAITING_MAX)]
    await asyncio.sleep(0)

    with pytest.raises(RuleBroken, match="card_unavailable"):
        await studio.picture(card("one too many"))

    painter.may_paint.set()
    assert [str(at).encode() for at in range(WAITING_MAX)] == await asyncio.gather(*asking)
    assert {1} == set(painter.at_once)


async def test_only_so_many_pictures_are_kept() -> None:
    """The one that nobody has asked for the longest goes first."""
    painter = Painter()
    painter.may_paint.set()
    studio = Studio(painter)
    for at in range(KEPT_MAX):
        await studio.picture(card(str(at)))
    await studio.picture(card("0"))
    await studio.picture(card("new"))
    painter.painted.clear()

    for title in ("0", "new", "1"):
        await studio.picture(card(title))

    assert ["1"] == painter.painted


async def test_a_failure_is_told_and_not_kept() -> None:
    """Everybody who waited hears of it; the next one tries again."""
    painter = Painter()
    painter.may_paint.set()
    studio = Studio(painter)

    for _ in range(2):
        with pytest.raises(RuleBroken, match="card_unavailable"):
            await studio.picture(card("broken"))

    assert ["broken", "broken"] == painter.painted
