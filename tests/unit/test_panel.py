from dataclasses import replace

import pytest

from shared.domain.events import EnterMarks, EntryOutcome, Paper, SheetTotal, Verdict
from shared.domain.form import Sheet
from shared.domain.judgement import JudgementRule
from shared.domain.marking_rules import MarkingRules
from shared.domain.panel import Panel
from shared.domain.people import Expert
from shared.domain.tally import Outcome, SkillTally
from shared.domain.team import Team
from shared.domain.units import mark_from_text
from shared.domain.voices import is_one_of_several
from tests.builders import (
    PANEL_EXPERTS,
    enter,
    judged,
    measured,
    panel_skill,
    scheme,
    score,
    set_skill,
    set_team,
)


@pytest.fixture
def tally() -> SkillTally:
    """A skill in which e-1, e-4 (for e-2) and e-3 judge c-1 on A2."""
    opened = SkillTally()
    opened.fold(set_skill(panel_skill()))
    opened.fold(set_team())
    return opened


def show(
    tally: SkillTally,
    expert: str,
    shown: int,
    based_on: int = 0,
    reason: str | None = None,
    attempt: int | None = None,
) -> Outcome:
    """Let one judge score A2.1 of c-1."""
    return tally.fold(enter(score("A2.1", shown, based_on, reason, attempt), form="A2", expert=expert))


def outcome(verdict: Verdict) -> EntryOutcome:
    """Return what became of the only entry."""
    (only,) = verdict.entries
    return only


def sheet(tally: SkillTally) -> Sheet:
    """Return the sheet that is judged."""
    return tally.sheets["c-1", "A2"]


def test_the_mark_appears_when_all_three_are_in(tally: SkillTally) -> None:
    """R22: until then each hears how many are in, nothing else, and no total changes."""
    first, second, third = (show(tally, *shown) for shown in (("e-1", 2), ("e-4", 2), ("e-3", 3)))

    assert [("waiting", None), ("waiting", None), ("counted", 1)] == [
        (verdict.status, total and total.aspects_marked) for verdict, total in (first, second, third)
    ]
    assert EntryOutcome("A2.1", "waiting", 0, None, (2, 3), 1) == outcome(second[0])
    total = third[1]
    assert isinstance(total, SheetTotal)
    assert mark_from_text("1.00") * 7 // 9 == total.mark
    standing = sheet(tally).marks["A2.1"]
    assert ((2, 2, 3), None, "e-3") == (standing.entry.scores, standing.entry.score, standing.by)


def test_before_all_are_in_a_judge_may_change_the_own_score(tally: SkillTally) -> None:
    """It is no correction: there is no mark yet, and the log keeps both."""
    show(tally, "e-1", 0)

    verdict, _ = show(tally, "e-1", 2)

    assert EntryOutcome("A2.1", "waiting", 0, None, (1, 3), 1) == outcome(verdict)


def test_scores_too_far_apart_are_kept_and_the_panel_scores_again(tally: SkillTally) -> None:
    """R23: the first attempt stays for ever; the second gives the mark."""
    for expert, shown in (("e-1", 0), ("e-4", 2)):
        show(tally, expert, shown)
    third, total = show(tally, "e-3", 2)
    assert EntryOutcome("A2.1", "rescore", 0, "scores_too_far_apart", (0, 3), 2) == outcome(third)
    assert ("rescore", "scores_too_far_apart", None) == (third.status, third.code, total)

    for expert in ("e-1", "e-4", "e-3"):
        last, _ = show(tally, expert, 2, attempt=2)

    assert ("counted", 1) == (last.status, outcome(last).revision)
    kept = sheet(tally).panels["A2.1"].attempts
    assert [{"e-1": 0, "e-4": 2, "e-3": 2}, {"e-1": 2, "e-4": 2, "e-3": 2}] == kept


def test_a_score_for_an_attempt_that_is_over_is_set_aside(tally: SkillTally) -> None:
    """R23: a tablet that was offline does not put its old score into the new attempt."""
    for expert, shown in (("e-1", 0), ("e-4", 2), ("e-3", 2)):
        show(tally, expert, shown)

    verdict, _ = show(tally, "e-1", 1, attempt=1)

    assert ("set_aside", "attempt_stale") == (outcome(verdict).outcome, outcome(verdict).code)
    assert {} == sheet(tally).panels["A2.1"].current


def test_an_entry_for_a_later_attempt_leaves_no_trace_but_its_being_set_aside(tally: SkillTally) -> None:
    """Nothing waits for a panel that has not begun."""
    verdict, _ = show(tally, "e-1", 1, attempt=2)

    assert ("set_aside", {}, 1) == (verdict.status, tally.sheets, len(tally.set_aside))


