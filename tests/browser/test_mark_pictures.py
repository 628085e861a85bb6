"""The pages as people see them: free of serious faults of accessibility, and pictures of them for the docs.

The pictures are made anew only when BAYGE_PICTURES is set: a picture that differs by one pixel is no fault.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from deploy.embedded import web
from tests.browser.chief_scenes import CHIEF_SCENES
from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import PHONE, MarkPage
from tests.browser.mark_scenes import SCENES, SEATS, prepare, show_trust
from tests.browser.mark_states import TROUBLES, UNPAIRED, show_private

AXE: Final = web.WEB / "node_modules" / "axe-core" / "axe.min.js"
QUALITY: Final = 35
"""Of JPEG: letters stay clear, and all pictures together stay small."""
PICTURES: Final = Path(__file__).parents[2] / "docs" / "images" / "mark"
LAPTOP: Final[dict[str, Any]] = {"viewport": {"width": 1280, "height": 800}, "has_touch": True}
SERIOUS: Final = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
  .filter(one => ['serious', 'critical'].includes(one.impact))
  .map(one => [one.id, one.nodes[0].html.slice(0, 160), one.nodes[0].failureSummary.slice(0, 200)]))"""
# What a thumb in a glove would miss, and what makes a page scroll sideways.
CRAMPED: Final = """[
  ...[...document.querySelectorAll('a[href], button, select, summary')]
    .map(one => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.width < 48 || box.height < 48))
    .map(([name, box]) => [name, box.width, box.height]),
  ...(document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['sideways'] : []),
  ...[...document.querySelectorAll('dialog')]
    .filter(one => one.scrollWidth > one.clientWidth).map(() => 'sideways in a dialog'),
]"""


def walk(mark: MarkPage, lang: str) -> Iterator[str]:
    """Bring the pages into every state, one after the other, and name each when it is there."""
    prepare(mark.office)
    mark.page.add_init_script(f"localStorage.setItem('bayge.lang', '{lang}')")
    for name, show in UNPAIRED.items():
        show(mark)
        yield name
    mark.show_pin()
    scenes = {**SCENES, **TROUBLES, **SEATS, **CHIEF_SCENES, "trust": show_trust, "private": show_private}
    for name, show in scenes.items():
        show(mark)
        yield name


@pytest.mark.parametrize(("look", "lang"), [("light", "en"), ("dark", "ru"), ("contrast", "kk")])
def test_no_page_has_a_serious_fault_of_accessibility(
    office: FakeOffice, new_page: NewPage, look: str, lang: str
) -> None:
    """axe-core finds nothing serious in any state; no target is too small, nothing wider than the phone."""
    page = new_page(**{**PHONE, "device_scale_factor": 1}, bypass_csp=True)
    page.add_init_script(f"localStorage.setItem('bayge.theme', '{look}')")

    found = {}
    for name in walk(MarkPage(page, office), lang):
        if not page.evaluate("'axe' in window"):
            page.add_script_tag(path=AXE)
        found[name] = page.evaluate(SERIOUS) + page.evaluate(CRAMPED)

    assert {} == {name: faults for name, faults in found.items() if faults}


def test_the_check_of_accessibility_finds_a_fault(office: FakeOffice, new_page: NewPage) -> None:
    """A button without a name is one: the check above can fail."""
    page = new_page(bypass_csp=True)
    page.goto(f"{office.base_url}/mark")
    page.add_script_tag(path=AXE)
    page.evaluate("document.body.append(document.createElement('button'))")

    found = page.evaluate(SERIOUS)

    assert ["button-name"] == [fault for fault, *_ in found]


@pytest.mark.skipif("BAYGE_PICTURES" not in os.environ, reason="pictures are made on demand")
@pytest.mark.parametrize(
    ("lang", "size"), [("en", "360x740"), ("ru", "360x740"), ("kk", "360x740"), ("en", "1280x800")]
)
def test_pictures_of_every_page(office: FakeOffice, new_page: NewPage, lang: str, size: str) -> None:
    """Each page on a phone in three languages, and on a laptop in English and in the dark."""
    options = {**PHONE, "device_scale_factor": 1} if size == "360x740" else LAPTOP
    page = new_page(**options, color_scheme="light" if size == "360x740" else "dark")

    for name in walk(MarkPage(page, office), lang):
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        picture = PICTURES / size / f"{name}.{lang}.jpg"
        page.screenshot(path=picture, type="jpeg", quality=QUALITY, animations="disabled", caret="hide")
        assert picture.stat().st_size > 0
