"""The board of a skill against a gateway that does what the test says."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.boards import competitor, skill_board
from tests.browser.conftest import NewPage
from tests.browser.fake_live import FakeLive
from tests.browser.skill_page import SkillPage

BOARD = "wsk2024/welding"

# In the page: how far each row is drawn from where it is laid out, at the moment of asking.
GLIDES = """() => [...document.querySelectorAll('.row')].flatMap((row) => row.getAnimations()).filter(
  (a) => a.effect.getKeyframes().some((k) => k.transform && k.transform.startsWith('translate'))).length"""


@pytest.fixture
def board(live: FakeLive, new_page: NewPage) -> SkillPage:
    """Open the board of welding: Asqar before Aigerim before Danijar."""
    live.put(BOARD, skill_board())
    page = SkillPage(new_page(), live.base_url)
    page.expect_link("live")
    return page


def test_a_board_shows_place_name_member_and_total(board: SkillPage) -> None:
    """A viewer finds who leads, from where, and with how much of what has been marked."""
    board.expect_order("Asqar Alimov", "Aigerim Nurlanqyzy", "Danijar Seitqali")
    expect(board.page.get_by_role("heading", level=1)).to_have_text("Welding")
    expect(board.row("Aigerim")).to_contain_text("Astana")
    expect(board.total("Aigerim")).to_have_text("41.75")
    expect(board.row("Aigerim")).to_contain_text("45 of 100 marked")
    expect(board.page.locator(".meter")).to_contain_text("37.5%")


def test_rows_change_places_after_a_delta(live: FakeLive, board: SkillPage) -> None:
    """Who overtakes glides to the new place and is marked as having moved."""
    rows = {"c-danijar": {"place": 1, "total": "43.00"}, "c-asqar": {"place": 2}, "c-aigerim": {"place": 3}}

    live.change(BOARD, {"rows": rows})

    board.expect_order("Danijar Seitqali", "Asqar Alimov", "Aigerim Nurlanqyzy")
    expect(board.row("Danijar").locator(".sign")).to_have_text("▲2")
    expect(board.row("Aigerim").locator(".sign")).to_have_text("▼1")
    expect(board.place("Danijar")).to_have_text("1")


def test_who_is_new_to_a_board_has_a_row(live: FakeLive, board: SkillPage) -> None:
    """A competitor who is added while people look on stands there as the others do."""
    live.change(BOARD, {"rows": {"c-erke": competitor(4, "Еркежан Оразова", "Erkezhan Orazova", "12.00")}})

    board.expect_order("Asqar Alimov", "Aigerim Nurlanqyzy", "Danijar Seitqali", "Erkezhan Orazova")
    expect(board.total("Erkezhan")).to_have_text("12.00")


def test_a_total_counts_up_and_ends_exactly(live: FakeLive, board: SkillPage) -> None:
    """The count passes through totals in between, and stops on the one that the services sent."""
    board.page.evaluate("""() => {
      window.shown = [];
      const total = document.querySelector('.row .count');
      new MutationObserver(() => window.shown.push(total.textContent))
        .observe(total, { characterData: true, childList: true, subtree: true });
    }""")

    live.change(BOARD, {"rows": {"c-asqar": {"total": "52.35"}}})

    expect(board.total("Asqar")).to_have_text("52.35")
    shown = [float(total) for total in board.page.evaluate("window.shown")]
    assert sorted(shown) == shown
    assert len(shown) > 2
    assert min(shown) >= 42.10


def test_rows_glide_unless_the_viewer_wants_less_motion(live: FakeLive, new_page: NewPage) -> None:
    """With reduced motion the new order and total stand there at once."""
    live.put(BOARD, skill_board())
    page = SkillPage(new_page(reduced_motion="reduce"), live.base_url)
    page.expect_link("live")
    page.page.evaluate(f"""() => {{
      window.glides = 0;
      const count = {GLIDES};
      new MutationObserver(() => requestAnimationFrame(() => (window.glides += count())))
        .observe(document.querySelector('.rows'), {{ childList: true }});
    }}""")

    live.change(BOARD, {"rows": {"c-aigerim": {"place": 1, "total": "50.00"}, "c-asqar": {"place": 2}}})

    page.expect_order("Aigerim Nurlanqyzy", "Asqar Alimov", "Danijar Seitqali")
    expect(page.total("Aigerim")).to_have_text("50.00")
    assert 0 == page.page.evaluate("window.glides")


def test_rows_glide_to_their_places(live: FakeLive, board: SkillPage) -> None:
    """Rows are played from where they were: the compositor moves them, nothing is laid out again."""
    board.page.evaluate(f"""() => {{
      window.glides = 0;
      const count = {GLIDES};
      new MutationObserver(() => requestAnimationFrame(() => (window.glides += count())))
        .observe(document.querySelector('.rows'), {{ childList: true }});
    }}""")

    live.change(BOARD, {"rows": {"c-aigerim": {"place": 1, "total": "50.00"}, "c-asqar": {"place": 2}}})

    board.expect_order("Aigerim Nurlanqyzy", "Asqar Alimov", "Danijar Seitqali")
    board.page.wait_for_function("window.glides >= 2")


def test_many_rows_are_read_in_the_order_in_which_they_stand(live: FakeLive, new_page: NewPage) -> None:
    """The eye sees the new order at once; the document follows a few rows at a time, and gets there."""
    names = [f"Rider {number:02}" for number in range(1, 21)]
    rows = {
        f"c-{place:02}": competitor(place, name, name, f"{90 - place}.00")
        for place, name in enumerate(names, start=1)
    }
    live.put(BOARD, skill_board(rows))
    page = SkillPage(new_page(), live.base_url)
    page.expect_order(*names)

    live.change(BOARD, {"rows": {f"c-{place:02}": {"place": 21 - place} for place in range(1, 21)}})

    page.page.wait_for_function(
        "[...document.querySelectorAll('.row')].every((row) => Number(row.style.order) + 1 =="
        " Number(row.querySelector('.place').textContent))"
    )
    expect(page.place("Rider 20")).to_have_text("1")
    page.expect_order(*reversed(names))


def test_the_document_moves_only_the_rows_that_moved(live: FakeLive, new_page: NewPage) -> None:
    """Two of twenty come to the front: the other eighteen stay where they are, and are not styled anew."""
    names = [f"Rider {number:02}" for number in range(1, 21)]
    rows = {
        f"c-{at:02}": competitor(at, name, name, f"{90 - at}.00") for at, name in enumerate(names, start=1)
    }
    live.put(BOARD, skill_board(rows))
    page = SkillPage(new_page(), live.base_url)
    page.expect_order(*names)
    page.page.evaluate("""() => {
      window.moved = [];
      new MutationObserver((changes) => changes.flatMap((change) => [...change.addedNodes])
        .forEach((row) => row.querySelector && window.moved.push(row.querySelector('.name').textContent)))
        .observe(document.querySelector('.rows'), { childList: true });
    }""")
    order = [names[9], names[14], *(name for at, name in enumerate(names) if at not in (9, 14))]

    live.change(
        BOARD, {"rows": {f"c-{names.index(name) + 1:02}": {"place": at} for at, name in enumerate(order, 1)}}
    )

    page.expect_order(*order)
    assert order[:2] == page.page.evaluate("window.moved")


def test_many_rows_show_what_is_new_a_few_in_a_frame(live: FakeLive, new_page: NewPage) -> None:
    """Twenty totals change at once: no frame writes more than six, and the last one is there in the end."""
    rows = {f"c-{at:02}": competitor(at, f"Rider {at:02}", f"Rider {at:02}", "9.00") for at in range(1, 21)}
    live.put(BOARD, skill_board(rows))
    page = SkillPage(new_page(), live.base_url)
    page.expect_link("live")
    page.page.evaluate("""() => {
      const totals = () => [...document.querySelectorAll('.row .total')].map((one) => one.textContent);
      window.written = [];
      requestAnimationFrame(function look() {
        window.written.push(totals().filter((total) => total === '8.00').length);
        requestAnimationFrame(look);
      });
    }""")

    live.change(BOARD, {"rows": {name: {"total": "8.00"} for name in rows}})

    page.page.wait_for_function("window.written.at(-1) === 20")
    written = page.page.evaluate("window.written")
    steps = [after - before for before, after in pairwise(written) if after > before]
    assert 20 == sum(steps)
    assert 6 == max(steps)


def test_a_newcomer_appears_and_one_who_is_gone_leaves(live: FakeLive, board: SkillPage) -> None:
    """The board follows the field of competitors too."""
    newcomer = competitor(2, "Мәдина Өмірзақ", "Madina Omirzaq", "42.00")

    live.change(BOARD, {"rows": {"c-madina": newcomer}, "gone": ["c-aigerim"]})

    board.expect_order("Asqar Alimov", "Madina Omirzaq", "Danijar Seitqali")


def test_a_screen_reader_is_told_who_leads(board: SkillPage) -> None:
    """One polite sentence, not a stream of numbers."""
    expect(board.summary).to_have_text("In first place: Asqar Alimov, 42.10. 37.5% marked so far.")
    expect(board.summary).to_have_attribute("aria-live", "polite")


def test_a_competitor_without_marks_has_no_place(live: FakeLive, new_page: NewPage) -> None:
    """Nothing is shown as nought before it has been marked."""
    rows = {"c-asqar": competitor(None, "Асқар Әлімов", "Asqar Alimov", None, marked="0.00", aspects=0)}
    live.put(BOARD, skill_board(rows, state="not_started", marked_percent="0.0"))

    page = SkillPage(new_page(), live.base_url)

    expect(page.place("Asqar")).to_have_text("–")
    expect(page.total("Asqar")).to_have_text("–")
    expect(page.page.locator(".hero")).to_contain_text("Not started")


def test_a_board_of_progress_only_says_when_totals_come(live: FakeLive, new_page: NewPage) -> None:
    """A viewer who sees no totals is told that this is meant."""
    rows = {"c-asqar": competitor(None, "Асқар Әлімов", "Asqar Alimov", None)}
    live.put(BOARD, skill_board(rows, policy="progress"))

    page = SkillPage(new_page(), live.base_url)

    expect(page.page.locator(".held-back")).to_contain_text("Totals are shown later.")
    expect(page.row("Asqar")).to_contain_text("45 of 100 marked")
