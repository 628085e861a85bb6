"""A card in a page's head: what previews read, and never a way into the page."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from services.leaderboard.cards.address import Page
from services.leaderboard.cards.card import Card
from services.leaderboard.cards.head import with_card

INDEX = (Path(__file__).parents[2] / "services" / "web" / "index.html").read_text()
ORIGIN = "https://bayge.example"
PAGE = Page("skill", "cup", "welding")
CARD = Card("kk", "Дәнекерлеу", "Бірінші орында: Әлия.", trail="Cup")


class Head(HTMLParser):
    """What stands in a page's head."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.title = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.found.append((named.get("property") or named.get("name", ""), named.get("content", "")))
        if tag == "link":
            self.found.append((f"{named['rel']} {named.get('hreflang', '')}".strip(), named["href"]))
        if tag == "html":
            self.found.append(("html", named["lang"]))

    def __getitem__(self, name: str) -> str:
        [only] = [content for found, content in self.found if found == name]
        return only


def test_previews_find_everything() -> None:
    """Title, text, picture with size and words, address and languages, each once."""
    head = Head(with_card(INDEX, PAGE, CARD, ORIGIN, is_asked=True))

    assert ("Дәнекерлеу · Cup", "Бірінші орында: Әлия.", "website", "kk_KZ") == (
        head["og:title"], head["og:description"], head["og:type"], head["og:locale"]
    )  # fmt: skip
    assert ("kk", f"{ORIGIN}/cup/welding?lang=kk") == (head["html"], head["og:url"])
    assert (head["og:url"], head["og:description"]) == (head["canonical"], head["description"])
    assert re.fullmatch(f"{ORIGIN}/api/v1/cards/cup/welding.png\\?lang=kk&v=[0-9a-f]{{12}}", head["og:image"])
    assert ("1200", "630", "summary_large_image") == (
        head["og:image:width"], head["og:image:height"], head["twitter:card"]
    )  # fmt: skip
    assert ["en_GB", "ru_RU"] == [value for name, value in head.found if name == "og:locale:alternate"]
    assert f"{ORIGIN}/cup/welding?lang=ru" == head["alternate ru"]
    assert f"{ORIGIN}/cup/welding" == head["alternate x-default"]


def test_the_plain_address_is_its_own() -> None:
    """A reader's language is no part of the address that they asked for."""
    head = Head(with_card(INDEX, PAGE, CARD, ORIGIN, is_asked=False))

    assert f"{ORIGIN}/cup/welding" == head["og:url"]


def test_only_the_stretch_between_the_marks_changes() -> None:
    """Whatever the build put there stays: the app's script above all."""
    page = with_card(INDEX, PAGE, CARD, ORIGIN, is_asked=False)

    assert page.count("<title>") == page.count('name="description"') == page.count('"og:title"') == 1
    assert (
        INDEX.partition("<!-- end of card -->")[2] == page[-len(INDEX.partition("<!-- end of card -->")[2]) :]
    )
    assert "<p>no marks</p>" == with_card("<p>no marks</p>", PAGE, CARD, ORIGIN, is_asked=False)


def test_a_name_is_text_and_never_a_part_of_the_page() -> None:
    """Quotes and angle brackets are written out, in text and in attributes."""
    evil = '"><script>alert(1)</script><meta content="'

    page = with_card(INDEX, PAGE, Card("en", evil, evil, trail=evil), f'{ORIGIN}/"><b>', is_asked=True)

    assert "<script>alert" not in page
    assert '"><b>' not in page
    assert INDEX.count("<script") == page.count("<script")
    assert evil == unescape(Head(page)["og:description"])
