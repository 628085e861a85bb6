import pytest

from shared.domain.acts import (
    Act,
    DecideAppeal,
    DecideSetAside,
    ReviewAppeal,
    SetPenalty,
    SetStatus,
    SubmitAppeal,
)
from shared.domain.events import EnterMarks
from shared.domain.marking_rules import MarkingRules
from shared.domain.people import Competitor
from shared.domain.scheme import Scheme
from shared.domain.tally import SkillTally
from shared.domain.units import mark_from_text
from tests.builders import (
    PANEL_EXPERTS,
    act,
    enter,
    measured,
    panel_skill,
    scheme,
    score,
    set_skill,
    set_team,
    skill,
)


def said(tally: SkillTally, *commands: Act | EnterMarks) -> list[str]:
    """Return the code, or else the status, of each command's verdict."""
    verdicts = (tally.fold(command)[0] for command in commands)
    return [verdict.code or verdict.status for verdict in verdicts]


def opened(of: Scheme | None = None) -> SkillTally:
    """Return a skill without a mark."""
    tally = SkillTally()
    tally.fold(set_skill(panel_skill(of)))
    return tally


def decide(
    submission: EnterMarks, decision: str = "take", actor: str = "ce", **fields: str
) -> DecideSetAside:
    """Return the decision about the entry on A1.1 of ``submission``."""
    more = {"role": "chief_expert", "aspect": "A1.1", "reason": "seen by both", **fields}
    return act(DecideSetAside, actor=actor, submission=submission.id, decision=decision, **more)


@pytest.fixture
def stale() -> tuple[SkillTally, EnterMarks]:
    """A mark of c-1 that e-3 entered, and e-1's entry on the same aspect, set aside."""
    tally, late = opened(), enter(measured("A1.1", "0.00"), expert="e-1")
    tally.fold(enter(measured("A1.1", "1.00"), expert="e-3"))
    assert ["revision_stale"] == said(tally, late)
    return tally, late


def test_a_set_aside_entry_that_is_taken_becomes_a_correction(stale: tuple[SkillTally, EnterMarks]) -> None:
    """R33, R30: the record says whose entry it was, who let it stand, and why; the old mark stays in it."""
    tally, late = stale

    verdict, total = tally.fold(decide(late))

    standing = tally.sheets["c-1", "A1"].marks["A1.1"]
    assert ("counted", 2) == (verdict.status, verdict.entries[0].revision)
    assert total is not None
    assert (0, "e-1", "ce", "seen by both") == (
        total.mark,
        standing.by,
        standing.decided_by,
        standing.entry.reason,
    )
    assert standing.before is not None
    assert mark_from_text("1.00") == standing.before.mark


def test_the_total_comes_again_when_the_decision_is_delivered_again(
    stale: tuple[SkillTally, EnterMarks],
) -> None:
    """A crash between fold and send must not keep the total from the boards."""
    tally, late = stale
    decision = decide(late)

    assert tally.fold(decision) == tally.fold(decision)


def test_an_entry_that_is_dropped_changes_nothing(stale: tuple[SkillTally, EnterMarks]) -> None:
    """R33: and it is decided once."""
    tally, late = stale

    verdict, total = tally.fold(decide(late, "drop"))

    assert ("counted", (), None) == (verdict.status, verdict.entries, total)
    assert ["already_decided"] == said(tally, decide(late))
    assert mark_from_text("1.00") == tally.sheets["c-1", "A1"].mark


def test_who_may_decide(stale: tuple[SkillTally, EnterMarks]) -> None:
    """R21, R33: an expert of the team or the chief expert; nobody for a compatriot."""
    tally, late = stale
    tally.fold(set_team("A1", ("e-1", "e-3"), None))

    answers = said(
        tally,
        decide(late, aspect="A1.2"),
        decide(enter()),
        decide(late, actor="e-9", role="expert"),
        decide(late, actor="e-2", role="expert"),
        decide(late, actor="e-2"),
        decide(late, actor="e-6", role="expert"),
        decide(late, actor="e-3", role="expert"),
    )

    unknown, compatriot = ["unknown_set_aside"] * 2, ["compatriot"] * 2
    assert [*unknown, "unknown_expert", *compatriot, "not_in_team", "counted"] == answers


