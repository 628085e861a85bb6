"""Results as they are written: for officials, boards and `bayge standings` alike."""

from dataclasses import replace
from typing import Any

import pytest

from shared.domain.awards import Decision, ManualAward
from shared.domain.medals import SMALL_FIELDS, MedalPolicy
from shared.domain.members import TeamEntry, member_standings
from shared.domain.people import Competitor
from shared.domain.presets import PRESETS, ResultSettings
from shared.domain.result_documents import (
    award_state,
    field_document,
    line_document,
    member_document,
    team_tables_document,
)
from shared.domain.results import Finish, SkillResult, skill_result
from shared.domain.units import UNITS_PER_MARK, mark_from_text

SETTINGS = ResultSettings()
MARK_MAX = 100 * UNITS_PER_MARK


def result_of(
    *marks: str, decision: Decision | None = None, settings: ResultSettings = SETTINGS
) -> SkillResult:
    """Return the result of c-1, c-2, ... with these marks."""
    finishes = [Finish(Competitor(f"c-{n}", "abai"), mark_from_text(m)) for n, m in enumerate(marks, 1)]
    return skill_result(finishes, settings, decision)


def line(finish: Finish, settings: ResultSettings = SETTINGS, *marks: str) -> dict[str, Any]:
    """Return the line of ``finish`` beside others who have ``marks``."""
    others = [Finish(Competitor(f"o-{n}", "oral"), mark_from_text(m)) for n, m in enumerate(marks)]
    rows = skill_result([finish, *others], settings).rows
    return line_document(next(row for row in rows if row.finish is finish), settings, MARK_MAX)


FIVE = ("50", "40.5", "30", "20", "10")
BY_HAND = (ManualAward("c-1", "gold", "alone"),)
TAKEN = (ManualAward("c-1", None, "the tie is decided"),)


@pytest.mark.parametrize(
    ("marks", "decision", "state"),
    [
        ((), None, "awarded"),
        (FIVE, None, "awarded"),
        (FIVE[:3], None, "proposed"),
        (FIVE[:3], Decision(is_confirmed=True), "awarded"),
        (("50",), None, "undecided"),
        (("50",) * 6, None, "undecided"),
        (("50",), Decision(by_hand=BY_HAND), "awarded"),
        (("50",), Decision(by_hand=TAKEN), "awarded"),
        (("50", "40", "30"), Decision(by_hand=BY_HAND), "proposed"),
    ],
)
def test_awards_stand_or_wait(marks: tuple[str, ...], decision: Decision | None, state: str) -> None:
    """R3, R42: a small field is proposed, equal totals await a decision by hand; or have had it."""
    assert state == award_state(result_of(*marks, decision=decision))


def test_what_is_said_of_a_field() -> None:
    """R42: how many are in the scale, the median with two decimals, whether it is small."""
    assert {"field": 0, "is_field_small": True, "median": None, "awards": "awarded"} == field_document(
        result_of()
    )
    assert {"field": 2, "is_field_small": True, "median": "45.25", "awards": "proposed"} == field_document(
        result_of("50", "40.5")
    )
    assert {"field": 5, "is_field_small": False, "median": "30.00", "awards": "awarded"} == field_document(
        result_of(*FIVE)
    )


def test_all_that_a_line_says() -> None:
    """R40 to R44: total, scale score, place and medal; no grade where grades are not given."""
    first = Finish(Competitor("c-1", "abai", persons=2), mark_from_text("50.5"), persons=2)

    assert {
        "total": "50.50",
        "scale": 741,
        "scale_unclamped": 741,
        "place": 1,
        "medal": "gold",
        "medal_proposed": None,
        "status": "competing",
        "guest": False,
        "persons": 2,
    } == line(first, SETTINGS, "40", "30", "20", "10")


def test_a_scale_score_beyond_what_is_shown() -> None:
    """R42: it is shown as 1000, and told as it is beside that."""
    far = line(Finish(Competitor("c-1", "abai"), MARK_MAX), SETTINGS, "1.2", "1.1", "1", "0.9", "0.8")

    assert 1000 == far["scale"] < far["scale_unclamped"]


def test_a_proposed_medal_is_not_a_medal() -> None:
    """R3: below the minimum field."""
    proposed = line(Finish(Competitor("c-1", "abai"), mark_from_text("50")), SETTINGS, "40")

    assert (None, "gold") == (proposed["medal"], proposed["medal_proposed"])


def test_who_has_no_marks_and_who_is_a_guest() -> None:
    """R5, R7: without a total, place, scale and medal; the guest's total is told."""
    absent = line(Finish(Competitor("c-1", "abai"), None, "absent"), SETTINGS, *FIVE)
    guest = line(Finish(Competitor("g", "oral", is_guest=True), mark_from_text("60")), SETTINGS, *FIVE)

    names = ("total", "scale", "scale_unclamped", "place", "medal", "medal_proposed", "status", "guest")
    assert (None, None, None, None, None, None, "absent", False) == tuple(absent[n] for n in names)
    assert ("60.00", None, None, None, None, None, "competing", True) == tuple(guest[n] for n in names)


def test_grades_stand_beside_the_total_where_they_are_given() -> None:
    """R47: percent of the maximum and the grade; nobody without a total has either."""
    exam = PRESETS["demonstration-exam"]
    marked = line(Finish(Competitor("c-1", "abai"), mark_from_text("69.99")), exam)
    absent = line(Finish(Competitor("c-1", "abai"), None, "absent"), exam)

    assert ("69.9", 4, "69.99") == (marked["percent"], marked["grade"], marked["total"])
    assert (None, None, None) == (absent["percent"], absent["grade"], absent["total"])
    assert "grade" not in line(Finish(Competitor("c-1", "abai"), mark_from_text("1")))


def test_a_member_in_all_team_tables() -> None:
    """R46: averages with two decimals; entries and persons by award."""
    entries = [
        TeamEntry("abai", "joinery", "gold", 741, 2),
        TeamEntry("abai", "welding", "medallion", 700),
        TeamEntry("abai", "robots", None, None),
        TeamEntry("aktobe", "joinery", "silver", 720, 2),
    ]
    first, second = member_standings(entries, SETTINGS.members)

    no_award = {"gold": 0, "silver": 0, "bronze": 0, "medallion": 0}
    assert {
        "member": "abai",
        "points": 5,
        "average_points": "1.67",
        "scale_total": 1441,
        "scale_average": "720.50",
        "skills": 3,
        "entries": no_award | {"gold": 1, "medallion": 1},
        "persons": no_award | {"gold": 2, "medallion": 1},
        "places": {"points": 1, "average_points": 2, "scale_total": 1, "scale_average": 1},
    } == member_document(first)
    assert {
        "points": [{"place": 1, "member": "abai"}, {"place": 2, "member": "aktobe"}],
        "average_points": [{"place": 1, "member": "aktobe"}, {"place": 2, "member": "abai"}],
        "scale_total": [{"place": 1, "member": "abai"}, {"place": 2, "member": "aktobe"}],
        "scale_average": [{"place": 1, "member": "abai"}, {"place": 2, "member": "aktobe"}],
        "alphabetical": [{"place": None, "member": "abai"}, {"place": None, "member": "aktobe"}],
    } == team_tables_document(one for one in (second, first))


def test_nothing_is_proposed_where_the_table_for_small_fields_is_on() -> None:
    """R3: the organiser has decided beforehand."""
    awards = replace(SETTINGS.awards, medals=MedalPolicy(small_fields=SMALL_FIELDS))
    settings = replace(SETTINGS, awards=awards)

    assert "awarded" == award_state(result_of("50", "40", "30", settings=settings))
