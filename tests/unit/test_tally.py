from dataclasses import replace

import pytest

from shared.domain.championship import SkillDefinition
from shared.domain.events import EnterMarks, EntryOutcome, SheetTotal, Verdict
from shared.domain.people import Competitor, Expert
from shared.domain.scheme import SubCriterion
from shared.domain.tally import SkillTally
from shared.domain.units import mark_from_text
from tests.builders import aspect, command_id, enter, judged, measured, names, scheme, set_skill, skill


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


def test_who_has_marks_cannot_vanish(tally: SkillTally) -> None:
    """R7: a competitor with marks is withdrawn, never removed."""
    tally.fold(enter(measured("A1.1", "1.00")))

    verdict, _ = tally.fold(set_skill(skill(competitors=[Competitor("c-2", "aktobe")])))

    assert ("refused", "competitor_has_marks") == (verdict.status, verdict.code)
