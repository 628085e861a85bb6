"""A panel on several devices, and what a person is told when something is not as it should be."""

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import MarkPage, phone
from tests.browser.mark_scenes import enter

DAY_MS = 86_400_000


def panel_of_four(office: FakeOffice, new_page: NewPage) -> dict[str, MarkPage]:
    """Pair three marking experts and their supervisor, each with a phone; e-3 is a compatriot of c-1."""
    office.act("chief_expert", "set_team", form="B1", experts=["e-1", "e-2", "e-3"], supervisor="e-4")
    phones = {}
    for expert in ("e-1", "e-2", "e-3", "e-4"):
        phones[expert] = phone(new_page, office)
        phones[expert].pair(code=f"CODE{expert[-1]}", subject=expert)
    return phones


def test_a_panel_of_four_devices_confers_and_scores_again(office: FakeOffice, new_page: NewPage) -> None:
    """R21 to R23: the supervisor steps in, nobody sees a score before all are in, then all see them."""
    phones = panel_of_four(office, new_page)
    for mark in phones.values():
        mark.go_to_sheet("B1", "c-1")

    kin = phones["e-3"].aspect("B1.1").locator("button[data-score]")
    assert {True} == {button.is_disabled() for button in kin.all()}
    phones["e-1"].tap_score("B1.1", 0)
    phones["e-1"].expect_custody("B1.1", "waiting")
    phones["e-2"].tap_score("B1.1", 2)
    expect(phones["e-2"].aspect("B1.1")).to_contain_text("2 of 3 in")
    expect(phones["e-4"].aspect("B1.1")).to_contain_text("Awaited: Timur Kim")
    assert 0 == phones["e-4"].aspect("B1.1").locator("[aria-pressed=true]").count()
    phones["e-4"].tap_score("B1.1", 2)

    for expert in ("e-1", "e-2", "e-4"):
        expect(phones[expert].aspect("B1.1")).to_contain_text("The scores were 0 · 2 · 2")
        phones[expert].tap_score("B1.1", 1 if expert == "e-1" else 2)
    office.wait_for(lambda: "B1.1" in office.marking.tally.sheets["c-1", "B1"].marks)
    assert (1, 2, 2) == office.marking.tally.sheets["c-1", "B1"].marks["B1.1"].entry.scores
    expect(phones["e-1"].aspect("B1.1")).to_contain_text("Scores 1 · 2 · 2")


def test_one_device_enters_for_the_whole_panel(office: FakeOffice, new_page: NewPage) -> None:
    """R22: all show at once, the supervisor enters three scores per aspect."""
    office.act("chief_expert", "set_team", form="B1", experts=["e-1", "e-2", "e-3"], supervisor="e-4")
    mark = phone(new_page, office)
    mark.pair(subject="e-4")
    mark.page.locator("[data-form='B1']").tap()
    mark.page.get_by_role("checkbox").check()
    mark.page.locator("[data-competitor='c-1']").tap()

    for voice, score in enumerate((2, 3, 3)):
        mark.aspect("B1.1").locator(f"[data-voice='{voice}'][data-score='{score}']").tap()

    mark.expect_custody("B1.1", "counted")
    assert (2, 3, 3) == office.marking.tally.sheets["c-1", "B1"].marks["B1.1"].entry.scores


def test_who_may_enter_for_nobody_else_is_not_asked(office: FakeOffice, new_page: NewPage) -> None:
    """R22: e-2 may enter only the own score; the supervisor has the box."""
    office.act("chief_expert", "set_team", form="B1", experts=["e-2", "e-3", "e-4"], supervisor="e-1")
    boxes = {}
    for expert in ("e-1", "e-2"):
        mark = phone(new_page, office)
        mark.pair(code=f"CODE{expert[-1]}", subject=expert)
        mark.page.locator("[data-form='B1']").tap()
        expect(mark.page.locator("[data-competitor]").first).to_be_visible()
        boxes[expert] = mark.page.get_by_role("checkbox").count()

    assert {"e-1": 1, "e-2": 0} == boxes


def test_half_a_panel_survives_a_reload(office: FakeOffice, new_page: NewPage) -> None:
    """A draft is kept on the device until all scores of the aspect are there."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("B1", "c-1")
    mark.aspect("B1.1").locator("[data-voice='0'][data-score='2']").tap()
    expect(mark.aspect("B1.1").locator("[data-voice='0'][aria-pressed=true]")).to_have_count(1)
    mark.wait_until_noted()

    mark.page.reload()

    expect(mark.aspect("B1.1").locator("[data-voice='0'][data-score='2']")).to_have_attribute(
        "aria-pressed", "true"
    )


def set_aside(office: FakeOffice, new_page: NewPage) -> MarkPage:
    """Return a phone of e-1 whose 0.00 came after the 1.00 of e-2."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")
    mark.page.context.set_offline(True)
    mark.tap_mark("A1.1", "0.00")
    mark.expect_custody("A1.1", "saved")
    enter(office, "e-2", "A1", "c-1", "A1.1", mark="1.00")
    mark.page.context.set_offline(False)
    mark.expect_custody("A1.1", "set_aside")
    expect(mark.outbox).to_have_text("Needs you: 1")
    return mark


