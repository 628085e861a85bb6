from dataclasses import replace

import pytest

from shared.domain.acts import Act, ChangeScheme, CheckSheets, LockForm, SetStatus, SignForm
from shared.domain.errors import RuleBroken
from shared.domain.events import EnterMarks
from shared.domain.judgement import JudgementRule
from shared.domain.marking_rules import MarkingRules
from shared.domain.scheme import Aspect, Scheme, SubCriterion
from shared.domain.scheme_change import CompetitorChange, change_scheme, scheme_change
from shared.domain.tally import SkillTally
from shared.domain.units import mark_from_text
from tests.builders import (
    act,
    aspect,
    enter,
    judged,
    measured,
    panel_skill,
    scheme,
    score,
    set_skill,
    set_team,
)


def of(*first: Aspect, second: tuple[Aspect, ...] | None = None) -> Scheme:
    """Return a scheme with A1 (measured) and A2 (judged)."""
    judged_too = (aspect("A2.1", "1.00", "J"),) if second is None else second
    subs = [SubCriterion("A1", "first", 1, first or (aspect("A1.1"), aspect("A1.2", "0.75")))]
    return scheme(*subs, *([SubCriterion("A2", "second", 1, judged_too)] if judged_too else []))


def change(to: Scheme, **fields: str) -> ChangeScheme:
    """Return the organiser's command."""
    return act(
        ChangeScheme, fields.get("role", "organiser"), "org", scheme=to, reason=fields.get("reason", "typo")
    )


@pytest.fixture
def tally() -> SkillTally:
    """c-1 has 1.00 + 0.75 on A1 and 0.777.. on A2; c-2 has 0.00 on A1.1."""
    marked = SkillTally()
    commands: list[Act | EnterMarks] = [
        enter(measured("A1.1", "1.00"), measured("A1.2", "0.75"), expert="e-3"),
        enter(judged("A2.1", 2, 2, 3), form="A2", expert="e-3"),
        enter(measured("A1.1", "0.00"), competitor="c-2", expert="e-3"),
    ]
    marked.fold(set_skill(panel_skill(of())))
    assert {"counted"} == {marked.fold(command)[0].status for command in commands}
    return marked


def test_what_a_change_would_do_is_shown_before_it_is_applied(tally: SkillTally) -> None:
    """R15: for every competitor whom it affects, and nothing changes by looking."""
    smaller = of(aspect("A1.1", "0.50"))
    before = tally.definition

    shown = scheme_change(tally, smaller)

    whole = mark_from_text("1.00") + mark_from_text("0.75") + 140_000
    assert (CompetitorChange("c-1", whole, mark_from_text("0.50") + 140_000, ("A1.1",), ("A1.2",)),) == shown
    assert before == tally.definition
    assert "counted" == tally.fold(change(smaller))[0].status
    assert shown[0].total_after == sum(s.mark for (c, _), s in tally.sheets.items() if c == "c-1")


def test_a_changed_mark_keeps_who_and_why(tally: SkillTally) -> None:
    """R15, R30: the old mark stays in the record; a lost one, too, and the next entry follows on it."""
    tally.fold(change(of(aspect("A1.1", "0.50"))))
    sheet = tally.sheets["c-1", "A1"]

    standing, lost = sheet.marks["A1.1"], sheet.withdrawn["A1.2"]

    assert (90_000, 2, "e-3", "org", "typo") == (
        standing.mark,
        standing.revision,
        standing.by,
        standing.decided_by,
        standing.entry.reason,
    )
    assert (0, 2, "typo") == (lost.mark, lost.revision, lost.entry.reason)
    assert [180_000, 135_000] == [record.before.mark for record in (standing, lost) if record.before]
    assert (90_000, 1, 90_000) == (sheet.mark, len(sheet.marks), sheet.mark_max_marked)


