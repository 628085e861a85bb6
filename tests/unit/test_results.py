from dataclasses import replace
from typing import Any

import pytest

from shared.domain.awards import AWARD_KINDS, Award, Decision, ManualAward
from shared.domain.best import overall_best
from shared.domain.errors import RuleBroken
from shared.domain.medals import MEDALS, TIE_TABLE, MedalPolicy
from shared.domain.members import TEAM_TABLES, MemberSettings, TeamEntry
from shared.domain.people import Competitor, Names
from shared.domain.presets import PRESETS, ResultSettings
from shared.domain.results import Finish, Penalty, SkillResult, contenders, skill_result, team_entries
from shared.domain.roles import ROLES
from shared.domain.scale import ScaleSettings
from shared.domain.status import STATUSES, StatusRules
from shared.domain.units import UNITS_PER_MARK, mark_from_text, mark_text

PLAIN = ResultSettings()


def finish(name: str, marks: str | None, *, is_guest: bool = False, **changes: Any) -> Finish:
    """Return how ``name`` of the member with the same letter ended; says only what matters."""
    units = None if marks is None else mark_from_text(marks)
    return replace(Finish(Competitor(name, name.upper(), is_guest), units), **changes)


def field(*marks: str) -> list[Finish]:
    """Return competitors a, b, c, ... with these marks."""
    return [finish(chr(ord("a") + n), mark) for n, mark in enumerate(marks)]


def lines(result: SkillResult) -> dict[str, tuple[int | None, int | None, str | None]]:
    """Return place, scale score and award of each competitor, in the order of the result."""
    return {
        row.finish.competitor.id: (
            row.place,
            row.scale.rounded if row.scale else None,
            row.award.kind if row.award else None,
        )
        for row in result.rows
    }


def test_a_plain_field() -> None:
    """R40 to R44: places by total, medals by scale score, a medallion from 700."""
    result = skill_result(field("10", "50", "40", "30", "20"), PLAIN)

    assert {
        "b": (1, 740, "gold"),
        "c": (2, 720, "silver"),
        "d": (3, 700, "bronze"),
        "e": (4, 680, None),
        "a": (5, 660, None),
    } == lines(result)


def test_the_result_stands_in_the_order_of_its_places() -> None:
    """R41: who has none comes last, wherever it was given, in the order given."""
    finishes = [
        finish("x", None),
        finish("y", "70", status="disqualified"),
        *field("10", "50", "50", "40"),
    ]

    assert ["b", "c", "d", "a", "x", "y"] == list(lines(skill_result(finishes, PLAIN)))
    assert ["b", "a", "x"] == list(lines(skill_result([finish("x", None), *field("10", "20")], PLAIN)))


def test_every_status_has_its_share() -> None:
    """R7: withdrawn keeps marks and place, disqualified and absent have none; none has a scale score."""
    result = skill_result(
        [
            *field("50", "40", "30", "20", "10"),
            finish("w", "60", status="withdrawn"),
            finish("x", "70", status="disqualified"),
            finish("y", None, status="absent"),
            finish("z", None),
        ],
        PLAIN,
    )

    assert {
        "w": (1, None, None),
        "a": (2, 740, "gold"),
        "b": (3, 720, "silver"),
        "c": (4, 700, "bronze"),
        "d": (5, 680, None),
        "e": (6, 660, None),
        "x": (None, None, None),
        "y": (None, None, None),
        "z": (None, None, None),
    } == lines(result)
    assert mark_from_text("70") == next(row.total for row in result.rows if row.finish.competitor.id == "x")


def test_what_a_status_counts_for_is_a_setting() -> None:
    """R7: a championship may let the withdrawn stay in the scale, and still give no medal."""
    rules = StatusRules(in_places=frozenset({"competing"}), in_scale=frozenset({"competing", "withdrawn"}))
    finishes = [*field("50", "40", "30", "20"), finish("w", "60", status="withdrawn")]

    result = skill_result(finishes, replace(PLAIN, status=rules))

    assert {"w": (None, 740, None), "a": (1, 720, "gold")} == {
        name: line for name, line in lines(result).items() if name in "wa"
    }


