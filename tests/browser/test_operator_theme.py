"""The theme on the operator's page: colours, images that are chosen as files, and how names are said."""

import base64
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shared.clock import system_clock
from tests.browser.boards import competitor, overview_board, skill_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.fake_venue import CUP, FakeVenue
from tests.browser.mark_photos import camera_photo
from tests.browser.test_operator_page import signed_in
from tests.browser.test_screen_page import BOARD
from tests.photos import png

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" onload="window.evil = 1">
<script>window.evil = 1</script><circle cx="20" cy="10" r="9" fill="#c00"/></svg>"""
WIDE = """([name, type, wide, tall]) => {
  const canvas = Object.assign(document.createElement('canvas'), {width: wide, height: tall});
  canvas.getContext('2d').fillRect(0, 0, wide, tall);
  return canvas.toDataURL(type);
}"""


@pytest.fixture
def venue(live: FakeLive) -> FakeVenue:
    """Run the services with two skills; both have somebody of one name."""
    live.put(CUP, overview_board())
    live.put(BOARD, skill_board(), version=12)
    baker = competitor(1, "Асқар Әлімов", "Asqar Alimov", "40.00")
    live.put("wsk2024/bakery", skill_board({"c-baker": baker}, skill="bakery", number="47"))
    return FakeVenue(live, system_clock)


def theme_page(venue: FakeVenue, new_page: NewPage, **options: Any) -> Page:
    """Open the theme, once the competitors are known."""
    page = signed_in(venue, new_page, "#/theme", **options)
    expect(page.locator("[data-person=c-baker]")).to_be_visible()
    return page


def file(content: bytes, name: str, kind: str = "image/png") -> Any:
    """Return a file that a person has chosen."""
    return {"name": name, "mimeType": kind, "buffer": content}


def picture(page: Page, wide: int, tall: int, kind: str = "image/png") -> bytes:
    """Return a picture of one colour, as the browser writes it."""
    return base64.b64decode(page.evaluate(WIDE, ["", kind, wide, tall]).partition(",")[2])


def choose(page: Page, label: str, *files: Any) -> None:
    """Choose files for an image; its button stands in a group of that name."""
    page.get_by_role("group", name=label, exact=True).locator("input").set_input_files(list(files))


def save(page: Page) -> None:
    """Save, and see that it is done."""
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def size_of(page: Page, address: str) -> list[int]:
    """Return width and height of an image."""
    size: list[int] = page.evaluate(
        "async (src) => { const i = new Image(); i.src = src; await i.decode();"
        " return [i.naturalWidth, i.naturalHeight] }",
        address,
    )
    return size


def test_the_theme_takes_plain_colours_only(venue: FakeVenue, new_page: NewPage) -> None:
    """A colour that is none is refused before it is sent."""
    page = theme_page(venue, new_page)
    page.get_by_label("First place", exact=True).fill("#00zz00")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()

    page.get_by_label("First place", exact=True).fill("#ff8800")
    expect(page.locator("[data-competitor]")).to_have_css("--theme-accent", "#ff8800")
    save(page)

    expect(page.get_by_label("First place", exact=True)).to_have_value("#ff8800")
    assert {"accent": "#ff8800"} == venue.overlays["theme"]


def test_what_is_hard_to_read_is_told_before_it_is_on_air(venue: FakeVenue, new_page: NewPage) -> None:
    """It may be saved all the same: the operator sees the preview."""
    page = theme_page(venue, new_page)

    page.get_by_label("Letters", exact=True).fill("#203040")

    expect(page.locator("[data-clash]")).to_have_count(2)
    expect(page.locator("[data-clash=ink_panel]")).to_contain_text("hard to read on the rows")
    page.get_by_label("Letters", exact=True).fill("#ffffff")
    expect(page.locator("[data-clash]")).to_have_count(0)


def test_names_and_languages_are_of_the_theme(venue: FakeVenue, new_page: NewPage) -> None:
    """In three languages; what is empty is left out."""
    page = theme_page(venue, new_page)
    page.get_by_label("Name of the championship, English").fill("Skills Cup")
    page.get_by_label("Қазақша", exact=True).check()

    save(page)

    assert {"name": {"kk": "", "ru": "", "en": "Skills Cup"}, "languages": ["kk"]} == venue.overlays["theme"]


def test_a_large_photo_is_made_small_and_loses_where_it_was_taken(
    venue: FakeVenue, new_page: NewPage
) -> None:
    """What goes out holds nothing but the picture; preview and list show it before it is saved."""
    page = theme_page(venue, new_page)

    choose(page, "Photo of Aigerim Nurlanqyzy", file(camera_photo(page), "c.jpg", "image/jpeg"))

    person = page.locator("[data-person=c-aigerim]")
    address = person.locator("img").get_attribute("src") or ""
    assert address == f"/api/v1/images/{CUP}/{next(iter(venue.images))}"
    assert 640 == max(size_of(page, address))
    expect(page.locator("[data-competitor=c-aigerim] .photo img")).to_have_attribute("src", address)
    assert {} == venue.overlays["theme"]
    save(page)
    assert {"photos": {"c-aigerim": address}} == venue.overlays["theme"]


def test_a_logo_keeps_what_is_seen_through_and_a_drawing_loses_its_script(
    venue: FakeVenue, new_page: NewPage
) -> None:
    """SVG is drawn here, large and sharp; what goes out is PNG."""
    page = theme_page(venue, new_page)

    choose(page, "Logo", file(SVG, "logo.svg", "image/svg+xml"))

    expect(page.get_by_role("group", name="Logo").locator("img")).to_be_visible()
    (content,) = venue.images.values()
    assert content.startswith(b"\x89PNG")
    assert [1600, 800] == size_of(page, f"/api/v1/images/{CUP}/{next(iter(venue.images))}")
    assert page.evaluate("window.evil === undefined")


def test_what_is_no_picture_is_refused_with_what_to_do(venue: FakeVenue, new_page: NewPage) -> None:
    """Nothing is sent."""
    page = theme_page(venue, new_page)

    choose(page, "Logo", file(b"%PDF-1.7", "logo.pdf", "application/pdf"))

    expect(page.get_by_role("alert")).to_contain_text(
        "logo.pdf is no picture that can be shown: choose a PNG"
    )
    assert {} == venue.images


def test_a_file_may_be_dropped(venue: FakeVenue, new_page: NewPage) -> None:
    """On the field, as on any other page."""
    page = theme_page(venue, new_page)
    carried = page.evaluate_handle(
        "(bytes) => { const d = new DataTransfer();"
        " d.items.add(new File([new Uint8Array(bytes)], 'f.png', {type: 'image/png'})); return d }",
        list(picture(page, 900, 600)),
    )

    page.get_by_role("group", name="Flag of Almaty").dispatch_event("drop", {"dataTransfer": carried})

    expect(page.locator("[data-member=almaty-city] img")).to_be_visible()
    save(page)
    (flag,) = venue.overlays["theme"]["flags"].items()
    assert ("almaty-city", [320, 213]) == (flag[0], size_of(page, flag[1]))


def test_sponsors_are_put_in_order_and_removed(venue: FakeVenue, new_page: NewPage) -> None:
    """By keys; the same file twice is one sponsor."""
    page = theme_page(venue, new_page)
    one, two, three = (file(picture(page, wide, 50), f"{wide}.png") for wide in (100, 200, 300))
    choose(page, "Sponsors", one, two, three, one)
    expect(page.locator("[data-sponsor]")).to_have_count(3)

    page.get_by_role("button", name="Show sponsor 3 earlier").click()
    page.get_by_role("button", name="Remove sponsor 1").click()
    save(page)

    assert [300, 200] == [size_of(page, image)[0] for image in venue.overlays["theme"]["sponsors"]]


def test_how_a_name_is_said_is_found_by_a_part_of_it(venue: FakeVenue, new_page: NewPage) -> None:
    """By name in either script, or by region."""
    page = theme_page(venue, new_page)
    page.get_by_label("Find a competitor or a region").fill("айгер")
    expect(page.locator("[data-person]")).to_have_count(1)
    page.get_by_label("How the name of Aigerim Nurlanqyzy is said").fill(" ai-geh-REEM ")
    page.get_by_label("Find a competitor or a region").fill("shigis")
    expect(page.locator("[data-list=competitors]")).to_contain_text("Nobody of this name")
    page.get_by_label("Find a competitor or a region").fill("east kaz")
    expect(page.locator("[data-person=c-danijar]")).to_be_visible()

    save(page)

    assert {"pronunciations": {"c-aigerim": "ai-geh-REEM"}} == venue.overlays["theme"]


def test_many_photos_at_once_are_known_by_their_names(venue: FakeVenue, new_page: NewPage) -> None:
    """By id or full name; a name that two have is nobody's."""
    page = theme_page(venue, new_page)
    names = ("c-danijar.png", "Aigerim_Nurlanqyzy.png", "Asqar Alimov.png")

    choose(
        page, "Many photos at once", *(file(picture(page, 10 + at, 9), name) for at, name in enumerate(names))
    )

    expect(page.get_by_text("2 of 3 photos taken")).to_be_visible()
    expect(page.get_by_text("Asqar Alimov.png: nobody is called so, or more than one")).to_be_visible()
    save(page)
    assert {"c-aigerim", "c-danijar"} == venue.overlays["theme"]["photos"].keys()


