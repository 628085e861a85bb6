"""The team leader's page: what is released of the own competitors, and nothing before it is."""

import json
from typing import Any, Final

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.marking_world import CUP, SKILL

Json = dict[str, Any]

FORM: Final[Json] = {
    "form": "A1", "day": 1, "mark": "1.50", "mark_max": "3.00",
    "aspects": [
        {"aspect": "A1.1", "description": "Joint fully fused", "mark": "1.50", "mark_max": "2.00"},
        {"aspect": "A1.2", "description": "Leg length", "mark": None, "mark_max": "1.00"},
    ],
}  # fmt: skip
RELEASED: Final[Json] = {
    "id": "c-1", "name": "Айгерім Нұрланқызы", "name_latin": "Aigerim Nurlanqyzy", "guest": False,
    "status": "competing", "forms": [FORM], "total_released": "1.50",
    "appeals": [{"appeal": "a-1", "form": "A1", "aspect": "A1.2", "state": "in_review"}],
    "result": {"total": "71.50", "place": 2, "scale": 742, "medal": "silver"},
}  # fmt: skip
UNRELEASED: Final[Json] = {
    **RELEASED, "id": "c-4", "name_latin": "Asqar Alimov", "status": "withdrawn", "forms": [],
    "total_released": "0.00", "appeals": [], "result": None,
}  # fmt: skip
NAME: Final = {"en": "Welding", "ru": "Сварочные технологии", "kk": "Дәнекерлеу технологиялары"}


def leaders_page(new_page: NewPage, office: FakeOffice, role: str = "team_leader", **options: Any) -> Page:
    """Open the page of an office that knows one account; the role is what that account has."""
    page = new_page(**options)
    skill = {"skill": SKILL, "number": "10", "name": NAME, "competitors": [RELEASED, UNRELEASED]}
    answers: dict[str, Json] = {
        "/sessions": {"token": "t", "expires_at_ms": 0, "role": role, "championship": CUP, "member": "abai"},
        "/sessions/current": {"status": "done"},
        f"/office/{CUP}/my-results": {"championship": CUP, "member": "abai", "skills": [skill]},
    }

    def answer(route: Route) -> None:
        path = route.request.url.partition("/api/v1")[2]
        if "/feedback/page" in path:
            said = f"<html>{path} by {route.request.headers['authorization']}</html>"
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=said)
        else:
            route.fulfill(status=200, content_type="application/json", body=json.dumps(answers[path]))

    page.route("**/api/v1/**", answer)
    page.goto(f"{office.base_url}/leader")
    page.locator("input[autocomplete=username]").fill("abai-leader")
    page.locator("input[type=password]").fill("correct horse")
    page.locator("form .button").click()
    return page


def test_the_released_marks_and_the_result_of_each_own_competitor(
    office: FakeOffice, new_page: NewPage
) -> None:
    """R50, R51: aspect by aspect what is released, with the appeals; of the other one nothing yet."""
    page = leaders_page(new_page, office)

    card = page.locator("[data-competitor='c-1']")
    expect(card).to_contain_text("Silver medal")
    expect(card).to_contain_text("742")
    card.get_by_text("Form A1, day C1").click()
    expect(card).to_contain_text("1.50 of 2.00")
    expect(card).to_contain_text("no mark")
    expect(card.locator("[data-appeal]")).to_have_text("Appeal on A1.2: in review")
    other = page.locator("[data-competitor='c-4']")
    expect(other).to_contain_text("No form is released yet.")
    expect(other).to_contain_text("Withdrawn")
    expect(other.get_by_role("button")).to_have_count(0)


def test_the_feedback_report_is_saved_with_the_token_in_no_address(
    office: FakeOffice, new_page: NewPage
) -> None:
    """R48: the page to print, of the competitor whose card it is."""
    page = leaders_page(new_page, office)

    with page.expect_download() as saved:
        page.locator("[data-competitor='c-1']").get_by_role("button", name="Feedback report").click()

    assert "feedback-welding-c-1.html" == saved.value.suggested_filename
    where = f"/office/{CUP}/skills/{SKILL}/feedback/page?competitor=c-1"
    assert f"<html>{where} by Bearer t</html>" == saved.value.path().read_text()


def test_an_account_of_another_role_is_told_so(office: FakeOffice, new_page: NewPage) -> None:
    """A chief expert's name and password are right, and this is not the page for them."""
    page = leaders_page(new_page, office, role="chief_expert")

    expect(page.get_by_role("alert")).to_have_text("This account is not a team leader’s.")
    expect(page.locator("[data-competitor]")).to_have_count(0)


def test_a_leader_comes_back_by_a_reload_and_goes_by_signing_out(
    office: FakeOffice, new_page: NewPage
) -> None:
    """The session lasts as long as the tab, in the three languages; signed out, nothing is shown."""
    page = leaders_page(new_page, office, viewport={"width": 360, "height": 740})
    page.reload()
    for lang, word in (("ru", "Серебряная медаль"), ("kk", "Күміс медаль"), ("en", "Silver medal")):
        page.get_by_role("combobox").select_option(lang)
        expect(page.locator("[data-competitor='c-1']")).to_contain_text(word)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert 360 == width, lang

    page.get_by_role("button", name="Sign out").click()

    expect(page.locator("input[type=password]")).to_be_visible()
    expect(page.locator("[data-competitor]")).to_have_count(0)
