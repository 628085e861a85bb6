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
from tests.browser.mark_photos import take_photo

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
    sign = second.page.locator("[data-sign]")
    expect(first.page.locator("dialog")).to_contain_text(sign.inner_text())
    expect(second.outbox).to_have_attribute("data-outbox", "0")
    second.page.locator("[data-same=yes]").tap()
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


def saved_file(mark: MarkPage, folder: Path) -> Path:
    """Save the outbox as a file."""
    with mark.page.expect_download() as waiting:
        mark.page.get_by_role("button", name="Save as file").tap()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def take_in(mark: MarkPage, file: Path) -> None:
    """Choose the file of another device's outbox."""
    mark.page.locator("input[type=file]").set_input_files(file)


def offline_with_a_photo(new_page: NewPage, office: FakeOffice) -> MarkPage:
    """Return a phone without network that holds one mark and a photo on it."""
    mark = phone(new_page, office, accept_downloads=True)
    mark.pair()
    mark.wait_until_kept()
    mark.go_to_sheet("A1", "c-1")
    mark.page.context.set_offline(True)
    mark.tap_mark("A1.1", "1.00")
    mark.expect_custody("A1.1", "saved")
    take_photo(mark, "A1.1")
    expect(mark.aspect("A1.1").locator("[data-photo]")).to_be_visible()
    mark.page.evaluate("location.hash = '#/outbox'")
    return mark


def test_a_file_is_taken_in_with_its_photos_once_a_person_has_compared_the_signs(
    office: FakeOffice, new_page: NewPage, tmp_path: Path
) -> None:
    """Another sign: nothing is taken in. The same: all of it, and from then on that device is known."""
    first = offline_with_a_photo(new_page, office)
    file = saved_file(first, tmp_path)
    second = phone(new_page, office)
    second.pair("K7QF2N")
    second.wait_until_kept()
    second.page.context.set_offline(True)
    second.page.evaluate("location.hash = '#/outbox'")

    take_in(second, file)
    expect(second.page.get_by_role("dialog")).to_contain_text("With 1 photo.")
    expect(second.page.locator("[data-sign]")).to_have_text(file.stem.removeprefix("bayge-outbox-"))
    second.page.locator("[data-same=no]").tap()
    expect(second.page.get_by_text("Nothing was taken in")).to_be_visible()
    expect(second.outbox).to_have_attribute("data-outbox", "0")

    take_in(second, file)
    second.page.locator("[data-same=yes]").tap()
    expect(second.page.get_by_text("1 submission taken in")).to_contain_text("1 photo with it.")
    expect(second.outbox).to_have_attribute("data-outbox", "1")
    take_in(second, file)
    expect(second.page.get_by_text("0 submissions taken in")).to_be_visible()

    second.page.context.set_offline(False)
    office.wait_for(lambda: len(office.photos) == 1)
    expect(second.outbox).to_have_attribute("data-outbox", "0")
    assert 1 == office.marking.tally.entries_counted


def test_codes_say_that_photos_stay_and_what_was_shown_does_not_change_any_more(
    office: FakeOffice, new_page: NewPage
) -> None:
    """The photo does not fit; a mark that another phone may have by now is corrected, not replaced."""
    mark = offline_with_a_photo(new_page, office)

    show_codes(mark)

    expect(mark.page.locator("[data-photos-stay='1']")).to_contain_text("it sends it itself")
    mark.page.get_by_role("button", name="Close").tap()
    mark.go_to_sheet("A1", "c-1")
    mark.tap_mark("A1.1", "0.00")
    expect(mark.page.get_by_role("dialog")).to_contain_text("Why does the mark change?")


def test_without_a_camera_the_page_names_the_other_way(office: FakeOffice, new_page: NewPage) -> None:
    """A person must not stare at a black picture: a browser without a camera hands over by file."""
    mark = phone(new_page, office)
    mark.pair()
    mark.page.evaluate("location.hash = '#/outbox'")

    mark.page.get_by_role("button", name="Read codes by camera").tap()

    expect(mark.page.get_by_role("alert")).to_contain_text("hand over by file")
