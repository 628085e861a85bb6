"""docs/http/screens.md tells the truth: its examples are sent in order, and the answers are what it says."""

from tests.http_page import DOCS, check_page
from tests.ingest_door import Door

PAGE = DOCS / "screens.md"
MINE = ("screens", "venue", "overlays", "schedule", "theme", "images")


async def test_the_examples_of_the_page_are_true(door: Door) -> None:
    """Requests, statuses and bodies, from the first token to a screen that goes."""
    await check_page(PAGE, door)


def test_every_route_of_screens_is_on_the_page(door: Door) -> None:
    """What is not told is not found."""
    page = PAGE.read_text("utf-8")

    paths = [path for path in door.app.openapi()["paths"] if set(path.split("/")) & set(MINE)]

    assert 13 == len(paths)
    assert [] == [
        path for path in paths if path.format(championship="cup", screen="$SCREEN", digest="SHA") not in page
    ]
