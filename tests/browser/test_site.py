"""The pages around the boards: regions, competitors, search, whom one follows, the story, the slider."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import overview_board, skill_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.site_world import CHAMPIONSHIP, VIDEO, SiteWorld
from tests.browser.test_site_pictures import lend_timeline

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PHONE = {"width": 360, "height": 740}
WELDING = f"{CHAMPIONSHIP}/welding"


@pytest.fixture
def world(live: FakeLive) -> SiteWorld:
    """Put a championship on the boards."""
    world = SiteWorld(skills=6, competitors=5)
    world.put_on(live)
    return world


def opened(new_page: NewPage, live: FakeLive, path: str) -> Page:
    """Return a page of the championship, in English."""
    page = new_page()
    page.goto(f"{live.base_url}/{CHAMPIONSHIP}{path}")
    return page


def test_a_region_shows_all_its_competitors(live: FakeLive, world: SiteWorld, new_page: NewPage) -> None:
    """Those of every skill, the best place first."""
    row = world.boards["welding"]["rows"]["welding-1"]
    rows = [
        r for board in world.boards.values() for r in board["rows"].values() if r["member"] == row["member"]
    ]

    page = opened(new_page, live, f"/members/{row['member']}")

    expect(page.locator("main li")).to_have_count(len(rows))
    expect(page.locator("main li").first).to_contain_text("1")
    expect(page.get_by_role("link", name=row["name_latin"])).to_be_visible()
    expect(page).to_have_title(f"{page.locator('h1').text_content()} · WorldSkills Kazakhstan 2024 · Bayge")


def test_a_competitor_has_a_page_that_follows_the_board(
    live: FakeLive, world: SiteWorld, new_page: NewPage
) -> None:
    """Place, total and what is still possible, as the board says them now."""
    page = opened(new_page, live, "/competitors/welding-3")
    expect(page.locator("[data-part=place]")).to_contain_text("3")
    expect(page.locator("section").first).to_contain_text("can still reach 2 to 5")

    live.change(WELDING, {"rows": {"welding-3": {"place": 2, "total": "39.90"}, "welding-2": {"place": 3}}})

    expect(page.locator("[data-part=place]")).to_contain_text("2")
    expect(page.locator("section .total").first).to_contain_text("39.90")


def test_the_board_leads_to_a_competitor_and_on_to_the_region(
    live: FakeLive, world: SiteWorld, new_page: NewPage
) -> None:
    """A viewer walks from the board to a person and to where they come from."""
    name = world.boards["welding"]["rows"]["welding-2"]["name_latin"]
    page = opened(new_page, live, "/welding")

    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.locator(".facts a").click()

    page.wait_for_url("**/members/*")
    expect(page.get_by_role("link", name=name)).to_be_visible()


@pytest.mark.parametrize("path", ["/members/atlantis", "/competitors/nobody"])
def test_nobody_is_not_a_blank_page(live: FakeLive, world: SiteWorld, new_page: NewPage, path: str) -> None:
    """A wrong address says so, and leads back."""
    page = opened(new_page, live, path)

    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody here under this address")
    page.get_by_role("link", name="All skills").click()
    page.wait_for_url(f"**/{CHAMPIONSHIP}")


def test_the_search_finds_people_and_regions(live: FakeLive, world: SiteWorld, new_page: NewPage) -> None:
    """Not only leaders: whoever is on a board; what matches nothing says so."""
    name = world.boards["bakery" if "bakery" in world.boards else "welding"]["rows"]["welding-4"]["name"]
    page = opened(new_page, live, "")

    page.get_by_role("searchbox").fill(name)
    expect(page.locator("main h2", has_text="Competitors")).to_be_visible()
    page.get_by_role("searchbox").fill("atyrau")
    expect(page.get_by_role("link", name="Atyrau Region", exact=True)).to_be_visible()
    page.get_by_role("searchbox").fill("zzzz")

    expect(page.locator("main")).to_contain_text("Nothing matches “zzzz”")


def test_a_change_of_place_of_whom_one_follows_is_told(
    live: FakeLive, world: SiteWorld, new_page: NewPage
) -> None:
    """On any page of the championship, after a reload too; not of others."""
    name = world.boards["welding"]["rows"]["welding-3"]["name_latin"]
    page = opened(new_page, live, "/competitors/welding-3")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("button", name="Following")).to_be_visible()
    page.goto(f"{live.base_url}/{CHAMPIONSHIP}")
    news = page.get_by_role("status", name="News of those you follow")
    expect(news).to_have_attribute("aria-busy", "false")

    live.change(WELDING, {"rows": {"welding-3": {"place": 2}, "welding-2": {"place": 3}}})

    expect(news.locator("p")).to_have_count(1)
    expect(news).to_contain_text(f"{name}: from place 3 to 2")
    news.get_by_role("button", name="Close").click()
    expect(news.locator("p")).to_have_count(0)


def test_news_that_a_policy_takes_back_is_gone(live: FakeLive, world: SiteWorld, new_page: NewPage) -> None:
    """What the board no longer shows stays on no other place of the page (R52)."""
    page = new_page()
    follow = [{"kind": "competitor", "championship": CHAMPIONSHIP, "id": "welding-3"}]
    page.add_init_script(f"localStorage.setItem('bayge.follows', {json.dumps(json.dumps(follow))})")
    page.goto(f"{live.base_url}/{CHAMPIONSHIP}")
    news = page.get_by_role("status", name="News of those you follow")
    expect(news).to_have_attribute("aria-busy", "false")
    live.change(WELDING, {"rows": {"welding-3": {"place": 2}, "welding-2": {"place": 3}}})
    expect(news.locator("p")).to_have_count(1)

    hidden = {"place": None, "total": None, "reach": None}
    live.change(WELDING, {"rows": dict.fromkeys(world.boards["welding"]["rows"], hidden)})

    expect(news.locator("p")).to_have_count(0)


def test_the_story_is_told_and_retracted(live: FakeLive, world: SiteWorld, new_page: NewPage) -> None:
    """Newest first; what a correction undid is struck through and says so."""
    page = opened(new_page, live, "")
    story = page.locator("[data-part=story]")
    expect(story.locator("li").first).to_be_visible()
    name = world.boards["welding"]["rows"]["welding-1"]["name_latin"]
    expect(story.locator("li").last).to_contain_text(f"{name} takes the lead in Welding")

    live.change(f"{CHAMPIONSHIP}/story", {"rows": {"s000": {"retracted": True}}})

    expect(story.locator("li").last).to_contain_text("no longer so after a correction")


def test_a_competitors_page_tells_of_corrections(live: FakeLive, world: SiteWorld, new_page: NewPage) -> None:
    """What was changed after it was published is said, with the total before and after (R53)."""
    item = next(item for item in world.story["rows"].values() if item["type"] == "correction")

    page = opened(new_page, live, f"/competitors/{item['competitor']}")

    expect(page.locator("[data-part=story] li")).to_have_count(1)
    expect(page.locator("[data-part=story]")).to_contain_text("41.50 → 40.00")


def test_a_championship_without_a_story_shows_none(live: FakeLive, new_page: NewPage) -> None:
    """An older service has no such board: the page is whole without it."""
    live.put(CHAMPIONSHIP, overview_board())

    page = opened(new_page, live, "")

    expect(page.locator("main li")).to_have_count(2)
    live.wait_for(lambda: f"{CHAMPIONSHIP}/story" in [said["board"] for said in live.subscriptions])
    expect(page.locator("[data-part=story]")).to_have_count(0)


def test_the_slider_shows_an_earlier_moment_and_why(
    live: FakeLive, world: SiteWorld, new_page: NewPage
) -> None:
    """Back in time the order is another, with the criteria that changed it; closing leads back to now."""
    page = new_page()
    lend_timeline(page, world)
    page.goto(f"{live.base_url}/{WELDING}")
    rows = world.boards["welding"]["rows"]
    first, second = rows["welding-1"]["name_latin"], rows["welding-2"]["name_latin"]
    page.get_by_role("button", name="How did it come to this?").click()
    expect(page.locator("[data-part=timeline]")).to_contain_text(f"{first}: 2 → 1")
    expect(page.locator("[data-part=timeline]")).to_contain_text("criteria that changed: A")

    page.get_by_role("button", name="One change back").click()
    expect(page.locator(".row .name").first).to_have_text(second)
    page.get_by_role("button", name="Back to now").click()

    expect(page.locator(".row .name").first).to_have_text(first)


def test_an_earlier_moment_goes_with_the_policy(live: FakeLive, world: SiteWorld, new_page: NewPage) -> None:
    """When marks are taken back, the slider may not go on showing them."""
    page = new_page()
    lend_timeline(page, world)
    page.goto(f"{live.base_url}/{WELDING}")
    page.get_by_role("button", name="How did it come to this?").click()
    expect(page.locator("[data-part=timeline] input")).to_be_visible()

    hidden = {
        name: {**row, "place": None, "total": None} for name, row in world.boards["welding"]["rows"].items()
    }
    live.put(WELDING, skill_board(hidden, policy="progress"), version=9)

    expect(page.locator("[data-part=timeline]")).to_have_count(0)
    expect(page.locator(".row .total").first).to_have_text("–")


def test_the_broadcast_can_be_watched(live: FakeLive, world: SiteWorld, new_page: NewPage) -> None:
    """The address of the video stands at the head of the championship."""
    page = opened(new_page, live, "")

    expect(page.get_by_role("link", name="Watch the broadcast")).to_have_attribute("href", VIDEO)


def test_what_is_decided_is_said_without_a_medal(live: FakeLive, world: SiteWorld, new_page: NewPage) -> None:
    """Places by total only: medals are not released yet."""
    page = opened(new_page, live, "/welding")

    expect(page.locator(".facts")).to_contain_text("First place by total decided")
    expect(page.locator("main")).not_to_contain_text("edal")


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.parametrize("path", ["", "/welding", "/members/astana", "/competitors/welding-1", "/story"])
def test_no_page_scrolls_sideways_on_a_phone(
    live: FakeLive, world: SiteWorld, new_page: NewPage, lang: str, path: str
) -> None:
    """The narrowest phone, in each language."""
    page = new_page(viewport=PHONE)

    page.goto(f"{live.base_url}/{CHAMPIONSHIP}{path}?lang={lang}")
    expect(page.locator("h1")).to_be_visible()

    assert 0 == page.evaluate(OVERFLOW)


def test_the_shell_opens_without_a_network_and_shows_no_old_board(
    live: FakeLive, world: SiteWorld, new_page: NewPage
) -> None:
    """Installed and offline, the page comes and says that there is no connection; the board comes with it."""
    page = opened(new_page, live, "/welding")
    expect(page.locator(".row").first).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    live.go_down()

    page.goto(f"{live.base_url}/{WELDING}")

    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    expect(page.locator(".row")).to_have_count(0)
    live.come_up()
    expect(page.locator(".row").first).to_be_visible()


def test_the_page_can_be_installed(live: FakeLive, new_page: NewPage) -> None:
    """The browser finds no fault with the manifest."""
    live.put("wsk2024", overview_board())
    page = opened(new_page, live, "")
    devtools = page.context.new_cdp_session(page)

    manifest = devtools.send("Page.getAppManifest")

    assert [] == manifest["errors"]
    assert "Bayge" == json.loads(manifest["data"])["short_name"]


@pytest.mark.parametrize("path", ["/welding", "/members/astana", "/competitors/welding-2"])
def test_a_page_is_passed_on_in_the_language_of_who_shares_it(
    live: FakeLive, world: SiteWorld, new_page: NewPage, path: str
) -> None:
    """The device shares where it can; else the address is copied, else shown to be copied by hand."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("localStorage.setItem('bayge.lang', 'kk')")
    page.goto(f"{live.base_url}/{CHAMPIONSHIP}{path}?from=here")
    address = f"{live.base_url}/{CHAMPIONSHIP}{path}?lang=kk"
    share = page.get_by_role("button", name=re.compile("^(Бөлісу|Мекенжай көшірілді)$"))

    share.click()

    expect(share).to_contain_text("Мекенжай көшірілді")
    assert address == page.evaluate("navigator.clipboard.readText()")

    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowed')) }"
    )
    share.click()
    expect(page.get_by_role("textbox", name="Көшіруге арналған бет мекенжайы")).to_have_value(address)

    page.evaluate("() => { navigator.share = async (given) => { window.passed_on = given } }")
    share.click()
    expect(page.get_by_role("textbox", name="Көшіруге арналған бет мекенжайы")).to_have_count(0)
    assert address == page.evaluate("window.passed_on.url")
