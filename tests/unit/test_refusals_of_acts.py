"""What a refusal says besides its code: which field, and which value; the door tells people both."""

from dataclasses import replace

import pytest

from shared.domain import acts
from shared.domain.events import EnterMarks
from shared.domain.marking_rules import MarkingRules
from shared.domain.people import Competitor
from shared.domain.scheme import SubCriterion
from shared.domain.tally import SkillTally
from tests.builders import (
    act,
    aspect,
    enter,
    measured,
    panel_skill,
    scheme,
    set_skill,
    set_team,
)
from tests.refusals import LOCKED, MARKED, Details, answer, folded, refusal

STALE = enter(measured("A1.1", "0.00"), expert="e-1")
APPEAL = act(acts.SubmitAppeal, "team_leader", "tl", member="abai", competitor="c-1", form="A1", reason="row")
REVIEW = act(acts.ReviewAppeal, "chief_expert", "ce", appeal=APPEAL.id)
RULED = act(acts.DecideAppeal, "chief_expert", "ce", appeal=APPEAL.id, ruling="upheld", reason="seen")


def take(actor: str = "ce", role: str = "chief_expert") -> acts.DecideSetAside:
    """Return the decision to take the stale entry."""
    fields = {"submission": STALE.id, "aspect": "A1.1", "decision": "take", "reason": "seen"}
    return act(acts.DecideSetAside, role, actor, **fields)


@pytest.mark.parametrize(
    ("before", "command", "code", "details"),
    [
        (MARKED, take(), "unknown_set_aside", {"field": "submission", "value": STALE.id}),
        (
            (*MARKED, STALE, take()),
            take(),
            "already_decided",
            {"field": "submission", "value": STALE.id},
        ),
        (
            (*MARKED, STALE),
            take("e-9", "expert"),
            "unknown_expert",
            {"field": "actor", "value": "e-9"},
        ),
        ((*MARKED, STALE), take("e-2"), "compatriot", {"field": "actor", "member": "abai"}),
        (
            (*MARKED, STALE, set_team("A1", ("e-1", "e-3"), None)),
            take("e-6", "expert"),
            "not_in_team",
            {"field": "actor", "value": "e-6"},
        ),
        (
            (),
            replace(APPEAL, competitor="c-9"),
            "unknown_competitor",
            {"field": "competitor", "value": "c-9"},
        ),
        (
            (),
            replace(APPEAL, member="oral"),
            "appeal_not_own_competitor",
            {"field": "competitor", "value": "c-1"},
        ),
        ((), replace(APPEAL, form="Z1"), "unknown_form", {"field": "form", "value": "Z1"}),
        (
            (),
            replace(APPEAL, aspect="A2.1"),
            "unknown_aspect",
            {"field": "aspect", "value": "A2.1", "form": "A1"},
        ),
        ((), REVIEW, "unknown_appeal", {"field": "appeal", "value": APPEAL.id}),
        (
            (APPEAL, REVIEW),
            replace(REVIEW, id="again"),
            "appeal_in_review",
            {"field": "appeal", "value": APPEAL.id},
        ),
        (
            (APPEAL,),
            replace(REVIEW, actor="tl"),
            "same_person",
            {"field": "actor", "value": "tl"},
        ),
        ((APPEAL,), RULED, "appeal_not_in_review", {"field": "appeal", "value": APPEAL.id}),
        (
            (APPEAL, REVIEW, RULED),
            replace(RULED, id="again"),
            "appeal_decided",
            {"field": "appeal", "value": APPEAL.id},
        ),
        (
            (APPEAL, REVIEW),
            replace(RULED, actor="tl"),
            "same_person",
            {"field": "actor", "value": "tl"},
        ),
        (
            (),
            act(acts.SetStatus, "organiser", competitor="c-9", status="absent", reason="ill"),
            "unknown_competitor",
            {"field": "competitor", "value": "c-9"},
        ),
        (
            (),
            act(acts.SetStatus, "chief_expert", competitor="c-1", status="disqualified", reason="help"),
            "role_not_allowed",
            {"field": "role", "role": "chief_expert"},
        ),
        (
            MARKED,
            act(acts.SetStatus, "organiser", competitor="c-1", status="absent", reason="ill"),
            "competitor_has_marks",
            {"field": "competitor", "value": "c-1"},
        ),
        (
            (),
            act(acts.SetPenalty, "organiser", competitor="c-9", penalty="late", mark=1, reason="late"),
            "unknown_competitor",
            {"field": "competitor", "value": "c-9"},
        ),
        (
            (),
            act(acts.SetPenalty, "organiser", competitor="c-1", penalty="late", mark=-180_000, reason="late"),
            "mark_negative",
            {"field": "mark", "value": "-1.00"},
        ),
        (
            MARKED,
            act(acts.ConfirmRecount, "results_team", entries=1, mark=0),
            "recount_differs",
            {"field": "mark", "value": "0.00", "expected": "1.00"},
        ),
        (
            LOCKED,
            act(
                acts.ChangeScheme,
                "organiser",
                scheme=scheme(SubCriterion("B1", "b", 1, (aspect("B1.1"),))),
                reason="x",
            ),
            "form_locked",
            {"field": "scheme", "value": "A1"},
        ),
        (
            (),
            act(acts.ChangeScheme, "organiser", scheme=scheme(), reason="x"),
            "no_change",
            {"field": "scheme"},
        ),
    ],
)
def test_an_act_on_a_skill(
    before: tuple[EnterMarks | acts.Act, ...],
    command: acts.Act,
    code: str,
    details: Details,
) -> None:
    """R7, R15, R32, R33, R34."""
    assert (code, details) == answer(folded(*before), command)