def test_a_guest_changes_nobody_s_result() -> None:
    """R5: marked, but out of places, scale, medals and team tables."""
    plain = field("50", "40", "30", "20", "10")
    guest = finish("g", "90", is_guest=True)

    with_guest = skill_result([guest, *plain], PLAIN)

    assert (None, None, None) == lines(with_guest)["g"]
    assert lines(skill_result(plain, PLAIN)) == {n: v for n, v in lines(with_guest).items() if n != "g"}
    assert "G" not in {entry.member for entry in team_entries("welding", with_guest, PLAIN)}
    assert "g" not in {one.competitor for one in contenders("welding", with_guest)}


def test_penalties_are_deducted_and_kept_apart() -> None:
    """R7: 50 marks less 1.50 and 0.25; a total never falls below 0."""
    penalties = (Penalty(mark_from_text("1.5"), "late"), Penalty(mark_from_text("0.25"), "no helmet"))
    finishes = [finish("a", "50", penalties=penalties), finish("b", "1", penalties=penalties)]

    first, second = skill_result(finishes, PLAIN).rows

    smallest = skill_result([finish("a", "50", penalties=(Penalty(1, "x"),))], PLAIN)
    assert 50 * UNITS_PER_MARK - 1 == smallest.rows[0].total
    assert ("48.25", "50.00") == (mark_text(first.total or 0), mark_text(first.finish.marks or 0))
    assert 0 == second.total


@pytest.mark.parametrize(
    ("finishes", "code"),
    [
        ([finish("a", "1"), finish("a", "2")], "competitor_twice"),
        ([finish("a", "1", persons=0)], "persons_not_positive"),
        ([finish("a", "0", status="absent")], "absent_has_marks"),
        ([finish("a", "1", penalties=(Penalty(UNITS_PER_MARK, " "),))], "reason_missing"),
        ([finish("a", "1", penalties=(Penalty(0, "late"),))], "deduction_not_positive"),
    ],
)
def test_what_cannot_be_is_refused(finishes: list[Finish], code: str) -> None:
    """R6, R7: each refusal has its code."""
    with pytest.raises(RuleBroken) as broken:
        skill_result(finishes, PLAIN)

    assert code == broken.value.code


