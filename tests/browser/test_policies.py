"""What a viewer sees under each policy of publication, on the board of a skill and on the overview."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.boards import WELDING, competitor, overview_board, skill, skill_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.skill_page import SkillPage

Json = dict[str, Any]

BOARD = "wsk2024/welding"
LOCKED = "Marks appear once their forms are locked."
UNPUBLISHED: Json = {"marked_percent": None, "state": None}
UNMARKED: Json = {"place": None, "total": None}
WITHDRAWN: Json = {**UNMARKED, "marked": None, "aspects": None}
IDS = ("c-asqar", "c-aigerim", "c-danijar")
HIDDEN: Json = {"head": {**UNPUBLISHED, "policy": "nothing"}, "rows": dict.fromkeys(IDS, WITHDRAWN)}


def of_policy(policy: str) -> Json:
    """Return a board as the leaderboard makes it under the policy, before any form is locked."""
    if policy == "live":
        return skill_board()
    head: Json = UNPUBLISHED if policy == "nothing" else {}
    keys = {"nothing": WITHDRAWN, "progress": UNMARKED, "after_lock": {**UNMARKED, "marked": "0.00"}}[policy]
    row = {**competitor(None, "Асқар Әлімов", "Asqar Alimov", None), **keys}
    return skill_board({"c-asqar": row}, policy=policy, **head)


@pytest.mark.parametrize(
    ("policy", "total", "words"),
    [
        ("nothing", "–", "Nothing of this skill has been published yet."),
        ("progress", "–", "Totals are shown later."),
        ("after_lock", "–", LOCKED),
        ("live", "42.10", None),
    ],
)
def test_a_board_of_each_policy_is_shown(
    live: FakeLive, new_page: NewPage, policy: str, total: str, words: str | None
) -> None:
    """The page loads without an error, names the competitors, and says why totals are missing."""
    live.put(BOARD, of_policy(policy))

    page = SkillPage(new_page(), live.base_url)

    expect(page.total("Asqar")).to_have_text(total)
    if words is None:
        expect(page.page.locator(".held-back")).to_have_count(0)
    else:
        expect(page.page.locator(".held-back")).to_contain_text(words)
        expect(page.summary).to_contain_text(words)
    expect(page.page.locator(".meter")).to_have_count(0 if policy == "nothing" else 1)


@pytest.mark.parametrize("policy", ["nothing", "progress", "after_lock", "live"])
def test_an_overview_with_a_skill_of_each_policy_is_shown(
    live: FakeLive, new_page: NewPage, policy: str
) -> None:
    """One skill that is held back never keeps the others from being seen."""
    keys: Json = {} if policy == "live" else {"leader": None, "leaders": 0}
    keys |= UNPUBLISHED if policy == "nothing" else {}
    bakery = {"en": "Bakery", "ru": "Хлебопечение", "kk": "Нан пісіру"}
    live.put(
        "wsk2024", overview_board({"welding": skill(1, "10", WELDING), "b": skill(2, "47", bakery, **keys)})
    )
    page = new_page()

    page.goto(f"{live.base_url}/wsk2024")

    expect(page.locator("main li")).to_have_count(2)
    expect(page.locator("main li").first).to_contain_text("42.10")
    said = {"nothing": "Results are not published yet", "live": "42.10"}.get(policy, "No marks shown yet")
    expect(page.locator("main li").last).to_contain_text(said)
    expect(page.locator("main li").last.locator(".track")).to_have_count(0 if policy == "nothing" else 1)


def test_a_championship_of_which_nothing_is_published_is_not_said_to_wait(
    live: FakeLive, new_page: NewPage
) -> None:
    """Neither a state nor 0 % in the middle of marking; that nothing is published is said aloud, too."""
    keys = {"leader": None, "leaders": 0, **UNPUBLISHED}
    live.put("wsk2024", overview_board({"welding": skill(1, "10", WELDING, **keys)}, **UNPUBLISHED))
    page = new_page()

    page.goto(f"{live.base_url}/wsk2024")

    expect(page.locator("main li")).to_have_count(1)
    expect(page.locator(".hero .meter")).to_have_count(0)
    expect(page.locator("[data-part=announcer]")).to_have_text("Results are not published yet")
    head = page.locator(".hero").inner_text()
    assert [] == [word for word in ("%", "Not started") if word in head]


def test_a_live_board_switched_to_nothing_shows_no_total(live: FakeLive, new_page: NewPage) -> None:
    """What has been withdrawn leaves the screen, and what a screen reader is told, at once."""
    live.put(BOARD, skill_board())
    page = SkillPage(new_page(), live.base_url)
    expect(page.total("Asqar")).to_have_text("42.10")
    expect(page.summary).to_contain_text("Asqar Alimov, 42.10")

    live.change(BOARD, HIDDEN)

    for name in ("Asqar", "Aigerim", "Danijar"):
        expect(page.total(name)).to_have_text("–")
        expect(page.place(name)).to_have_text("–")
    expect(page.summary).to_contain_text("Nothing of this skill has been published yet.")
    shown = page.page.locator("main").inner_text()
    assert [] == [mark for mark in ("42.10", "41.75", "38.05", "37.5", "45") if mark in shown]


def test_a_board_switched_from_nothing_to_live_shows_its_totals(live: FakeLive, new_page: NewPage) -> None:
    """Publishing needs no reload."""
    live.put(BOARD, of_policy("nothing"))
    page = SkillPage(new_page(), live.base_url)
    expect(page.total("Asqar")).to_have_text("–")

    row = {"place": 1, "total": "42.10", "marked": "45.00", "aspects": 67}
    head = {"policy": "live", "state": "live", "marked_percent": "37.5"}
    live.change(BOARD, {"head": head, "rows": {"c-asqar": row}})

    expect(page.total("Asqar")).to_have_text("42.10")
    expect(page.page.locator(".meter")).to_contain_text("37.5%")


def test_under_the_policy_of_locked_marks_the_reason_stays_in_sight(
    live: FakeLive, new_page: NewPage
) -> None:
    """Once some marks are shown, the reason for those that are not stands below the percentage."""
    live.put(BOARD, skill_board(policy="after_lock"))

    page = SkillPage(new_page(), live.base_url)

    expect(page.total("Asqar")).to_have_text("42.10")
    expect(page.page.locator(".meter")).to_contain_text(LOCKED)
    expect(page.page.locator(".held-back")).to_have_count(0)


def test_nothing_stale_stays_when_a_new_board_cannot_be_drawn(live: FakeLive, new_page: NewPage) -> None:
    """A fault blanks the board and offers to reload; it never leaves marks that may be withdrawn."""
    live.put(BOARD, skill_board())
    page = SkillPage(new_page(), live.base_url)
    expect(page.total("Asqar")).to_have_text("42.10")

    live.change(BOARD, {"head": {"members": None}})

    expect(page.page.get_by_role("heading", level=1)).to_have_text("This board cannot be shown")
    expect(page.names).to_have_count(0)
    live.put(BOARD, skill_board())
    page.page.get_by_role("button", name="Reload").click()
    expect(page.total("Asqar")).to_have_text("42.10")


def test_nothing_of_a_long_name_is_cut_while_the_bar_has_room(live: FakeLive, new_page: NewPage) -> None:
    """On a screen of 1280 pixels the bar gives way to the name, and bars begin at one line."""
    rows = {
        "c-a": competitor(1, "Жадыра Құрманғалиқызы", "Zhadyra Qurmanghaliqyzy", "42.10"),
        "c-b": competitor(2, "Айя Ли", "Aia Li", "41.00"),
    }
    live.put(BOARD, skill_board(rows))
    page = SkillPage(new_page(viewport={"width": 1280, "height": 800}), live.base_url)
    page.expect_order("Zhadyra Qurmanghaliqyzy", "Aia Li")

    cut = page.names.evaluate_all("names => names.filter((n) => n.scrollWidth > n.clientWidth).length")
    begins = page.page.locator(".row .track").evaluate_all(
        "bars => bars.map((b) => b.getBoundingClientRect().x)"
    )

    assert 0 == cut
    assert 1 == len(set(begins))
