"""The one place where pictures are painted: each once, one after the other, and so many are kept.

Painting takes a processor for a moment. It is done beside the loop that answers, so that boards do not wait.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from services.leaderboard.cards.card import Card
from shared.domain.errors import RuleBroken

KEPT_MAX: Final = 96
"""Pictures; one has some 60 to 120 kB."""
WAITING_MAX: Final = 32
"""More than that asked for at once are refused: whoever asks again finds the line shorter."""

Paint = Callable[[Card], bytes]


class Studio:
    """Gives the picture of a card; whoever asks for one that is being painted waits for the same."""

    def __init__(self, paint: Paint) -> None:
        self._paint = paint
        self._hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="cards")
        self._kept: OrderedDict[Card, bytes] = OrderedDict()
        self._painting: dict[Card, asyncio.Future[bytes]] = {}

    async def picture(self, card: Card) -> bytes:
        """Return the picture; raises ``RuleBroken("card_unavailable")`` when too many are asked for."""
        if card in self._kept:
            self._kept.move_to_end(card)
            return self._kept[card]
        if card not in self._painting:
            if len(self._painting) >= WAITING_MAX:
                raise RuleBroken("card_unavailable")
            self._painting[card] = asyncio.ensure_future(self._painted(card))
        # Who goes away does not take the picture from the others.
        return await asyncio.shield(self._painting[card])

    async def _painted(self, card: Card) -> bytes:
        try:
            picture = await asyncio.get_running_loop().run_in_executor(self._hand, self._paint, card)
        finally:
            del self._painting[card]
        self._kept[card] = picture
        while len(self._kept) > KEPT_MAX:
            self._kept.popitem(last=False)
        return picture
