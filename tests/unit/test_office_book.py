"""What the office keeps beside scoring's state: who entered what, when, and what a changed scheme did."""

from dataclasses import replace
from typing import Any

from services.office.answers import FormsAnswer, HistoryAnswer, SheetsAnswer
from shared.domain.acts import (
    ChangeScheme,
    DecideAppeal,
    DecideSetAside,
    ReplaceExpert,
    ReviewAppeal,
    SetAward,
    SetPenalty,
    SubmitAppeal,
)
from shared.domain.entry import Entry
from shared.domain.events import Paper
from shared.domain.scheme import SubCriterion
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
from tests.endings import ending
from tests.office_twins import WHERE, Office
from tests.office_world import viewer

CHIEF = viewer("chief_expert", "x-1")
E1, E3, E6 = viewer("expert", "e-1"), viewer("expert", "e-3"), viewer("expert", "e-6")


def office(*commands: Any) -> Office:
    """Return the office after the skill's definition and ``commands``."""
    return Office(CHIEF).take(set_skill(panel_skill()), *commands)


def history(of: Office, who: Any = CHIEF, form: str = "A1", competitor: str = "c-1") -> list[dict[str, Any]]:
    """Return the entries of a sheet."""
    document = of.desk.history(who, *WHERE, competitor, form, None)
    HistoryAnswer.model_validate(document)
    return list(document["entries"])


def cell(of: Office, aspect_id: str, who: Any = CHIEF, form: str = "A1") -> dict[str, Any]:
    """Return one mark of c-1."""
    document = of.desk.sheets(who, *WHERE, form, "c-1")
    SheetsAnswer.model_validate(document)
    return dict(document["sheets"][0]["aspects"][aspect_id])


def test_the_same_command_again_is_no_second_entry() -> None:
    """A tablet repeats what it sent until it hears an answer."""
    once = enter(measured("A1.1", "1.00"), submission_id="one")

    assert 1 == len(history(office(once, once, replace(once, at_ms=9))))


def test_a_cell_says_where_in_the_log_stands_what_counts() -> None:
    """The first copy of what was sent twice, the last judge's score, the decision, the changed scheme."""
    once = enter(measured("A1.1", "1.00"), submission_id="one")
    panel = [enter(score("A2.1", 2), form="A2", expert=judge) for judge in ("e-1", "e-4", "e-3")]
    late = enter(measured("A1.1", "0.00", 0), expert="e-3", submission_id="late")
    taken = act(
        DecideSetAside, "chief_expert", submission="late", aspect="A1.1", decision="take", reason="seen"
    )
    noted = enter(Entry("A1.1", None, None, 1, None, comment="a burr"))
    scheme_now = scheme(SubCriterion("A1", "first", 1, (aspect("A1.1", "0.80"), aspect("A1.2", "99.20"))))
    changed = act(ChangeScheme, "organiser", scheme=scheme_now, reason="typo")

    assert 1 == cell(office(once, once, noted), "A1.1")["offset"]
    assert [None, None, 4] == [
        cell(office(set_team(), *panel[:said]), "A2.1", form="A2")["offset"] for said in (0, 2, 3)
    ]
    assert [1, 3] == [cell(office(once, *more), "A1.1")["offset"] for more in ((late,), (late, taken))]
    assert 2 == cell(office(once, changed), "A1.1")["offset"]


def test_what_was_refused_is_no_entry() -> None:
    """e-2 is a compatriot of c-1; the mark is above the maximum."""
    refused = (enter(measured("A1.1", "1.00"), expert="e-2"), enter(measured("A1.1", "7.00")))

    assert [] == history(office(*refused))


