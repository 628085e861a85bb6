"""The pages around the boards in a championship of more skills than one socket may follow."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.site_world import CHAMPIONSHIP, SiteWorld
from tests.browser.test_site import opened

SKILLS = 70
BOARDS_MAX = 60
"""How many boards a page follows on one socket."""


@pytest.fixture
def large(live: FakeLive) -> SiteWorld:
    """Put on the boards more skills than one socket may follow, with one region in all of them."""
    large = SiteWorld(skills=SKILLS, competitors=2)
    for name, board in large.boards.items():
        board["rows"][f"{name}-2"]["member"] = "astana"
    large.put_on(live)
    return large


def last_of(world: SiteWorld) -> tuple[str, str]:
    """Return a skill of those that are past the first sixty by any order, with its second competitor."""
    name = next(name for name in sorted(world.boards)[BOARDS_MAX:] if int(number_of(world, name)) > 100)
    return name, f"{name}-2"


def number_of(world: SiteWorld, name: str) -> str:
    """Return the number of a skill."""
    return str(world.boards[name]["head"]["number"])


def asked_for(live: FakeLive) -> set[str]:
    """Return every board that was ever asked for."""
    return {said["board"].removeprefix(f"{CHAMPIONSHIP}/") for said in live.subscriptions}


def test_a_region_in_seventy_skills_is_whole_and_follows_all_of_them(
    live: FakeLive, large: SiteWorld, new_page: NewPage
) -> None:
    """More boards than one socket may follow: the page takes another, and is live when all have answered."""
    skill, competitor = last_of(large)
    count = sum(
        row["member"] == "astana" for board in large.boards.values() for row in board["rows"].values()
    )
    page = opened(new_page, live, "/members/astana")
    expect(page.locator("main li")).to_have_count(count)
    expect(page.locator("[data-stale]")).to_have_attribute("data-stale", "false")

    live.change(f"{CHAMPIONSHIP}/{skill}", {"rows": {competitor: {"place": 1, "total": "99.90"}}})

    row = page.locator("main li", has=page.locator(f"a[href$='/{competitor}']"))
    expect(row).to_contain_text("99.90")
    assert live.connections_made == 2


def test_a_competitor_of_the_seventieth_skill_is_found_and_has_a_page(
    live: FakeLive, large: SiteWorld, new_page: NewPage
) -> None:
    """Whoever is on a board is found; the page reads no more boards than it needs."""
    skill, competitor = last_of(large)
    name = large.boards[skill]["rows"][competitor]["name_latin"]
    page = opened(new_page, live, "")
    page.get_by_role("searchbox").fill(name)
    page.locator(f"main li a[href$='/{competitor}']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    live.subscriptions.clear()

    page.reload()

    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("[data-part=place]")).to_contain_text(
        str(large.boards[skill]["rows"][competitor]["place"])
    )
    live.wait_for(lambda: {"people", skill, "story"} <= asked_for(live))
    assert {CHAMPIONSHIP, "people", skill, "story"} == asked_for(live)


def test_a_search_typed_letter_by_letter_says_no_more_than_the_gateway_allows(
    live: FakeLive, large: SiteWorld, new_page: NewPage
) -> None:
    """Each board is asked for once, however many letters are typed and taken back."""
    page = opened(new_page, live, "")
    box = page.get_by_role("searchbox")
    box.press_sequentially("astana")
    expect(page.locator("main li .place").first).to_be_visible()
    for _ in range(4):
        box.press("Backspace")
    box.press_sequentially("tana")

    expect(page.locator("main li .place").first).to_be_visible()
    asked = [said["board"] for said in live.subscriptions]
    assert len(set(asked)) == len(asked)


def test_news_of_a_region_come_from_the_seventieth_skill_too(
    live: FakeLive, large: SiteWorld, new_page: NewPage
) -> None:
    """Whom one follows is followed wherever they take part."""
    skill, competitor = last_of(large)
    page = new_page()
    follow = [{"kind": "member", "championship": CHAMPIONSHIP, "id": "astana"}]
    page.add_init_script(f"localStorage.setItem('bayge.follows', {json.dumps(json.dumps(follow))})")
    page.goto(f"{live.base_url}/{CHAMPIONSHIP}/welding")
    news = page.get_by_role("status", name="News of those you follow")
    expect(news).to_have_attribute("aria-busy", "false")

    live.change(f"{CHAMPIONSHIP}/{skill}", {"rows": {competitor: {"place": 1}}})

    expect(news.locator("p")).to_have_count(1)
