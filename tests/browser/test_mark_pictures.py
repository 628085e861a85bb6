"""The pages as people see them: free of serious faults of accessibility, and pictures of them for the docs.

The pictures are made anew only when BAYGE_PICTURES is set: a picture that differs by one pixel is no fault.
"""

import os
from pathlib import Path
from typing import Any, Final

import pytest

from deploy.embedded import web
from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import PHONE, MarkPage
from tests.browser.mark_scenes import CHIEF_SCENES, SCENES, SEATS, prepare, show_trust, sign_in

AXE: Final = web.WEB / "node_modules" / "axe-core" / "axe.min.js"
QUALITY: Final = 35
"""Of JPEG: letters stay clear, and all pictures together stay small."""
PICTURES: Final = Path(__file__).parents[2] / "docs" / "images" / "mark"
LAPTOP: Final[dict[str, Any]] = {"viewport": {"width": 1280, "height": 800}, "has_touch": True}
SERIOUS: Final = """axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
  .filter(one => ['serious', 'critical'].includes(one.impact))
  .map(one => [one.id, one.nodes[0].html.slice(0, 160), one.nodes[0].failureSummary.slice(0, 200)]))"""


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_no_page_has_a_serious_fault_of_accessibility(
    office: FakeOffice, new_page: NewPage, look: str
) -> None:
    """axe-core finds nothing serious on any page in any theme."""
    prepare(office)
    page = new_page(**{**PHONE, "device_scale_factor": 1}, bypass_csp=True)
    page.add_init_script(f"localStorage.setItem('bayge.theme', '{look}')")
    mark = MarkPage(page, office)
    mark.pair()
    page.add_script_tag(path=AXE)

    found = {}
    for name, show in SCENES.items():
        show(mark)
        found[name] = page.evaluate(SERIOUS)
    for name, show in SEATS.items():
        show(mark)
        page.add_script_tag(path=AXE)
        found[name] = page.evaluate(SERIOUS)
    sign_in(mark)
    page.add_script_tag(path=AXE)
    for name, show in CHIEF_SCENES.items():
        show(mark)
        found[name] = page.evaluate(SERIOUS)
    show_trust(mark)
    page.add_script_tag(path=AXE)
    found["trust"] = page.evaluate(SERIOUS)

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
    prepare(office)
    options = {**PHONE, "device_scale_factor": 1} if size == "360x740" else LAPTOP
    page = new_page(**options, color_scheme="light" if size == "360x740" else "dark")
    mark = MarkPage(page, office)
    mark.pair(lang=lang)

    scenes = {**SCENES, **SEATS, "chief": sign_in, **CHIEF_SCENES, "trust": show_trust}
    for name, show in scenes.items():
        show(mark)
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        picture = PICTURES / size / f"{name}.{lang}.jpg"
        page.screenshot(path=picture, type="jpeg", quality=QUALITY, animations="disabled", caret="hide")
        assert picture.stat().st_size > 0