def test_a_mark_that_does_not_fit_any_more_is_entered_anew(tally: SkillTally) -> None:
    """R15, R33: without a reason, because the change has given one, and based on what the change left."""
    partial = aspect("A1.2", "1.00", allowed=["0.00", "0.25"])
    tally.fold(change(of(aspect("A1.1"), partial)))

    stale, _ = tally.fold(enter(measured("A1.2", "0.25"), expert="e-3"))
    anew, total = tally.fold(enter(measured("A1.2", "0.25", based_on=2), expert="e-3"))

    assert ["set_aside", "counted"] == [stale.status, anew.status]
    assert total is not None
    assert (mark_from_text("1.25"), 2) == (total.mark, total.aspects_marked)
    record = tally.sheets["c-1", "A1"].marks["A1.2"]
    assert record.before is not None
    assert (3, 0) == (record.revision, record.before.mark)


def test_an_aspect_that_moves_takes_its_marks_along(tally: SkillTally) -> None:
    """R10: position is not identity; the sheet it leaves and the sheet it joins both have new totals."""
    moved = scheme(
        SubCriterion("A1", "first", 1, (aspect("A1.1"),)),
        SubCriterion("B1", "new", 1, (aspect("A1.2", "0.75"),)),
        SubCriterion("A2", "second", 1, (aspect("A2.1", "1.00", "J"),)),
    )
    command = change(moved)

    tally.fold(command)

    totals = {(t.competitor, t.form): t.mark for t in tally.all_totals(command)}
    one = {("c-1", "A1"): 180_000, ("c-1", "A2"): 140_000, ("c-1", "B1"): 135_000}
    assert {**one, ("c-2", "A1"): 0} == totals
    assert 1 == tally.sheets["c-1", "B1"].marks["A1.2"].revision


def test_an_aspect_that_moves_there_and_back_counts_once(tally: SkillTally) -> None:
    """The sheet that it visited tells a total of nothing, or boards would count its marks twice."""
    moved = scheme(
        SubCriterion("A1", "first", 1, (aspect("A1.1"),)),
        SubCriterion("A2", "second", 1, (aspect("A2.1", "1.00", "J"), aspect("A1.2", "0.75"))),
    )
    back = change(of())
    for command in (change(moved), back):
        assert "counted" == tally.fold(command)[0].status

    totals = {(t.competitor, t.form): (t.mark, t.aspects_marked) for t in tally.all_totals(back)}

    assert ((0, 0), (315_000, 2)) == (totals["c-1", "A2-M"], totals["c-1", "A1"])


def test_a_form_that_is_gone_has_a_total_of_nothing(tally: SkillTally) -> None:
    """So that boards take its marks away; what it held stays in the record."""
    command = change(of(second=()))
    tally.fold(set_team("A2"))

    tally.fold(command)

    totals = {(t.competitor, t.form): (t.mark, t.aspects_marked) for t in tally.all_totals(command)}
    assert (0, 0) == totals["c-1", "A2"]
    assert tally.lives["A2"].team is None
    assert 1 == tally.sheets["c-1", "A2"].withdrawn["A2.1"].before.revision  # type: ignore[union-attr]
    assert "counted" == tally.fold(change(of()))[0].status
    assert "A2.1" in tally.sheets["c-1", "A2"].withdrawn


def test_rounding_changes_marks_with_who_and_why(tally: SkillTally) -> None:
    """R26: the switch is part of the scheme."""
    tally.fold(change(replace(of(), rules=MarkingRules(rounding="each_aspect"))))

    standing = tally.sheets["c-1", "A2"].marks["A2.1"]

    assert (mark_from_text("0.78"), 2, "typo") == (standing.mark, standing.revision, standing.entry.reason)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (change(of()), "no_change"),
        (change(of(), role="chief_expert"), "role_not_allowed"),
        (change(of(aspect("A1.1")), reason=""), "act_needs_reason"),
        (change(replace(of(), rules=MarkingRules(JudgementRule(judges=7)))), "rule_not_exact"),
    ],
)
def test_whose_change_is_taken(tally: SkillTally, command: ChangeScheme, code: str) -> None:
    """R15: the organiser's, with a reason, when there is something to change."""
    assert code == tally.fold(command)[0].code


