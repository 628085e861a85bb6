"""What a refusal says besides its code: which field, and which value; the door tells people both."""

from dataclasses import replace

import pytest

from shared.domain import acts
from shared.domain.entering import check_submission, enter_marks
from shared.domain.entry import Entry
from shared.domain.events import EnterMarks
from shared.domain.form_acts import FORM_ACTS
from shared.domain.form_life import check_role, check_state
from shared.domain.people import Competitor
from shared.domain.tally import SkillTally
from tests.builders import (
    act,
    enter,
    judged,
    measured,
    panel_skill,
    score,
    set_skill,
    set_team,
    skill,
)
from tests.refusals import LOCKED, MARKED, Details, answer, folded, refusal

PLAIN = skill()


@pytest.mark.parametrize(
    ("submission", "code", "details"),
    [
        (enter(competitor="c-9"), "unknown_competitor", {"field": "competitor", "value": "c-9"}),
        (enter(expert="e-9"), "unknown_expert", {"field": "expert", "value": "e-9"}),
        (enter(expert="e-2"), "compatriot", {"field": "expert", "member": "abai"}),
        (enter(form="Z1"), "unknown_form", {"field": "form", "value": "Z1"}),
        (enter(), "no_entries", {"field": "entries"}),
        (
            enter(measured("A1.1", "1.00"), measured("A3.1", "1.00")),
            "unknown_aspect",
            {"field": "entries.1.aspect", "value": "A3.1", "form": "A1"},
        ),
        (
            enter(measured("A1.1", "1.00"), measured("A1.1", "1.00")),
            "aspect_twice",
            {"field": "entries.1.aspect", "value": "A1.1"},
        ),
        (
            enter(measured("A1.1", "1.25")),
            "mark_over_maximum",
            {"field": "entries.0.mark", "value": "1.25", "mark_max": "1.00"},
        ),
        (
            enter(judged("A2.1", 0, 2, 2), form="A2"),
            "scores_too_far_apart",
            {"field": "entries.0.scores", "spread_max": 1, "scores": [0, 2, 2]},
        ),
    ],
)
def test_a_submission(submission: EnterMarks, code: str, details: Details) -> None:
    """R20, R21, R24, R25: whoever fills in a form sees the very cell that is wrong."""
    assert (code, details) == refusal(lambda: check_submission(PLAIN, submission))


def test_scores_too_far_apart_are_a_team_s_to_repeat() -> None:
    """R23: the door, which does not know whether there is a team, lets them through; they earn no mark."""
    submission = enter(judged("A2.1", 0, 2, 2), form="A2")

    ((_, mark),) = check_submission(PLAIN, submission, may_have_team=True)

    assert mark is None


def test_a_submission_by_somebody_outside_the_team() -> None:
    """R20."""
    team = folded(set_team()).lives["A2"].team

    told = refusal(lambda: check_submission(panel_skill(), enter(form="A2", expert="e-6"), team))

    assert ("not_in_team", {"field": "expert", "value": "e-6"}) == told


WITHDRAWN = (act(acts.SetStatus, "organiser", competitor="c-1", status="withdrawn", reason="ill"),)
DUAL = (set_team("A1", ("e-1", "e-2"), None, ("e-5", "e-6")),)


@pytest.mark.parametrize(
    ("before", "submission", "code", "details"),
    [
        (LOCKED, enter(measured("A1.1", "1.00")), "form_locked", {"field": "form", "value": "A1"}),
        (
            WITHDRAWN,
            enter(measured("A1.1", "1.00")),
            "competitor_not_competing",
            {"field": "competitor", "value": "c-1"},
        ),
        ((), enter(score("A2.1", 2), form="A2"), "team_missing", {"field": "entries"}),
        (
            (),
            enter(score("A2.1", 2), Entry("A2.2", None, None, 0, None, comment="a burr"), form="A2"),
            "team_missing",
            {"field": "entries"},
        ),
        (MARKED, enter(measured("A1.1", "1.00", based_on=1)), "reason_missing", {"field": "entries"}),
        (
            MARKED,
            enter(measured("A1.2", "0.75"), measured("A1.1", "1.00", based_on=1)),
            "reason_missing",
            {"field": "entries"},
        ),
        (
            MARKED,
            enter(measured("A1.1", "0.00", 1, "appeal"), appeal="ap"),
            "appeal_not_upheld",
            {"field": "appeal", "value": "ap"},
        ),
        (
            (set_team(supervisor="e-6"),),
            enter(score("A2.1", 2), form="A2", expert="e-6", competitor="c-2"),
            "not_on_panel",
            {"field": "expert", "value": "e-6"},
        ),
        (
            DUAL,
            enter(measured("A1.1", "1.00"), expert="e-1"),
            "not_in_pair",
            {"field": "expert", "value": "e-1"},
        ),
    ],
)
def test_a_submission_to_what_has_happened(
    before: tuple[EnterMarks | acts.Act, ...], submission: EnterMarks, code: str, details: Details
) -> None:
    """R7, R22, R25, R30, R32."""
    tally = folded(*before)

    assert (code, details) == refusal(lambda: enter_marks(tally, submission))


