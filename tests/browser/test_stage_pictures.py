"""Pictures of screens, overlays, operator and announcer: made on demand, looked at with a critical eye."""

import os
from pathlib import Path
from typing import Any, Final

import pytest

from shared.clock import system_clock
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.fake_venue import FakeVenue
from tests.browser.stage_world import crowded_board, crowded_results
from tests.browser.test_screen_page import waiting_screen

PICTURES: Final = Path(__file__).parent.parent.parent / "docs" / "images" / "stage"
QUALITY: Final = 80
SIZES: Final = {"1080p": (1920, 1080), "portrait": (1080, 1920), "4k": (3840, 2160)}
BOARD: Final = "wsk2024/welding"
DAY_MS: Final = 1_717_300_000_000
LINES: Final = (
    ("Opening", "Открытие", "Ашылу"),
    ("Marking of module B", "Оценивание модуля B", "B модулін бағалау"),
    ("Lunch", "Обед", "Түскі ас"),
    ("Module C begins", "Начало модуля C", "C модулінің басталуы"),
)


def names(text: tuple[str, str, str]) -> dict[str, str]:
    """Return a text in three languages."""
    return dict(zip(("en", "ru", "kk"), text, strict=True))


PLANS: Final[dict[str, Any]] = {
    "board": {"type": "board", "board": BOARD, "languages": ["kk", "ru", "en"], "clock": True},
    "board-19": {"type": "board", "board": "wsk2024/bakery", "languages": ["kk", "en"]},
    "teams": {"type": "results", "part": "teams", "languages": ["kk", "ru"]},
    "medals": {"type": "results", "part": "medals", "languages": ["kk", "ru"]},
    "timetable": {
        "type": "timetable",
        "lines": [
            {"at_ms": DAY_MS + at * 3_600_000_000_000 * (at > 1), "text": names(line)}
            for at, line in enumerate(LINES)
        ],
    },
    "ticker": {"type": "ticker", "lines": [names(line) for line in LINES], "clock": True},
    "qr": {"type": "qr", "path": "/wsk2024"},
    "message": {
        "type": "message",
        "text": names(("Hall B opens at nine", "Зал B открывается в девять", "B залы тоғызда ашылады")),
    },
}


@pytest.fixture
def venue(live: FakeLive) -> FakeVenue:
    """Run the services of a full hall."""
    live.put(BOARD, crowded_board(9), version=12)
    live.put("wsk2024/bakery", crowded_board(19, 5, skill="bakery", number="47",
             name={"en": "Bakery", "ru": "Хлебопечение", "kk": "Нан пісіру"}), version=812)  # fmt: skip
    live.put("wsk2024/results", crowded_results())
    return FakeVenue(live, system_clock)


@pytest.mark.skipif("BAYGE_PICTURES" not in os.environ, reason="pictures are made on demand")
@pytest.mark.parametrize("size", SIZES)
def test_pictures_of_a_screen(venue: FakeVenue, new_page: NewPage, size: str) -> None:
    """Every plan in every shape; then one whose gateway has died."""
    page, code = waiting_screen(venue, new_page)
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})

    def shoot(name: str) -> None:
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        picture = PICTURES / size / f"screen-{name}.jpg"
        page.screenshot(path=picture, type="jpeg", quality=QUALITY, animations="disabled")
        assert picture.stat().st_size > 0

    shoot("code")
    screen = venue.assign(code, "Hall A, north")
    for name, plan in PLANS.items():
        venue.show(screen, plan)
        page.locator(f"[data-plan={plan['type']}]").wait_for()
        if "board" in plan:
            page.locator(f"[data-board='{plan['board']}'] [data-row]").first.wait_for()
        shoot(name)
    venue.show(screen, PLANS["board"])
    page.locator("[data-plan=board]").wait_for()
    venue.live.go_down()
    page.locator("[data-stale=true]").wait_for()
    shoot("stale")
