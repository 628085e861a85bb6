"""The pages of the public site with their cards, and the pictures of these cards.

Caddy asks here for a page first. What is refused, and whatever is asked while nobody answers here, it answers
with the app as it was built: the site never depends on this.
"""

import hashlib
import re
from pathlib import Path
from typing import Final, NamedTuple

from fastapi import FastAPI, Request, Response
from redis.asyncio import Redis

from services.leaderboard.api_answers import answer, has_tag
from services.leaderboard.cards.address import Page, page_of, page_of_card
from services.leaderboard.cards.card import Card, digest_of
from services.leaderboard.cards.finding import Cards
from services.leaderboard.cards.head import with_card
from services.leaderboard.cards.painting import painted
from services.leaderboard.cards.studio import Studio
from shared.domain.errors import RuleBroken
from shared.domain.scheme_messages import Language
from shared.problems import LANGUAGES, language_of

PAGES: Final = ("/", "/{championship}", "/{championship}/{part}", "/{championship}/{part}/{name}")
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")
_PAGE_HEADERS: Final = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}


class Site(NamedTuple):
    """The built web app, and where people find it."""

    web: Path
    public_url: str = ""
    """Origin of the addresses in cards; empty means the host that was asked."""


def add_cards(api: FastAPI, redis: Redis, site: Site) -> None:
    """Add the routes; they come last, because a page's address is whatever nothing else is."""
    cards = Cards(redis)
    studio = Studio(lambda card: painted(card, site.web / "assets"))

    async def found(page: Page | None, request: Request) -> Card:
        card = page and await cards.card(page, language_asked(request))
        if not card:
            raise RuleBroken("not_found", path=request.url.path[:80])
        return card

    @api.head("/api/v1/cards/{address:path}.png", include_in_schema=False)
    @api.get("/api/v1/cards/{address:path}.png", summary="The picture of a page, for previews")
    async def card_picture(address: str, request: Request) -> Response:
        """Return 1200 by 630 pixels of what the page at that address shows the public now."""
        card = await found(page_of_card(address), request)
        tag = digest_of(card)
        picture = b"" if has_tag(request, tag) else await studio.picture(card)
        return answer(request, tag, lambda: picture, "image/png")

    async def page(request: Request) -> Response:
        one = page_of(request.url.path)
        card = await found(one, request)
        assert one is not None, "a page without an address has no card"
        html = with_card(
            template(site.web),
            one,
            card,
            site.public_url or origin_of(request),
            is_asked=asked(request) != "",
        ).encode()
        tag = hashlib.sha256(html).hexdigest()[:32]
        headers = {"ETag": f'"{tag}"', **_PAGE_HEADERS}
        if has_tag(request, tag):
            return Response(status_code=304, headers=headers)
        return Response(html, media_type="text/html", headers=headers)

    for path in PAGES:
        api.add_api_route(path, page, methods=["GET", "HEAD"], include_in_schema=False)


def asked(request: Request) -> str:
    """Return the language that the address names; empty when it names none of ours."""
    named = request.query_params.get("lang", "")[:2].lower()
    return named if named in LANGUAGES else ""


def language_asked(request: Request) -> Language:
    """Return the language of an answer: the address's, else the reader's."""
    named = asked(request)
    return next(
        (one for one in LANGUAGES if one == named), language_of(request.headers.get("accept-language"))
    )


def origin_of(request: Request) -> str:
    """Return the origin that was asked, as Caddy passes it on; empty when it is no host."""
    host = request.headers.get("host", "")
    scheme = "https" if request.headers.get("x-forwarded-proto") == "https" else "http"
    return f"{scheme}://{host}" if _HOST.fullmatch(host) else ""


def template(web: Path) -> str:
    """Return the page as it was built last; raises ``RuleBroken`` while there is none."""
    try:
        return (web / "index.html").read_text("utf-8")
    except FileNotFoundError as fault:
        raise RuleBroken("card_unavailable") from fault
