"""Put a card into the head of the built page: title, description, and what previews of shared addresses read.

Pure; the page stays as it was built but for one stretch between two marks, and the language it says it is in.
"""

from html import escape
from typing import Final

from services.leaderboard.cards.address import Page
from services.leaderboard.cards.card import BRAND, HEIGHT, WIDTH, Card, digest_of
from shared.domain.scheme_messages import Language
from shared.problems import LANGUAGES

BEGIN: Final = "<!-- card -->"
END: Final = "<!-- end of card -->"
"""Between them stands in ``index.html`` what a card replaces."""
_LOCALES: Final[dict[Language, str]] = {"en": "en_GB", "ru": "ru_RU", "kk": "kk_KZ"}


def with_card(template: str, page: Page, card: Card, origin: str, *, is_asked: bool) -> str:
    """Return the page with the card; ``is_asked`` says that the address itself names the language.

    A template without the two marks is returned as it is.
    """
    before, begin, rest = template.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        return template
    before = before.replace('<html lang="en">', f'<html lang="{card.language}">', 1)
    return f"{before}{head_tags(page, card, origin, is_asked=is_asked)}{after}"


def head_tags(page: Page, card: Card, origin: str, *, is_asked: bool) -> str:
    """Return the tags, one a line. Without an origin, addresses are those of this host."""
    plain = f"{origin}{page.path}"
    address = f"{plain}?lang={card.language}" if is_asked else plain
    picture = f"{origin}{page.card}?lang={card.language}&v={digest_of(card)[:12]}"
    lines = [
        f"<title>{escape(f'{card.page_title} · {BRAND}')}</title>",
        _meta("name", "description", card.description),
        _link("canonical", address),
        *(_link("alternate", f"{plain}?lang={one}", one) for one in LANGUAGES),
        _link("alternate", plain, "x-default"),
        _meta("property", "og:site_name", BRAND),
        _meta("property", "og:type", "website"),
        _meta("property", "og:title", card.page_title),
        _meta("property", "og:description", card.description),
        _meta("property", "og:url", address),
        _meta("property", "og:locale", _LOCALES[card.language]),
        *(
            _meta("property", "og:locale:alternate", _LOCALES[one])
            for one in LANGUAGES
            if one != card.language
        ),
        _meta("property", "og:image", picture),
        _meta("property", "og:image:type", "image/png"),
        _meta("property", "og:image:width", str(WIDTH)),
        _meta("property", "og:image:height", str(HEIGHT)),
        _meta("property", "og:image:alt", card.description),
        _meta("name", "twitter:card", "summary_large_image"),
    ]
    return "\n    ".join(lines)


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}" />'


def _link(rel: str, href: str, language: str = "") -> str:
    spoken = f' hreflang="{language}"' if language else ""
    return f'<link rel="{rel}"{spoken} href="{escape(href)}" />'