def test_a_locked_form_is_unlocked_before_its_scheme_changes(tally: SkillTally) -> None:
    """R15, R30: a change elsewhere in the scheme is no matter of this form."""
    tally.fold(enter(measured("A1.2", "0.75"), competitor="c-2", expert="e-3"))
    for step in (
        act(CheckSheets, "chief_expert", form="A1"),
        act(SignForm, "expert", "e-3", form="A1"),
        act(LockForm, "chief_expert", form="A1"),
    ):
        assert "counted" == tally.fold(step)[0].status

    codes = [
        tally.fold(change(to))[0].code
        for to in (of(aspect("A1.1")), of(second=(aspect("A2.1", "0.50", "J"),)))
    ]

    assert ["form_locked", None] == codes


def test_the_deadline_of_appeals_moves_while_a_form_is_locked(tally: SkillTally) -> None:
    """R32: it marks nothing otherwise, so nothing is unlocked for it; forwards, and away again."""
    tally.fold(enter(measured("A1.2", "0.75"), competitor="c-2", expert="e-3"))
    tally.fold(act(CheckSheets, "chief_expert", form="A1"))
    tally.fold(act(SignForm, "expert", "e-3", form="A1"))
    tally.fold(act(LockForm, "chief_expert", form="A1"))
    with_deadline = replace(of(), rules=MarkingRules(appeals_until_ms=5))

    said = [tally.fold(change(to))[0] for to in (with_deadline, of())]

    assert [("counted", None)] * 2 == [(verdict.status, verdict.code) for verdict in said]


def test_a_scheme_that_cannot_be_obeyed_changes_nothing(tally: SkillTally) -> None:
    """R26: also where nobody has looked at it before."""
    before = tally.definition
    seven = replace(of(), rules=MarkingRules(JudgementRule(judges=7)))

    with pytest.raises(RuleBroken, match="rule_not_exact"):
        change_scheme(tally, change(seven))

    assert before is tally.definition


def test_checks_signatures_and_teams_of_touched_forms_fall_away(tally: SkillTally) -> None:
    """R30: who signed has not seen the new marks; a team stays where it can mark the new form, too."""
    for step in (
        set_team("A2"),
        set_team("A1", ("e-1", "e-3"), None),
        act(CheckSheets, "chief_expert", form="A1"),
    ):
        assert "counted" == tally.fold(step)[0].status
    bigger_panels = MarkingRules(JudgementRule(judges=5))

    tally.fold(change(replace(of(), rules=bigger_panels)))

    assert ({}, True, None) == (
        tally.lives["A1"].checked,
        tally.lives["A1"].team is not None,
        tally.lives["A2"].team,
    )


def test_scores_on_their_way_are_kept_and_given_anew(tally: SkillTally) -> None:
    """R22: an attempt under the old scheme is over; nobody's score counts for something else."""
    tally.fold(set_team("A2"))
    waiting = enter(score("A2.1", 2), form="A2", competitor="c-2", expert="e-1")
    assert "waiting" == tally.fold(waiting)[0].status

    for command in (change(of(aspect("A1.1"))), change(of())):
        tally.fold(command)

    panel = tally.sheets["c-2", "A2"].panels["A2.1"]
    assert ([{"e-1": 2}], {}) == (panel.attempts, panel.current)