def test_one_device_that_shows_too_far_apart_starts_a_second_attempt(tally: SkillTally) -> None:
    """R22, R23: with a team the attempt is kept; own scores that were on their way are kept, too."""
    show(tally, "e-1", 3)

    verdict, _ = tally.fold(enter(judged("A2.1", 0, 2, 2), form="A2", expert="e-4"))

    assert EntryOutcome("A2.1", "rescore", 0, "scores_too_far_apart", (0, 3), 3) == outcome(verdict)
    assert [{"e-1": 3}, {"1": 0, "2": 2, "3": 2}] == sheet(tally).panels["A2.1"].attempts


def test_a_panel_corrects_its_mark_by_scoring_again_with_reasons(tally: SkillTally) -> None:
    """R30: the old mark counts until all three are in again; it stays in the record for ever."""
    for expert in ("e-1", "e-4", "e-3"):
        show(tally, expert, 1)
    refused, _ = show(tally, "e-1", 2, based_on=1)

    waiting = [show(tally, expert, 2, 1, "conferred") for expert in ("e-1", "e-4")]
    counted, total = show(tally, "e-3", 2, 1, "conferred")

    assert ("refused", "reason_missing") == (refused.status, refused.code)
    assert [None, None] == [none for _, none in waiting]
    assert ("counted", 2) == (counted.status, outcome(counted).revision)
    assert total is not None
    standing = sheet(tally).marks["A2.1"]
    assert standing.before is not None
    assert (mark_from_text("1.00") // 3, "conferred") == (standing.before.mark, standing.entry.reason)


def test_a_mark_entered_meanwhile_ends_the_attempt(tally: SkillTally) -> None:
    """R33: scores based on a mark that is gone do not mix with scores based on the new one."""
    show(tally, "e-1", 3)
    tally.fold(enter(judged("A2.1", 2, 2, 2), form="A2", expert="e-4"))
    stale, _ = show(tally, "e-3", 3)

    verdict, _ = show(tally, "e-3", 3, 1, "conferred")

    assert EntryOutcome("A2.1", "set_aside", 1, "revision_stale") == outcome(stale)
    assert EntryOutcome("A2.1", "waiting", 1, None, (1, 3), 2) == outcome(verdict)
    assert [{"e-1": 3}] == sheet(tally).panels["A2.1"].attempts


def test_an_expert_who_is_replaced_ends_the_attempt(tally: SkillTally) -> None:
    """R7, R20: the panel that is now scores; what the other has shown stays in the record."""
    show(tally, "e-3", 0)
    tally.fold(set_team(experts=("e-1", "e-2", "e-6")))

    verdict, _ = show(tally, "e-1", 2)

    assert EntryOutcome("A2.1", "waiting", 0, None, (1, 3), 2) == outcome(verdict)


def test_what_a_panel_has_shown_needs_no_second_voice(tally: SkillTally) -> None:
    """R22: one device for all; the outcome carries no remark, and a panel of two is no dual marking."""
    alone, _ = tally.fold(enter(judged("A2.1", 2, 2, 3), form="A2", expert="e-4"))
    two = SkillTally()
    two.fold(set_skill(panel_skill(replace(scheme(), rules=MarkingRules(JudgementRule(judges=2))))))
    two.fold(set_team(experts=("e-1", "e-3")))

    both, _ = two.fold(enter(judged("A2.1", 2, 2), form="A2", expert="e-4"))

    assert [EntryOutcome("A2.1", "counted", 1)] * 2 == [outcome(alone), outcome(both)]


def test_who_is_not_on_the_panel_enters_all_scores_or_none(tally: SkillTally) -> None:
    """R22: e-6 replaces nobody for c-2 and may enter what was shown, but no score of its own beside it."""
    tally.fold(set_team(experts=("e-1", "e-2", "e-3"), supervisor="e-6"))
    shown, own = judged("A2.1", 2, 2, 3), score("A2.2", 2)

    mixed, _ = tally.fold(enter(shown, own, form="A2", expert="e-6", competitor="c-2"))
    only_shown, _ = tally.fold(enter(shown, form="A2", expert="e-6", competitor="c-2"))

    assert ["not_on_panel", "counted"] == [v.code or v.status for v in (mixed, only_shown)]


def test_no_judge_enters_the_scores_of_the_others(tally: SkillTally) -> None:
    """R22: the supervisor does, also who has stepped in; for the supervisor's compatriot one of the three."""
    tally.fold(set_team(experts=("e-1", "e-2", "e-3"), supervisor="e-4"))
    shown = judged("A2.1", 2, 2, 3)

    said = [
        tally.fold(enter(shown, form="A2", competitor=competitor, expert=expert))[0]
        for competitor, expert in (
            ("c-1", "e-1"),
            ("c-1", "e-3"),
            ("c-1", "e-2"),
            ("c-2", "e-4"),
            ("c-2", "e-2"),
        )
    ]
    stepped_in, _ = tally.fold(enter(shown, form="A2", expert="e-4"))

    assert ["supervisor_enters", "supervisor_enters", "compatriot", "compatriot", "counted"] == [
        v.code or v.status for v in said
    ]
    assert {"field": "expert", "value": "e-1"} == said[0].details
    assert "counted" == stepped_in.status


def test_an_own_score_beside_them_lets_nobody_enter_the_scores_of_all(tally: SkillTally) -> None:
    """R22: one entry for all is one too many, whatever else the submission holds."""
    mixed = enter(score("A2.2", 2), judged("A2.1", 2, 2, 3), form="A2", expert="e-1")

    assert "supervisor_enters" == tally.fold(mixed)[0].code


def test_from_signed_paper_the_scores_of_all_come_by_any_of_the_team(tally: SkillTally) -> None:
    """R22: the clerk types what was signed, whoever of the team has signed it."""
    typed = replace(enter(judged("A2.1", 2, 2, 3), form="A2", expert="e-3"), paper=Paper("k-1", "photo-1"))

    assert "counted" == tally.fold(typed)[0].status


def test_where_each_judge_has_a_device_nobody_enters_for_all() -> None:
    """R22: a setting of the scheme; with it only own scores count, and paper; with a team and without."""
    own = SkillTally()
    own.fold(set_skill(panel_skill(replace(scheme(), rules=MarkingRules(panel_devices="own")))))
    without_team, _ = own.fold(enter(judged("A2.1", 2, 2, 3), form="A2", expert="e-4"))
    own.fold(set_team())

    supervisor, _ = own.fold(enter(score("A2.2", 1), judged("A2.1", 2, 2, 3), form="A2", expert="e-4"))
    typed = replace(enter(judged("A2.1", 2, 2, 3), form="A2", expert="e-4"), paper=Paper("k-1", "photo-1"))

    assert ["scores_one_by_one"] * 2 == [without_team.code, supervisor.code]
    assert {"field": "entries"} == supervisor.details
    assert "waiting" == show(own, "e-1", 2)[0].status
    assert "counted" == own.fold(typed)[0].status


@pytest.fixture
def dual() -> SkillTally:
    """A skill in which e-1 with e-3 and e-5 with e-6 measure A1."""
    opened = SkillTally()
    opened.fold(set_skill(panel_skill()))
    assert "counted" == opened.fold(set_team("A1", ("e-1", "e-3"), None, ("e-5", "e-6")))[0].status
    return opened


def measure(
    tally: SkillTally, expert: str, mark: str, based_on: int = 0, reason: str | None = None
) -> Verdict:
    """Let somebody of a pair measure A1.1 of c-1."""
    return tally.fold(enter(measured("A1.1", mark, based_on, reason), expert=expert))[0]


def test_two_pairs_that_agree_give_the_mark(dual: SkillTally) -> None:
    """R25: the first hears that the other is awaited; either of a pair may enter."""
    first = measure(dual, "e-3", "1.00")
    again = measure(dual, "e-1", "1.00")

    second = measure(dual, "e-5", "1.00")

    assert [("waiting", (1, 2)), ("waiting", (1, 2)), ("counted", None)] == [
        (v.status, outcome(v).entered) for v in (first, again, second)
    ]


def test_a_difference_waits_until_one_pair_corrects(dual: SkillTally) -> None:
    """R25: the mark does not count before, and every measurement is kept."""
    measure(dual, "e-1", "1.00")
    difference = measure(dual, "e-6", "0.00")
    assert ("difference", "pairs_differ") == (difference.status, outcome(difference).code)
    assert {} == dual.sheets["c-1", "A1"].marks

    agreed = measure(dual, "e-1", "0.00")

    assert "counted" == agreed.status
    assert [{"1": 180_000, "2": 0}, {"1": 0, "2": 0}] == dual.sheets["c-1", "A1"].panels["A1.1"].attempts


def test_dual_marking_falls_back_to_one_pair_and_says_so() -> None:
    """R21: e-2 is a compatriot of c-1, so the other pair measures alone; for c-2 both do."""
    tally = SkillTally()
    tally.fold(set_skill(panel_skill()))
    formed, _ = tally.fold(set_team("A1", ("e-1", "e-2"), None, ("e-5", "e-6")))

    alone = measure(tally, "e-5", "1.00")
    refused = measure(tally, "e-1", "1.00", 1, "slip")
    both = tally.fold(enter(measured("A1.1", "1.00"), competitor="c-2", expert="e-2"))[0]

    assert [("counted", "one_pair"), ("counted", None), ("refused", "not_in_pair"), ("waiting", None)] == [
        (v.status, v.code) for v in (formed, alone, refused, both)
    ]
    assert "one_pair" == outcome(alone).code


def test_two_pairs_that_both_hold_a_compatriot_still_measure() -> None:
    """R21: whoever is no compatriot enters, and the verdict says that nobody measured a second time."""
    tally = SkillTally()
    tally.fold(set_skill(replace(panel_skill(), experts=(*PANEL_EXPERTS, Expert("e-7", "abai")))))
    tally.fold(set_team("A1", ("e-1", "e-2"), None, ("e-3", "e-7")))

    verdict = measure(tally, "e-3", "1.00")

    assert ("counted", "one_pair") == (verdict.status, outcome(verdict).code)


THREE = ("a", "b", "c")


def test_a_panel_that_scores_again_is_unresolved_until_a_mark_stands() -> None:
    """R23: attempts on the revision that stands are counted, not those before it."""
    panel = Panel()
    seen = []
    for revision in (0, 0, 1):
        panel.begin(revision, THREE)
        seen.append(panel.is_unresolved)
        panel.show((0, 2, 2))

    assert ([False, True, False], 3, 2) == (seen, len(panel.attempts), panel.since)


def test_a_panel_of_others_begins_anew_and_is_not_unresolved() -> None:
    """R7, R23: what somebody showed who is replaced is kept as an attempt that nobody failed."""
    panel = Panel()
    panel.begin(0, THREE)
    panel.say("a", 2)
    assert (1, 2) == (panel.attempt(0, THREE), panel.attempt(0, ("b", "c", "d")))

    panel.begin(0, ("b", "c", "d"))

    assert (False, [{"a": 2}], {}) == (panel.is_unresolved, panel.attempts, panel.current)


def test_an_attempt_in_which_nobody_spoke_leaves_nothing() -> None:
    """R33: another revision begins with its first score, not with an empty attempt before it."""
    panel = Panel()
    panel.begin(0, THREE)

    panel.begin(1, ("d",))

    assert ([], 1, 1) == (panel.attempts, panel.attempt(1, THREE), panel.attempt(2, THREE))
    panel.say("a", 1)
    assert (1, 2) == (panel.attempt(1, THREE), panel.attempt(2, THREE))


def test_only_attempts_in_which_all_have_spoken_may_be_seen() -> None:
    """R22: one that was broken off stays hidden for ever, one that goes on or never was is none."""
    panel = Panel()
    panel.begin(0, THREE)
    panel.say("a", 2)
    panel.begin(1, THREE)
    panel.show((0, 2, 2))
    panel.say("a", 3)

    assert [False, True, False] == [panel.is_in(attempt) for attempt in range(3)]


@pytest.mark.parametrize(
    ("submission", "team", "is_one"),
    [
        (enter(score("A2.1", 2), form="A2"), Team(("e-1", "e-2", "e-3"), "e-4", ()), True),
        (enter(judged("A2.1", 2, 2, 2), form="A2"), Team(("e-1", "e-2", "e-3"), "e-4", ()), False),
        (enter(measured("A1.1", "1.00")), None, False),
        (enter(measured("A1.1", "1.00")), Team(("e-1", "e-3"), None, ()), False),
        (enter(measured("A1.1", "1.00")), Team(("e-1", "e-3"), None, ("e-5", "e-6")), True),
        (enter(measured("A1.1", "1.00")), Team(("e-1", "e-2"), None, ("e-5", "e-6")), False),
    ],
)
def test_what_one_of_several_voices_says_is_told_to_nobody_yet(
    submission: EnterMarks, team: Team | None, is_one: bool
) -> None:
    """R22, R25: a score of one judge, a measurement of one of two pairs; a pair that is left alone is not."""
    (entry,) = submission.entries

    assert is_one == is_one_of_several(panel_skill(), submission, entry, team)


def test_a_command_is_known_by_its_id_once_it_was_answered(tally: SkillTally) -> None:
    """Refused or counted: sent once more it changes nothing."""
    command = enter(score("A2.1", 2), form="A2", expert="e-9")
    before = tally.has_answered(command.id)

    tally.fold(command)

    assert [False, True] == [before, tally.has_answered(command.id)]
