"""docs/http/access.md tells the truth: its examples are sent in order, and the answers are what it says."""

from tests.http_page import DOCS, check_page
from tests.ingest_door import Door

PAGE = DOCS / "access.md"


async def test_the_examples_of_the_page_are_true(door: Door) -> None:
    """Requests, statuses and bodies, from the first account to the switched device."""
    await check_page(PAGE, door)


def test_every_route_of_access_is_on_the_page(door: Door) -> None:
    """What is not told is not found."""
    page = PAGE.read_text("utf-8")
    mine = ("accounts", "sessions", "tokens", "pairings", "devices", "pins")

    paths = [path for path in door.app.openapi()["paths"] if path.split("/")[3] in mine]

    assert 14 == len(paths)
    assert [] == [
        path for path in paths if path not in page and path.replace("{session}", "$SESSION") not in page
    ]
