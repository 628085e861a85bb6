"""What the device keeps: through an update of the app, with no room left, in a window that keeps nothing."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import PIN, MarkPage, phone

# Chromium lets small writes pass over its quota, so the refusal is put in its mouth.
FILL = """() => {
  window.roomyPut = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError') };
}"""

ROOM = "() => { IDBObjectStore.prototype.put = window.roomyPut }"

# No room for the outbox any more, neither before a request goes out nor for what its answer means.
OUTBOX_FULL = """() => {
  window.tries = 0;
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {
    if (this.name !== 'outbox') return put.apply(this, given);
    window.tries += 1;
    throw new DOMException('no room', 'QuotaExceededError');
  };
}"""
BREATHS = """async () => {
  for (let frames = 0; frames < 120; frames += 1) await new Promise(requestAnimationFrame);
}"""


def test_an_update_of_the_app_loses_nothing(office: FakeOffice, new_page: NewPage) -> None:
    """The new version waits until it is taken; what is half entered and what waits is there afterwards."""
    mark = phone(new_page, office)
    mark.pair()
    mark.wait_until_kept()
    mark.go_to_sheet("C1", "c-1")
    next(iter(office.devices.values())).may_write = False
    mark.tap_mark("C1.2", "0.50")
    mark.expect_custody("C1.2", "saved")
    mark.aspect("C1.1").locator("[data-measured]").fill("12,0")
    office.worker_remark = "second"

    mark.page.evaluate("navigator.serviceWorker.ready.then(found => found.update()).then(() => undefined)")
    mark.page.get_by_role("button", name="Update").tap()

    mark.page.wait_for_function("performance.getEntriesByType('navigation')[0].type === 'reload'")
    mark.expect_custody("C1.2", "saved")
    expect(mark.aspect("C1.1").locator("[data-measured]")).to_have_value("12,0")
    expect(mark.outbox).to_have_attribute("data-outbox", "1")


def test_an_app_that_could_not_be_kept_is_kept_when_the_network_is_back(
    office: FakeOffice, new_page: NewPage
) -> None:
    """Network or room went while it came onto the device, and nothing is left of it: it is tried again."""
    office.worker_remark = "\naddEventListener('install', (event) => event.waitUntil(Promise.reject()));"
    mark = phone(new_page, office)
    mark.pair()
    mark.page.wait_for_function(
        "async () => await navigator.serviceWorker.getRegistration('/mark') === undefined"
    )
    mark.cut_network()
    office.worker_remark = "whole"

    mark.mend_network()

    mark.wait_until_kept()


def test_a_mark_that_finds_no_room_is_not_said_to_be_saved(office: FakeOffice, new_page: NewPage) -> None:
    """The device refuses to write: the page says so, loudly, and shows no mark."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")
    mark.page.evaluate(FILL)

    mark.tap_mark("A1.1", "1.00")

    expect(mark.page.get_by_role("alert")).to_contain_text("NOT SAVED")
    mark.aspect("A1.12").scroll_into_view_if_needed()
    expect(mark.page.get_by_role("alert")).to_be_in_viewport(ratio=1)
    expect(mark.aspect("A1.1").locator("[aria-pressed=true]")).to_have_count(0)
    expect(mark.aspect("A1.1").locator("[data-custody]")).to_have_count(0)
    mark.page.evaluate(ROOM)
    mark.tap_mark("A1.1", "1.00")
    mark.expect_custody("A1.1", "counted")
    expect(mark.page.get_by_role("alert")).to_have_count(0)


