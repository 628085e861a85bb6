"""The chief expert's page, each view in a state worth a picture."""

from collections.abc import Mapping
from typing import Final

from playwright.sync_api import expect

from tests.browser.mark_page import MarkPage
from tests.browser.mark_scenes import Scene
from tests.browser.mark_states import leave_question


def go_to_login(mark: MarkPage) -> None:
    """Go to the chief expert's page."""
    mark.page.context.set_offline(False)
    mark.page.goto(f"{mark.office.base_url}/chief")
    expect(mark.page.locator("input[type=password]")).to_be_visible()


def sign_in(mark: MarkPage) -> None:
    """Go to the chief expert's page and sign in."""
    go_to_login(mark)
    _enter(mark)


def _enter(mark: MarkPage) -> None:
    mark.page.locator("input[autocomplete=username]").fill("chief-welding")
    mark.page.locator("input[type=password]").fill("correct horse")
    mark.page.locator("form .button").click()
    expect(mark.page.locator("[data-form]").first).to_be_visible()


def _go(mark: MarkPage, tab: str) -> None:
    leave_question(mark)
    mark.page.evaluate(f"location.hash = '#/{tab}'")


def _forms(mark: MarkPage) -> None:
    mark.page.locator("[data-form='B1']").evaluate("card => card.scrollIntoView()")


def _team(mark: MarkPage) -> None:
    mark.page.locator("[data-form='B1'] [aria-expanded=false]").click()
    expect(mark.page.locator("[data-form='B1'] select").first).to_be_visible()


def _lock(mark: MarkPage) -> None:
    office = mark.office
    if office.marking.tally.form_state(office.marking.tally.defined.scheme.form_by_id["C1"]) == "checked":
        office.act("expert", "sign_form", actor="e-1", form="C1")
    mark.page.reload()
    card = mark.page.locator("[data-form='C1']")
    card.locator(".button").click()
    expect(mark.page.locator("dialog")).to_be_visible()


def _release(mark: MarkPage) -> None:
    mark.page.locator("dialog .button").click()
    expect(mark.page.locator("dialog")).to_have_count(0)
    card = mark.page.locator("[data-form='C1']")
    expect(card.locator(".acts button")).to_have_count(2)  # release, and ask to unlock
    card.evaluate("card => card.scrollIntoView({block: 'center'})")


def _disputes(mark: MarkPage) -> None:
    _go(mark, "disputes")
    expect(mark.page.locator("[data-aside]").first).to_contain_text("0")


def _aside_reason(mark: MarkPage) -> None:
    mark.page.locator("[data-aside] .quiet").first.click()
    expect(mark.page.locator("dialog input")).to_be_visible()


def _appeals(mark: MarkPage) -> None:
    mark.office.act(
        "team_leader", "submit_appeal", actor="x-8", form="A1", competitor="c-1", member="abai",
        aspect="A1.4", reason="The plate was straight before it was clamped",
    )  # fmt: skip
    _go(mark, "disputes")
    mark.page.reload()
    card = mark.page.locator("[data-appeal]")
    card.locator("button").first.click()
    expect(card.locator("button")).to_have_count(3)  # upheld, partly, rejected
    card.evaluate("card => card.scrollIntoView({block: 'end'})")


def _devices(mark: MarkPage) -> None:
    _go(mark, "devices")
    mark.page.locator("select[data-who]").select_option("e-2")
    mark.page.locator("form .button").click()
    expect(mark.page.locator("[data-code]")).to_be_visible()


def _device_list(mark: MarkPage) -> None:
    mark.page.locator("[data-device]").first.evaluate("row => row.scrollIntoView()")


def _quality(mark: MarkPage) -> None:
    _go(mark, "quality")
    expect(mark.page.locator("[data-expert]").first).to_be_visible()


def _history(mark: MarkPage) -> None:
    _go(mark, "history/A1/c-2")
    expect(mark.page.locator("[data-history='A1.2'] li")).to_have_count(2)


def _photos(mark: MarkPage) -> None:
    _go(mark, "history/A1/c-3")
    expect(mark.page.locator("[data-history='A1.1'] [data-photo] img")).to_be_visible()
    mark.page.locator("[data-history='A1.1']").evaluate("card => card.scrollIntoView()")


def _photo(mark: MarkPage) -> None:
    mark.page.locator("[data-history='A1.1'] [data-photo]").click()
    expect(mark.page.locator("dialog img")).to_be_visible()


CHIEF_SCENES: Final[Mapping[str, Scene]] = {
    "chief-login": go_to_login,
    "chief": _enter,
    "chief-forms": _forms,
    "chief-team": _team,
    "chief-lock": _lock,
    "chief-release": _release,
    "chief-disputes": _disputes,
    "chief-aside": _aside_reason,
    "chief-appeals": _appeals,
    "chief-devices": _devices,
    "chief-device-list": _device_list,
    "chief-quality": _quality,
    "chief-history": _history,
    "chief-photos": _photos,
    "chief-photo": _photo,
}