def test_who_loses_only_or_changes_only_is_shown(tally: SkillTally) -> None:
    """R15: c-1 loses A1.2 and nothing else; c-2, whose 0 stays 0, is not affected."""
    whole = mark_from_text("1.00") + 140_000

    lost = scheme_change(tally, of(aspect("A1.1")))
    changed = scheme_change(tally, of(aspect("A1.1", "0.50"), aspect("A1.2", "0.75")))

    seven = mark_from_text("0.75")
    assert (CompetitorChange("c-1", whole + seven, whole, (), ("A1.2",)),) == lost
    assert (CompetitorChange("c-1", whole + seven, whole + seven - 90_000, ("A1.1",), ()),) == changed


def test_what_a_change_took_away_stays_through_the_next(tally: SkillTally) -> None:
    """R30: with its record and the attempts of its panel, on the sheet where it was."""
    tally.fold(set_team("A2"))
    second = {"second": (aspect("A2.9", "1.00", "J"),)}

    for _ in range(2):
        for command in (change(of(aspect("A1.1"), **second)), change(of(aspect("A1.9"), **second))):
            tally.fold(command)

    first, judged_too = tally.sheets["c-1", "A1"], tally.sheets["c-1", "A2"]
    assert {("c-1", "A1"), ("c-1", "A2"), ("c-2", "A1")} == set(tally.sheets)
    assert [2, 2] == [first.withdrawn[name].revision for name in ("A1.1", "A1.2")]
    assert 135_000 == first.withdrawn["A1.2"].before.mark  # type: ignore[union-attr]
    assert [2, 2, 0] == [
        first.revision("A1.2"),
        judged_too.revision("A2.1"),
        judged_too.revision("A2.9"),
    ]


def test_attempts_on_an_aspect_that_is_gone_stay_on_their_sheet(tally: SkillTally) -> None:
    """R22, R30: what judges have shown is kept for ever."""
    tally.fold(set_team("A2"))
    tally.fold(enter(score("A2.1", 2), form="A2", competitor="c-2", expert="e-1"))

    tally.fold(change(of(second=(aspect("A2.9", "1.00", "J"),))))

    assert [{"e-1": 2}] == tally.sheets["c-2", "A2"].panels["A2.1"].attempts
    assert {"c-1", "c-2"} == {competitor for competitor, _ in tally.sheets}
    assert {"A1", "A2"} == {form for _, form in tally.sheets}


def test_signatures_on_a_touched_form_fall_away(tally: SkillTally) -> None:
    """R30: and those on another stay."""
    for competitor in ("c-1", "c-2"):
        tally.fold(act(SetStatus, "organiser", competitor=competitor, status="withdrawn", reason="left"))
    for form in ("A1", "A2"):
        for step in (
            act(CheckSheets, "chief_expert", form=form),
            act(SignForm, "expert", "e-3", form=form),
        ):
            tally.fold(step)
    assert ["e-3", "e-3"] == [*tally.lives["A1"].signatures, *tally.lives["A2"].signatures]

    tally.fold(change(of(aspect("A1.1", "0.50"))))

    assert ({}, ["e-3"]) == (tally.lives["A1"].signatures, list(tally.lives["A2"].signatures))


def test_scores_on_another_scale_are_given_anew(tally: SkillTally) -> None:
    """R15, R28: a 2 of 3 is no 2 of 10; a wider spread alone leaves the mark."""
    wider = replace(of(), rules=MarkingRules(JudgementRule(spread_max=2)))
    of_ten = replace(of(), rules=MarkingRules(JudgementRule(scale=10)))
    before = tally.sheets["c-1", "A2"].mark

    assert () == scheme_change(tally, wider)
    assert (CompetitorChange("c-1", tally_total(tally), tally_total(tally) - before, (), ("A2.1",)),) == (
        scheme_change(tally, of_ten)
    )
    assert "counted" == tally.fold(change(of_ten))[0].status
    assert {"A2.1"} == tally.sheets["c-1", "A2"].withdrawn.keys()


def tally_total(tally: SkillTally) -> int:
    """Return the total of c-1."""
    return sum(sheet.mark for (competitor, _), sheet in tally.sheets.items() if competitor == "c-1")
