"""The results of a championship: nothing under embargo; medals, bests and team tables once released."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import overview_board, results_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive

BOARD = "wsk2024/results"


def opened(live: FakeLive, new_page: NewPage, **options: object) -> Page:
    """Return the page of the results."""
    page = new_page(**options)
    page.goto(f"{live.base_url}/{BOARD}")
    return page


def test_under_embargo_the_page_says_when_results_come(live: FakeLive, new_page: NewPage) -> None:
    """R51: and shows them by itself when they are released."""
    live.put(BOARD, results_board("embargo"))
    page = opened(live, new_page)
    expect(page.get_by_role("heading", name="The results are not out yet")).to_be_visible()
    expect(page.locator("table")).to_have_count(0)

    live.put(BOARD, results_board())

    expect(page.get_by_role("row", name="Almaty")).to_be_visible()
    expect(page.get_by_text("The results are not out yet")).to_have_count(0)


def test_released_results_show_the_best_the_teams_and_the_medals(live: FakeLive, new_page: NewPage) -> None:
    """R43 to R46: places, medals and points as the board says them."""
    live.put(BOARD, results_board())

    page = opened(live, new_page)

    first = page.get_by_role("row", name="Almaty")
    expect(first.locator(".place")).to_have_text("1")
    expect(first.locator(".value")).to_have_text("4")
    medals = page.locator("section").filter(has_text="Medals by skill")
    expect(medals.get_by_role("img", name="Gold")).to_have_count(1)
    expect(medals).to_contain_text("Asqar Alimov")
    expect(page.locator("section").filter(has_text="Best of the championship").first).to_contain_text(
        "760 points"
    )


def test_each_team_table_ranks_by_its_own_value(live: FakeLive, new_page: NewPage) -> None:
    """R46: the alphabetical one has no places."""
    live.put(BOARD, results_board())
    page = opened(live, new_page)
    value = page.get_by_role("row", name="Astana").locator(".value")

    page.get_by_role("button", name="Average scale points").click()
    expect(value).to_have_text("750.00")
    page.get_by_role("button", name="A to Z").click()

    expect(value).to_have_text("")
    expect(page.get_by_role("row", name="Astana").locator(".place")).to_have_text("–")


@pytest.mark.parametrize(
    ("language", "word"), [("ru-RU", "Общекомандный зачёт"), ("kk-KZ", "Жалпыкомандалық есеп")]
)
def test_the_page_speaks_the_viewers_language(
    live: FakeLive, new_page: NewPage, language: str, word: str
) -> None:
    """Also on a phone, where nothing may be wider than the screen."""
    live.put(BOARD, results_board())

    page = opened(live, new_page, locale=language, viewport={"width": 360, "height": 740})

    expect(page.get_by_role("heading", name=word)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_overview_leads_to_the_results(live: FakeLive, new_page: NewPage) -> None:
    """One tap from the skills."""
    live.put("wsk2024", overview_board())
    live.put(BOARD, results_board())
    page = new_page()
    page.goto(f"{live.base_url}/wsk2024")

    page.get_by_role("link", name="Results").click()

    expect(page.get_by_role("heading", name="Team standings")).to_be_visible()