def test_a_set_aside_entry_waits_in_its_cell_until_somebody_decides() -> None:
    """R33: whose it is, what it says, why it waits; taken, it is the mark, decided by the chief."""
    late = enter(measured("A1.1", "0.00", 0), expert="e-3", submission_id="late")
    before = office(enter(measured("A1.1", "1.00"), expert="e-6"), late)
    taken = act(
        DecideSetAside, "chief_expert", submission="late", aspect="A1.1", decision="take", reason="seen"
    )
    after = office(enter(measured("A1.1", "1.00"), expert="e-6"), late, taken)

    (waiting,) = cell(before, "A1.1")["set_aside"]
    assert ("late", "e-3", "0.00", "revision_stale", False) == tuple(
        waiting[name] for name in ("submission", "by", "mark", "code", "is_hidden")
    )
    now = cell(after, "A1.1")
    assert ([], "0.00", "e-3", "x-1", "seen", 3) == tuple(
        now[name] for name in ("set_aside", "mark", "by", "decided_by", "reason", "at_ms")
    )
    assert ["counted", "set_aside", "counted"] == [entry["outcome"] for entry in history(after)]


def test_a_set_aside_score_is_known_to_its_owner_alone() -> None:
    """R22: the chief decides about it without seeing it; a set of cards shown at once is everybody's."""
    stale = office(set_team(), enter(score("A2.1", 3, based_on=2), form="A2", expert="e-1"))
    shown = office(set_team(), enter(judged("A2.1", 2, 2, 3, based_on=2), form="A2", expert="e-4"))

    seen = [cell(stale, "A2.1", who, "A2")["set_aside"][0] for who in (E1, E3, CHIEF)]
    assert [(3, False), (None, True), (None, True)] == [(one["score"], one["is_hidden"]) for one in seen]
    assert [2, 2, 3] == cell(shown, "A2.1", E3, "A2")["set_aside"][0]["scores"]


def test_scores_are_told_once_all_are_in_attempt_by_attempt() -> None:
    """R23: too far apart, then again; both attempts are kept, and the mark says which scores made it."""
    first = [("e-1", 0), ("e-4", 2), ("e-3", 2)]
    second = [("e-1", 1), ("e-4", 2)]
    entries = [enter(score("A2.1", value), form="A2", expert=judge) for judge, value in (*first, *second)]
    apart = office(set_team(), *entries)
    done = office(set_team(), *entries, enter(score("A2.1", 2), form="A2", expert="e-3"))

    panel = cell(apart, "A2.1", E3, "A2")["panel"]
    assert ([{"scores": {"e-1": 0, "e-4": 2, "e-3": 2}}], 2, 2, ["e-3"], True) == tuple(
        panel[name] for name in ("attempts", "attempt", "entered", "awaited", "is_unresolved")
    )
    made = cell(done, "A2.1", E3, "A2")
    assert ([1, 2, 2], 2, []) == (made["scores"], len(made["panel"]["attempts"]), made["panel"]["awaited"])
    told = [(entry["score"], entry["is_hidden"]) for entry in history(apart, CHIEF, "A2")]
    assert [(0, False), (2, False), (2, False), (None, True), (None, True)] == told


def test_two_pairs_see_the_difference_and_not_before() -> None:
    """R25: what the first pair measured is hidden, then both stand side by side."""
    team = set_team("A1", ("e-1", "e-3"), None, ("e-5", "e-6"))
    one, other = enter(measured("A1.1", "1.00")), enter(measured("A1.1", "0.00"), expert="e-5")

    first, both = office(team, one), office(team, one, other)

    assert [("1.00", []), (None, [])] == [
        (panel["own_score"], panel["attempts"])
        for panel in (cell(first, "A1.1", who)["panel"] for who in (E1, E6))
    ]
    panel = cell(both, "A1.1", E6)["panel"]
    assert ([{"scores": {"1": "1.00", "2": "0.00"}}], True) == (panel["attempts"], panel["is_unresolved"])


