"""Find the card of a page: read the public boards that it is about, and make it unless it is still known."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Final

from redis.asyncio import Redis

from services.leaderboard.cards.address import Page
from services.leaderboard.cards.card import Card
from services.leaderboard.cards.making import (
    Data,
    championship_card,
    results_card,
    skill_card,
    start_card,
    story_card,
)
from services.leaderboard.cards.people import competitor_card, member_card
from services.leaderboard.feed import Standing
from services.leaderboard.reading import read_boards, read_skills
from shared import codec, keys
from shared.domain.publication import AudienceClass
from shared.domain.scheme_messages import Language

KNOWN_MAX: Final = 512
PUBLIC: Final[AudienceClass] = "public"
"""Cards are read by anybody, so they are made of what anybody may know."""

_Key = tuple[Page, Language, tuple[tuple[str, str, int], ...]]


class Cards:
    """Cards by page and language; each is made anew when one of its boards has another version."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._known: OrderedDict[_Key, Card | None] = OrderedDict()

    async def card(self, page: Page, language: Language) -> Card | None:
        """Return the card of a page as of now; None when the public boards know no such page."""
        boards = await self._boards(page)
        key = (page, language, tuple((one.board, one.epoch, one.version) for one in boards))
        if key not in self._known:
            self._known[key] = made(page, language, boards)
        self._known.move_to_end(key)
        while len(self._known) > KNOWN_MAX:
            self._known.popitem(last=False)
        return self._known[key]

    async def _boards(self, page: Page) -> list[Standing]:
        """Return all boards that the page tells of, as of one moment; those not there are left out."""
        overview = page.championship
        match page.kind:
            case "index":
                wanted = [keys.INDEX_BOARD]
            case "overview":
                wanted = [overview]
            case "skill":
                wanted = [f"{overview}/{page.name}"]
            case "results":
                wanted = [keys.results_board(overview)]
            case "story":
                wanted = [overview, keys.story_board(overview)]
            case _:
                wanted = [overview, *await read_skills(self._redis, PUBLIC, overview)]
        return await read_boards(self._redis, PUBLIC, wanted)


def made(page: Page, language: Language, standings: list[Standing]) -> Card | None:
    """Return the card of a page out of its boards."""
    boards = {one.board: codec.decode(one.data) for one in standings}
    overview = _of_kind(boards, page.championship, "overview")
    match page.kind:
        case "index":
            index = _of_kind(boards, keys.INDEX_BOARD, "index")
            return start_card(index, language) if index else None
        case "overview":
            return championship_card(overview, language) if overview else None
        case "story":
            has_story = keys.story_board(page.championship) in boards
            return story_card(overview, language) if overview and has_story else None
        case "results":
            results = _of_kind(boards, keys.results_board(page.championship), "results")
            return results_card(results, language) if results else None
        case "skill":
            skill = _of_kind(boards, f"{page.championship}/{page.name}", "skill")
            return skill_card(skill, language) if skill else None
    skills = {name: board for name, board in boards.items() if board["kind"] == "skill"}
    if page.kind == "competitor":
        return competitor_card(skills, page.name, language)
    return member_card(overview, skills, page.name, language) if overview else None


def _of_kind(boards: Mapping[str, Data], board: str, kind: str) -> Data | None:
    found = boards.get(board)
    return found if found and found["kind"] == kind else None