def test_a_skill_that_is_not_defined() -> None:
    """Before there is one, every command names it."""
    assert ("unknown_skill", {"field": "skill"}) == refusal(lambda: SkillTally().defined)


def test_an_appeal_after_the_deadline() -> None:
    """R32: it is nobody's field; at the deadline it is still taken."""
    tally = SkillTally()
    of = replace(scheme(), rules=MarkingRules(appeals_until_ms=5))
    tally.fold(set_skill(panel_skill(of)))

    assert (None, {}) == answer(tally, replace(APPEAL, at_ms=5))
    assert ("appeal_too_late", {}) == answer(tally, replace(APPEAL, id="late", at_ms=6))


def marked_for(competitor: str) -> EnterMarks:
    """Return a mark for one of them."""
    return enter(measured("A1.1", "1.00"), competitor=competitor, expert="e-3")


def test_a_skill_that_is_defined_again_after_its_first_mark() -> None:
    """R15: the scheme is changed by an act of its own, and who has marks cannot go."""
    names = [f"c-{n}" for n in range(1, 9)]
    definition = replace(panel_skill(), competitors=tuple(Competitor(name, "oral") for name in names))
    tally = folded(set_skill(definition), *(marked_for(name) for name in names))
    other = set_skill(panel_skill(scheme(SubCriterion("B1", "b", 1, (aspect("B1.1"),)))))
    nobody = set_skill(replace(panel_skill(), competitors=()))

    assert ("scheme_frozen", {"field": "scheme"}) == answer(tally, other)
    assert ("competitor_has_marks", {"field": "competitors", "value": names}) == answer(tally, nobody)


def test_a_skill_that_is_only_proposed_is_not_confirmed_before_it_is_final() -> None:
    """R3, R42: there is nothing yet that the organiser could confirm."""
    confirm = act(acts.ConfirmAwards, "organiser", reason="agreed")

    assert ("skill_not_final", {}) == answer(folded(*MARKED), confirm)


def test_an_award_for_somebody_who_cannot_win_and_none_that_the_table_gives_already() -> None:
    """R43: who has no mark; and where nobody has decided by hand."""
    tally = folded(*MARKED)
    gold, by_table = (
        act(acts.SetAward, "organiser", competitor="c-2", award=kind, reason="x")
        for kind in ("gold", "by_table")
    )

    assert ("cannot_win", {"field": "competitor", "competitor": "c-2"}) == answer(tally, gold)
    assert ("no_change", {"field": "award"}) == answer(tally, by_table)