def test_what_was_set_aside_is_as_secret_as_the_voice_made_of_it() -> None:
    """R22, R33: it was everybody's while it waited; taken, it is what one pair measured, until both have."""
    late = enter(measured("A1.1", "1.00", 7), expert="e-3", submission_id="late")
    dual = set_team("A1", ("e-1", "e-3"), None, ("e-5", "e-6"))
    take = act(
        DecideSetAside, "chief_expert", submission="late", aspect="A1.1", decision="take", reason="seen"
    )
    waits, taken = office(late, dual), office(late, dual, take)
    both = office(late, dual, take, enter(measured("A1.1", "1.00"), expert="e-5"))

    told = [[entry["mark"] for entry in history(of)] for of in (waits, taken, both)]

    assert [["1.00"], [None, None], ["1.00", "1.00", "1.00"]] == told
    assert ["1.00", "1.00"] == [entry["mark"] for entry in history(taken, E3)]


def test_a_changed_scheme_stands_in_the_history_of_the_marks_it_changed() -> None:
    """R15, R30: a full mark of another maximum, a mark that is gone; who decided it, and why."""
    smaller = SubCriterion("A1", "first", 1, (aspect("A1.1", "0.50"),))
    changed = scheme(smaller, *scheme().criteria[0].sub_criteria[1:])
    act_of = act(ChangeScheme, "organiser", "x-9", scheme=changed, reason="A1.2 was not set up")
    of = office(enter(measured("A1.1", "1.00"), measured("A1.2", "0.75")), act_of)

    entry = history(of)[-1]
    assert ("changed", "0.50", 2, "e-1", "x-9", "A1.2 was not set up") == tuple(
        entry[name] for name in ("outcome", "mark", "revision", "by", "decided_by", "reason")
    )
    gone = of.ledger.book(*WHERE).records["c-1"][-1]
    assert ("A1.2", "withdrawn", None) == (gone.aspect, gone.outcome, gone.mark)


def test_a_sheet_from_paper_says_who_typed_it() -> None:
    """R22: the expert signed, a clerk typed, the photo is there to look at."""
    typed = replace(enter(measured("A1.1", "1.00")), paper=Paper("cl-1", "photo-1"))

    assert {"clerk": "cl-1", "photo": "photo-1"} == history(office(typed))[0]["paper"]


def test_comments_and_photos_stand_beside_the_mark_and_in_the_history() -> None:
    """With the mark or alone; who made them and when."""
    photo = "a1" * 32
    alone = Entry("A1.1", None, None, 0, None, comment="measured again", photos=(photo,))
    of = office(enter(measured("A1.1", "1.00")._replace(comment="a burr")), enter(alone))

    said = [(one["comment"], one["photos"], one["by"]) for one in cell(of, "A1.1")["remarks"]]
    assert [("a burr", [], "e-1"), ("measured again", [photo], "e-1")] == said
    assert ["1.00", 1] == [cell(of, "A1.1")[name] for name in ("mark", "revision")]
    assert ["counted", "noted"] == [entry["outcome"] for entry in history(of)]
    assert ["a burr", "measured again"] == [entry["comment"] for entry in history(of)]


def test_what_a_judge_remarks_is_as_secret_as_the_score_until_all_are_in() -> None:
    """R22: e-3 remarks with the score and before it; e-1 knows it when all three have shown theirs."""
    before = Entry("A2.1", None, None, 0, None, comment="two at most")
    first = (set_team(), enter(before, form="A2", expert="e-3"))
    mine = enter(score("A2.1", 2)._replace(comment="sound"), form="A2", expert="e-3")
    others = [enter(score("A2.1", 2), form="A2", expert=name) for name in ("e-1", "e-4")]

    waiting = office(*first, mine)
    done = office(*first, mine, *others)

    said = {who: [one["comment"] for one in cell(waiting, "A2.1", who, "A2")["remarks"]] for who in (E1, E3)}
    assert {E1: [], E3: ["two at most", "sound"]} == said
    assert [None, None] == [entry["comment"] for entry in history(waiting, E1, "A2")]
    assert [True, True] == [entry["is_hidden"] for entry in history(waiting, E1, "A2")]
    assert ["two at most", "sound"] == [one["comment"] for one in cell(done, "A2.1", E1, "A2")["remarks"]]


