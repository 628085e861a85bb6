"""The marking page as a person with a phone uses it."""

from typing import Any, Final

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice

PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
PIN: Final = "2468"

# In the page: look into the device's memory, again and again, until a note is there.
NOTED = """async () => {
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const memory = await answer(indexedDB.open('bayge-mark'));
  while (await answer(memory.transaction('notes').objectStore('notes').count()) === 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  memory.close();
}"""


class MarkPage:
    """The page, by what is on it."""

    def __init__(self, page: Page, office: FakeOffice) -> None:
        self.page = page
        self.office = office

    def pair(self, code: str = "K7QF2M", subject: str = "e-1", role: str = "expert", **query: str) -> None:
        """Open the link of a pairing, pair, and choose or show the PIN."""
        self.office.codes[code] = (subject, role)
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        self.page.goto(f"{self.office.base_url}/mark?{asked}#pair={code}")
        self.page.locator("form .button").click()
        self.show_pin()

    def show_pin(self) -> None:
        """Choose the PIN the first time, show it afterwards."""
        expect(self.page.locator("input[type=password]").first).to_be_visible()
        for field in self.page.locator("input[type=password]").all():
            field.fill(PIN)
        self.page.locator("form .button").click()
        expect(self.page.locator("[data-form]").first).to_be_visible()

    def wait_until_kept(self) -> None:
        """Wait until the app itself is on the device."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        self.page.wait_for_function("navigator.serviceWorker.controller !== null")

    def cut_network(self) -> None:
        """Take the network away, of the office too: a page that is just loaded may not know of it."""
        self.office.is_cut_off = True
        self.page.context.set_offline(True)

    def mend_network(self) -> None:
        """Bring the network back."""
        self.office.is_cut_off = False
        self.page.context.set_offline(False)

    def wait_until_noted(self) -> None:
        """Wait until something half entered is on the device: it is shown a moment before."""
        self.page.evaluate(NOTED)

    def open_sheet(self, form: str, competitor: str) -> None:
        """Tap the form, then the competitor."""
        self.page.locator(f"[data-form='{form}']").tap()
        self.page.locator(f"[data-competitor='{competitor}']").tap()
        expect(self.page.locator("[data-aspect]").first).to_be_visible()

    def give_up(self) -> None:
        """Give the device up, and mean it."""
        self.page.evaluate("location.hash = '#/settings'")
        self.page.locator("[data-unpair=ask]").tap()
        self.page.locator("[data-unpair=sure]").tap()
        expect(self.page.locator("[data-unpair]")).to_have_count(0)

    def go_to_sheet(self, form: str, competitor: str) -> None:
        """Go to a sheet by its address."""
        self.page.evaluate(f"location.hash = '#/sheet/welding/{form}/{competitor}'")
        self.expect_sheet(form, competitor)

    def expect_sheet(self, form: str, competitor: str) -> None:
        """Wait until this sheet is shown."""
        sheet = self.page.locator(f"[data-sheet='{form}/{competitor}']")
        expect(sheet.locator("[data-aspect]").first).to_be_visible()

    def step_back(self) -> None:
        """Do what the browser's button and a phone's gesture do."""
        self.page.evaluate("history.back()")

    def aspect(self, aspect: str) -> Locator:
        """Return the card of an aspect."""
        return self.page.locator(f"[data-aspect='{aspect}']")

    def tap_mark(self, aspect: str, mark: str) -> None:
        """Tap a mark."""
        self.aspect(aspect).locator(f"[data-mark='{mark}']").tap()

    def tap_score(self, aspect: str, score: int) -> None:
        """Tap one's own score."""
        self.aspect(aspect).locator(f".scores [data-score='{score}']").tap()

    def expect_custody(self, aspect: str, *kinds: str) -> None:
        """Wait until the mark of an aspect is at one of these places."""
        one_of = ", ".join(f"[data-custody='{kind}']" for kind in kinds)
        expect(self.aspect(aspect).locator(one_of)).to_have_count(1)

    @property
    def outbox(self) -> Locator:
        """The sign that tells how many entries wait."""
        return self.page.locator("[data-outbox]")


def given_up_with_an_entry(new_page: NewPage, office: FakeOffice, form: str, aspect: str) -> MarkPage:
    """Return a phone that e-2 has given up and on which e-2's 1.00 of c-1 is left, not sent; pair it anew."""
    mark = phone(new_page, office)
    mark.pair(code="FIRST2", subject="e-2")
    mark.go_to_sheet(form, "c-1")
    mark.cut_network()
    mark.tap_mark(aspect, "1.00")
    mark.expect_custody(aspect, "saved")
    mark.give_up()
    mark.mend_network()
    return mark


def phone(new_page: NewPage, office: FakeOffice, **options: Any) -> MarkPage:
    """Return a page on a phone of its own."""
    return MarkPage(new_page(**{**PHONE, **options}), office)
