"""A phone's memory over a whole championship: what it reads, what it lets go, what it says when it fails."""

from typing import Final

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import MarkPage, phone
from tests.browser.mark_photos import take_photo

MANY: Final = 2_000

# Acts on the outbox itself, in a transaction of its own.
WITH_OUTBOX: Final = """async (act) => {
  const db = await new Promise((resolve, reject) => {
    const request = indexedDB.open('bayge-mark');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = db.transaction('outbox', 'readwrite');
  const outbox = transaction.objectStore('outbox');
  const items = await new Promise(resolve => {
    outbox.getAll().onsuccess = event => resolve(event.target.result);
  });
  act(outbox, items);
  await new Promise(resolve => { transaction.oncomplete = resolve });
  db.close();
  return items.length;
}"""
COUNT: Final = f"({WITH_OUTBOX})(() => undefined)"
AGE: Final = (
    f"({WITH_OUTBOX})((outbox, items) => items.forEach(item => outbox.put({{...item, settled_ms: 1}})))"
)
# As many settled submissions of the same sheet as a phone may see in a championship, just answered.
FILL: Final = f"""(count) => ({WITH_OUTBOX})((outbox, items) => {{
  for (let at = 1; at <= count; at += 1) {{
    const {{order, ...settled}} = items[0];
    outbox.put({{...settled, id: `settled-${{at}}`, settled_ms: Date.now()}});
  }}
}})"""
WATCH_READS: Final = """() => {
  window.read = 0;
  for (const kind of [IDBObjectStore, IDBIndex]) for (const name of ['get', 'getAll']) {
    const original = kind.prototype[name];
    kind.prototype[name] = function (...asked) {
      const request = original.apply(this, asked);
      const is_outbox = (this.objectStore ?? this).name === 'outbox';
      request.addEventListener('success', () => {
        const found = request.result;
        if (is_outbox) window.read += Array.isArray(found) ? found.length : Number(!!found);
      });
      return request;
    };
  }
}"""
BREAK: Final = """() => {
  window.soundPut = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException('disk I/O error', 'UnknownError') };
}"""
FULL_ONCE: Final = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function () {
    IDBObjectStore.prototype.put = put;
    throw new DOMException('no room', 'QuotaExceededError');
  };
}"""
PHOTOS: Final = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open('bayge-mark');
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const count = request.result.transaction('photos').objectStore('photos').count();
    count.onsuccess = () => { request.result.close(); resolve(count.result) };
  };
})"""
NEWER: Final = """() => new Promise(resolve => {
  indexedDB.open('bayge-mark', 99).onsuccess = event => { event.target.result.close(); resolve() };
})"""
CLEAR: Final = "() => new Promise(resolve => { indexedDB.deleteDatabase('bayge-mark').onsuccess = resolve })"