def test_a_stale_second_device_is_set_aside_and_told_why(office: FakeOffice, new_page: NewPage) -> None:
    """R33: nothing is overwritten; the person sees both, and may drop the own one."""
    mark = set_aside(office, new_page)

    expect(mark.aspect("A1.1").get_by_role("alert")).to_contain_text("Yerlan Seitov had entered 1.00 first")
    mark.aspect("A1.1").get_by_role("button", name="Drop mine").tap()
    mark.expect_custody("A1.1", "counted")
    assert {"e-1"} == {item.decided_by for item in office.marking.tally.set_aside.values()}


def test_a_refusal_says_why_and_what_to_do(office: FakeOffice, new_page: NewPage) -> None:
    """A form that was locked meanwhile: the entry is kept on the screen with the way out."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")
    mark.page.context.set_offline(True)
    mark.tap_mark("A1.1", "0.00")
    mark.expect_custody("A1.1", "saved")
    office.act("chief_expert", "set_team", form="A1", experts=["e-2", "e-3"])

    mark.page.context.set_offline(False)

    mark.expect_custody("A1.1", "refused")
    alert = mark.aspect("A1.1").get_by_role("alert")
    expect(alert).to_contain_text("“Dana Omarova” is not in the team that does this.")
    expect(alert).to_contain_text("Ask the chief expert to form the team")


def test_a_good_entry_counts_although_one_beside_it_is_refused(office: FakeOffice, new_page: NewPage) -> None:
    """A submission is entered whole or not at all; the page then tries each entry alone."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")
    mark.page.context.set_offline(True)  # first, so that the page cannot hear of the other's entry
    enter(office, "e-1", "A1", "c-1", "A1.1", mark="1.00")
    mark.tap_mark("A1.1", "0.00")
    mark.tap_mark("A1.2", "1.00")

    mark.page.context.set_offline(False)

    mark.expect_custody("A1.2", "counted")
    mark.expect_custody("A1.1", "set_aside", "refused")


def test_a_revoked_device_keeps_what_it_has_and_says_so(office: FakeOffice, new_page: NewPage) -> None:
    """Nothing goes out any more; paired again, the outbox does."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")
    next(iter(office.devices.values())).is_revoked = True

    mark.tap_mark("A1.1", "1.00")

    expect(mark.page.get_by_role("alert")).to_contain_text("taken out by the chief expert")
    mark.expect_custody("A1.1", "saved")
    mark.page.get_by_role("button", name="Pair again").tap()
    office.codes["AGAIN1"] = ("e-1", "expert")
    mark.page.get_by_label("Code").fill("again1")
    mark.page.locator("form .button").tap()
    expect(mark.page.locator("input[type=password]")).to_have_count(1)
    mark.page.locator("input[type=password]").fill("2468")
    mark.page.locator("form .button").tap()
    mark.expect_custody("A1.1", "counted")


def test_the_write_switch_holds_entries_back_until_it_is_on(office: FakeOffice, new_page: NewPage) -> None:
    """The chief expert's switch is told in words; the entries wait on the device."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("A1", "c-1")
    next(iter(office.devices.values())).may_write = False

    mark.tap_mark("A1.1", "1.00")

    expect(mark.page.get_by_role("alert")).to_contain_text("switched off entering")
    mark.expect_custody("A1.1", "saved")
    next(iter(office.devices.values())).may_write = True
    mark.page.reload()
    mark.expect_custody("A1.1", "counted")


def test_an_expired_code_and_a_wrong_one_are_told_apart(office: FakeOffice, new_page: NewPage) -> None:
    """Two minutes are over, or a letter is wrong: each says what to do."""
    office.expired_codes.add("OLD111")
    mark = phone(new_page, office)
    mark.page.goto(f"{office.base_url}/mark#pair=OLD111")
    mark.page.locator("form .button").tap()
    expect(mark.page.get_by_role("alert")).to_contain_text("has expired")

    mark.page.get_by_label("Code").fill("WRONG1")
    mark.page.locator("form .button").tap()

    expect(mark.page.get_by_role("alert")).to_contain_text("check each character")


def test_a_wrong_pin_five_times_locks_the_signature(office: FakeOffice, new_page: NewPage) -> None:
    """Each try says how many are left; the fifth says for how long it is locked."""
    office.act("chief_expert", "set_team", form="B1", experts=["e-1", "e-2", "e-3"], supervisor="e-4")
    office.pins["e-1"] = "1357"
    office.codes["K7QF2M"] = ("e-1", "expert")
    mark = phone(new_page, office)
    mark.page.goto(f"{office.base_url}/mark#pair=K7QF2M")
    mark.page.locator("form .button").tap()

    for left in (4, 3, 2, 1):
        mark.page.locator("input[type=password]").fill("0000")
        mark.page.locator("form .button").tap()
        expect(mark.page.get_by_role("alert")).to_contain_text(f"tries left: {left}")
    mark.page.locator("input[type=password]").fill("0000")
    mark.page.locator("form .button").tap()

    expect(mark.page.get_by_role("alert")).to_contain_text("in 15 min")


