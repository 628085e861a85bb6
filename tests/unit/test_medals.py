import pytest

from shared.domain.awards import Award, AwardSettings, Decision, ManualAward, awards
from shared.domain.errors import RuleBroken
from shared.domain.medals import MEDALS, SMALL_FIELDS, MedalPolicy, TieRow, medals, medals_held
from shared.domain.scale import Scale, ScaleSettings, scale
from shared.domain.units import UNITS_PER_MARK, Mark, mark_from_text
from tests.unit.test_scale import A_REAL_FIELD

LETTERS = {"gold": "G", "silver": "S", "bronze": "B"}


def letters(scale_scores: str, policy: MedalPolicy | None = None) -> str:
    """Return the medals of a field, by letter, in its order."""
    field = {f"{n:02d}": int(score) for n, score in enumerate(scale_scores.split())}
    given = medals(field, policy or MedalPolicy())
    return " ".join(LETTERS[given[name]] if name in given else "-" for name in field)


@pytest.mark.parametrize(
    ("scale_scores", "expected"),
    [
        ("760 750 740 730", "G S B -"),
        ("760 758 740 738 737", "G G B B -"),
        ("760 759 758 757 755 754", "G G G B B -"),
        ("760 759 758 755", "G G G -"),
        ("760 750 749 740", "G S S -"),
        ("760 750 748 747", "G S S B"),
    ],
)
def test_the_accepted_fields_have_their_medals(scale_scores: str, expected: str) -> None:
    """R43's acceptance: six fields."""
    assert expected == letters(scale_scores)


@pytest.mark.parametrize(
    ("scale_scores", "expected"),
    [
        ("", ""),
        ("760", "G"),
        ("760 750", "G S"),
        ("760 758", "G G"),
        ("760 759 758", "G G G"),
        ("760 750 748", "G S S"),
        ("700 700 700 700", "G G G G"),
        ("760 758 756 754", "G G B B"),  # anchored at 760 and at 756, not chained
        ("760 757 755 753", "G S S B"),  # the silver group is anchored at 757
        ("760 759 758 756 754 753", "G G G B B -"),  # 756 is within 2 of the last gold, not of the first
        ("760 750 740 738 737", "G S B B -"),
        ("760 750 750 750 748 746 745", "G S S S S B B"),
        ("1040 1037 1034 1000", "G S B -"),  # before clamping
    ],
)
def test_other_fields_follow_from_the_same_sentences(scale_scores: str, expected: str) -> None:
    """R43: every group is anchored at its own first, and a field may end early."""
    assert expected == letters(scale_scores)


def test_tie_and_table_are_settings() -> None:
    """R43: the policy is a table."""
    gold_only = MedalPolicy(tie_max=0, tie_table=(TieRow(None, 0, 0, gives="gold"),))

    assert "G - - -" == letters("760 759 758 757", gold_only)
    assert "G S B -" == letters("760 759 758 757", MedalPolicy(tie_max=0))


@pytest.mark.parametrize(
    ("field", "held"),
    [(7, MEDALS), (6, MEDALS), (5, MEDALS[:2]), (4, MEDALS[:1]), (3, ()), (0, ())],
)
def test_a_small_field_may_have_fewer_medals(field: int, held: tuple[str, ...]) -> None:
    """R3: the variant of Moscow 2018, off by default."""
    assert held == medals_held(field, MedalPolicy(small_fields=SMALL_FIELDS))
    assert MEDALS == medals_held(field, MedalPolicy())


def field_of(*totals: str) -> tuple[Scale, dict[str, Mark]]:
    """Return the scale and the totals of competitors a, b, c, ..."""
    marks = {chr(ord("a") + n): mark_from_text(total) for n, total in enumerate(totals)}
    return scale(marks, ScaleSettings()), marks


def kinds(given: dict[str, Award]) -> dict[str, str | None]:
    """Return what each competitor gets."""
    return {name: given[name].kind for name in sorted(given)}


def test_the_real_field_has_three_medals_and_13_medallions() -> None:
    """R42's acceptance, R44."""
    marks = {str(n): mark_from_text(total) for n, total in enumerate(A_REAL_FIELD.split())}

    given = awards(scale(marks, ScaleSettings()), marks, AwardSettings(), Decision())

    assert ["gold", "silver", "bronze"] == [given[name].kind for name in ("0", "1", "2")]
    assert {str(n) for n in range(3, 16)} == {n for n, award in given.items() if award.kind == "medallion"}
    assert not any(award.is_proposed for award in given.values())


def test_700_without_a_medal_is_a_medallion_and_699_is_none() -> None:
    """R44: d is the median competitor, e stands just below."""
    given = awards(*field_of("40", "30", "20", "10", "9", "8", "0.01"), AwardSettings(), Decision())

    assert {"a": "gold", "b": "silver", "c": "bronze", "d": "medallion"} == kinds(given)


def test_the_lowest_medallion_is_a_setting() -> None:
    """R44: 700 by default."""
    field = field_of("40", "30", "20", "10", "9", "8", "0.01")

    assert "medallion" not in kinds(awards(*field, AwardSettings(medallion_from=701), Decision())).values()


