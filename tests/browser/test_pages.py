"""The other pages, the languages and the sizes of screen."""

import json

import pytest
from playwright.sync_api import Route, expect

from tests.browser.boards import index_board, overview_board, skill, skill_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.skill_page import SkillPage

BOARD = "wsk2024/welding"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PHONE = {"width": 360, "height": 740}


def test_the_start_leads_straight_to_the_only_championship(live: FakeLive, new_page: NewPage) -> None:
    """Nobody has to choose from a list of one."""
    live.put("index", index_board("wsk2024"))
    live.put("wsk2024", overview_board())
    page = new_page()

    page.goto(live.base_url)

    page.wait_for_url("**/wsk2024")
    expect(page.get_by_role("heading", level=1)).to_have_text("WorldSkills Kazakhstan 2024")


def test_the_start_lists_several_championships(live: FakeLive, new_page: NewPage) -> None:
    """Each is a link to its overview; the way back works."""
    live.put("index", index_board("wsk2023", "wsk2024"))
    live.put("wsk2024", overview_board())
    page = new_page()
    page.goto(live.base_url)

    page.get_by_role("link", name="WSK2024").click()

    page.wait_for_url("**/wsk2024")
    page.go_back()
    expect(page.locator("main li")).to_have_count(2)


def test_the_overview_leads_to_a_board_and_back(live: FakeLive, new_page: NewPage) -> None:
    """A viewer walks from the championship to a skill and back without loading a page."""
    live.put("wsk2024", overview_board())
    live.put(BOARD, skill_board())
    page = new_page()
    page.goto(f"{live.base_url}/wsk2024")

    page.get_by_role("link", name="Welding").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welding")
    page.get_by_role("link", name="WorldSkills Kazakhstan 2024").click()

    expect(page.locator("main li")).to_have_count(2)
    assert 1 == live.connections_made


@pytest.mark.parametrize("query", ["weld", "дәнекер", "10", "Asqar", "алматы"])
def test_skills_are_found_by_any_name(live: FakeLive, new_page: NewPage, query: str) -> None:
    """A name in any language, the number, the leader or the region."""
    live.put("wsk2024", overview_board())
    page = new_page()
    page.goto(f"{live.base_url}/wsk2024")

    page.get_by_role("searchbox").fill(query)

    expect(page.locator("main li")).to_have_count(1)
    expect(page.locator("main li")).to_contain_text("Welding")


def test_skills_are_filtered_by_state(live: FakeLive, new_page: NewPage) -> None:
    """What has not begun can be set aside."""
    live.put("wsk2024", overview_board())
    page = new_page()
    page.goto(f"{live.base_url}/wsk2024")

    page.get_by_role("button", name="Not started").click()

    expect(page.locator("main li")).to_have_count(1)
    expect(page.locator("main li")).to_contain_text("Bakery")


def test_the_language_is_switched_and_kept(live: FakeLive, new_page: NewPage) -> None:
    """Words, names, decimal sign and the page's language all change, and survive a reload."""
    live.put(BOARD, skill_board())
    page = SkillPage(new_page(), live.base_url)

    page.choose_language("Қазақша")
    page.page.reload()

    expect(page.page.locator("html")).to_have_attribute("lang", "kk")
    page.expect_order("Асқар Әлімов", "Айгерім Нұрланқызы", "Данияр Сейітқали")
    expect(page.row("Данияр")).to_contain_text("Шығыс Қазақстан облысы")
    expect(page.total("Данияр")).to_have_text("38,05")
    expect(page.page.get_by_role("heading", level=1)).to_have_text("Дәнекерлеу технологиялары")


def test_the_address_may_choose_the_language(live: FakeLive, new_page: NewPage) -> None:
    """A hall screen is set up by its address alone."""
    live.put(BOARD, skill_board())

    page = SkillPage(new_page(), live.base_url, "/wsk2024/welding?lang=ru")

    expect(page.page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.row("Асқар")).to_contain_text("оценено 45 из 100")


def test_light_and_dark_follow_the_device_until_chosen(live: FakeLive, new_page: NewPage) -> None:
    """The button goes round: as the device, light, dark; the choice is kept."""
    live.put(BOARD, skill_board())
    page = SkillPage(new_page(color_scheme="dark"), live.base_url).page
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    page.get_by_role("button", name="Colours: as the device").click()
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "light")


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.parametrize("path", ["/wsk2024/welding", "/wsk2024", "/", "/nowhere/at/all"])
def test_a_phone_never_scrolls_sideways(live: FakeLive, new_page: NewPage, lang: str, path: str) -> None:
    """The narrowest phone, the longest words, also while the link is down."""
    long = {
        "en": "Heavy Vehicle Technology",
        "ru": "Сетевое и системное администрирование",
        "kk": "Мехатроника",
    }
    live.put("index", index_board("wsk2023", "wsk2024"))
    live.put("wsk2024", overview_board({"welding": skill(1, "10", long)}))
    live.put(BOARD, skill_board(name=long))
    page = new_page(viewport=PHONE)
    page.goto(f"{live.base_url}{path}?lang={lang}")
    expect(page.locator("h1")).to_be_visible()
    assert 0 == page.evaluate(OVERFLOW)

    live.go_down()
    if "nowhere" not in path:
        expect(page.locator("[data-link=offline]")).to_be_visible()

    assert 0 == page.evaluate(OVERFLOW)


def test_an_unknown_page_leads_back(live: FakeLive, new_page: NewPage) -> None:
    """A wrong address is no dead end."""
    live.put("index", index_board("wsk2023", "wsk2024"))
    page = new_page()
    page.goto(f"{live.base_url}/nowhere/at/all")

    page.get_by_role("link", name="To the start page").click()

    expect(page.locator("main li")).to_have_count(2)


def test_the_administrators_link_is_redeemed(live: FakeLive, new_page: NewPage) -> None:
    """The code goes to the server and leaves the address; the token can be taken away."""
    page = new_page()
    codes: list[str] = []

    def answer(route: Route) -> None:
        codes.append(json.loads(route.request.post_data or "")["code"])
        route.fulfill(json={"token": "t0ken", "expires_at_ms": 1_716_200_000_000, "role": "administrator"})

    page.route("**/api/v1/sessions", answer)
    page.goto(f"{live.base_url}/admin#C0DE")

    expect(page.get_by_role("heading")).to_have_text("You are the administrator")
    expect(page.get_by_role("textbox", name="Token")).to_have_value("t0ken")
    assert ["C0DE"] == codes
    assert f"{live.base_url}/admin" == page.url


def test_a_used_administrators_link_says_what_to_do(live: FakeLive, new_page: NewPage) -> None:
    """The server's own words first, then the way out."""
    page = new_page()
    problem = {
        "title": "Unauthorized",
        "status": 401,
        "detail": "The code has been used.",
        "code": "code_used",
    }
    page.route(
        "**/api/v1/sessions",
        lambda route: route.fulfill(
            status=401, content_type="application/problem+json", body=json.dumps(problem)
        ),
    )

    page.goto(f"{live.base_url}/admin#C0DE")

    expect(page.get_by_role("heading")).to_have_text("The code was not accepted")
    expect(page.locator("main")).to_contain_text("The code has been used. A link works once")