def marked(new_page: NewPage, office: FakeOffice) -> MarkPage:
    """Return a phone on a sheet of which one mark is counted."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")
    mark.tap_mark("A1.1", "1.00")
    mark.expect_custody("A1.1", "counted")
    return mark


def reads_of_a_tap(mark: MarkPage, aspect: str) -> int:
    """Return how many records of the outbox are read from a tap until its mark is counted."""
    mark.page.evaluate("window.read = 0")
    mark.tap_mark(aspect, "1.00")
    mark.expect_custody(aspect, "counted")
    count: int = mark.page.evaluate("window.read")
    return count


def test_a_tap_reads_no_more_after_two_thousand_settled_submissions(
    office: FakeOffice, new_page: NewPage
) -> None:
    """From the finger to counted; what was settled before is not read, though all of it is there."""
    mark = marked(new_page, office)
    mark.page.evaluate(FILL, MANY)
    mark.page.reload()
    mark.expect_custody("A1.1", "counted")
    assert MANY + 1 == mark.page.evaluate(COUNT)
    mark.page.evaluate(WATCH_READS)

    assert reads_of_a_tap(mark, "A1.2") < 20


def test_what_is_settled_and_told_by_the_services_goes_after_a_day(
    office: FakeOffice, new_page: NewPage
) -> None:
    """The sheet shows the same afterwards, for the office tells it; what waits for its answer stays."""
    mark = marked(new_page, office)
    mark.page.context.set_offline(True)
    mark.tap_mark("A1.2", "1.00")
    mark.expect_custody("A1.2", "saved")
    mark.page.evaluate(AGE)
    mark.page.context.set_offline(False)
    next(iter(office.devices.values())).may_write = False

    mark.page.reload()

    mark.page.wait_for_function(f"{COUNT}.then(count => count === 1)")
    mark.expect_custody("A1.1", "counted")
    mark.expect_custody("A1.2", "saved")
    expect(mark.aspect("A1.1").locator("[data-mark='1.00'][aria-pressed=true]")).to_have_count(1)


def test_on_screens_is_said_of_a_mark_that_this_device_no_longer_holds(
    office: FakeOffice, new_page: NewPage
) -> None:
    """Tidied away here, and never entered on the second device: its place in the log tells both."""
    mark = marked(new_page, office)
    mark.tap_mark("A1.2", "1.00")
    mark.expect_custody("A1.2", "counted")
    last = office.marking.offset
    office.show({"offsets": {"A1": last - 1}, "is_held_back": True})
    mark.page.evaluate(AGE)
    mark.page.reload()
    mark.page.wait_for_function(f"{COUNT}.then(count => count === 0)")
    other = phone(new_page, office)
    other.pair("K7QF2N")
    other.go_to_sheet("A1", "c-1")

    for one in (mark, other):
        one.expect_custody("A1.1", "shown")
        one.expect_custody("A1.2", "counted")
        expect(one.aspect("A1.2")).to_contain_text("held back from screens")


def test_a_photo_leaves_the_phone_once_it_has_arrived(office: FakeOffice, new_page: NewPage) -> None:
    """The sheet shows it still: from the services."""
    mark = marked(new_page, office)
    take_photo(mark, "A1.1")
    expect(mark.aspect("A1.1").locator("[data-remark='in'] img")).to_be_visible()
    office.wait_for(lambda: len(office.photos) == 1)

    mark.page.reload()

    mark.page.wait_for_function(f"({PHOTOS})().then(count => count === 0)")
    expect(mark.aspect("A1.1").locator("[data-remark='in'] img")).to_be_visible()


def test_no_room_is_said_only_when_tidying_makes_none(office: FakeOffice, new_page: NewPage) -> None:
    """The first write finds no room; what the services have is dropped, and the mark is kept after all."""
    mark = marked(new_page, office)
    mark.page.evaluate(FULL_ONCE)

    mark.tap_mark("A1.2", "1.00")

    mark.expect_custody("A1.2", "counted")
    expect(mark.page.get_by_role("alert")).to_have_count(0)


def test_a_memory_that_fails_is_told_in_the_browsers_words(office: FakeOffice, new_page: NewPage) -> None:
    """It is not called full: nobody deletes photos in vain."""
    mark = marked(new_page, office)
    mark.page.evaluate(BREAK)

    mark.tap_mark("A1.2", "1.00")

    alarm = mark.page.locator("[data-fault=other]")
    expect(alarm).to_contain_text("NOT SAVED: the browser could not write (UnknownError: disk I/O error)")
    expect(alarm.get_by_role("button", name="Reload")).to_be_in_viewport(ratio=1)
    expect(mark.aspect("A1.2").locator("[data-custody]")).to_have_count(0)
    mark.page.evaluate("() => { IDBObjectStore.prototype.put = window.soundPut }")
    mark.tap_mark("A1.2", "1.00")
    mark.expect_custody("A1.2", "counted")
    expect(alarm).to_have_count(0)


def test_a_memory_that_was_cleared_under_the_page_is_opened_anew(
    office: FakeOffice, new_page: NewPage
) -> None:
    """The next mark is kept and counted, without a word to anybody."""
    mark = marked(new_page, office)
    mark.page.evaluate(CLEAR)

    mark.tap_mark("A1.2", "1.00")

    mark.expect_custody("A1.2", "counted")
    expect(mark.page.get_by_role("alert")).to_have_count(0)
    assert 1 == mark.page.evaluate(COUNT)


def test_a_page_that_a_newer_one_has_overtaken_says_that_it_must_be_reloaded(
    office: FakeOffice, new_page: NewPage
) -> None:
    """Its memory does not open any more: no mark is said to be saved, neither before nor after the reload."""
    mark = marked(new_page, office)
    mark.page.evaluate(NEWER)

    mark.tap_mark("A1.2", "1.00")

    expect(mark.page.locator("[data-fault=closed]")).to_contain_text("Reload the page")
    expect(mark.aspect("A1.2").locator("[data-custody]")).to_have_count(0)
    mark.page.locator("[data-fault=closed]").get_by_role("button", name="Reload").tap()
    expect(mark.page.get_by_role("heading", name="does not open")).to_be_visible()
    expect(mark.page.get_by_role("alert")).to_contain_text("A newer version of this page")
