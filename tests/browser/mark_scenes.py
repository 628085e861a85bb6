"""The pages of marking, each in a state worth a picture: for pictures and for accessibility."""

from collections.abc import Callable, Mapping
from typing import Final

from playwright.sync_api import expect

from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import MarkPage
from tests.browser.mark_photos import camera_photo, take_photo
from tests.browser.marking_world import CUP, SKILL

Scene = Callable[[MarkPage], None]

_id = iter(range(1_000_000, 2_000_000))


def enter(office: FakeOffice, expert: str, form: str, competitor: str, aspect: str, **entry: object) -> None:
    """Let somebody enter something on another device."""
    body = {
        "id": f"other-{next(_id)}", "championship": CUP, "skill": SKILL, "competitor": competitor,
        "form": form,
        "entries": [{"aspect": aspect, "based_on": 0, **entry}],
    }  # fmt: skip
    with office.changed:
        office.marking.submit(expert, body, office.now_ms())
        office.changed.notify_all()


def prepare(office: FakeOffice) -> None:
    """Bring the skill into the middle of a marking day: teams, one full sheet, a panel that must confer."""
    office.act("chief_expert", "set_team", form="B1", experts=["e-1", "e-2", "e-3"], supervisor="e-4")
    for at in range(1, 13):
        enter(office, "e-1", "A1", "c-1", f"A1.{at}", mark="1.00" if at % 4 else "0.00")
    for at in range(1, 6):
        enter(office, "e-1", "A1", "c-2", f"A1.{at}", mark="1.00")
    for competitor, first, second, third in (("c-1", 2, 2, 3), ("c-4", 1, 3, 2)):
        _panel(office, competitor, "B1.1", first, second, third)
    _panel(office, "c-1", "B1.2", 2, 0, 2)
    enter(office, "e-2", "B1", "c-1", "B1.3", score=3)
    enter(office, "e-2", "A1", "c-2", "A1.2", mark="0.00")
    office.quality = [
        {"expert": "e-1", "scores": 24, "severity": "-0.31", "agreed": 11, "apart": 3, "late_ms_mean": 4_200,
         "corrections": 1, "entries": 40, "set_aside": 0, "spread": "0.48", "late": 2, "blank": 1,
         "members": [{"member": "aktobe", "scores": 12, "severity": "-0.72", "returned": "0.10"},
                     {"member": "astana", "scores": 12, "severity": "0.41", "returned": "0.55"}]},
        {"expert": "e-2", "scores": 24, "severity": "0.12", "agreed": 14, "apart": 3, "late_ms_mean": 9_800,
         "corrections": 0, "entries": 24, "set_aside": 1, "spread": "0.30", "late": 0, "blank": 0,
         "members": [{"member": "abai", "scores": 24, "severity": "0.12", "returned": None}]},
    ]  # fmt: skip


def _panel(office: FakeOffice, competitor: str, aspect: str, *scores: int) -> None:
    panel = ("e-1", "e-2", "e-4")  # the supervisor steps in for e-3, from the member of c-1 and c-4
    for expert, score in zip(panel, scores, strict=True):
        enter(office, expert, "B1", competitor, aspect, score=score)


def at(place: str, aspect: str = "") -> Scene:
    """Return the scene at an address of the page, scrolled to an aspect."""

    def show(mark: MarkPage) -> None:
        mark.page.evaluate(f"location.hash = '#/{place}'")
        expect(mark.page.locator(".body")).to_be_visible()
        expect(mark.page.locator("[data-aged=true]")).to_be_visible()
        mark.page.evaluate("document.fonts.ready.then(() => undefined)")  # a late font moves things
        if aspect:
            mark.aspect(aspect).evaluate("card => card.scrollIntoView()")

    return show


def _reason(mark: MarkPage) -> None:
    at(f"sheet/{SKILL}/A1/c-1")(mark)
    mark.tap_mark("A1.1", "0.00")
    expect(mark.page.locator("dialog")).to_be_visible()


