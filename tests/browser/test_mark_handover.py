"""The outbox from one phone to another without any network: codes on one screen, the camera of the other.

What the second browser takes for a camera is a film of the first one's screen.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, expect

from deploy.bench.chromium import FLAGS, chromium
from shared.domain.events import EnterMarks
from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import PHONE, MarkPage, phone

MARKS: Final = 12
SHOWN_FOR: Final = 6
"""Pictures of the film for one of the screen: the screen's pace, not the camera's."""
ENTER: Final = """async () => {
  for (const card of document.querySelectorAll('[data-aspect]')) {
    card.querySelector('[data-mark="1.00"]').click();
    while (!card.querySelector('[data-custody=saved]')) await new Promise(requestAnimationFrame);
  }
}"""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Name the file that a second browser takes for its camera."""
    return tmp_path / "screen.mjpeg"


@pytest.fixture
def with_camera(browser: Browser, film: Path) -> Iterator[Browser]:
    """Start a browser whose camera shows the film; the film is read when a page asks for the camera."""
    executable, env = chromium()
    camera = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    other = browser.browser_type.launch(
        executable_path=executable, args=[*FLAGS, *camera], env={**os.environ, **env}
    )
    yield other
    other.close()


def offline_with_marks(new_page: NewPage, office: FakeOffice) -> MarkPage:
    """Return a phone that holds marks and has lost its network."""
    mark = phone(new_page, office)
    mark.pair()
    mark.wait_until_kept()
    mark.page.context.set_offline(True)
    mark.go_to_sheet("A1", "c-1")
    mark.page.evaluate(ENTER)
    mark.page.evaluate("location.hash = '#/outbox'")
    return mark


def show_codes(mark: MarkPage) -> Locator:
    """Show the loop of codes."""
    mark.page.get_by_role("button", name="Show as codes").tap()
    code = mark.page.locator("[data-frame]")
    expect(code.locator("svg")).to_be_visible()
    return code


def record(code: Locator, film: Path, after: int = 0) -> None:
    """Film the screen, from frame ``after`` on, for twice as many frames as there are parts."""
    code.page.wait_for_function(
        "after => Number(document.querySelector('[data-frame]').dataset.frame) >= after", arg=after
    )
    frames = 2 * int(code.get_attribute("data-frames") or 0) + 4
    with film.open("wb") as file:
        for _ in range(frames):
            file.write(code.screenshot(type="jpeg", quality=80, animations="disabled") * SHOWN_FOR)


def test_marks_cross_from_screen_to_camera_and_count_once(
    office: FakeOffice, new_page: NewPage, with_camera: Browser, film: Path
) -> None:
    """The film begins in the middle of the loop and misses frames; both phones send in the end."""
    first = offline_with_marks(new_page, office)
    record(show_codes(first), film, after=3)

    context = with_camera.new_context(**PHONE, locale="en-GB", permissions=["camera"])
    second = MarkPage(context.new_page(), office)
    second.pair("K7QF2N")
    second.wait_until_kept()
    context.set_offline(True)
    second.page.evaluate("location.hash = '#/outbox'")
    second.page.get_by_role("button", name="Read codes by camera").tap()
    expect(second.page.get_by_text("1 submission taken in, from the device")).to_be_visible()
    expect(second.outbox).to_have_attribute("data-outbox", str(MARKS))
    assert [] == [command for command in office.marking.log if isinstance(command, EnterMarks)]

    context.set_offline(False)
    expect(second.outbox).to_have_attribute("data-outbox", "0")
    first.page.get_by_role("button", name="Close").tap()
    first.page.context.set_offline(False)
    expect(first.outbox).to_have_attribute("data-outbox", "0")

    marks = office.marking.tally.sheets["c-1", "A1"].marks
    assert (MARKS, {1}) == (office.marking.tally.entries_counted, {mark.revision for mark in marks.values()})


def test_without_a_camera_the_page_names_the_other_way(office: FakeOffice, new_page: NewPage) -> None:
    """A person must not stare at a black picture: a browser without a camera hands over by file."""
    mark = phone(new_page, office)
    mark.pair()
    mark.page.evaluate("location.hash = '#/outbox'")

    mark.page.get_by_role("button", name="Read codes by camera").tap()

    expect(mark.page.get_by_role("alert")).to_contain_text("hand over by file")