def test_a_pairing_that_finds_no_room_is_told_and_can_be_tried_again(
    office: FakeOffice, new_page: NewPage
) -> None:
    """Neither the pairing nor the PIN is lost: with room again, the same code and the same PIN do."""
    mark = phone(new_page, office)
    office.codes["K7QF2M"] = ("e-1", "expert")
    mark.page.goto(f"{office.base_url}/mark#pair=K7QF2M")
    go_on = mark.page.locator("form .button")
    expect(go_on).to_be_enabled()

    mark.page.evaluate(FILL)
    go_on.click()
    expect(mark.page.get_by_role("alert")).to_contain_text("NOT SAVED")
    mark.page.evaluate(ROOM)
    go_on.click()
    expect(mark.page.locator("input[type=password]")).to_have_count(2)
    expect(mark.page.get_by_role("alert")).to_have_count(0)

    mark.page.evaluate(FILL)
    for field in mark.page.locator("input[type=password]").all():
        field.fill(PIN)
    go_on.click()
    expect(mark.page.get_by_role("alert")).to_contain_text("NOT SAVED")
    mark.page.evaluate(ROOM)
    go_on.click()
    expect(mark.page.locator("[data-form]").first).to_be_visible()


def test_a_page_that_finds_no_room_at_all_still_opens(office: FakeOffice, new_page: NewPage) -> None:
    """It says that there is no room, and asks for the code."""
    mark = phone(new_page, office)
    mark.page.add_init_script(f"({FILL})()")

    mark.page.goto(f"{office.base_url}/mark")

    expect(mark.page.get_by_role("alert")).to_contain_text("NOT SAVED")
    expect(mark.page.locator("input.code")).to_be_visible()


def test_a_full_device_does_not_wear_itself_out_with_sending(office: FakeOffice, new_page: NewPage) -> None:
    """What waits cannot be frozen, so it is not sent; it is tried now and then, not a thousand times."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")
    mark.page.context.set_offline(True)
    mark.tap_mark("A1.1", "1.00")
    mark.expect_custody("A1.1", "saved")
    mark.page.evaluate(OUTBOX_FULL)
    mark.page.context.set_offline(False)

    mark.page.wait_for_function("window.tries > 0")
    mark.page.evaluate(BREATHS)

    assert mark.page.evaluate("window.tries") < 10
    mark.expect_custody("A1.1", "saved")
    assert 0 == office.marking.tally.entries_counted


def test_a_panel_that_finds_no_room_keeps_the_scores_before(office: FakeOffice, new_page: NewPage) -> None:
    """The last score of three is not taken: the two that were kept stay."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("B1", "c-1")
    for voice in (0, 1):
        mark.aspect("B1.1").locator(f"[data-voice='{voice}'][data-score='2']").tap()
    mark.page.evaluate(FILL)

    mark.aspect("B1.1").locator("[data-voice='2'][data-score='3']").tap()

    expect(mark.page.get_by_role("alert")).to_contain_text("NOT SAVED")
    expect(mark.aspect("B1.1").locator("[aria-pressed=true]")).to_have_count(2)


def test_a_window_that_keeps_nothing_lets_nobody_mark(office: FakeOffice, new_page: NewPage) -> None:
    """In a private window the page says what to do instead."""
    mark = phone(new_page, office)
    mark.page.add_init_script(
        "Object.defineProperty(window, 'indexedDB',"
        " { get() { throw new DOMException('denied', 'SecurityError') } })"
    )

    mark.page.goto(f"{office.base_url}/mark")

    expect(mark.page.get_by_role("alert")).to_contain_text("normal window")
    expect(mark.page.locator("form")).to_have_count(0)


def test_a_window_that_keeps_nothing_for_long_says_so(office: FakeOffice, new_page: NewPage) -> None:
    """Today's private windows take all in and forget it when they are closed: said before one marks."""
    mark = phone(new_page, office)

    mark.pair()

    expect(mark.page.locator("[data-lasting='no']")).to_contain_text("private window")


def test_a_comment_stays_on_the_device(office: FakeOffice, new_page: NewPage) -> None:
    """It is there again after a reload without any network."""
    mark = phone(new_page, office)
    mark.pair()
    mark.wait_until_kept()
    mark.go_to_sheet("A1", "c-1")
    mark.page.context.set_offline(True)
    mark.aspect("A1.2").get_by_role("button", name="Comment").tap()
    mark.aspect("A1.2").locator("textarea").fill("Measured at the second tack")
    mark.aspect("A1.2").locator("textarea").blur()
    mark.page.wait_for_function("document.querySelector('textarea').value !== ''")

    mark.page.reload()

    expect(mark.aspect("A1.2").locator("textarea")).to_have_value("Measured at the second tack")


