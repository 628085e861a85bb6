"""The chief expert's page on a rough day: answers lost, another expert chosen, another role signed in."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import phone
from tests.browser.mark_scenes import enter
from tests.browser.test_chief_page import OVERFLOW, signed_in

NO_ANSWER = "The server did not answer"
DAY_MS = 86_400_000


def sign_in(page: Page, office: FakeOffice) -> None:
    """Type name and password."""
    page.goto(f"{office.base_url}/chief")
    page.get_by_label("Name").fill("somebody")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()


def as_role(page: Page, role: str) -> None:
    """Let the account that signs in be of another role, which holds for every skill."""

    def answer(route: Route) -> None:
        said = route.fetch()
        route.fulfill(response=said, json={**said.json(), "role": role, "skills": []})

    page.route("**/api/v1/sessions", answer)


def with_device(office: FakeOffice, new_page: NewPage) -> Page:
    """Return the list of devices with the phone of e-1 in it."""
    phone(new_page, office).pair()
    page = signed_in(new_page, office)
    page.get_by_role("link", name="Devices").click()
    expect(page.locator("[data-device]")).to_contain_text("Dana Omarova")
    return page


def test_a_code_is_never_shown_beside_another_experts_name(office: FakeOffice, new_page: NewPage) -> None:
    """Whoever scans it becomes the expert for whom it was opened."""
    page = signed_in(new_page, office)
    page.get_by_role("link", name="Devices").click()
    page.get_by_label("For whom").select_option("e-1")
    page.get_by_role("button", name="Show the code").click()
    expect(page.get_by_text("For Dana Omarova")).to_be_visible()

    page.get_by_label("For whom").select_option("e-2")

    expect(page.locator("[data-code]")).to_have_count(0)


def test_a_code_holds_by_the_services_clock(office: FakeOffice, new_page: NewPage) -> None:
    """The laptop's is a day fast: the code is not expired, and a device seen now was not seen a day ago."""
    phone(new_page, office).pair()
    page = new_page()
    page.add_init_script(f"const now = Date.now.bind(Date); Date.now = () => now() + {DAY_MS};")
    sign_in(page, office)
    page.get_by_role("link", name="Devices").click()
    page.get_by_label("For whom").select_option("e-2")

    page.get_by_role("button", name="Show the code").click()

    expect(page.locator("[data-code]")).to_be_visible()
    expect(page.locator("[data-device]")).not_to_contain_text("d ago")


def test_the_switch_shows_what_is_so_when_nobody_answers(office: FakeOffice, new_page: NewPage) -> None:
    """A device that is believed to be off would go on writing."""
    page = with_device(office, new_page)
    page.route("**/api/v1/devices/*", lambda route: route.abort())

    page.get_by_role("checkbox").click()

    expect(page.get_by_role("alert")).to_contain_text(NO_ANSWER)
    expect(page.get_by_role("checkbox")).to_be_checked()
    assert [True] == [device.may_write for device in office.devices.values() if device.id]


