"""Pictures of screens, overlays, operator and announcer: made on demand, looked at with a critical eye."""

import base64
import hashlib
import os
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from shared.clock import system_clock
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.fake_venue import CUP, FakeVenue
from tests.browser.site_world import SiteWorld
from tests.browser.stage_world import MEMBERS, crowded_board, crowded_results, crowded_story
from tests.browser.test_chief_page import OVERFLOW
from tests.browser.test_mark_pictures import AXE, SERIOUS
from tests.browser.test_screen_page import waiting_screen

PICTURES: Final = Path(__file__).parent.parent.parent / "docs" / "images" / "stage"
QUALITY: Final = 50
SIZES: Final = {"1080p": (1920, 1080), "portrait": (1080, 1920), "4k": (3840, 2160)}
FEW: Final = {"portrait": ("board", "board-19", "all", "teams"), "4k": ("board",)}
"""Of the sizes that differ from 1080p by scale or shape only, what shows it; pictures weigh."""
BOARD: Final = "wsk2024/welding"
HOUR_MS: Final = 3_600_000
WELDING: Final = ("Welding", "Сварочные технологии", "Дәнекерлеу технологиялары")
BAKERY: Final = ("Bakery", "Хлебопечение", "Нан пісіру")
LINES: Final = (
    ("Opening", "Открытие", "Ашылу"),
    ("Marking of module B", "Оценивание модуля B", "B модулін бағалау"),
    ("Lunch", "Обед", "Түскі ас"),
    ("Module C begins", "Начало модуля C", "C модулінің басталуы"),
)


def names(text: tuple[str, str, str]) -> dict[str, str]:
    """Return a text in three languages."""
    return dict(zip(("en", "ru", "kk"), text, strict=True))


def morning_ms() -> int:
    """Return the hour before last, so that the timetable has something behind it."""
    return system_clock() // HOUR_MS * HOUR_MS - HOUR_MS


PLANS: Final[dict[str, Any]] = {
    "board": {"type": "board", "board": BOARD, "languages": ["kk", "ru", "en"], "clock": True},
    "board-19": {"type": "board", "board": "wsk2024/bakery", "languages": ["kk", "en"]},
    "all": {"type": "board", "board": "wsk2024", "languages": ["kk", "ru", "en"], "clock": True},
    "teams": {"type": "results", "part": "teams", "languages": ["kk", "ru"]},
    "medals": {"type": "results", "part": "medals", "languages": ["kk", "ru"]},
    "timetable": {
        "type": "timetable",
        "lines": [
            {"at_ms": morning_ms() + at * HOUR_MS, "text": names(line)} for at, line in enumerate(LINES)
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
             name=names(BAKERY)), version=812)  # fmt: skip
    live.put("wsk2024/results", crowded_results())
    live.put("wsk2024", SiteWorld(skills=45).overview)
    live.put("wsk2024/story", crowded_story(crowded_board(9), names(WELDING)))
    venue = FakeVenue(live, system_clock)
    venue.keys |= {"overlay": ("overlay", "obs"), "announcer": ("announcer", "booth")}
    return venue


def take(page: Page, size: str, name: str) -> None:
    """Make a picture of the page."""
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    picture = PICTURES / size / f"{name}.jpg"
    page.screenshot(path=picture, type="jpeg", quality=QUALITY, animations="disabled", caret="hide")
    assert picture.stat().st_size > 0


ON_DEMAND = pytest.mark.skipif("BAYGE_PICTURES" not in os.environ, reason="pictures are made on demand")


@ON_DEMAND
@pytest.mark.parametrize("size", SIZES)
def test_pictures_of_a_screen(venue: FakeVenue, new_page: NewPage, size: str) -> None:
    """Every plan at 1080p, a few in the other shapes; then one whose gateway has died."""
    page, code = waiting_screen(venue, new_page)
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})

    def shoot(name: str) -> None:
        take(page, size, f"screen-{name}")

    if size not in FEW:
        shoot("code")
    screen = venue.assign(code, "Hall A, north")
    for name in FEW.get(size, PLANS):
        plan = PLANS[name]
        venue.show(screen, plan)
        page.locator(f"[data-plan={plan['type']}]").wait_for()
        if "part" in plan:
            page.locator(f"[data-results={plan['part']}]").wait_for()
        if "board" in plan:
            page.locator(f"[data-board='{plan['board']}'] li").first.wait_for()
        shoot(name)
    if size in FEW:
        return
    venue.show(screen, PLANS["board"])
    page.locator("[data-plan=board]").wait_for()
    venue.live.go_down()
    page.locator("[data-stale=true]").wait_for()
    shoot("stale")