def test_a_photo_that_is_taken_out_is_erased_once_that_is_saved(venue: FakeVenue, new_page: NewPage) -> None:
    """It is of a person; the logo stays where it is until somebody erases it."""
    content = png(size=(2, 1))
    venue.images = {"a" * 64: content, "b" * 64: content}
    at = f"/api/v1/images/{CUP}/"
    venue.overlays["theme"] = {"photos": {"c-asqar": at + "a" * 64}, "logo": at + "b" * 64}
    page = theme_page(venue, new_page)

    page.get_by_role("button", name="Remove: Photo of Asqar Alimov").click()
    page.get_by_role("button", name="Remove: Logo").click()
    assert 2 == len(venue.images)
    save(page)

    venue.live.wait_for(lambda: {"b" * 64} == venue.images.keys())
    assert {} == venue.overlays["theme"]


def test_another_desks_theme_is_not_lost_unseen(venue: FakeVenue, new_page: NewPage) -> None:
    """It is taken over where nothing was written here, else asked about."""
    page = theme_page(venue, new_page)
    venue.lay(theme={"accent": "#00aabb"})
    expect(page.get_by_label("First place", exact=True)).to_have_value("#00aabb")

    page.get_by_label("Ground", exact=True).fill("#101010")
    venue.lay(theme={"accent": "#ff8800"})

    expect(page.get_by_role("alert")).to_contain_text("Somebody else has saved another theme")
    expect(page.get_by_label("Ground", exact=True)).to_have_value("#101010")
    page.get_by_role("button", name="Drop mine, show theirs").click()
    expect(page.get_by_label("First place", exact=True)).to_have_value("#ff8800")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
