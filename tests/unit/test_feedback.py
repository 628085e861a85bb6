"""A competitor's feedback report (R48): section by section, for those to whom it belongs."""

from dataclasses import replace
from typing import Any

import pytest

from services.office.answers_feedback import FeedbackAnswer
from services.office.feedback_page import feedback_page
from shared.domain.acts import ConfirmUnlock, DecideSetAside, RequestUnlock
from shared.domain.catalogue_events import person_document
from shared.domain.errors import RuleBroken
from shared.domain.events import EnterMarks, Entry
from shared.domain.people import Person
from shared.topics import PEOPLE
from tests.builders import act, enter, measured, panel_skill, score, set_skill, set_team
from tests.endings import ending
from tests.office_twins import WHERE, Office
from tests.office_world import World, token, viewer

TEAM = viewer("results_team", "x-2")
LEADER = viewer("team_leader", "x-8", member="abai")
PATH = "/api/v1/office/cup/skills/testing/feedback"


def said(entry: Entry, comment: str) -> Entry:
    """Return the entry with a comment."""
    return entry._replace(comment=comment)


def remark(aspect: str, comment: str) -> Entry:
    """Return a comment without a mark."""
    return Entry(aspect, None, None, 0, None, comment=comment)


def report(office: Office, who: Any = TEAM, competitor: str = "c-1") -> dict[str, Any]:
    """Return the report, in its promised shape."""
    document = office.desk.feedback(who, *WHERE, competitor)
    FeedbackAnswer.model_validate(document)
    return document


def comments(document: dict[str, Any]) -> dict[str, list[str]]:
    """Return the comments by aspect."""
    return {
        aspect["aspect"]: aspect["comments"]
        for section in document["sections"]
        for aspect in section["aspects"]
    }


def panel(*entries: EnterMarks) -> Office:
    """Return an office in which A2 has a panel of three, after ``entries``."""
    return Office(TEAM).take(set_skill(panel_skill()), set_team(), *entries)


def test_each_section_has_its_share_its_marks_and_its_comments() -> None:
    """R48: won, of what is marked, aspect by aspect."""
    office = panel(enter(said(measured("A1.1", "0.00"), "the seam is open"), expert="e-3"))

    document = report(office)

    (section,) = (s for s in document["sections"] if any(a["comments"] for a in s["aspects"]))
    (aspect,) = (a for a in section["aspects"] if a["comments"])
    assert ("0.00", "1.00", "0.0") == (section["won"], section["of"], section["percent"])
    assert ("A1.1", "A1", "M", "0.00", "1.00", ["the seam is open"]) == tuple(
        aspect[name] for name in ("aspect", "form", "method", "mark", "mark_max", "comments")
    )
    assert ("0.00", "1.00", "provisional") == (document["total"], document["marked"], document["state"])


def test_the_last_comment_of_each_who_marked_is_told_without_a_name() -> None:
    """Whoever thinks again says it anew; a comment alone counts like one with a mark."""
    office = panel(
        enter(said(measured("A1.1", "1.00"), "well done"), expert="e-3"),
        enter(remark("A1.1", "from the other pair"), expert="e-4"),
        enter(said(measured("A1.1", "0.00", 1, "wrong row"), "the other row"), expert="e-3"),
    )

    document = report(office)

    assert ["from the other pair", "the other row"] == comments(document)["A1.1"]
    assert "e-3" not in str(document)


def test_what_a_judge_remarks_is_told_once_all_scores_are_in() -> None:
    """R22: a comment may tell the score."""
    judges = [
        enter(score("A2.1", 2)._replace(comment=f"{who} says"), form="A2", expert=who)
        for who in ("e-1", "e-4", "e-3")
    ]

    assert [] == comments(report(panel(*judges[:2])))["A2.1"]
    assert ["e-1 says", "e-4 says", "e-3 says"] == comments(report(panel(*judges)))["A2.1"]


@pytest.mark.parametrize(("decision", "told"), [("take", ["late"]), ("drop", [])])
def test_a_comment_that_was_set_aside_is_told_when_it_was_taken(decision: str, told: list[str]) -> None:
    """R33: with the entry that it belongs to."""
    late = enter(said(measured("A1.1", "0.00"), "late"), expert="e-4")
    office = panel(enter(measured("A1.1", "1.00"), expert="e-3"), late)
    before = comments(report(office))["A1.1"]

    office.take(
        act(
            DecideSetAside,
            "chief_expert",
            submission=late.id,
            aspect="A1.1",
            decision=decision,
            reason="seen again",
        )
    )

    assert [] == before
    assert told == comments(report(office))["A1.1"]