SCENES: Final[dict[str, Any]] = {
    "side-and-ticker": {
        "side": {"type": "board", "board": BOARD},
        "ticker": {"type": "ticker", "lines": [names(line) for line in LINES]},
    },
    "all": {"full": {"type": "table", "board": "wsk2024"}},
    "lower-third": {"lower": {"type": "competitor", "board": BOARD, "competitor": "c-3"}},
    "leader": {"lower": {"type": "leader", "board": BOARD}},
    "full": {"full": {"type": "table", "board": "wsk2024/bakery"}},
}
PICTURE_BEHIND: Final = (
    "html { background: linear-gradient(160deg, #9db3bd, #5d7077 45%, #3c4a42) !important }"
)


@ON_DEMAND
def test_pictures_of_overlays(venue: FakeVenue, new_page: NewPage) -> None:
    """Each scene over a grey picture, as OBS would lay it; last, somebody takes first place."""
    page = new_page(viewport={"width": 1920, "height": 1080})
    venue.serve(page)
    page.goto(f"{venue.live.base_url}/overlay?lang=kk,en#overlay")
    page.add_style_tag(content=PICTURE_BEHIND)
    venue.overlays["theme"] = drawn_theme(page, venue)
    for name, program in SCENES.items():
        venue.overlays = {**venue.overlays, "program": program}
        venue.publish()
        expect(page.locator("[data-slot]")).to_have_count(len(program))
        for slot, scene in program.items():
            expect(page.locator(f"[data-slot={slot}][data-scene={scene['type']}]")).to_be_visible()
        page.locator("[data-slot] li, [data-competitor]").first.wait_for()
        take(page, "1080p", f"overlay-{name}")
    venue.overlays = {**venue.overlays, "program": SCENES["leader"]}
    venue.publish()
    page.locator("[data-competitor]").wait_for()
    venue.live.change(BOARD, {"rows": {"c-0": {"place": 2}, "c-1": {"place": 1, "total": "99.10"}}})
    page.locator("[data-passed=c-0]").wait_for()
    page.wait_for_function("document.getAnimations().length === 0")
    take(page, "1080p", "overlay-new-leader")


DRAWN: Final = """([kind, wide, tall, one, other]) => {
  const canvas = Object.assign(document.createElement('canvas'), {width: wide, height: tall});
  const pen = canvas.getContext('2d');
  pen.fillStyle = one;
  pen.fillRect(0, 0, wide, tall);
  pen.fillStyle = other;
  if (kind === 'person') {
    pen.arc(wide / 2, tall * 0.38, wide * 0.19, 0, 7);
    pen.ellipse(wide / 2, tall, wide * 0.36, tall * 0.34, 0, 0, 7);
  } else pen.rect(0, tall * 0.62, wide, tall * 0.2);
  pen.fill();
  return canvas.toDataURL('image/png').split(',')[1];
}"""


def drawn_theme(page: Page, venue: FakeVenue) -> dict[str, Any]:
    """Return a theme whose flags are no flags and whose photos show nobody, kept as if they had been sent."""

    def kept(*drawing: Any) -> str:
        content = base64.b64decode(page.evaluate(DRAWN, list(drawing)))
        digest = hashlib.sha256(content).hexdigest()
        venue.images[digest] = content
        return f"/api/v1/images/{CUP}/{digest}"

    flags = {
        member: kept("flag", 96, 64, f"hsl({at * 57 % 360} 45% 45%)", "#f2d58a")
        for at, member in enumerate(MEMBERS)
    }
    photos = {
        f"c-{at}": kept("person", 320, 320, f"hsl({200 + at * 9} 25% 72%)", "#35495c") for at in range(9)
    }
    said = {"pronunciations": {"c-0": "ai-YM u-TE-pova"}, "name": names(("Cup", "Кубок", "Кубок"))}
    return {"flags": flags, "photos": photos, "sponsors": [flags["abai"], photos["c-1"]], **said}