def test_without_a_mark_a_taken_entry_is_the_first() -> None:
    """An entry that claims to have seen a mark where there is none waits, too."""
    tally, odd = opened(), enter(measured("A1.1", "1.00", based_on=3), expert="e-1")
    tally.fold(odd)

    verdict, _ = tally.fold(decide(odd, actor="e-3", role="expert"))

    assert ("counted", 1) == (verdict.status, verdict.entries[0].revision)


def test_of_a_submission_only_the_stale_entry_waits() -> None:
    """R33: the others count at once; what is taken later is that entry and no other."""
    tally, two = opened(), (measured("A1.2", "0.75"), measured("A1.1", "0.00"))
    tally.fold(enter(measured("A1.1", "1.00"), expert="e-3"))
    late = enter(*two, expert="e-1")
    assert ["revision_stale"] == said(tally, late)

    verdict, _ = tally.fold(decide(late))

    assert ("counted", ["A1.1"]) == (verdict.status, [outcome.aspect for outcome in verdict.entries])
    marks = {name: mark.mark for name, mark in tally.sheets["c-1", "A1"].marks.items()}
    assert {"A1.1": 0, "A1.2": 135_000} == marks


def test_a_taken_entry_that_names_an_appeal_is_its_correction() -> None:
    """R32, R33: by the decision, because only then did it count."""
    tally, asked = opened(), appeal()
    tally.fold(enter(measured("A1.1", "0.00"), expert="e-3"))
    late = enter(measured("A1.1", "1.00"), expert="e-1", appeal=asked.id)
    taken = decide(late)

    answers = said(
        tally,
        asked,
        act(ReviewAppeal, "chief_expert", "ce", appeal=asked.id),
        act(DecideAppeal, "chief_expert", "ce", appeal=asked.id, ruling="partly", reason="half"),
        late,
        taken,
    )

    assert [*["counted"] * 3, "revision_stale", "counted"] == answers
    assert taken.id == tally.appeals[asked.id].corrected_by


def test_a_taken_score_waits_for_the_panel_like_any_other() -> None:
    """R22: a decision does not make one judge three."""
    tally = opened()
    tally.fold(set_team())
    odd = enter(score("A2.1", 2, attempt=4), form="A2", expert="e-1")
    tally.fold(odd)

    verdict, total = tally.fold(decide(odd, aspect="A2.1"))

    assert ("waiting", None) == (verdict.status, total)


def appeal(member: str = "abai", competitor: str = "c-1", **fields: object) -> SubmitAppeal:
    """Return an appeal about A1 of c-1."""
    more = {"form": "A1", "reason": "the part was not looked at", **fields}
    return act(SubmitAppeal, "team_leader", "tl", member=member, competitor=competitor, **more)


def test_an_appeal_goes_from_submitted_to_its_correction() -> None:
    """R32: reviewed and decided by officials; a correction names it."""
    tally, asked = opened(), appeal(aspect="A1.1")
    tally.fold(enter(measured("A1.1", "0.00"), expert="e-3"))
    review = act(ReviewAppeal, "chief_expert", "ce", appeal=asked.id)
    uphold = act(DecideAppeal, "results_team", "rt", appeal=asked.id, ruling="upheld", reason="seen")
    correction = enter(measured("A1.1", "1.00", 1, "appeal upheld"), expert="e-3", appeal=asked.id)
    early = enter(measured("A1.1", "1.00", 1, "appeal"), expert="e-3", appeal=asked.id)

    answers = said(tally, asked, uphold, review, early, act_again(uphold), correction)

    expected = ["counted", "appeal_not_in_review", "counted", "appeal_not_upheld", "counted", "counted"]
    assert expected == answers
    assert ("upheld", correction.id) == (tally.appeals[asked.id].ruling, tally.appeals[asked.id].corrected_by)


