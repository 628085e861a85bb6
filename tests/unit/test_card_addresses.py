"""Which page an address means is the same in the web app and here."""

import re
from pathlib import Path

import pytest

from services.leaderboard.cards.address import Page, page_of, page_of_card

WEB = Path(__file__).parents[2] / "services" / "web" / "src"


@pytest.mark.parametrize(
    ("path", "page", "card"),
    [
        ("/", Page("index"), "index"),
        ("/wsk2024", Page("overview", "wsk2024"), "wsk2024"),
        (
            "/wsk2024/web-technologies",
            Page("skill", "wsk2024", "web-technologies"),
            "wsk2024/web-technologies",
        ),
        ("/wsk2024/story", Page("story", "wsk2024", "story"), "wsk2024/story"),
        ("/wsk2024/results", Page("results", "wsk2024", "results"), "wsk2024/results"),
        ("/wsk2024/members/abai", Page("member", "wsk2024", "abai"), "wsk2024/members/abai"),
        ("/wsk2024/competitors/c-1", Page("competitor", "wsk2024", "c-1"), "wsk2024/competitors/c-1"),
    ],
)
def test_an_address_means_a_page_and_a_page_has_one_address(path: str, page: Page, card: str) -> None:
    """From a page's address to the page and back, and the same by the picture's address."""
    assert (page, path, f"/api/v1/cards/{card}.png") == (page_of(path), page.path, page.card)
    assert page == page_of_card(card)


@pytest.mark.parametrize(
    "path",
    [
        "/index",
        "/a/b/c",
        "/a/members/b/c",
        "/A",
        "/a b",
        "/a/<b>",
        "/a/..",
        "/%00",
        "/-a",
        "/" + "a" * 200,
        "/ә",
    ],
)
def test_what_no_page_can_be_called_is_none(path: str) -> None:
    """Nobody asks Redis for a key that no board can have."""
    assert page_of(path) is None


@pytest.mark.parametrize("address", ["", "/", "cup/", "/cup", "cup//welding", "index/welding"])
def test_a_picture_has_one_address(address: str) -> None:
    """However else a path could be written: what keeps pictures keeps each once."""
    assert page_of_card(address) is None


def test_the_web_app_has_the_same_pages() -> None:
    """A page that is added to the routes of the app is added here, too."""
    routes = (WEB / "lib" / "routes.ts").read_text()
    known = {"start", "overview", "skill", "member", "competitor", "admin", "unknown"}

    assert known == set(re.findall(r"\| \{ page: '(\w+)'", routes))
