"""What the organiser decides about awards by hand: who may win, and for how long."""

from dataclasses import replace

import pytest

from shared.domain.acts import Act, ConfirmAwards, Finalise, SetAward, SetPenalty, SetStatus
from shared.domain.awards import Decision, ManualAward
from shared.domain.events import EnterMarks
from shared.domain.people import Competitor
from shared.domain.standing import skill_standing
from shared.domain.tally import SkillTally
from tests.builders import act, enter, measured, panel_skill, set_skill


def said(tally: SkillTally, *commands: Act | EnterMarks) -> list[str]:
    """Return the code, or else the status, of each command's verdict."""
    verdicts = (tally.fold(command)[0] for command in commands)
    return [verdict.code or verdict.status for verdict in verdicts]


def award(kind: str, competitor: str = "c-1", reason: str = "decided by hand") -> SetAward:
    """Return the decision."""
    return act(SetAward, "organiser", competitor=competitor, award=kind, reason=reason)


@pytest.fixture
def tally() -> SkillTally:
    """A skill in which c-1 has a mark and c-2 has zero."""
    tally = SkillTally()
    full, none = measured("A1.1", "1.00"), measured("A1.1", "0.00")
    assert ["counted"] * 3 == said(
        tally,
        set_skill(panel_skill()),  # type: ignore[arg-type]
        enter(full, expert="e-3"),
        enter(none, competitor="c-2", expert="e-3"),
    )
    return tally


def test_an_award_by_hand_has_its_reason(tally: SkillTally) -> None:
    """R43: whatever the table says; also that somebody gets none."""
    assert ["counted"] == said(tally, award("bronze"))
    given = tally.decision()
    assert ["counted"] == said(tally, award("none", reason="the tie is decided"))

    assert Decision(by_hand=(ManualAward("c-1", "bronze", "decided by hand"),)) == given
    assert (ManualAward("c-1", None, "the tie is decided"),) == tally.decision().by_hand
    standing = skill_standing(tally, "cup", "testing")
    assert {"c-1": {"kind": None, "reason": "the tie is decided"}} == standing["awards"]


def test_the_table_may_decide_again(tally: SkillTally) -> None:
    """But not where it decides already."""
    assert ["counted", "counted", "no_change"] == said(
        tally, award("gold"), award("by_table"), award("by_table")
    )
    assert Decision() == tally.decision()


def test_who_has_nothing_wins_nothing(tally: SkillTally) -> None:
    """R43: a total of 0 never wins, nor a total that penalties take away."""
    penalty = act(SetPenalty, "organiser", competitor="c-1", penalty="late", mark=180_000, reason="late")

    assert ["cannot_win", "counted", "cannot_win"] == said(
        tally, award("gold", "c-2"), penalty, award("gold")
    )


def test_a_decision_about_somebody_who_cannot_win_any_more_rests(tally: SkillTally) -> None:
    """R7: withdrawn, and back again."""
    status = {"competitor": "c-1", "reason": "ill"}
    assert ["counted"] * 2 == said(
        tally, award("gold"), act(SetStatus, "organiser", status="withdrawn", **status)
    )
    resting = tally.decision()
    assert ["counted"] == said(tally, act(SetStatus, "organiser", status="competing", **status))

    assert ((), "gold") == (resting.by_hand, tally.decision().by_hand[0].kind)


def test_a_decision_about_somebody_who_is_a_guest_now_or_gone_rests(tally: SkillTally) -> None:
    """R5: the skill was defined again; a guest wins nothing, nor who is not in it any more."""
    assert ["counted"] == said(tally, award("gold"))
    tally.definition = replace(panel_skill(), competitors=(Competitor("c-1", "abai", is_guest=True),))
    as_guest = tally.decision()
    tally.definition = replace(panel_skill(), competitors=())

    assert (Decision(), Decision()) == (as_guest, tally.decision())


def test_proposals_are_confirmed_once_the_skill_is_final(tally: SkillTally) -> None:
    """R3, R42; and the confirmation falls with the result that it was about."""
    confirm = [act(ConfirmAwards, "organiser", "o-1", reason="field of four") for _ in range(2)]
    assert ["skill_not_final", "skill_not_final"] == said(tally, confirm[0], act(Finalise, "organiser"))
    tally.is_final = True

    assert ["counted"] == said(tally, confirm[1])
    confirmed = tally.decision().is_confirmed, skill_standing(tally, "cup", "testing")["awards_confirmed_by"]
    assert ["counted"] == said(tally, enter(measured("A1.1", "0.00", 1, "slip"), expert="e-3"))

    assert (True, "o-1") == confirmed
    assert not tally.decision().is_confirmed


def test_a_penalty_says_why(tally: SkillTally) -> None:
    """R7: shown apart from marks, with its reason, while it stands."""
    late = {"competitor": "c-1", "penalty": "late"}
    assert ["counted"] == said(tally, act(SetPenalty, "organiser", mark=90_000, reason="ten minutes", **late))
    shown = skill_standing(tally, "cup", "testing")["penalty_reasons"]
    assert ["counted"] == said(tally, act(SetPenalty, "organiser", mark=0, reason="lifted", **late))

    assert [{**late, "reason": "ten minutes"}] == shown
    assert [] == skill_standing(tally, "cup", "testing")["penalty_reasons"]
    assert {("c-1", "late"): "lifted"} == tally.penalty_reasons


@pytest.mark.parametrize("kind", ["gold", "none", "by_table"])
def test_a_decision_after_the_end_must_be_made_final_anew(tally: SkillTally, kind: str) -> None:
    """R34, R43: who decided and why is in the log; the same marks need no second recount."""
    assert ["counted"] == said(tally, award("bronze"))
    tally.is_final = tally.is_recounted = True
    assert ["counted"] == said(tally, act(ConfirmAwards, "organiser", "o-1", reason="field of four"))

    assert ["counted"] == said(tally, award(kind, reason="decided after the end"))

    assert (False, True, None) == (tally.is_final, tally.is_recounted, tally.awards_confirmed_by)


def test_a_refused_decision_leaves_the_skill_final(tally: SkillTally) -> None:
    """Nothing was changed, so nothing must be confirmed."""
    tally.is_final = True

    assert ["cannot_win", "no_change"] == said(tally, award("gold", "c-2"), award("by_table"))

    assert tally.is_final