def test_a_form_is_checked_and_signed_with_the_pin(office: FakeOffice, new_page: NewPage) -> None:
    """The PIN is asked for again; without a right one nothing is signed."""
    for at in range(1, office.competitors + 1):
        expert = "e-1"
        for aspect in ("C1.1", "C1.2", "C1.3"):
            value = {"C1.1": {"measured": "12.00"}, "C1.2": {"mark": "1.00"}, "C1.3": {"deductions": 1}}[
                aspect
            ]
            enter(office, expert, "C1", f"c-{at}", aspect, **value)  # type: ignore[arg-type]
    mark = phone(new_page, office)
    mark.pair()
    mark.page.evaluate("location.hash = '#/sign/welding/C1'")

    mark.page.get_by_role("button", name="Check 6 sheets").tap()
    mark.page.get_by_role("button", name="Sign with PIN").tap()
    mark.page.locator("dialog input").fill("1111")
    mark.page.locator("dialog .button").tap()
    expect(mark.page.locator("dialog").get_by_role("alert")).to_contain_text("The PIN is wrong")
    mark.page.locator("dialog input").fill("2468")
    mark.page.locator("dialog .button").tap()

    expect(mark.page.get_by_text("✓ you")).to_be_visible()
    assert ["e-1"] == list(office.marking.tally.lives["C1"].signatures)


def test_a_clock_off_by_a_day_is_told_and_changes_nothing(office: FakeOffice, new_page: NewPage) -> None:
    """The person hears of it, the day shown is the server's, and marks go out and count."""
    page_options = {"code": "CLOCK1"}
    mark = phone(new_page, office)
    mark.page.add_init_script(f"const now = Date.now.bind(Date); Date.now = () => now() + {DAY_MS};")
    mark.pair(**page_options)
    mark.go_to_sheet("A1", "c-1")

    mark.tap_mark("A1.1", "1.00")

    expect(mark.page.get_by_text("The clock of this device is wrong")).to_be_visible()
    mark.expect_custody("A1.1", "counted")


def test_two_devices_on_one_form_see_each_other(office: FakeOffice, new_page: NewPage) -> None:
    """The guard names the other device while both have the form open."""
    mark = phone(new_page, office)
    mark.pair()
    other = phone(new_page, office)
    other.pair(code="OTHER1", subject="e-2")
    next(d for d in office.devices.values() if d.subject == "e-2").at = {
        "skill": "welding", "form": "A1", "competitor": "c-1",
    }  # fmt: skip
    mark.go_to_sheet("A1", "c-1")

    mark.page.reload()

    expect(mark.page.get_by_text("Also on this form: Tablet 3")).to_be_visible()


def test_the_outbox_is_handed_over_by_a_file_and_counts_once(office: FakeOffice, new_page: NewPage) -> None:
    """Without any network it goes to another device of the same expert; both send it, once it counts."""
    old = phone(new_page, office)
    old.pair()
    old.wait_until_kept()
    old.go_to_sheet("A1", "c-1")
    old.page.context.set_offline(True)
    old.tap_mark("A1.1", "1.00")
    old.expect_custody("A1.1", "saved")
    old.page.evaluate("location.hash = '#/outbox'")
    with old.page.expect_download() as saving:
        old.page.get_by_role("button", name="Save as file").tap()
    new = phone(new_page, office)
    new.pair(code="OTHER1")
    new.wait_until_kept()
    new.page.evaluate("location.hash = '#/outbox'")

    new.page.locator("input[type=file]").set_input_files(saving.value.path())
    new.page.locator("[data-same=yes]").tap()

    expect(new.page.get_by_text("1 submission taken in")).to_be_visible()
    office.wait_for(lambda: office.marking.tally.entries_counted == 1)
    old.page.context.set_offline(False)
    expect(old.outbox).to_have_attribute("data-outbox", "0")
    assert 1 == office.marking.tally.entries_counted


def test_a_language_is_changed_in_the_middle_of_an_entry(office: FakeOffice, new_page: NewPage) -> None:
    """What is half typed stays."""
    mark = phone(new_page, office)
    mark.pair()
    mark.go_to_sheet("C1", "c-1")
    mark.aspect("C1.1").locator("[data-measured]").fill("12,")

    mark.page.get_by_label("Language").select_option("kk")

    expect(mark.page.get_by_role("button", name="Енгізу")).to_be_visible()
    expect(mark.aspect("C1.1").locator("[data-measured]")).to_have_value("12,")