def act_again(first: DecideAppeal) -> DecideAppeal:
    """Return the same decision under another id."""
    return act(
        DecideAppeal, first.role, first.actor, appeal=first.appeal, ruling=first.ruling, reason=first.reason
    )


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (appeal(competitor="c-9"), "unknown_competitor"),
        (appeal(member="aktobe"), "appeal_not_own_competitor"),
        (appeal(form="Z1"), "unknown_form"),
        (appeal(aspect="A2.1"), "unknown_aspect"),
        (appeal(at_ms=1001), "appeal_too_late"),
        (appeal(reason=" "), "act_needs_reason"),
        (appeal(at_ms=1000), "counted"),
    ],
)
def test_whose_appeal_is_taken(asked: SubmitAppeal, code: str) -> None:
    """R32: a member's, for its own competitor, in time, with a reason."""
    base = scheme()
    tally = opened(Scheme("99", "x", base.sections, base.criteria, MarkingRules(appeals_until_ms=1000)))

    assert [code] == said(tally, asked)


def test_an_appeal_is_reviewed_and_decided_once_by_others_than_who_asked() -> None:
    """R32: nobody rules on the own appeal, under whatever role."""
    tally, asked = opened(), appeal()
    own = act(ReviewAppeal, "results_team", "tl", appeal=asked.id)
    review = [act(ReviewAppeal, "results_team", "rt", appeal=asked.id) for _ in range(2)]
    ruling = {"appeal": asked.id, "ruling": "rejected", "reason": "nothing found"}
    own_ruling = act(DecideAppeal, "results_team", "tl", **ruling)
    rulings = [act(DecideAppeal, "chief_expert", "ce", **ruling) for _ in range(2)]
    unknown = act(ReviewAppeal, "results_team", "rt", appeal="a-9")

    answers = said(tally, asked, unknown, own, *review, own_ruling, *rulings)

    assert ["counted", "unknown_appeal", "same_person", "counted", "appeal_in_review"] == answers[:5]
    assert ["same_person", "counted", "appeal_decided"] == answers[5:]


def test_an_appeal_about_one_aspect_is_answered_on_that_aspect() -> None:
    """R32: a correction beside it leaves the appeal without its own."""
    tally, asked = opened(), appeal(aspect="A1.1")
    beside = enter(measured("A1.2", "0.00", 1, "seen, too"), expert="e-3", appeal=asked.id)
    itself = enter(measured("A1.1", "0.00", 1, "appeal upheld"), expert="e-3", appeal=asked.id)
    said(
        tally,
        enter(measured("A1.1", "1.00"), measured("A1.2", "0.75"), expert="e-3"),
        asked,
        act(ReviewAppeal, "chief_expert", "ce", appeal=asked.id),
        act(DecideAppeal, "chief_expert", "ce", appeal=asked.id, ruling="upheld", reason="seen"),
    )

    assert ["counted"] == said(tally, beside)
    assert tally.appeals[asked.id].corrected_by is None
    assert ["counted"] == said(tally, itself)
    assert itself.id == tally.appeals[asked.id].corrected_by


def test_an_appeal_is_not_answered_by_an_entry_that_is_set_aside() -> None:
    """R32, R33: beside a correction that counts, the one on the aspect itself is stale."""
    tally, asked = opened(), appeal(aspect="A1.1")
    both = (measured("A1.1", "0.00", 7, "appeal upheld"), measured("A1.2", "0.00", 1, "seen, too"))
    said(
        tally,
        enter(measured("A1.1", "1.00"), measured("A1.2", "0.75"), expert="e-3"),
        asked,
        act(ReviewAppeal, "chief_expert", "ce", appeal=asked.id),
        act(DecideAppeal, "chief_expert", "ce", appeal=asked.id, ruling="upheld", reason="seen"),
        enter(*both, expert="e-3", appeal=asked.id),
    )

    assert ["A1.1"] == [aspect for _, aspect in tally.set_aside]
    assert tally.appeals[asked.id].corrected_by is None


