"""The experts' page on the real stack: from the chief expert's code to a mark that counts and is signed."""

import json
import re
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from deploy.samples import championship_bundle
from shared.clock import system_clock
from shared.tokens import Grant, mint_token
from tests.browser.conftest import NewPage, browser, new_page
from tests.browser.mark_page import PHONE, PIN
from tests.stack import RunningStack, running

Json = dict[str, Any]

__all__ = ["browser", "new_page"]  # the fixtures of the browser tests, here on a real stack

PASSWORD = "steppe-eagle-42"


@pytest.fixture(scope="module")
def stack(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Run everything, with the built pages."""
    yield from running(RunningStack(tmp_path_factory.mktemp("mark")))


def post(stack: RunningStack, path: str, body: object, expert: str = "", skill: str = "") -> Json:
    """Post as the administrator, or as an expert of a skill."""
    later = system_clock() + 3_600_000
    grant = Grant("expert", later, expert, "small", (skill,)) if expert else Grant("administrator", later)
    token = mint_token(stack.secret, grant)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{stack.base_url}/api/v1{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        document: Json = json.load(answer)
        return document


@pytest.fixture(scope="module")
def skill(stack: RunningStack) -> Json:
    """Import the small championship with a chief expert for its first skill; return the skill."""
    bundle = championship_bundle("small")
    skill = bundle["skills"][0]
    post(stack, "/championships", bundle)
    account = {
        "name": "chief-one", "password": PASSWORD, "role": "chief_expert",
        "subject": skill["experts"][0]["id"],
        "championship": bundle["championship"]["id"], "skills": [skill["id"]],
    }  # fmt: skip
    post(stack, "/accounts", account)
    return skill


def sign_in(page: Page, stack: RunningStack) -> None:
    """Sign in as the chief expert."""
    page.goto(f"{stack.base_url}/chief")
    page.get_by_label("Name").fill("chief-one")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("[data-form]").first).to_be_visible()


def paired_phone(chief: Page, phone: Page, expert: str) -> None:
    """Take the code from the chief expert's screen to the phone, and choose a PIN."""
    chief.get_by_role("link", name="Devices").click()
    chief.get_by_label("For whom").select_option(expert)
    chief.get_by_role("button", name="Show the code").click()
    code = chief.locator("[data-code]").inner_text()
    phone.goto(f"{chief.url.partition('/chief')[0]}/mark#pair={code}")
    phone.locator("form .button").tap()
    expect(phone.locator("input[type=password]")).to_have_count(2)
    for field in phone.locator("input[type=password]").all():
        field.fill(PIN)
    phone.locator("form .button").tap()
    expect(phone.locator("[data-form]").first).to_be_visible()


def forms_of(skill: Json, method: str) -> list[Json]:
    """Return the forms of a method, each with its id and its aspects (R13)."""
    subs = [sub for criterion in skill["scheme"]["criteria"] for sub in criterion["sub_criteria"]]
    found = []
    for sub in subs:
        aspects = [aspect for aspect in sub["aspects"] if aspect["method"] == method]
        name = sub["id"] if len(aspects) == len(sub["aspects"]) else f"{sub['id']}-{method}"
        found += [{"id": name, "aspects": aspects}] if aspects else []
    return found


def fill(stack: RunningStack, skill: Json, sub: Json) -> None:
    """Enter every sheet of a form, each by an expert who may."""
    for competitor in skill["competitors"]:
        expert = next(e for e in skill["experts"][1:] if e["member"] != competitor["member"])
        entries = [{"aspect": a["id"], "mark": a["mark_max"], "based_on": 0} for a in sub["aspects"]]
        submission = {
            "id": str(uuid.uuid4()), "championship": "small", "skill": skill["id"], "form": sub["id"],
            "competitor": competitor["id"], "entries": entries,
        }  # fmt: skip
        post(stack, "/submissions", submission, expert["id"], skill["id"])


def go_to(phone: Page, *place: str) -> None:
    """Go to a place of the experts' page."""
    phone.evaluate("where => { location.hash = where }", "#/" + "/".join(place))


def test_a_phone_marks_a_sheet_that_counts(stack: RunningStack, skill: Json, new_page: NewPage) -> None:
    """Pairing, PIN, a whole sheet entered offline, sent, counted, on the boards, seen by the chief expert."""
    sub, expert = forms_of(skill, "M")[0], skill["experts"][1]
    competitor = next(c["id"] for c in skill["competitors"] if c["member"] != expert["member"])
    chief, phone = new_page(), new_page(**PHONE)
    sign_in(chief, stack)
    paired_phone(chief, phone, expert["id"])
    go_to(phone, "sheet", skill["id"], sub["id"], competitor)
    expect(phone.locator("[data-aspect]")).to_have_count(len(sub["aspects"]))
    phone.context.set_offline(True)

    for aspect in sub["aspects"]:
        card = phone.locator(f"[data-aspect='{aspect['id']}']")
        card.locator(f"[data-mark='{aspect['mark_max']}']").tap()
        expect(card.locator("[data-custody=saved]")).to_have_count(1)
    phone.context.set_offline(False)

    expect(phone.locator("[data-custody=shown]")).to_have_count(len(sub["aspects"]))
    phone.reload()
    stands = "[data-aspect] :is([data-custody=counted], [data-custody=shown])"
    expect(phone.locator(stands)).to_have_count(len(sub["aspects"]))
    chief.get_by_role("link", name="Forms").click()
    expect(chief.locator(f"[data-form='{sub['id']}']")).to_contain_text("1 of ")


def test_a_form_is_checked_and_signed_with_the_pin(
    stack: RunningStack, skill: Json, new_page: NewPage
) -> None:
    """A wrong PIN signs nothing, the right one does; the chief expert hears of it."""
    sub, expert = forms_of(skill, "M")[1], skill["experts"][2]
    fill(stack, skill, sub)
    chief, phone = new_page(), new_page(**PHONE)
    sign_in(chief, stack)
    team = chief.locator(f"[data-form='{sub['id']}']")
    team.get_by_role("button", name="Form the team").click()
    for at, one in enumerate(skill["experts"][2:4], 1):
        team.get_by_label(re.compile(f"^Expert {at}")).select_option(one["id"])
    team.get_by_role("button", name="Save").click()
    expect(team.get_by_role("button", name="Change the team")).to_be_visible()
    paired_phone(chief, phone, expert["id"])
    go_to(phone, "sign", skill["id"], sub["id"])
    phone.get_by_role("button", name="Check ").tap()

    phone.get_by_role("button", name="Sign with PIN").tap()
    phone.locator("dialog input").fill("0000")
    phone.locator("dialog .button").tap()
    expect(phone.locator("dialog").get_by_role("alert")).to_be_visible()
    phone.locator("dialog input").fill(PIN)
    phone.locator("dialog .button").tap()

    expect(phone.get_by_text("✓ you")).to_be_visible()


def test_a_judge_waits_for_the_others_and_a_revoked_phone_says_so(
    stack: RunningStack, skill: Json, new_page: NewPage
) -> None:
    """R22 on the real stack; then the chief expert puts the phone out, and what it has stays on it."""
    sub = next(form for form in forms_of(skill, "J") if len(form["aspects"]) > 1)
    panel, supervisor = skill["experts"][1:4], skill["experts"][4]
    kin = {e["member"] for e in (*panel, supervisor)}
    competitor = next((c for c in skill["competitors"] if c["member"] not in kin), skill["competitors"][0])
    chief, phone = new_page(), new_page(**PHONE)
    sign_in(chief, stack)
    team = chief.locator(f"[data-form='{sub['id']}']")
    team.get_by_role("button", name="Form the team").click()
    for at, one in enumerate(panel, 1):
        team.get_by_label(f"Expert {at}").select_option(one["id"])
    team.get_by_label("Supervisor").select_option(supervisor["id"])
    team.get_by_role("button", name="Save").click()
    expect(team.get_by_role("button", name="Change the team")).to_be_visible()
    paired_phone(chief, phone, panel[2]["id"])
    go_to(phone, "sheet", skill["id"], sub["id"], competitor["id"])
    first, second = sub["aspects"][:2]
    own = phone.locator(f"[data-aspect='{first['id']}'] [data-score='2']")
    expect(own).to_have_count(1)  # once the phone has heard of the team, it asks for the own score alone

    phone.locator(f"[data-aspect='{first['id']}'] [data-score='2']").tap()

    expect(phone.locator(f"[data-aspect='{first['id']}']")).to_contain_text("1 of 3 in")
    people = {person["id"]: person["name_latin"] for person in championship_bundle("small")["people"]}
    row = chief.locator("[data-device]").filter(has_text=people[panel[2]["id"]])
    row.get_by_role("button", name="Revoke").click()
    chief.get_by_role("button", name="Yes").click()
    expect(row).to_contain_text("Revoked")
    phone.locator(f"[data-aspect='{second['id']}'] [data-score='2']").tap()
    expect(phone.get_by_role("alert")).to_contain_text("taken out by the chief expert")
    expect(phone.locator(f"[data-aspect='{second['id']}'] [data-custody=saved]")).to_have_count(1)
