"""The seats beside the experts': a trainee whose marks never count, a clerk who types signed paper in."""

from playwright.sync_api import expect

from shared.domain.events import Paper
from tests.browser.chief_scenes import sign_in
from tests.browser.conftest import NewPage
from tests.browser.fake_office import FakeOffice
from tests.browser.mark_page import MarkPage, phone
from tests.browser.mark_photos import camera_photo
from tests.browser.mark_scenes import enter


def test_a_trainee_marks_and_nothing_of_it_leaves_the_device(office: FakeOffice, new_page: NewPage) -> None:
    """The page says so; entries survive a reload; the panel's marks stand beside them once all are in."""
    office.act("chief_expert", "set_team", form="B1", experts=["e-1", "e-2", "e-3"], supervisor="e-4")
    mark = phone(new_page, office)
    mark.pair("TRAIN2", "t-1", "trainee")
    expect(mark.page.locator(".note")).to_contain_text("Practice: nothing counts")
    mark.open_sheet("B1", "c-2")
    expect(mark.page.locator("header .practice")).to_have_text("Practice")
    for aspect, score in (("B1.1", 1), ("B1.2", 2), ("B1.3", 3)):
        mark.tap_score(aspect, score)
    expect(mark.aspect("B1.3").locator("[data-practice='kept']")).to_be_visible()
    mark.page.reload()
    expect(mark.aspect("B1.1").locator("[data-score='1'][aria-pressed='true']")).to_be_visible()

    for aspect in ("B1.1", "B1.2", "B1.3"):
        for expert in ("e-1", "e-2", "e-3"):
            enter(office, expert, "B1", "c-2", aspect, score=2)
    mark.page.reload()

    compared = mark.aspect("B1.1").locator("[data-practice='compared']")
    expect(compared).to_contain_text("Yours: 1")
    expect(compared).to_contain_text("2 · 2 · 2, mark 1.33")
    assert [] == [path for method, path in office.requests if method == "POST" and "submissions" in path]
    assert {"e-1", "e-2", "e-3"} == {
        said.expert
        for aspect in ("B1.1", "B1.2", "B1.3")
        for said, _ in office.marking.entered("c-2", aspect)
    }


def test_a_trainee_neither_signs_nor_remarks(office: FakeOffice, new_page: NewPage) -> None:
    """What stands for a mark is not offered."""
    mark = phone(new_page, office)
    mark.pair("TRAIN2", "t-1", "trainee")
    mark.page.locator("[data-form='A1']").tap()
    expect(mark.page.locator("[data-competitor='c-1']")).to_be_visible()

    assert 0 == mark.page.locator("a[href*='sign']").count()
    mark.page.locator("[data-competitor='c-1']").tap()
    expect(mark.page.locator("[data-aspect]").first).to_be_visible()
    assert 0 == mark.page.locator("textarea, input[type=file]").count()


def test_a_clerk_types_a_signed_sheet_for_an_expert(office: FakeOffice, new_page: NewPage) -> None:
    """R22: first who signed and the photo of the sheet, then the marks; the sheet says who typed for whom."""
    mark = phone(new_page, office)
    mark.pair("CLERK2", "k-1", "clerk")
    mark.open_sheet("A1", "c-1")
    expect(mark.aspect("A1.1").locator("[data-mark='1.00']")).to_be_disabled()
    assert ["", "e-1", "e-2", "e-4"] == [
        option.get_attribute("value") for option in mark.page.locator("[data-paper-card] option").all()
    ]  # e-3 is a compatriot of c-1 (R21)

    mark.page.locator("[data-paper-card] select").select_option("e-2")
    file = {"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": camera_photo(mark.page)}
    mark.page.locator("[data-paper-card] input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    mark.tap_mark("A1.1", "1.00")

    mark.expect_custody("A1.1", "counted")
    office.wait_for(lambda: len(office.photos) == 1)
    ((said, _),) = office.marking.entered("c-1", "A1.1")
    assert ("e-2", Paper("k-1", next(iter(office.photos)))) == (said.expert, said.paper)
    expect(mark.aspect("A1.1").locator("[data-paper]")).to_have_text(
        "Typed from paper by k-1 for Yerlan Seitov"
    )
    expert = phone(new_page, office)
    expert.pair("OTHER2", "e-2")
    expert.open_sheet("A1", "c-1")
    expect(expert.aspect("A1.1").locator("[data-paper]")).to_contain_text("by k-1")


def test_a_clerk_types_the_scores_of_a_whole_panel(office: FakeOffice, new_page: NewPage) -> None:
    """The three scores of the sheet go out together; the clerk neither checks nor signs."""
    office.act("chief_expert", "set_team", form="B1", experts=["e-1", "e-2", "e-3"], supervisor="e-4")
    mark = phone(new_page, office)
    mark.pair("CLERK2", "k-1", "clerk")
    mark.page.locator("[data-form='B1']").tap()
    expect(mark.page.locator("[data-competitor='c-2']")).to_be_visible()
    assert 0 == mark.page.locator("a[href*='sign']").count()
    mark.page.locator("[data-competitor='c-2']").tap()
    mark.page.locator("[data-paper-card] select").select_option("e-1")
    file = {"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": camera_photo(mark.page)}
    mark.page.locator("[data-paper-card] input[type=file]").set_input_files(file)  # type: ignore[arg-type]

    for row, score in zip(mark.aspect("B1.1").locator(".row").all(), (2, 2, 3), strict=True):
        row.locator(f"[data-score='{score}']").tap()

    mark.expect_custody("B1.1", "counted")
    ((said, entry),) = office.marking.entered("c-2", "B1.1")
    assert ("e-1", (2, 2, 3)) == (said.expert, entry.scores)
    assert said.paper is not None
    assert "k-1" == said.paper.clerk


def test_the_chief_expert_pairs_a_clerk(office: FakeOffice, new_page: NewPage) -> None:
    """Somebody who is no expert has an id of their own; the code is never said to hold for over 120 s."""
    chief = MarkPage(new_page(viewport={"width": 1280, "height": 800}), office)
    sign_in(chief)
    chief.page.evaluate("location.hash = '#/devices'")
    chief.page.locator("select[data-role]").select_option("clerk")
    chief.page.locator("input[data-who]").fill("k-1")

    chief.page.locator("form .button").click()

    expect(chief.page.locator("[data-code]")).to_be_visible()
    assert [("k-1", "clerk")] == list(office.codes.values())
    seconds = chief.page.locator("[role=timer]").inner_text().split()[2]
    assert int(seconds) <= 120
