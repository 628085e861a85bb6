from dataclasses import replace

import pytest

from shared.domain.acts import ConfirmRecount, LockForm, ReplaceExpert, RequestUnlock, SignForm
from shared.domain.championship import SkillDefinition
from shared.domain.events import Command, EnterMarks, EntryOutcome, SheetTotal, Verdict
from shared.domain.people import Competitor, Expert
from shared.domain.scheme import SubCriterion
from shared.domain.tally import SkillTally
from shared.domain.units import mark_from_text
from tests.builders import (
    act,
    aspect,
    command_id,
    enter,
    judged,
    measured,
    names,
    panel_skill,
    scheme,
    set_skill,
    set_team,
    skill,
)


@pytest.fixture
def tally() -> SkillTally:
    """A skill that is defined and has no mark yet."""
    opened = SkillTally()
    assert "counted" == opened.fold(set_skill())[0].status
    return opened


def test_marks_add_up_on_their_sheet(tally: SkillTally) -> None:
    """A submission counts as a whole and gives the sheet's new total."""
    submission = enter(measured("A1.1", "1.00"), measured("A1.2", "0.00"))

    verdict, total = tally.fold(submission)

    entries = (EntryOutcome("A1.1", "counted", 1), EntryOutcome("A1.2", "counted", 1))
    assert Verdict(submission.id, "counted", None, entries) == verdict
    one = mark_from_text("1.00")
    assert SheetTotal("cup", "testing", "c-1", "A1", one, 2, mark_from_text("1.75")) == total


def test_a_correction_replaces_the_mark(tally: SkillTally) -> None:
    """R30: an entry that knows the revision and says why replaces the mark; the maximum counts once."""
    tally.fold(enter(measured("A1.1", "1.00")))

    verdict, total = tally.fold(enter(measured("A1.1", "0.00", based_on=1, reason="wrong row")))

    assert (EntryOutcome("A1.1", "counted", 2),) == verdict.entries
    assert total is not None
    assert (0, 1, mark_from_text("1.00")) == (total.mark, total.aspects_marked, total.mark_max_marked)


def test_a_correction_without_a_reason_is_refused(tally: SkillTally) -> None:
    """R30: who changes a mark says why."""
    tally.fold(enter(measured("A1.1", "1.00")))

    verdict, total = tally.fold(enter(measured("A1.1", "0.00", based_on=1)))

    assert ("refused", "reason_missing", None) == (verdict.status, verdict.code, total)


def test_a_stale_entry_is_set_aside_and_the_others_count(tally: SkillTally) -> None:
    """R33: nothing is silently overwritten, and nothing else is held up."""
    tally.fold(enter(measured("A1.1", "1.00")))

    verdict, total = tally.fold(enter(measured("A1.1", "0.00"), measured("A1.2", "0.75")))

    assert ("set_aside", "revision_stale") == (verdict.status, verdict.code)
    assert (
        EntryOutcome("A1.1", "set_aside", 1, "revision_stale"),
        EntryOutcome("A1.2", "counted", 1),
    ) == verdict.entries
    assert total is not None
    assert mark_from_text("1.75") == total.mark


def test_a_submission_that_is_all_stale_changes_nothing(tally: SkillTally) -> None:
    """Set aside as a whole: no new total goes out, and no empty sheet appears."""
    verdict, total = tally.fold(enter(measured("A1.1", "1.00", based_on=3, reason="from another tablet")))

    assert ("set_aside", None, {}) == (verdict.status, total, tally.sheets)
    assert (EntryOutcome("A1.1", "set_aside", 0, "revision_stale"),) == verdict.entries


def test_the_same_submission_again_gets_the_first_answer(tally: SkillTally) -> None:
    """Invariant 2: a repeat counts once, even after the mark was corrected meanwhile."""
    first = enter(measured("A1.1", "1.00"))
    answer, _ = tally.fold(first)
    tally.fold(enter(measured("A1.1", "0.00", based_on=1, reason="slip")))

    again, total = tally.fold(first)

    assert answer == again
    assert total is not None
    assert 0 == total.mark


def test_an_id_that_comes_with_other_content_is_refused(tally: SkillTally) -> None:
    """The guard against two tablets that made the same id, or one that changed its mind."""
    name = command_id()
    tally.fold(enter(measured("A1.1", "1.00"), submission_id=name))

    verdict, total = tally.fold(enter(measured("A1.1", "0.00"), submission_id=name))

    assert ("refused", "id_reused", None) == (verdict.status, verdict.code, total)