@pytest.mark.parametrize(
    ("team", "code", "details"),
    [
        (set_team(supervisor="e-9"), "unknown_expert", {"field": "experts", "value": "e-9"}),
        (set_team(experts=("e-1", "e-2", "e-1")), "expert_twice", {"field": "experts"}),
        (set_team(experts=("e-1", "e-2")), "team_size_wrong", {"field": "experts", "needed": 3}),
        (set_team(second_pair=("e-6",)), "team_size_wrong", {"field": "experts", "needed": 3}),
        (set_team(supervisor=None), "supervisor_missing", {"field": "supervisor"}),
        (set_team(supervisor="e-5"), "team_members_repeat", {"field": "experts"}),
        (set_team("A1", ("e-1",), None), "team_size_wrong", {"field": "experts", "needed": 2}),
        (
            set_team("A1", ("e-1", "e-2"), None, ("e-3",)),
            "team_size_wrong",
            {"field": "experts", "needed": 2},
        ),
    ],
)
def test_a_team(team: acts.SetTeam, code: str, details: Details) -> None:
    """R20, R21."""
    assert (code, details) == refusal(lambda: on_form(folded(), team))


def test_a_pair_that_may_mark_nobody_of_its_member() -> None:
    """R21."""
    tally = SkillTally()
    tally.fold(set_skill(replace(panel_skill(), competitors=(Competitor("c-1", "almaty"),))))

    told = refusal(lambda: on_form(tally, set_team("A1", ("e-1", "e-5"), None)))

    assert ("team_all_compatriots", {"field": "experts"}) == told


def on_form(tally: SkillTally, command: acts.FormAct) -> object:
    """Do what ``command`` does to its form."""
    return FORM_ACTS[type(command)](tally, command, tally.defined.scheme.form_by_id[command.form])


def check(*competitors: str, actor: str = "ce", role: str = "chief_expert") -> acts.CheckSheets:
    """Return the command that checks sheets of A1."""
    return act(acts.CheckSheets, role, actor, form="A1", competitors=competitors)


def sign(actor: str) -> acts.SignForm:
    """Return a signature under A1."""
    return act(acts.SignForm, "expert", actor, form="A1")


ASK = act(acts.RequestUnlock, "chief_expert", "ce", form="A1", reason="slip")
A_FORM = {"field": "form", "value": "A1"}
BOTH = set_team("A1", ("e-1", "e-3"), None)


@pytest.mark.parametrize(
    ("before", "command", "code", "details"),
    [
        ((), check("c-9"), "unknown_competitor", {"field": "competitors", "value": "c-9"}),
        ((), check("c-2"), "sheet_not_entered", {"field": "competitors", "value": "c-2"}),
        ((), check(), "nothing_to_check", A_FORM),
        ((), check(actor="e-9", role="expert"), "not_in_team", {"field": "actor", "value": "e-9"}),
        (LOCKED[:3], sign("e-9"), "not_in_team", {"field": "actor", "value": "e-9"}),
        ((BOTH, *LOCKED[:4]), sign("e-3"), "already_signed", A_FORM),
        ((*LOCKED, ASK), replace(ASK, id="again"), "unlock_already_requested", A_FORM),
        (
            LOCKED,
            act(acts.ConfirmUnlock, "results_team", "rt", form="A1", reason="slip"),
            "unlock_not_requested",
            A_FORM,
        ),
        (
            (*LOCKED, ASK),
            act(acts.ConfirmUnlock, "results_team", "ce", form="A1", reason="slip"),
            "same_person",
            {"field": "actor", "value": "ce"},
        ),
    ],
)
def test_an_act_on_a_form(
    before: tuple[EnterMarks | acts.Act, ...], command: acts.FormAct, code: str, details: Details
) -> None:
    """R13, R30."""
    assert (code, details) == answer(folded(*before), command)


def test_a_role_and_a_state() -> None:
    """R30: who else may, and where the form is."""
    wrong_role = act(acts.LockForm, "expert", form="A1")

    assert ("role_not_allowed", {"field": "role", "role": "expert"}) == refusal(
        lambda: check_role(wrong_role)
    )
    assert ("form_not_signed", {"field": "form", "value": "A1", "state": "open"}) == refusal(
        lambda: check_state(acts.LockForm, "open", "A1")
    )
