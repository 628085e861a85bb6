"""The fonts of the identity: served by us, and with every letter of Kazakh."""

import pytest
from playwright.sync_api import Page

from tests.browser.boards import overview_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
GEORGIAN = "აბგ"


def drawn_by(page: Page, family: str, letters: str) -> dict[str, int]:
    """Return how many of the letters each font has drawn; ours are marked by a star."""
    page.evaluate(
        """async ([family, letters]) => {
          document.body.innerHTML = `<p id="probe" style="font-family: ${family}">${letters}</p>`;
          await document.fonts.ready;
        }""",
        [family, letters],
    )
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    probe = devtools.send("DOM.querySelector", {"nodeId": root, "selector": "#probe"})["nodeId"]
    fonts = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": probe})["fonts"]
    return {("*" if font["isCustomFont"] else "") + font["familyName"]: font["glyphCount"] for font in fonts}


@pytest.mark.parametrize("token", ["--font-text", "--font-call"])
def test_every_kazakh_letter_is_drawn_by_our_fonts(live: FakeLive, new_page: NewPage, token: str) -> None:
    """One font draws them all; a face without one of them would borrow it from the device."""
    live.put("wsk2024", overview_board())
    page = new_page()
    page.goto(f"{live.base_url}/wsk2024?lang=kk")

    fonts = drawn_by(page, f"var({token})", KAZAKH)

    assert [len(KAZAKH)] == list(fonts.values()), fonts
    assert all(name.startswith("*") for name in fonts), fonts


def test_the_check_of_letters_finds_one_that_is_missing(live: FakeLive, new_page: NewPage) -> None:
    """Georgian is in neither font, so the device draws it: the check above can fail."""
    live.put("wsk2024", overview_board())
    page = new_page()
    page.goto(f"{live.base_url}/wsk2024")

    fonts = drawn_by(page, "var(--font-text)", GEORGIAN)

    assert not any(name.startswith("*") for name in fonts), fonts


def test_a_page_fetches_only_the_scripts_that_stand_on_it(live: FakeLive, new_page: NewPage) -> None:
    """In English no title is Cyrillic; what is, are the names of the languages in the text font."""
    live.put("wsk2024", overview_board({}, name={"en": "Cup", "ru": "Cup", "kk": "Cup"}))
    page = new_page()
    fetched: set[str] = set()
    page.on("request", lambda request: fetched.add(request.url.rpartition("/")[2].partition("-wght")[0]))

    page.goto(f"{live.base_url}/wsk2024?lang=en")
    page.evaluate("document.fonts.ready.then(() => null)")

    fonts = {name for name in fetched if name.startswith(("golos", "oswald"))}
    assert fonts <= {"golos-text-latin", "golos-text-cyrillic", "golos-text-cyrillic-ext", "oswald-latin"}
    assert "golos-text-latin" in fonts