def test_places_may_be_shared_by_what_is_printed() -> None:
    """R41: exact by default, to 0.01 by setting; the scale sees the difference either way."""
    third = Finish(Competitor("a", "A"), 30 * UNITS_PER_MARK + UNITS_PER_MARK // 3)
    printed = finish("b", "30.33")

    exact = skill_result([third, printed], PLAIN)
    shared = skill_result([third, printed], replace(PLAIN, are_places_by_hundredth=True))

    assert [1, 2] == [row.place for row in exact.rows]
    assert [1, 1] == [row.place for row in shared.rows]
    assert [720, 680] == [row.scale.rounded for row in shared.rows if row.scale]


def test_one_competitor_wins_only_by_decision() -> None:
    """R42: 700, no spread; by hand it is gold."""
    decision = Decision(is_confirmed=True, by_hand=(ManualAward("a", "gold", "alone, above the standard"),))

    assert {"a": (1, 700, None)} == lines(skill_result(field("80"), PLAIN))
    assert {"a": (1, 700, "gold")} == lines(skill_result(field("80"), PLAIN, decision))


def test_two_competitors_have_a_proposal() -> None:
    """R3: below the minimum field."""
    result = skill_result(field("80", "70"), PLAIN)

    assert {"a": (1, 720, "gold"), "b": (2, 680, "silver")} == lines(result)
    assert all(row.award and row.award.is_proposed for row in result.rows)


def test_an_empty_skill_has_an_empty_result() -> None:
    """Nobody came, or nobody has a mark."""
    assert {} == lines(skill_result([], PLAIN))
    assert {"a": (None, None, None)} == lines(skill_result([finish("a", None)], PLAIN))


def test_all_zeros_win_nothing() -> None:
    """R42, R43: everyone first, everyone 700, no award, nobody the best."""
    result = skill_result(field("0", "0", "0", "0", "0"), PLAIN)

    assert {(1, 700, None)} == set(lines(result).values())
    assert () == overall_best(contenders("welding", result))


def test_scale_scores_beyond_1000_decide_medals_as_they_are() -> None:
    """R42: two are shown with 1000, and only one has gold."""
    result = skill_result(field("100", "95", "1.2", "1.1", "1", "0.9", "0.8", "0.7", "0.6"), PLAIN)

    best, second = result.rows[:2]

    assert best.scale is not None
    assert second.scale is not None
    assert 1000 == best.scale.shown == second.scale.shown
    assert best.scale.rounded > second.scale.rounded > 1000
    assert ("gold", "silver") == tuple(row.award.kind for row in (best, second) if row.award)


def test_a_pair_counts_as_one_competitor() -> None:
    """R6: in places, scale and medals."""
    single = field("50", "40", "30", "20", "10")
    pairs = [replace(one, persons=2) for one in single]

    result = skill_result(pairs, PLAIN)

    assert lines(skill_result(single, PLAIN)) == lines(result)
    assert {2} == {entry.persons for entry in team_entries("robots", result, PLAIN)}


def test_only_what_is_awarded_counts_for_the_team() -> None:
    """R3, R46: a proposal brings no points yet; the absent have not entered the skill."""
    finishes = [
        *field("80", "70"),
        finish("x", None, status="disqualified"),
        finish("y", None, status="absent"),
    ]

    proposed = list(team_entries("welding", skill_result(finishes, PLAIN), PLAIN))
    confirmed = list(
        team_entries("welding", skill_result(finishes, PLAIN, Decision(is_confirmed=True)), PLAIN)
    )

    assert [("A", None, 720), ("B", None, 680), ("X", None, None)] == [
        (e.member, e.kind, e.scale_score) for e in proposed
    ]
    assert ["gold", "silver", None] == [e.kind for e in confirmed]


def test_the_presets_differ_in_what_they_say() -> None:
    """Kazakhstan counts persons (R6), an exam gives grades and no medals (R47); the scale is one (R42)."""
    world, kazakhstan, exam = (
        PRESETS[name] for name in ("worldskills", "worldskills-kazakhstan", "demonstration-exam")
    )

    assert ResultSettings() == world
    assert ("entry", "person") == (world.members.points_per, kazakhstan.members.points_per)
    assert world.grades is None
    assert exam.grades is not None
    assert exam.awards.medals is None
    assert ScaleSettings() == world.scale == kazakhstan.scale == exam.scale
    assert "«За особое отличие»" in kazakhstan.awards.medallion_label.ru


def test_the_defaults_are_the_field_s() -> None:
    """R5, R7, R40 to R46: each number of the reference, where nobody has chosen another."""
    assert not PLAIN.are_places_by_hundredth
    assert (100 * UNITS_PER_MARK, None) == (PLAIN.mark_max, PLAIN.grades)
    assert ScaleSettings(700, 30, "median_deviation", 5, 0, 1000) == PLAIN.scale
    assert MedalPolicy(2, TIE_TABLE, None) == PLAIN.awards.medals
    assert 700 == PLAIN.awards.medallion_from
    label = "Medallion for Excellence", "Медаль «За особое отличие»", "«Ерекше үздігі үшін» медалі"
    assert Names(*label) == PLAIN.awards.medallion_label
    assert MemberSettings(4, 3, 2, 1, "entry") == PLAIN.members
    counting, alone = frozenset({"competing", "withdrawn"}), frozenset({"competing"})
    assert StatusRules(counting, alone, alone, counting | {"disqualified"}) == PLAIN.status
    assert ("competing", "absent", "withdrawn", "disqualified") == STATUSES


def test_what_is_said_of_a_competitor_until_somebody_says_otherwise() -> None:
    """R5, R6, R7: in contest, alone, competing, without penalties; a decision confirms nothing."""
    someone = Competitor("c-1", "abai")

    assert Finish(Competitor("c-1", "abai", is_guest=False), 1, "competing", 1, ()) == Finish(someone, 1)
    assert Decision(is_confirmed=False, by_hand=()) == Decision()
    assert TeamEntry("abai", "welding", None, None, 1) == TeamEntry("abai", "welding")
    assert (False, None) == (Award("gold").is_proposed, Award("gold").reason)


def test_who_acts_and_what_is_awarded_have_their_names() -> None:
    """R43, R44, R46: records, settings and pages use these words, the best first."""
    assert ("gold", "silver", "bronze") == MEDALS
    assert (*MEDALS, "medallion") == AWARD_KINDS
    assert ("points", "average_points", "scale_total", "scale_average", "alphabetical") == TEAM_TABLES
    assert ("expert", "chief_expert", "results_team", "organiser", "team_leader", "skill_advisor") == ROLES
    assert {"en": "a", "ru": "b", "kk": "c"} == Names("a", "b", "c").document()
