"""The chief expert's page: what is missing, what must be decided, and which devices write."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import phone
from tests.browser.mark_scenes import enter, prepare

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def signed_in(new_page: NewPage, office: FakeOffice, **options: object) -> Page:
    """Open the page and sign in."""
    page = new_page(**options)
    page.goto(f"{office.base_url}/chief")
    page.locator("form input[autocomplete=username]").fill("chief-welding")
    page.locator("form input[type=password]").fill("correct horse")
    page.locator("form .button").click()
    expect(page.locator("[data-form]").first).to_be_visible()
    return page


def test_a_wrong_password_is_told(office: FakeOffice, new_page: NewPage) -> None:
    """Nothing is shown before the sign-in."""
    page = new_page()
    page.goto(f"{office.base_url}/chief")
    page.get_by_label("Name").fill("chief-welding")
    page.get_by_label("Password").fill("wrong")

    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("alert")).to_contain_text("wrong")
    expect(page.locator("[data-form]")).to_have_count(0)


def test_forms_say_what_is_missing_and_who_is_awaited(office: FakeOffice, new_page: NewPage) -> None:
    """R31: the board of forms, without a total or a score."""
    prepare(office)

    page = signed_in(new_page, office)

    card = page.locator("[data-form='B1']")
    expect(card).to_contain_text("0 of 6 sheets full")
    expect(card).to_contain_text("Awaited: Dana Omarova, Timur Kim")
    expect(card).to_contain_text("Team: Dana Omarova, Yerlan Seitov, Madina Zhunis, Timur Kim")


def test_a_team_is_formed_and_a_bad_one_refused(office: FakeOffice, new_page: NewPage) -> None:
    """R21: the server decides; its words are shown."""
    page = signed_in(new_page, office)
    card = page.locator("[data-form='B1']")
    card.get_by_role("button", name="Form the team").click()
    for at, expert in enumerate(("e-1", "e-2", "e-3"), 1):
        card.get_by_label(f"Expert {at}").select_option(expert)
    card.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("needs a supervisor")

    card.get_by_label("Supervisor").select_option("e-4")
    card.get_by_role("button", name="Save").click()

    expect(card.get_by_role("button", name="Change the team")).to_be_visible()
    assert "e-4" == office.marking.tally.lives["B1"].team.supervisor


def test_a_phone_is_paired_from_the_chiefs_screen(office: FakeOffice, new_page: NewPage) -> None:
    """The code on the screen is all that a phone needs; then it stands in the list, and can be put out."""
    page = signed_in(new_page, office)
    page.get_by_role("link", name="Devices").click()
    page.get_by_label("For whom").select_option("e-2")
    page.get_by_role("button", name="Show the code").click()
    expect(page.get_by_role("img", name="Scan")).to_be_visible()
    code = page.locator("[data-code]").inner_text()
    mark = phone(new_page, office)
    mark.page.goto(f"{office.base_url}/mark#pair={code}")
    mark.page.locator("form .button").tap()
    mark.show_pin()

    row = page.locator("[data-device]")
    expect(row).to_contain_text("Yerlan Seitov")
    row.get_by_role("button", name="Revoke").click()
    page.get_by_role("button", name="Yes").click()

    expect(row).to_contain_text("Revoked")
    assert [True] == [device.is_revoked for device in office.devices.values() if device.id]


def test_an_entry_set_aside_is_taken_with_a_reason(office: FakeOffice, new_page: NewPage) -> None:
    """R33: both entries stand side by side; the decision is in the log with its reason."""
    enter(office, "e-1", "A1", "c-1", "A1.1", mark="1.00")
    enter(office, "e-2", "A1", "c-1", "A1.1", mark="0.00", comment="a crack")
    page = signed_in(new_page, office)
    page.get_by_role("link", name="To decide").click()
    card = page.locator("[data-aside]")
    expect(card.locator("[data-remark]")).to_contain_text("a crack")
    expect(card.locator("[data-remark]")).to_contain_text("Yerlan Seitov")
    expect(card).to_contain_text("Stands: 1.00, Dana Omarova")
    expect(card).to_contain_text("Set aside: 0.00, Yerlan Seitov")

    card.get_by_role("button", name="Take this one").click()
    page.get_by_label("Reason").fill("Measured together")
    page.get_by_role("button", name="Yes").click()

    expect(page.get_by_text("No entry is set aside")).to_be_visible()
    assert 0 == office.marking.tally.sheets["c-1", "A1"].marks["A1.1"].mark


def test_a_refusal_names_people_as_people_know_them(office: FakeOffice, new_page: NewPage) -> None:
    """R33: whoever entered it is no longer in the team: the services say an id, the page a name."""
    enter(office, "e-1", "A1", "c-1", "A1.1", mark="1.00")
    enter(office, "e-2", "A1", "c-1", "A1.1", mark="0.00")
    office.act("chief_expert", "set_team", form="A1", experts=["e-1", "e-3"])
    page = signed_in(new_page, office, locale="ru-RU")
    page.locator("nav a").nth(1).click()

    page.locator("[data-aside] button").first.click()
    page.locator("dialog input").fill("Измерили вместе")
    page.locator("dialog button").first.click()

    expect(page.get_by_role("alert")).to_contain_text("«Ерлан Сейтов» не входит в группу, которая")


def test_a_signed_form_is_locked_and_released(office: FakeOffice, new_page: NewPage) -> None:
    """Each asks once more; afterwards two people are needed."""
    values = {"C1.1": {"measured": "12.00"}, "C1.2": {"mark": "1.00"}, "C1.3": {"deductions": 1}}
    for at in range(1, office.competitors + 1):
        for aspect, value in values.items():
            enter(office, "e-1", "C1", f"c-{at}", aspect, **value)
    office.act("chief_expert", "check_sheets", form="C1")
    office.act("expert", "sign_form", actor="e-1", form="C1")
    page = signed_in(new_page, office)
    card = page.locator("[data-form='C1']")

    card.get_by_role("button", name="Lock").click()
    page.get_by_role("button", name="Yes").click()
    card.get_by_role("button", name="Release").click()
    page.get_by_role("button", name="Yes").click()

    expect(card).to_contain_text("Released")
    expect(card.get_by_role("button", name="Ask to unlock")).to_be_visible()


def test_the_history_of_a_sheet_has_every_entry_ever(office: FakeOffice, new_page: NewPage) -> None:
    """R30: what was, by whom, why it changed, and what stands now."""
    enter(office, "e-1", "A1", "c-2", "A1.1", mark="1.00")
    enter(office, "e-2", "A1", "c-2", "A1.1", mark="0.00", based_on=1, reason="Measured again")
    enter(office, "e-1", "A1", "c-2", "A1.1", mark="1.00", based_on=1, reason="Late")
    page = signed_in(new_page, office)

    page.locator("[data-form='A1']").get_by_role("link", name="Sheets and history").click()
    page.get_by_label("Competitor").select_option("c-2")

    card = page.locator("[data-history='A1.1']")
    lines = card.locator("ol li")
    expect(lines).to_have_count(3)
    expect(lines.nth(0)).to_contain_text("Dana Omarova")
    expect(lines.nth(1)).to_contain_text("Measured again")
    expect(lines.nth(2)).to_contain_text("set aside")
    expect(card).to_contain_text("Stands: 0.00")
    expect(page.locator("[data-history='A1.2']")).to_contain_text("Nothing was entered")


def test_a_score_is_secret_in_the_history_until_all_have_spoken(
    office: FakeOffice, new_page: NewPage
) -> None:
    """R22: also the chief expert may not know."""
    office.act("chief_expert", "set_team", form="B1", experts=["e-1", "e-2", "e-3"], supervisor="e-4")
    enter(office, "e-1", "B1", "c-2", "B1.1", score=3)
    page = signed_in(new_page, office)

    page.evaluate("location.hash = '#/history/B1/c-2'")

    line = page.locator("[data-history='B1.1'] ol li")
    expect(line).to_contain_text("kept secret until all have spoken")
    expect(line.locator("b")).to_have_text("•")


def test_the_feedback_report_of_a_competitor_is_saved_to_print(office: FakeOffice, new_page: NewPage) -> None:
    """R48: of the competitor that is chosen, with the token in no address; a refusal is told."""
    page = signed_in(new_page, office)
    page.evaluate("location.hash = '#/history/A1/c-2'")

    with page.expect_download() as saved:
        page.get_by_role("button", name="Feedback report").click()

    assert "feedback-welding-c-2.html" == saved.value.suggested_filename
    assert "<html lang=en>c-2 for chief_expert</html>" == saved.value.path().read_text()
    office.has_reports = False
    page.get_by_role("button", name="Feedback report").click()
    expect(page.get_by_role("alert")).to_have_text("The report cannot be read now.")
    page.get_by_label("Competitor").select_option("c-1")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_is_late_names_whom_it_waits_for(office: FakeOffice, new_page: NewPage) -> None:
    """R31: the days of this championship are long over; a form without a team waits for the chief."""
    prepare(office)

    page = signed_in(new_page, office, timezone_id="America/Lima")

    owed = page.locator("[data-debt='B1']")
    expect(owed).to_contain_text("Late")
    expect(owed).to_contain_text("scores: Dana Omarova, Yerlan Seitov, Timur Kim")
    expect(page.locator("[data-debt='A1']")).to_contain_text("form the team")


def test_before_the_first_day_nothing_is_late(office: FakeOffice, new_page: NewPage) -> None:
    """An empty list says so."""
    office.marking.days = ["2126-05-20", "2126-05-21"]

    page = signed_in(new_page, office)

    expect(page.locator("[data-debts='0']")).to_contain_text("Nothing is late")


def test_an_appeal_goes_its_way_with_all_that_was_said(office: FakeOffice, new_page: NewPage) -> None:
    """R32: taken into review, decided with a reason, and answered by a correction that names it."""
    enter(office, "e-1", "A1", "c-1", "A1.1", mark="0.00")
    office.act("team_leader", "submit_appeal", actor="x-8", form="A1", competitor="c-1", member="abai",
               aspect="A1.1", reason="The joint is fused")  # fmt: skip
    page = signed_in(new_page, office)
    page.get_by_role("link", name="To decide").click()
    card = page.locator("[data-appeal]")
    card.get_by_role("button", name="Take into review").click()
    card.get_by_role("button", name="Upheld", exact=True).click()
    page.get_by_label("Reason").fill("Seen under light")
    page.get_by_role("button", name="Yes").click()
    expect(card).to_contain_text("The joint is fused")
    expect(card).to_contain_text("Seen under light")
    expect(card).to_contain_text("A correction must follow")

    expert = phone(new_page, office)
    expert.pair()
    expert.go_to_sheet("A1", "c-1")
    expert.tap_mark("A1.1", "1.00")
    expert.page.locator("dialog input, dialog textarea").fill("Appeal upheld")
    expert.page.locator("dialog .button").tap()
    expert.expect_custody("A1.1", "counted")

    expect(card).to_contain_text("the appeal is closed")
    assert [True] == [appeal.corrected_by is not None for appeal in office.marking.tally.appeals.values()]


def test_panels_show_what_members_give_each_other(office: FakeOffice, new_page: NewPage) -> None:
    """R21: nobody scores the own member, so favours would go crosswise."""
    prepare(office)
    page = signed_in(new_page, office)
    page.get_by_role("link", name="Panels").click()

    rows = page.locator("[data-expert='e-1'] [data-member]")
    expect(rows.nth(1)).to_contain_text("Astana")
    expect(rows.nth(1)).to_contain_text("generous both ways")
    expect(rows.nth(0)).not_to_contain_text("generous both ways")
    expect(rows.nth(0)).to_contain_text("−0.72")


def test_a_device_is_renamed_and_kept_from_writing(office: FakeOffice, new_page: NewPage) -> None:
    """What a tablet is called is what the chief calls it."""
    mark = phone(new_page, office)
    mark.pair()
    page = signed_in(new_page, office)
    page.get_by_role("link", name="Devices").click()
    row = page.locator("[data-device]")

    row.get_by_role("button", name="Rename").click()
    row.get_by_label("Name of the device").fill("Tablet 7")
    row.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Tablet 7")
    row.get_by_label("May write").uncheck()

    office.wait_for(lambda: [False] == [one.may_write for one in office.devices.values() if one.id])


def test_the_chiefs_screen_leads_phones_to_trust(office: FakeOffice, new_page: NewPage) -> None:
    """Where the certificate is the venue's own, a code leads to the page that explains it."""
    office.addresses = {
        "secure": "https://127.0.0.1:1",
        "trust": f"{office.base_url}/trust",
        "certificate": "internal",
    }
    page = signed_in(new_page, office)
    page.get_by_role("link", name="Devices").click()

    page.get_by_text("Phones that warn of this address").click()

    expect(page.get_by_role("img", name="Scan this with the phone")).to_be_visible()
    expect(page.get_by_role("link", name=f"{office.base_url}/trust")).to_be_visible()


def test_the_page_fits_a_phone(office: FakeOffice, new_page: NewPage) -> None:
    """A chief expert walks about, too."""
    prepare(office)
    page = signed_in(new_page, office, viewport={"width": 360, "height": 740})

    for tab in ("forms", "disputes", "devices", "quality"):
        page.evaluate(f"location.hash = '#/{tab}'")
        expect(page.locator(f"a[href='#/{tab}']")).to_have_attribute("aria-current", "page")
        assert 0 == page.evaluate(OVERFLOW), tab