def _codes(mark: MarkPage) -> None:
    mark.page.keyboard.press("Escape")  # the question of the scene before
    expect(mark.page.locator("dialog")).to_have_count(0)
    mark.page.context.set_offline(True)
    mark.go_to_sheet("A1", "c-3")
    mark.tap_mark("A1.1", "1.00")
    mark.expect_custody("A1.1", "saved")
    mark.page.evaluate("location.hash = '#/outbox'")
    mark.page.locator("[data-handover='show']").tap()
    expect(mark.page.locator("[data-frame] svg")).to_be_visible()


def _remarks(mark: MarkPage) -> None:
    at(f"sheet/{SKILL}/A1/c-3")(mark)
    card = mark.aspect("A1.1")
    take_photo(mark, "A1.1")
    expect(card.locator("[data-photo] img")).to_be_visible()
    mark.aspect("A1.2").locator(".ways .wordlink").first.tap()
    mark.aspect("A1.2").locator("textarea").fill("Leg length 5.8 mm at the start, measured twice")
    mark.aspect("A1.2").locator(".write button").tap()
    expect(mark.aspect("A1.2").locator("[data-remark='in']")).to_be_visible()
    mark.aspect("A1.2").locator("textarea").fill("A second remark")
    card.evaluate("card => card.scrollIntoView()")


def _seat(code: str, subject: str, role: str, place: str) -> Scene:
    """Return a scene in a seat beside the experts'."""

    def show(mark: MarkPage) -> None:
        mark.page.context.set_offline(False)
        mark.page.reload()  # a question may be open
        mark.pair(code, subject, role)
        at(place)(mark)

    return show


def _trainee(mark: MarkPage) -> None:
    _seat("TRAIN2", "t-1", "trainee", f"sheet/{SKILL}/B1/c-2")(mark)
    mark.tap_score("B1.1", 1)
    expect(mark.aspect("B1.1").locator("[data-practice]")).to_be_visible()
    for aspect in ("B1.1", "B1.2", "B1.3"):
        for expert in ("e-1", "e-2", "e-3"):
            enter(mark.office, expert, "B1", "c-2", aspect, score=2)
    expect(mark.aspect("B1.1").locator("[data-practice='compared']")).to_be_visible()
    mark.page.evaluate("scrollTo(0, 0)")


def _clerk(mark: MarkPage) -> None:
    _seat("CLERK2", "k-1", "clerk", f"sheet/{SKILL}/A1/c-5")(mark)
    mark.page.locator("[data-paper-card] select").select_option("e-2")
    file = {"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": camera_photo(mark.page)}
    mark.page.locator("[data-paper-card] input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    mark.tap_mark("A1.1", "1.00")
    expect(mark.aspect("A1.1").locator("[data-paper]")).to_be_visible()
    mark.page.locator("[data-paper-card]").evaluate("card => card.scrollIntoView()")


SEATS: Final[Mapping[str, Scene]] = {"trainee": _trainee, "clerk": _clerk}
"""Each on a device that is paired anew, after the experts' pages."""

SCENES: Final[Mapping[str, Scene]] = {
    "forms": at("home"),
    "form": at(f"form/{SKILL}/A1"),
    "sheet": at(f"sheet/{SKILL}/A1/c-2"),
    "judgement": at(f"sheet/{SKILL}/B1/c-1"),
    "panel": at(f"sheet/{SKILL}/B1/c-1", "B1.2"),
    "measured": at(f"sheet/{SKILL}/C1/c-1"),
    "grid": at(f"grid/{SKILL}/C1/C1.2"),
    "sign": at(f"sign/{SKILL}/A1"),
    "outbox": at("outbox"),
    "settings": at("settings"),
    "remarks": _remarks,
    "reason": _reason,
    "handover": _codes,
}


def show_trust(mark: MarkPage) -> None:
    """Go to the page that helps a phone to trust the address, from a venue with an authority of its own."""
    mark.office.addresses = {
        "secure": "https://127.0.0.1:1", "trust": f"{mark.office.base_url}/trust", "certificate": "internal",
    }  # fmt: skip
    mark.page.goto(f"{mark.office.base_url}/trust")
    expect(mark.page.locator("[data-trusted='no']")).to_be_visible()