def test_a_reset_pin_is_said_to_be_reset_only_when_it_is(office: FakeOffice, new_page: NewPage) -> None:
    """First nobody answers, then the services do."""
    page = with_device(office, new_page)
    page.route("**/api/v1/pins/*", lambda route: route.abort())
    reset = page.get_by_role("button", name="Reset the PIN")

    reset.click()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("alert")).to_contain_text(NO_ANSWER)
    expect(page.get_by_text("is reset")).to_have_count(0)
    page.unroute("**/api/v1/pins/*")
    reset.click()
    page.get_by_role("button", name="Yes").click()

    expect(page.get_by_text("The PIN of Dana Omarova is reset")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert {} == office.pins


def test_an_act_that_nobody_answers_says_so_until_one_looks_elsewhere(
    office: FakeOffice, new_page: NewPage
) -> None:
    """What is said is about what is shown."""
    page = signed_in(new_page, office, viewport={"width": 360, "height": 740})
    card = page.locator("[data-form='C1']")
    card.get_by_role("button", name="Form the team").click()
    card.get_by_label("Expert 1").first.select_option("e-1")
    office.drops, office.drops_under = 1.0, "/api/v1/acts"

    card.get_by_role("button", name="Save").click()

    expect(page.get_by_role("alert")).to_contain_text(NO_ANSWER)
    expect(page.get_by_role("alert")).to_be_in_viewport(ratio=1)
    page.get_by_role("link", name="Devices").click()
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("locale", ["en-GB", "ru-RU", "kk-KZ"])
def test_a_long_refusal_leaves_its_button_whole(locale: str, office: FakeOffice, new_page: NewPage) -> None:
    """At 360 px, in every language."""
    page = signed_in(new_page, office, viewport={"width": 360, "height": 740}, locale=locale)
    card = page.locator("[data-form='C1']")
    card.locator("[aria-expanded=false]").first.click()
    card.locator("select").first.select_option("e-1")
    page.route("**/api/v1/acts", refuse_at_length)

    card.locator("form .button").click()

    close = page.locator(".refusal button")
    expect(close).to_be_in_viewport(ratio=1)
    assert 0 == close.evaluate("button => button.scrollWidth - button.clientWidth")


def refuse_at_length(route: Route) -> None:
    """Answer with more words than a phone's line takes."""
    detail = "This form is marked by a team whose experts must not come from the member itself: choose anew."
    problem = {"code": "not_allowed", "title": "Not allowed", "detail": detail}
    route.fulfill(status=409, content_type="application/problem+json", body=json.dumps(problem))


def test_two_taps_are_one_act(office: FakeOffice, new_page: NewPage) -> None:
    """A tap that is repeated before the answer is no second act, which would be refused."""
    enter(office, "e-1", "A1", "c-1", "A1.1", mark="0.00")
    office.act(
        "team_leader",
        "submit_appeal",
        competitor="c-1",
        form="A1",
        aspect="A1.1",
        member="abai",
        reason="Look",
    )
    page = signed_in(new_page, office)
    page.get_by_role("link", name="To decide").click()

    page.get_by_role("button", name="Take into review").dblclick()

    expect(page.locator("[data-appeal]")).to_contain_text("In review")
    expect(page.get_by_role("alert")).to_have_count(0)
    acts = [path for method, path in office.requests if (method, path) == ("POST", "/api/v1/acts")]
    assert 1 == len(acts)


@pytest.mark.parametrize("address", ["history/100%/c-1", "%E0%A4%A"])
def test_a_mangled_address_leaves_no_empty_page(address: str, office: FakeOffice, new_page: NewPage) -> None:
    """A messenger cut it off."""
    page = signed_in(new_page, office)

    page.goto(f"{office.base_url}/chief#/{address}")
    page.reload()

    expect(page.get_by_role("link", name="Devices")).to_be_visible()


@pytest.mark.parametrize("role", ["organiser", "results_team"])
def test_who_is_there_for_all_skills_sees_them(role: str, office: FakeOffice, new_page: NewPage) -> None:
    """Their session names no skill."""
    page = new_page()
    as_role(page, role)

    sign_in(page, office)

    expect(page.locator("[data-form='A1']")).to_be_visible()


def test_who_leads_no_skill_is_told_so(office: FakeOffice, new_page: NewPage) -> None:
    """Not an empty page."""
    page = new_page()
    as_role(page, "team_leader")

    sign_in(page, office)

    expect(page.get_by_role("alert")).to_contain_text("This account leads no skill")


def test_a_session_that_ended_says_so(office: FakeOffice, new_page: NewPage) -> None:
    """It was taken back, or its time is over; a reload does not bring it back."""
    page = signed_in(new_page, office)
    office.devices["token-chief"].is_revoked = True

    expect(page.get_by_role("alert")).to_contain_text("You were signed out")

    page.reload()
    expect(page.get_by_label("Password")).to_be_visible()


def test_a_question_goes_with_the_session(office: FakeOffice, new_page: NewPage) -> None:
    """Its answer would do nothing any more; who signs in again is not asked what another one was."""
    page = with_device(office, new_page)
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    office.devices["token-chief"].is_revoked = True

    expect(page.get_by_role("alert")).to_contain_text("You were signed out")

    expect(page.get_by_role("dialog")).to_have_count(0)
    office.devices["token-chief"].is_revoked = False
    page.get_by_label("Name").fill("somebody")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Devices")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_skills_are_chosen_by_name_and_nothing_of_the_one_before_stays(
    office: FakeOffice, new_page: NewPage
) -> None:
    """The other one cannot be read now: its page is empty, not the first one's."""
    page = new_page(viewport={"width": 360, "height": 740})
    names = {"en": "Masonry, with a name as long as some skills have", "ru": "Кладка", "kk": "Қалау"}

    def answer(route: Route) -> None:
        said = route.fetch()
        me: dict[str, Any] = said.json()
        me["skills"] = [*me["skills"], {"skill": "masonry", "number": "20", "name": names}]
        route.fulfill(response=said, body=json.dumps(me))

    page.route("**/api/v1/office/me", answer)
    sign_in(page, office)
    expect(page.get_by_label("Skill")).to_be_visible()
    assert 0 == page.evaluate(OVERFLOW)

    page.get_by_label("Skill").select_option("masonry")

    expect(page.locator("[data-form]")).to_have_count(0)
    expect(page.get_by_text("10 Welding", exact=True)).to_have_count(1)  # to go back to