def with_anothers_entry(new_page: NewPage, office: FakeOffice) -> MarkPage:
    """Return a phone that keeps an entry of e-1, who was put out, and belongs to e-2 since."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")
    next(iter(office.devices.values())).is_revoked = True
    mark.tap_mark("A1.1", "1.00")
    mark.page.get_by_role("button", name="Pair again").tap()
    mark.pair(code="OTHER1", subject="e-2")
    return mark


def test_another_persons_entries_are_never_sent_in_ones_own_name(
    office: FakeOffice, new_page: NewPage
) -> None:
    """A device that is paired anew for somebody else keeps the first one's entries back, and says so."""
    mark = with_anothers_entry(new_page, office)
    mark.page.evaluate("location.hash = '#/outbox'")

    expect(mark.page.get_by_text("1 entries on this device are another person’s")).to_be_visible()
    assert 0 == office.marking.tally.entries_counted


def test_another_persons_entry_holds_up_nobody_on_its_sheet(office: FakeOffice, new_page: NewPage) -> None:
    """It waits on the device for its owner; the next person's marks of the same competitor go out."""
    mark = with_anothers_entry(new_page, office)
    mark.go_to_sheet("A1", "c-1")

    mark.tap_mark("A1.2", "1.00")

    mark.expect_custody("A1.2", "counted")
    assert {"A1.2"} == set(office.marking.tally.sheets["c-1", "A1"].marks)


def test_a_score_is_not_shown_to_whoever_has_the_device_next(office: FakeOffice, new_page: NewPage) -> None:
    """R22: what the services told one judge is forgotten before the next one is here, network or not."""
    office.act("chief_expert", "set_team", form="B1", experts=["e-1", "e-2", "e-3"], supervisor="e-4")
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("B1", "c-2")
    mark.tap_score("B1.1", 3)
    expect(mark.aspect("B1.1")).to_contain_text("1 of 3 in")
    mark.give_up()
    mark.pair(code="OTHER1", subject="e-2")
    mark.page.context.set_offline(True)

    mark.go_to_sheet("B1", "c-2")

    expect(mark.aspect("B1.1").locator("[data-score]").first).to_be_enabled()
    expect(mark.aspect("B1.1").locator("[aria-pressed=true]")).to_have_count(0)


@pytest.mark.parametrize(
    "place", ["sheet/welding/Z9/c-1", "sheet/welding/A1/c-99", "grid/welding/A1/Z9.1", "sign/masonry/A1"]
)
def test_an_address_of_somebody_elses_form_leads_home(
    place: str, office: FakeOffice, new_page: NewPage
) -> None:
    """A tablet that changes hands, or a form that a changed scheme took away, leaves no empty page."""
    mark = phone(new_page, office)
    mark.pair()

    mark.page.evaluate(f"location.hash = '#/{place}'")

    expect(mark.page.get_by_text("There is nothing for you here")).to_be_visible()
    mark.page.get_by_role("link", name="My forms").tap()
    expect(mark.page.locator("[data-form='A1']")).to_be_visible()


def test_what_is_half_written_is_shown_to_its_writer_alone(office: FakeOffice, new_page: NewPage) -> None:
    """A shared tablet: the next person's comment begins empty, the first one's waits for them."""
    mark = phone(new_page, office)
    mark.pair()
    comment = mark.aspect("A1.2").locator("textarea")

    def begin_comment() -> None:
        mark.go_to_sheet("A1", "c-1")
        mark.aspect("A1.2").locator(".ways .wordlink").first.tap()

    begin_comment()
    comment.fill("The left leg is too long")
    mark.give_up()
    mark.pair(code="OTHER1", subject="e-2")
    begin_comment()
    expect(comment).to_have_value("")
    mark.give_up()
    mark.pair(code="AGAIN1")
    begin_comment()
    expect(comment).to_have_value("The left leg is too long")