@pytest.mark.parametrize(
    "other",
    [
        replace(skill(), name=names("other")),
        skill(experts=(Expert("e-1", "almaty"),)),
        skill(competitors=(Competitor("c-1", "abai"),)),
    ],
    ids=["name", "experts", "competitors"],
)
def test_a_definition_with_an_id_that_was_used_is_refused(tally: SkillTally, other: SkillDefinition) -> None:
    """Whatever is different in it: the first answer would say that it counts, and it does not."""
    first = set_skill()
    tally.fold(first)

    verdict, _ = tally.fold(replace(first, definition=other))

    assert ("refused", "id_reused") == (verdict.status, verdict.code)
    assert tally.defined == first.definition


@pytest.mark.parametrize(
    ("submission", "code"),
    [
        (enter(measured("A1.1", "1.00"), competitor="c-9"), "unknown_competitor"),
        (enter(measured("A1.1", "1.00"), expert="e-9"), "unknown_expert"),
        (enter(measured("A1.1", "1.00"), expert="e-2"), "compatriot"),
        (enter(measured("A1.1", "1.00"), form="Z1"), "unknown_form"),
        (enter(measured("A3.1", "1.00")), "unknown_aspect"),
        (enter(), "no_entries"),
        (enter(measured("A1.1", "1.00"), measured("A1.1", "1.00")), "aspect_twice"),
        (enter(measured("A1.1", "1.25")), "mark_over_maximum"),
        (enter(measured("A1.1", "0.50")), "mark_not_allowed"),
        (enter(measured("A3.1", "1.00"), form="A3-M"), "mark_not_allowed"),
        (enter(judged("A1.1", 2, 2, 2)), "entry_needs_mark"),
        (enter(measured("A2.1", "1.00"), form="A2"), "entry_needs_scores"),
        (enter(judged("A2.1", 0, 2, 2), form="A2"), "scores_too_far_apart"),
    ],
)
def test_a_rule_that_is_broken_refuses_the_whole(
    tally: SkillTally, submission: EnterMarks, code: str
) -> None:
    """A refusal is a value with a stable code, and nothing is changed."""
    verdict, total = tally.fold(submission)

    assert ("refused", code, None, {}) == (verdict.status, verdict.code, total, tally.sheets)


def test_partial_marks_count_where_they_are_defined(tally: SkillTally) -> None:
    """R25: an allowed list of marks; R13: the mixed sub-criterion has a form for each method."""
    _, total = tally.fold(enter(measured("A3.1", "0.50"), form="A3-M"))

    assert total is not None
    assert mark_from_text("0.50") == total.mark


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            act(LockForm, "chief_expert", form="A1", id="same"),
            act(LockForm, "chief_expert", form="A2", id="same"),
        ),
        (
            act(LockForm, "chief_expert", form="A1", id="same"),
            act(SignForm, "chief_expert", form="A1", id="same"),
        ),
        (replace(set_skill(), id="same"), replace(set_skill(skill(competitors=())), id="same")),
        (replace(set_skill(), id="same"), replace(set_skill(skill(), "other"), id="same")),
        (enter(submission_id="same"), enter(submission_id="same", expert="e-3")),
        (enter(submission_id="same"), enter(submission_id="same", form="A2")),
        (enter(submission_id="same"), enter(submission_id="same", competitor="c-2")),
        (enter(submission_id="same"), enter(submission_id="same", appeal="a")),
        (enter(submission_id="same"), enter(submission_id="same", skill_id="other")),
    ],
)
def test_every_part_of_a_command_is_its_content(tally: SkillTally, first: Command, second: Command) -> None:
    """The same id with another form, act, expert or definition is no repeat; another time is."""
    answer, _ = tally.fold(first)

    assert ("refused", "id_reused") == (tally.fold(second)[0].status, tally.fold(second)[0].code)
    assert answer == tally.fold(replace(first, at_ms=99))[0]


def test_a_definition_that_changes_takes_back_recount_and_finality(tally: SkillTally) -> None:
    """R34: the same definition again changes nothing, one more competitor does."""
    tally.fold(act(ConfirmRecount, "results_team", entries=0, mark=0))

    tally.fold(set_skill())
    same = tally.is_recounted
    tally.fold(set_skill(skill(competitors=[*skill().competitors, Competitor("c-3", "oral")])))

    assert (True, False) == (same, tally.is_recounted)


