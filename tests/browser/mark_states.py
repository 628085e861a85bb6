"""What goes otherwise than planned on the marking page, and what it asks: each in a state worth a picture.

In order: before a device is paired, then on the device that ``mark_scenes`` has left. Each scene leaves
the page so that the next one can begin.
"""

from collections.abc import Mapping
from typing import Final

from playwright.sync_api import expect

from tests.browser.fake_office import Device, FakeOffice
from tests.browser.mark_page import MarkPage
from tests.browser.mark_scenes import Scene, enter
from tests.browser.marking_world import SKILL

# A camera that looks at another device from too far away.
CAMERA: Final = """() => {
  const seen = Object.assign(document.createElement('canvas'), {width: 640, height: 480});
  const pen = seen.getContext('2d');
  const draw = () => {
    pen.fillStyle = '#667'; pen.fillRect(0, 0, 640, 480);
    pen.fillStyle = '#fff'; pen.fillRect(220, 140, 200, 200);
  };
  setInterval(draw, 100);
  navigator.mediaDevices.getUserMedia = async () => seen.captureStream();
}"""
NO_ROOM: Final = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError') };
}"""
NO_MEMORY: Final = """Object.defineProperty(window, 'indexedDB',
  { get() { throw new DOMException('denied', 'SecurityError') } })"""


def _pair(mark: MarkPage) -> None:
    mark.page.goto(f"{mark.office.base_url}/mark")
    expect(mark.page.locator("input.code")).to_be_visible()


def _pair_typed(mark: MarkPage) -> None:
    mark.page.locator("input.code").fill("k7qf2m")
    mark.page.locator("form input").nth(1).fill("Tablet 3")


def _pair_expired(mark: MarkPage) -> None:
    mark.office.expired_codes.add("K7QF2M")
    mark.page.locator("form .button").tap()
    expect(mark.page.get_by_role("alert")).to_be_visible()


def _pair_scanned(mark: MarkPage) -> None:
    mark.office.codes["B4NW8P"] = ("e-1", "expert")
    mark.page.evaluate("location.hash = '#pair=B4NW8P'")
    expect(mark.page.locator("input.code")).to_have_value("B4NW8P")


def _pin_set(mark: MarkPage) -> None:
    mark.page.locator("form .button").tap()
    expect(mark.page.locator("input[type=password]")).to_have_count(2)


UNPAIRED: Final[Mapping[str, Scene]] = {
    "pair": _pair,
    "pair-typed": _pair_typed,
    "pair-expired": _pair_expired,
    "pair-scanned": _pair_scanned,
    "pin-set": _pin_set,
}
"""From an unpaired device to the choice of a PIN."""


def leave_question(mark: MarkPage) -> None:
    """Close what is open over the view, and be connected."""
    if mark.page.locator("dialog").count():
        mark.page.keyboard.press("Escape")
    expect(mark.page.locator("dialog")).to_have_count(0)
    mark.page.context.set_offline(False)


def _handover_read(mark: MarkPage) -> None:
    leave_question(mark)
    mark.page.evaluate(CAMERA)
    mark.page.locator("[data-handover='read']").tap()
    expect(mark.page.locator("dialog video")).to_be_visible()


def _again(mark: MarkPage) -> None:
    leave_question(mark)
    mark.go_to_sheet("C1", "c-1")
    mark.aspect("C1.1").locator("[data-measured]").fill("120.1")
    mark.aspect("C1.1").locator("[data-measured]").press("Enter")
    expect(mark.page.locator("dialog input")).to_be_visible()


def fill_dimensions(office: FakeOffice) -> None:
    """Enter every sheet of the form C1."""
    values: dict[str, dict[str, object]] = {
        "C1.1": {"measured": "12.00"},
        "C1.2": {"mark": "1.00"},
        "C1.3": {"deductions": 1},
    }
    for at in range(1, office.competitors + 1):
        for aspect, value in values.items():
            enter(office, "e-1", "C1", f"c-{at}", aspect, **value)
    office.act("chief_expert", "check_sheets", form="C1")


def _sign_pin(mark: MarkPage) -> None:
    leave_question(mark)
    fill_dimensions(mark.office)
    mark.page.evaluate(f"location.hash = '#/sign/{SKILL}/C1'")
    mark.page.locator("section .button").last.tap()
    expect(mark.page.locator("dialog input")).to_be_visible()


def _wrong_pin(mark: MarkPage) -> None:
    mark.page.locator("dialog input").fill("0000")
    mark.page.locator("dialog .button").tap()
    expect(mark.page.locator("dialog [role=alert]")).to_be_visible()


def _locked_pin(mark: MarkPage) -> None:
    mark.office.wrong_pins = 4
    mark.page.locator("dialog input").fill("0000")
    mark.page.locator("dialog .button").tap()
    expect(mark.page.locator("dialog [role=alert]")).to_contain_text("15")
    mark.office.wrong_pins = 0


def enter_late(mark: MarkPage, competitor: str) -> None:
    """Enter a mark without a network: whatever has happened meanwhile is heard of afterwards."""
    leave_question(mark)
    mark.go_to_sheet("A1", competitor)
    expect(mark.aspect("A1.1").locator("[data-mark='0.00']")).to_be_enabled()
    mark.page.context.set_offline(True)
    mark.tap_mark("A1.1", "0.00")
    mark.expect_custody("A1.1", "saved")


def _show_trouble(mark: MarkPage) -> None:
    expect(mark.page.locator(".strip .is-bad")).to_be_visible()
    mark.aspect("A1.1").evaluate("card => card.scrollIntoView()")


def _aside(mark: MarkPage) -> None:
    enter_late(mark, "c-4")
    enter(mark.office, "e-2", "A1", "c-4", "A1.1", mark="1.00")
    mark.page.context.set_offline(False)
    mark.expect_custody("A1.1", "set_aside")
    _show_trouble(mark)


def _refused(mark: MarkPage) -> None:
    enter_late(mark, "c-6")
    mark.office.act("chief_expert", "set_team", form="A1", experts=["e-2", "e-3"])
    mark.page.context.set_offline(False)
    mark.expect_custody("A1.1", "refused")
    _show_trouble(mark)
    mark.office.act("chief_expert", "set_team", form="A1", experts=["e-1", "e-2"])


def _guard(mark: MarkPage) -> None:
    at = {"skill": SKILL, "form": "A1", "competitor": "c-6"}
    mark.office.devices["token-other"] = Device("d-other", "Tablet 7", "e-2", "expert", at=at)
    mark.page.reload()
    expect(mark.page.get_by_text("Tablet 7")).to_be_visible()


def _no_room(mark: MarkPage) -> None:
    mark.page.evaluate(NO_ROOM)
    mark.tap_mark("A1.2", "1.00")
    expect(mark.page.locator(".alarm[role=alert]")).to_be_visible()


def _revoked(mark: MarkPage) -> None:
    for device in mark.office.devices.values():
        device.is_revoked = True
    mark.page.reload()
    expect(mark.page.locator(".alarm[role=alert] .quiet")).to_be_visible()


TROUBLES: Final[Mapping[str, Scene]] = {
    "handover-read": _handover_read,
    "again": _again,
    "sign-pin": _sign_pin,
    "pin-wrong": _wrong_pin,
    "pin-locked": _locked_pin,
    "set-aside": _aside,
    "refused": _refused,
    "guard": _guard,
    "no-room": _no_room,
    "revoked": _revoked,
}
"""On the experts' device; at the end it is revoked."""


def show_private(mark: MarkPage) -> None:
    """Open the page in a window that keeps nothing; no later load of this page keeps anything."""
    mark.page.add_init_script(NO_MEMORY)
    mark.page.goto(f"{mark.office.base_url}/mark")
    expect(mark.page.locator(".refused")).to_be_visible()