def test_a_total_of_0_never_wins() -> None:
    """R43: not even as second of a field that has no other."""
    given = awards(*field_of("40", "0", "0", "0", "0"), AwardSettings(), Decision())

    assert {"a": "gold"} == kinds(given)


def test_below_the_minimum_field_all_is_proposed_until_the_organiser_confirms() -> None:
    """R3, R42: four competitors."""
    field = field_of("40", "30", "20", "10")

    proposed = awards(*field, AwardSettings(), Decision())
    confirmed = awards(*field, AwardSettings(), Decision(is_confirmed=True))

    assert {"a": "gold", "b": "silver", "c": "bronze"} == kinds(proposed) == kinds(confirmed)
    assert all(award.is_proposed for award in proposed.values())
    assert not any(award.is_proposed for award in confirmed.values())


def test_the_table_for_small_fields_awards_at_once() -> None:
    """R3: with five there is no bronze but a medallion; with three the skill is not held."""
    settings = AwardSettings(MedalPolicy(small_fields=SMALL_FIELDS))

    five = awards(*field_of("40", "30", "20", "10", "5"), settings, Decision())
    four = awards(*field_of("40", "30", "20", "10"), settings, Decision())
    three = awards(*field_of("40", "30", "20"), settings, Decision())

    assert {"a": "gold", "b": "silver", "c": "medallion"} == kinds(five)
    assert {"a": "gold", "b": "medallion"} == kinds(four)
    assert not any(award.is_proposed for award in (*five.values(), *four.values()))
    assert {} == three


def test_equal_totals_leave_all_to_a_decision_by_hand() -> None:
    """R42: nothing is proposed; once the organiser has decided, 700 without a medal is a medallion."""
    field = field_of("40", "40", "40", "40", "40")
    by_hand = (ManualAward("c", "gold", "drew lots"),)

    assert {} == awards(*field, AwardSettings(), Decision())
    assert {"c": "gold"} == kinds(awards(*field, AwardSettings(), Decision(by_hand=by_hand)))
    assert {"a": "medallion", "b": "medallion", "c": "gold", "d": "medallion", "e": "medallion"} == kinds(
        awards(*field, AwardSettings(), Decision(is_confirmed=True, by_hand=by_hand))
    )


def test_zeros_win_nothing_even_when_confirmed() -> None:
    """R43: everyone has 700, and still nobody has earned a mark."""
    given = awards(*field_of("0", "0", "0", "0", "0"), AwardSettings(), Decision(is_confirmed=True))

    assert {} == given


def test_a_decision_by_hand_changes_one_award_and_keeps_its_reason() -> None:
    """R43: the table is not run again for the others."""
    decision = Decision(
        by_hand=(ManualAward("d", "bronze", " jury's vote "), ManualAward("b", None, "appeal"))
    )

    given = awards(*field_of("40", "30", "20", "10", "5"), AwardSettings(), decision)

    assert {"a": "gold", "b": None, "c": "bronze", "d": "bronze"} == kinds(given)
    assert Award("bronze", is_proposed=False, reason="jury's vote") == given["d"]


@pytest.mark.parametrize(
    ("by_hand", "code"),
    [
        ([ManualAward("a", "gold", "  ")], "reason_missing"),
        ([ManualAward("z", "gold", "why not")], "cannot_win"),
        ([ManualAward("e", "gold", "why not")], "cannot_win"),
        ([ManualAward("a", "gold", "x"), ManualAward("a", None, "y")], "decided_twice"),
    ],
)
def test_a_decision_by_hand_has_limits(by_hand: list[ManualAward], code: str) -> None:
    """R43: a reason, somebody in the field, more than 0 marks (e has none), and once."""
    field = field_of("40", "30", "20", "10", "0")

    with pytest.raises(RuleBroken) as broken:
        awards(*field, AwardSettings(), Decision(by_hand=tuple(by_hand)))

    assert code == broken.value.code


def test_an_event_may_award_nothing() -> None:
    """A demonstration exam gives grades (R47), and nobody can be awarded by hand there."""
    field = field_of("40", "30", "20", "10", "5")
    nothing = AwardSettings(medals=None)

    assert {} == awards(*field, nothing, Decision())
    with pytest.raises(RuleBroken, match="cannot_win"):
        awards(*field, nothing, Decision(by_hand=(ManualAward("a", "gold", "x"),)))


def test_a_small_total_wins_like_any_other() -> None:
    """One hundredth of a mark is more than 0, and so is the smallest share that a judge can give."""
    for smallest in (UNITS_PER_MARK // 100, 1):
        marks = {"a": smallest, "b": 0, "c": 0, "d": 0, "e": 0}

        assert {"a": "gold"} == kinds(
            awards(scale(marks, ScaleSettings()), marks, AwardSettings(), Decision())
        )


def test_a_row_of_the_tie_table_follows_only_its_own_count() -> None:
    """R43: whatever stands before it in the table."""
    row = TieRow("gold", 2, 3, gives="bronze")

    assert [False, True, True, False] == [row.follows("gold", count) for count in (1, 2, 3, 4)]
    assert not row.follows("silver", 2)
    assert TieRow("gold", 2, None, gives="bronze").follows("gold", 99)