def test_a_scheme_before_the_first_mark_forgets_the_teams_of_the_old_one(tally: SkillTally) -> None:
    """R15, R20: with the scheme its forms are others; the same scheme keeps what was done."""
    tally.fold(set_team("A1", ("e-1", "e-2"), None))

    tally.fold(set_skill(skill(competitors=[Competitor("c-9", "oral")])))
    kept = set(tally.lives)
    tally.fold(set_skill(skill(of=scheme(SubCriterion("A1", "other", 1, (aspect("A1.1"),))))))

    assert ({"A1"}, {}) == (kept, tally.lives)


def test_a_form_says_when_something_was_last_done_to_it(tally: SkillTally) -> None:
    """R31: the time of the command, not of its reading."""
    tally.fold(set_team("A1", ("e-1", "e-2"), None, at_ms=77))

    assert 77 == tally.lives["A1"].since_ms


def test_an_act_on_a_form_that_is_none_or_without_a_reason_is_refused(tally: SkillTally) -> None:
    """R30: and who may not do it hears that first."""
    ask = act(RequestUnlock, "chief_expert", form="A1", reason=" ")

    codes = [
        tally.fold(command)[0].code
        for command in (ask, replace(ask, id="2", role="expert"), act(LockForm, "chief_expert", form="Z1"))
    ]

    assert ["act_needs_reason", "role_not_allowed", "unknown_form"] == codes


def test_two_pairs_that_differ_and_a_stale_entry_in_one_submission(tally: SkillTally) -> None:
    """The verdict tells the worst of what became of its entries."""
    tally.fold(set_skill(panel_skill()))
    tally.fold(set_team("A1", ("e-1", "e-3"), None, ("e-5", "e-6")))
    both = [measured(f"A1.{n}", "0.00") for n in (1, 2)]
    tally.fold(enter(*both, expert="e-1"))

    verdicts = [
        tally.fold(enter(measured("A1.1", "1.00"), both[1], expert="e-5"))[0],
        tally.fold(enter(measured("A1.1", "1.00"), measured("A1.2", "0.00"), expert="e-6"))[0],
    ]

    assert [("difference", "pairs_differ"), ("set_aside", "revision_stale")] == [
        (v.status, v.code) for v in verdicts
    ]


def test_an_undefined_skill_refuses_marks() -> None:
    """Before the organiser has defined the skill there is nothing to mark."""
    verdict, _ = SkillTally().fold(enter(measured("A1.1", "1.00")))

    assert ("refused", "unknown_skill") == (verdict.status, verdict.code)


def test_the_scheme_freezes_with_the_first_mark(tally: SkillTally) -> None:
    """R15: before it a new scheme is taken, after it refused; the same definition again is no change."""
    other = skill(of=scheme(SubCriterion("B1", "other", 1, (aspect("B1.1"),))))
    assert "counted" == tally.fold(set_skill(other))[0].status
    assert "counted" == tally.fold(set_skill())[0].status
    tally.fold(enter(measured("A1.1", "1.00")))

    verdicts = [tally.fold(set_skill(other))[0], tally.fold(set_skill())[0]]

    assert [("refused", "scheme_frozen"), ("counted", None)] == [(v.status, v.code) for v in verdicts]


def test_an_older_definition_brings_nobody_back_who_was_replaced(tally: SkillTally) -> None:
    """R7: the successor stays; who was replaced comes back by another replacement only."""
    first = panel_skill()
    leave = {"expert": "e-1", "successor": "e-9", "member": "almaty", "reason": "ill"}
    back = {"expert": "e-9", "successor": "e-1", "member": "almaty", "reason": "well again"}
    tally.fold(set_skill(first))
    tally.fold(enter(measured("A1.1", "1.00"), expert="e-3"))
    commands = [
        act(ReplaceExpert, "chief_expert", **leave),
        set_skill(first),
        act(ReplaceExpert, "chief_expert", **back),
        set_skill(first),
    ]

    verdicts = [tally.fold(command)[0] for command in commands]

    assert [None, "expert_was_replaced", None, None] == [verdict.code for verdict in verdicts]


def test_who_has_marks_cannot_vanish(tally: SkillTally) -> None:
    """R7: a competitor with marks is withdrawn, never removed."""
    tally.fold(enter(measured("A1.1", "1.00")))

    verdict, _ = tally.fold(set_skill(skill(competitors=[Competitor("c-2", "aktobe")])))

    assert ("refused", "competitor_has_marks") == (verdict.status, verdict.code)