def operators_page(venue: FakeVenue, new_page: NewPage, lang: str, **options: Any) -> Page:
    """Sign in to a hall of six screens."""
    plans = ["board", "board-19", "teams", "timetable", "message", "qr"]
    for at, plan in enumerate(plans, 1):
        code = venue.answer("POST", "/screens", {}, "")[1]["code"]
        screen = venue.assign(
            code, f"Hall {'AB'[at % 2]}, screen {at}", ["hall-a" if at % 2 == 0 else "hall-b"]
        )
        venue.change(screen, plan=PLANS[plan], locked=plan == "qr")
        size = [1080, 1920] if plan == "board-19" else [1920, 1080]
        board = {PLANS[plan]["board"]: ["e1", 812 - (plan == "board")]} if "board" in PLANS[plan] else {}
        beat = {"plan_revision": 2, "painted": board, "size": size, "is_stale": plan == "teams"}
        venue.beats[screen] = {**beat, "seen_ms": system_clock()}
    page = new_page(**options)
    venue.overlays["theme"] = drawn_theme(page, venue)
    venue.serve(page)
    page.goto(f"{venue.live.base_url}/operator?lang={lang}")
    page.locator("input").first.fill("operator")
    page.locator("input[type=password]").fill("correct horse")
    page.locator("form button").click()
    page.locator("[data-screen] [data-plan]").first.wait_for()
    return page


def announcers_page(venue: FakeVenue, new_page: NewPage, lang: str, **options: Any) -> Page:
    """Open the announcer's page at welding."""
    page = new_page(**options)
    venue.overlays["theme"] = drawn_theme(page, venue)
    venue.serve(page)
    page.goto(f"{venue.live.base_url}/announcer?lang={lang}#key=announcer")
    page.locator("[data-skill]").wait_for()
    return page


LAPTOP: Final = {"viewport": {"width": 1440, "height": 1000}}


@ON_DEMAND
@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_pictures_of_the_desks(venue: FakeVenue, new_page: NewPage, lang: str) -> None:
    """Operator and announcer in three languages."""
    page = operators_page(venue, new_page, lang, **LAPTOP)
    take(page, "desk", f"operator-screens.{lang}")
    page.locator("[data-screen] .button").first.click()
    page.locator("dialog [data-plan]").wait_for()
    if lang == "en":
        take(page, "desk", f"operator-plan.{lang}")
    page.keyboard.press("Escape")
    venue.overlays = {
        **venue.overlays,
        "preview": SCENES["lower-third"],
        "program": SCENES["side-and-ticker"],
    }
    venue.publish()
    page.evaluate("location.hash = '#/overlays'")
    page.locator("[data-view=preview] [data-competitor]").wait_for(state="attached")
    take(page, "desk", f"operator-overlays.{lang}")
    page.evaluate("location.hash = '#/theme'")
    page.locator("[data-person] img").first.wait_for()
    page.locator("[data-competitor=c-0] .photo").wait_for(state="attached")
    take(page, "desk", f"operator-theme.{lang}")
    take(announcers_page(venue, new_page, lang, **LAPTOP), "desk", f"announcer.{lang}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_serious_stands_between_a_person_and_the_desks(
    venue: FakeVenue, new_page: NewPage, theme: Any
) -> None:
    """axe-core finds nothing serious on any tab, in either theme."""
    found: dict[str, Any] = {}
    page = operators_page(venue, new_page, "en", bypass_csp=True, color_scheme=theme, **LAPTOP)
    page.add_script_tag(path=AXE)
    for tab in ("screens", "schedule", "overlays", "theme"):
        page.evaluate(f"location.hash = '#/{tab}'")
        expect(page.locator(f"a[href='#/{tab}']")).to_have_attribute("aria-current", "page")
        found[tab] = page.evaluate(SERIOUS)
    page.evaluate("location.hash = '#/screens'")
    page.locator("[data-screen] .button").first.click()
    page.get_by_role("dialog").wait_for()
    found["plan"] = page.evaluate(SERIOUS)
    booth = announcers_page(venue, new_page, "en", bypass_csp=True, color_scheme=theme, **LAPTOP)
    booth.add_script_tag(path=AXE)
    found["announcer"] = booth.evaluate(SERIOUS)

    assert {} == {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_the_desks_fit_a_phone(venue: FakeVenue, new_page: NewPage, lang: str) -> None:
    """An operator walks about the hall with one."""
    phone = {"viewport": {"width": 360, "height": 740}}
    page = operators_page(venue, new_page, lang, **phone)
    for tab in ("screens", "schedule", "overlays", "theme"):
        page.evaluate(f"location.hash = '#/{tab}'")
        expect(page.locator(f"a[href='#/{tab}']")).to_have_attribute("aria-current", "page")
        assert 0 == page.evaluate(OVERFLOW), tab

    assert 0 == announcers_page(venue, new_page, lang, **phone).evaluate(OVERFLOW)