def test_a_correction_names_only_an_appeal_about_its_sheet() -> None:
    """R32: an upheld appeal of one competitor changes no other."""
    tally, asked = opened(), appeal()
    act_on = [
        asked,
        act(ReviewAppeal, "chief_expert", "ce", appeal=asked.id),
        act(DecideAppeal, "chief_expert", "ce", appeal=asked.id, ruling="partly", reason="half"),
    ]
    assert ["counted"] * 3 == said(tally, *act_on)

    other = enter(measured("A1.1", "1.00"), competitor="c-2", expert="e-3", appeal=asked.id)

    assert ["appeal_not_upheld"] == said(tally, other)


def status(value: str, role: str = "chief_expert", competitor: str = "c-1") -> SetStatus:
    """Return the command that sets a competitor's status."""
    return act(SetStatus, role, competitor=competitor, status=value, reason="told by the leader")


def test_who_is_withdrawn_keeps_the_marks_and_gets_no_more() -> None:
    """R7: until the status is taken back."""
    tally = opened()
    first, second = (measured("A1.1", "1.00"), measured("A1.2", "0.75"))
    tally.fold(enter(first, expert="e-3"))

    answers = said(
        tally,
        status("withdrawn"),
        enter(second, expert="e-3"),
        status("absent"),
        status("competing"),
        enter(second, expert="e-3"),
    )

    assert ["counted", "competitor_not_competing", "competitor_has_marks", "counted", "counted"] == answers
    assert mark_from_text("1.75") == tally.sheets["c-1", "A1"].mark


def test_who_has_been_scored_but_has_no_mark_may_be_absent() -> None:
    """R7: one judge's score is no mark; another competitor's marks are not theirs."""
    tally = opened()
    tally.fold(set_team())
    tally.fold(enter(score("A2.1", 2), form="A2", expert="e-3"))
    tally.fold(enter(measured("A1.1", "1.00"), competitor="c-2", expert="e-3"))

    assert ["counted", "competitor_has_marks"] == said(
        tally, status("absent"), status("absent", competitor="c-2")
    )


def test_only_the_organiser_disqualifies_and_takes_it_back() -> None:
    """R7: with a reason, like every status."""
    tally = opened()

    answers = said(
        tally,
        status("disqualified"),
        status("disqualified", "organiser"),
        status("competing", "results_team"),
        status("competing", "organiser"),
        status("absent", competitor="c-9"),
    )

    refused = "role_not_allowed"
    assert [refused, "counted", refused, "counted", "unknown_competitor"] == answers


def test_penalties_stand_apart_from_marks() -> None:
    """R7: the same name replaces, zero lifts; no mark and no total of a sheet changes."""
    tally = opened()
    tally.fold(enter(measured("A1.1", "1.00"), expert="e-3"))
    base = {"role": "organiser", "penalty": "late", "reason": "came late"}

    answers = said(
        tally,
        act(SetPenalty, competitor="c-1", mark=90_000, **base),
        act(SetPenalty, competitor="c-1", mark=45_000, **base),
        act(SetPenalty, competitor="c-1", mark=-1, **base),
        act(SetPenalty, competitor="c-9", mark=1, **base),
    )

    assert ["counted", "counted", "mark_negative", "unknown_competitor"] == answers
    assert {"c-1": {"late": 45_000}} == tally.penalties
    assert ["counted"] == said(tally, act(SetPenalty, competitor="c-1", mark=0, **base))
    assert {"c-1": {"late": 0}} == tally.penalties
    assert mark_from_text("1.00") == tally.sheets["c-1", "A1"].mark


def test_a_decision_about_a_competitor_who_left_the_definition() -> None:
    """Nobody has marks then, and the entry cannot be taken; it can be dropped."""
    tally, odd = opened(), enter(measured("A1.1", "1.00", based_on=3), expert="e-1")
    tally.fold(odd)
    tally.fold(set_skill(skill([Competitor("c-2", "aktobe")], PANEL_EXPERTS)))

    assert ["unknown_competitor", "counted"] == said(tally, decide(odd), decide(odd, "drop", "e-2"))