def test_a_remark_that_went_with_a_set_aside_entry_is_told_once() -> None:
    """R33: taken in the end, it is still one remark."""
    stale = enter(measured("A1.1", "0.00")._replace(comment="a burr"), expert="e-3", submission_id="s-9")
    taken = act(
        DecideSetAside, "chief_expert", submission="s-9", aspect="A1.1", decision="take", reason="right"
    )

    of = office(enter(measured("A1.1", "1.00")), stale, taken)

    assert ["a burr"] == [one["comment"] for one in cell(of, "A1.1")["remarks"]]
    assert "0.00" == cell(of, "A1.1")["mark"]


def test_whoever_was_replaced_sees_nothing_more() -> None:
    """R7: e-3 left, e-6 goes on in the team; what e-3 did stays as it was done."""
    gone = act(ReplaceExpert, "chief_expert", expert="e-3", successor="e-6", reason="ill")
    of = office(set_team(), enter(score("A2.1", 2), form="A2", expert="e-3"), gone)

    assert [] == of.desk.forms(E3, *WHERE)["forms"]
    assert "A2" in [form["form"] for form in of.desk.forms(E6, *WHERE)["forms"]]
    assert (0, None) == tuple(cell(of, "A2.1", E6, "A2")["panel"][name] for name in ("entered", "own_score"))


def test_an_expert_hears_of_appeals_on_own_forms_and_of_no_penalty() -> None:
    """R27: with a deduction or an award one could reckon how somebody stands."""
    asked = {"member": "abai", "competitor": "c-1", "reason": "look again"}
    of = office(
        set_team(),
        act(SubmitAppeal, "team_leader", "x-8", form="A2", **asked),
        act(SetPenalty, "organiser", competitor="c-1", penalty="late", mark=90_000, reason="late"),
    )

    chief, insider, outsider = (of.desk.forms(who, *WHERE) for who in (CHIEF, E1, E6))
    FormsAnswer.model_validate(chief)
    assert {"c-1": {"late": "0.50"}} == chief["skill"]["penalties"]
    assert [1, 1, 0] == [len(told["skill"]["appeals"]) for told in (chief, insider, outsider)]
    assert not {"penalties", "penalty_reasons", "awards"} & insider["skill"].keys()


def test_what_was_said_about_an_appeal_stands_with_it() -> None:
    """R32: who asked and why, who decided and because of what, each with its time."""
    appeal = act(
        SubmitAppeal, "team_leader", "x-8", form="A1", member="abai", competitor="c-1", reason="look"
    )
    ruling = {"appeal": appeal.id, "ruling": "rejected", "reason": "it is right"}
    of = office(
        appeal,
        act(ReviewAppeal, "chief_expert", appeal=appeal.id),
        act(DecideAppeal, "chief_expert", **ruling),
    )

    told = of.desk.forms(CHIEF, *WHERE)["skill"]["appeals"][0]

    asked = {"submitted_by": "x-8", "submitted_at_ms": 3, "why": "look"}
    decided = {"decided_by": "x-1", "decided_at_ms": 3, "because": "it is right", "state": "rejected"}
    assert asked | decided == {name: told[name] for name in asked | decided}


def test_a_nudge_about_totals_reaches_those_who_see_totals() -> None:
    """A penalty or an award nudges the chief and no expert; a status nudges both."""
    told = {}
    for name, who in (("chief", CHIEF), ("expert", E1)):
        of = Office(who).take(*ending())
        of.told.clear()
        of.take(act(SetAward, "organiser", competitor="c-6", award="bronze", reason="x"))
        told[name] = of.told

    assert ([{"offset": 13, "forms": [], "sheets": []}], [None]) == (told["chief"], told["expert"])
