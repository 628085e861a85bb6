"""Comments and photos on an aspect: kept on the device first, sent beside the marks, seen by the team."""

import struct

from playwright.sync_api import expect

from shared.photo_check import photo_kind
from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import phone
from tests.browser.mark_photos import take_photo

NO_ROOM = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {
    if (this.name === 'photos') throw new DOMException('no room', 'QuotaExceededError');
    return put.apply(this, given);
  };
}"""


def size_of(content: bytes) -> tuple[int, int]:
    """Return width and height that a JPEG's frame tells."""
    at = content.index(b"\xff\xc0")
    height, width = struct.unpack(">HH", content[at + 5 : at + 9])
    return width, height


def test_a_comment_is_in_the_record_beside_the_mark(office: FakeOffice, new_page: NewPage) -> None:
    """Typed after the mark counted, it changes nothing; a colleague reads it on another phone."""
    mark = phone(new_page, office)
    mark.pair()
    mark.open_sheet("A1", "c-1")
    mark.tap_mark("A1.1", "1.00")
    mark.expect_custody("A1.1", "counted")

    mark.aspect("A1.1").locator(".ways .wordlink").first.tap()
    mark.aspect("A1.1").locator("textarea").fill("a burr\nat the end")
    mark.aspect("A1.1").locator(".write button").tap()

    expect(mark.aspect("A1.1").locator("[data-remark='in']")).to_contain_text("a burr at the end")
    mark.expect_custody("A1.1", "counted")
    assert ["1.00", None] == [
        None if entry.mark is None else "1.00" for _, entry in office.marking.entered("c-1", "A1.1")
    ]
    other = phone(new_page, office)
    other.pair("OTHER2", "e-2")
    other.open_sheet("A1", "c-1")
    expect(other.aspect("A1.1").locator("[data-remark='in']")).to_contain_text("Dana Omarova")


def test_a_photo_arrives_small_and_without_the_place_where_it_was_taken(
    office: FakeOffice, new_page: NewPage
) -> None:
    """The camera wrote the place into it; what the services keep is the picture alone, 1600 pixels wide."""
    mark = phone(new_page, office)
    mark.pair()
    mark.open_sheet("A1", "c-1")

    taken = take_photo(mark, "A1.1")

    office.wait_for(lambda: len(office.photos) == 1 and len(office.marking.entered("c-1", "A1.1")) == 1)
    (digest, kept), (_, entry) = next(iter(office.photos.items())), office.marking.entered("c-1", "A1.1")[0]
    assert (digest,) == entry.photos
    assert b"76.8897" in taken
    assert b"76.8897" not in kept
    assert ("image/jpeg", (1600, 800)) == (photo_kind(kept), size_of(kept))
    other = phone(new_page, office)
    other.pair("OTHER2", "e-2")
    other.open_sheet("A1", "c-1")
    expect(other.aspect("A1.1").locator(f"[data-photo='{digest}'] img")).to_be_visible()


def test_comment_and_photo_survive_a_reload_without_a_network(office: FakeOffice, new_page: NewPage) -> None:
    """Both are on the device when the page says so, and go out when the network is back."""
    mark = phone(new_page, office)
    mark.pair()
    mark.wait_until_kept()
    mark.open_sheet("A1", "c-1")
    mark.cut_network()
    mark.aspect("A1.2").locator(".ways .wordlink").first.tap()
    mark.aspect("A1.2").locator("textarea").fill("seen twice")
    mark.aspect("A1.2").locator(".write button").tap()
    expect(mark.aspect("A1.2").locator("[data-remark='kept']")).to_contain_text("seen twice")
    take_photo(mark, "A1.2")
    expect(mark.aspect("A1.2").locator("[data-photo]")).to_be_visible()

    mark.page.reload()
    expect(mark.aspect("A1.2").locator("[data-photo] img")).to_be_visible()
    mark.mend_network()

    expect(mark.aspect("A1.2").locator("[data-remark='in']")).to_contain_text("seen twice")
    office.wait_for(lambda: len(office.photos) == 1)


def test_marks_go_out_while_photos_find_no_room_there(office: FakeOffice, new_page: NewPage) -> None:
    """A full disk of the services holds up photos alone; the outbox says how many wait."""
    office.has_room = False
    mark = phone(new_page, office)
    mark.pair()
    mark.open_sheet("A1", "c-1")
    take_photo(mark, "A1.1")
    office.wait_for(lambda: any(path.startswith("/api/v1/photos/") for _, path in office.requests))

    mark.tap_mark("A1.2", "1.00")
    mark.expect_custody("A1.2", "counted")
    mark.page.evaluate("location.hash = '#/outbox'")

    expect(mark.page.locator(".body")).to_contain_text("1 photo saved here, not sent yet")


def test_a_full_device_says_that_the_photo_is_not_saved(office: FakeOffice, new_page: NewPage) -> None:
    """No remark without its photo; marks can still be entered."""
    mark = phone(new_page, office)
    mark.pair()
    mark.open_sheet("A1", "c-1")
    mark.page.evaluate(NO_ROOM)

    take_photo(mark, "A1.1")

    expect(mark.aspect("A1.1").locator("[role=alert]")).to_contain_text("PHOTO NOT SAVED")
    mark.tap_mark("A1.1", "1.00")
    mark.expect_custody("A1.1", "counted")
    assert [()] == [entry.photos for _, entry in office.marking.entered("c-1", "A1.1")]