def test_a_leader_sees_released_forms_of_the_own_member_only() -> None:
    """R50: nothing before the release, nothing after an unlock, never anybody else's."""
    commands = ending()
    unlock = {"form": "A1", "reason": "an appeal"}
    office = Office(LEADER).take(*commands[:-3])
    locked = report(office, LEADER)
    office.take(*commands[-3:])
    released = report(office, LEADER)
    office.take(
        act(RequestUnlock, "chief_expert", "x-1", **unlock),
        act(ConfirmUnlock, "results_team", "x-2", **unlock),
    )
    with pytest.raises(RuleBroken, match="not_allowed_here"):
        report(office, LEADER, "c-2")
    with pytest.raises(RuleBroken, match="not_allowed_here"):
        report(office, LEADER, "nobody")

    assert ([], "0.00", {}) == (locked["forms"], locked["total"], comments(locked))
    assert (["A1"], "90.00", "final") == (released["forms"], released["total"], released["state"])
    assert [] == report(office, LEADER)["forms"]
    assert "90.00" == report(office)["total"]


@pytest.mark.parametrize("role", ["expert", "trainee", "clerk", "announcer", "operator"])
def test_nobody_else_sees_a_report(role: Any) -> None:
    """A report adds up marks, which who marks may not see (R27)."""
    office = panel()

    with pytest.raises(RuleBroken, match="role_not_allowed"):
        report(office, viewer(role, "e-1"))


def test_a_report_of_nobody_is_refused() -> None:
    """With the field that is wrong."""
    with pytest.raises(RuleBroken, match="unknown_competitor") as refused:
        report(panel(), competitor="nobody")

    assert {"field": "competitor", "value": "nobody"} == refused.value.details


async def test_the_report_is_read_and_printed_over_http() -> None:
    """As data with an ETag; as a page in the reader's language that runs no script and is kept nowhere."""
    world = await World().open()
    await world.log(set_team(), enter(said(measured("A1.1", "1.00"), "<b>good & clean</b>"), expert="e-3"))
    mine = token("results_team", "x-2")

    data = await world.get(f"{PATH}?competitor=c-1", mine)
    page = await world.get(f"{PATH}/page?competitor=c-1", mine, accept_language="ru")
    nobody = await world.get(f"{PATH}/page", mine)

    assert (200, "1.00") == (data.status, FeedbackAnswer.model_validate(data.document).total)
    text = page.body.decode()
    assert (200, "text/html; charset=utf-8") == (page.status, page.headers["content-type"])
    assert "default-src 'none'; style-src 'unsafe-inline'" == page.headers["content-security-policy"]
    assert "private, no-store" == page.headers["cache-control"]
    assert '<html lang="ru">' in text
    assert "Отчёт конкурсанту: Асқар Әлімов" in text
    assert "<li>&lt;b&gt;good &amp; clean&lt;/b&gt;</li>" in text
    assert (422, "field_missing") == (nobody.status, nobody.document["code"])


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Feedback report"), ("ru", "Отчёт конкурсанту"), ("kk", "Қатысушыға есеп")],
)
def test_the_page_says_how_much_is_marked_in_each_language(language: Any, title: str) -> None:
    """R40: an early total is not mistaken for a result; who has no name is shown by the id."""
    office = panel(enter(measured("A1.1", "1.00"), competitor="c-2", expert="e-3"))
    early = feedback_page(report(office, competitor="c-2"), language)
    ended = feedback_page(report(Office(TEAM).take(*ending())), language)

    assert f"<h1>{title}</h1>" in early
    assert "c-2" in early
    assert ": 1.00)" in early
    assert ": 100.00)" not in ended
    assert "90.00" in ended


def test_a_member_that_is_not_in_the_championship_is_told_by_its_id() -> None:
    """And a guest is told to be one."""
    definition = panel_skill()
    guest = replace(definition.competitors[0], member="mars", is_guest=True)
    changed = replace(definition, competitors=(guest, *definition.competitors[1:]))
    office = Office(TEAM).take(set_skill(changed))
    office.register.fold(PEOPLE.name, "c-1", person_document(Person("c-1", "Aia", "Aia")))

    page = feedback_page(report(office), "en")

    assert "<dd>Aia (out of contest)</dd>" in page
    assert "<dd>mars</dd>" in page
