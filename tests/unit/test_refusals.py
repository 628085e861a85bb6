"""What a refusal says besides its code: which field, and which value; the door tells people both."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from shared.domain import acts
from shared.domain.awards import AwardSettings, Decision, ManualAward, awards
from shared.domain.entering import check_submission, enter_marks
from shared.domain.entry_mark import check_marking_rules, entry_mark
from shared.domain.errors import RuleBroken
from shared.domain.events import EnterMarks, Entry
from shared.domain.finality import confirm_recount
from shared.domain.form_acts import FORM_ACTS
from shared.domain.form_life import check_role, check_state
from shared.domain.grades import GradeBand, grade
from shared.domain.judgement import JudgementRule, check_rule, check_score, judgement_mark
from shared.domain.marking_rules import Band, MarkingRules, measured_value
from shared.domain.measurement import mark_after_deductions, measurement_mark
from shared.domain.people import Competitor
from shared.domain.presets import ResultSettings
from shared.domain.results import Finish, Penalty, skill_result
from shared.domain.scale import ScaleSettings, scale
from shared.domain.scheme import SubCriterion
from shared.domain.scheme_change import change_scheme
from shared.domain.skill_acts import (
    decide_appeal,
    decide_set_aside,
    review_appeal,
    set_penalty,
    set_status,
    submit_appeal,
)
from shared.domain.skill_state import SkillState
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
    skill,
)

Details = dict[str, object]


def refusal(do: Callable[[], object]) -> tuple[str, Details]:
    """Return code and details of the rule that ``do`` breaks."""
    with pytest.raises(RuleBroken) as told:
        do()
    return told.value.code, told.value.details


def folded(*commands: EnterMarks | acts.Act) -> SkillTally:
    """Return the skill after ``commands``, all of which are taken."""
    tally = SkillTally()
    tally.fold(set_skill(panel_skill()))
    for command in commands:
        verdict, _ = tally.fold(command)
        assert verdict.status != "refused", verdict
    return tally


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


def test_a_submission_by_somebody_outside_the_team() -> None:
    """R20."""
    team = folded(set_team()).lives["A2"].team

    told = refusal(lambda: check_submission(panel_skill(), enter(form="A2", expert="e-6"), team))

    assert ("not_in_team", {"field": "expert", "value": "e-6"}) == told


LOCKED = (
    *(
        enter(measured("A1.1", "1.00"), measured("A1.2", "0.75"), competitor=c, expert="e-3")
        for c in ("c-1", "c-2")
    ),
    act(acts.CheckSheets, "chief_expert", form="A1"),
    act(acts.SignForm, "expert", "e-3", form="A1"),
    act(acts.LockForm, "chief_expert", "ce", form="A1"),
)
MARKED = (enter(measured("A1.1", "1.00"), expert="e-3"),)
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


@pytest.mark.parametrize(
    ("before", "command", "code", "details"),
    [
        ((), check("c-9"), "unknown_competitor", {"field": "competitors", "value": "c-9"}),
        ((), check("c-2"), "sheet_not_entered", {"field": "competitors", "value": "c-2"}),
        ((), check(), "nothing_to_check", A_FORM),
        ((), check(actor="e-9", role="expert"), "not_in_team", {"field": "actor", "value": "e-9"}),
        (LOCKED[:3], sign("e-9"), "not_in_team", {"field": "actor", "value": "e-9"}),
        (LOCKED[:4], sign("e-3"), "already_signed", A_FORM),
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
    tally = folded(*before)

    assert (code, details) == refusal(lambda: on_form(tally, command))


def test_a_role_and_a_state() -> None:
    """R30: who else may, and where the form is."""
    wrong_role = act(acts.LockForm, "expert", form="A1")

    assert ("role_not_allowed", {"field": "role", "role": "expert"}) == refusal(
        lambda: check_role(wrong_role)
    )
    assert ("form_not_signed", {"field": "form", "value": "A1", "state": "open"}) == refusal(
        lambda: check_state(acts.LockForm, "open", "A1")
    )


STALE = enter(measured("A1.1", "0.00"), expert="e-1")
APPEAL = act(acts.SubmitAppeal, "team_leader", "tl", member="abai", competitor="c-1", form="A1", reason="row")
REVIEW = act(acts.ReviewAppeal, "chief_expert", "ce", appeal=APPEAL.id)
RULED = act(acts.DecideAppeal, "chief_expert", "ce", appeal=APPEAL.id, ruling="upheld", reason="seen")


def take(actor: str = "ce", role: str = "chief_expert") -> acts.DecideSetAside:
    """Return the decision to take the stale entry."""
    fields = {"submission": STALE.id, "aspect": "A1.1", "decision": "take", "reason": "seen"}
    return act(acts.DecideSetAside, role, actor, **fields)


@pytest.mark.parametrize(
    ("before", "do", "command", "code", "details"),
    [
        (MARKED, decide_set_aside, take(), "unknown_set_aside", {"field": "submission", "value": STALE.id}),
        (
            (*MARKED, STALE, take()),
            decide_set_aside,
            take(),
            "already_decided",
            {"field": "submission", "value": STALE.id},
        ),
        (
            (*MARKED, STALE),
            decide_set_aside,
            take("e-9", "expert"),
            "unknown_expert",
            {"field": "actor", "value": "e-9"},
        ),
        ((*MARKED, STALE), decide_set_aside, take("e-2"), "compatriot", {"field": "actor", "member": "abai"}),
        (
            (*MARKED, STALE, set_team("A1", ("e-1", "e-3"), None)),
            decide_set_aside,
            take("e-6", "expert"),
            "not_in_team",
            {"field": "actor", "value": "e-6"},
        ),
        (
            (),
            submit_appeal,
            replace(APPEAL, competitor="c-9"),
            "unknown_competitor",
            {"field": "competitor", "value": "c-9"},
        ),
        (
            (),
            submit_appeal,
            replace(APPEAL, member="oral"),
            "appeal_not_own_competitor",
            {"field": "competitor", "value": "c-1"},
        ),
        ((), submit_appeal, replace(APPEAL, form="Z1"), "unknown_form", {"field": "form", "value": "Z1"}),
        (
            (),
            submit_appeal,
            replace(APPEAL, aspect="A2.1"),
            "unknown_aspect",
            {"field": "aspect", "value": "A2.1", "form": "A1"},
        ),
        ((), review_appeal, REVIEW, "unknown_appeal", {"field": "appeal", "value": APPEAL.id}),
        (
            (APPEAL, REVIEW),
            review_appeal,
            REVIEW,
            "appeal_in_review",
            {"field": "appeal", "value": APPEAL.id},
        ),
        (
            (APPEAL,),
            review_appeal,
            replace(REVIEW, actor="tl"),
            "same_person",
            {"field": "actor", "value": "tl"},
        ),
        ((APPEAL,), decide_appeal, RULED, "appeal_not_in_review", {"field": "appeal", "value": APPEAL.id}),
        (
            (APPEAL, REVIEW, RULED),
            decide_appeal,
            RULED,
            "appeal_decided",
            {"field": "appeal", "value": APPEAL.id},
        ),
        (
            (APPEAL, REVIEW),
            decide_appeal,
            replace(RULED, actor="tl"),
            "same_person",
            {"field": "actor", "value": "tl"},
        ),
        (
            (),
            set_status,
            act(acts.SetStatus, "organiser", competitor="c-9", status="absent", reason="ill"),
            "unknown_competitor",
            {"field": "competitor", "value": "c-9"},
        ),
        (
            (),
            set_status,
            act(acts.SetStatus, "chief_expert", competitor="c-1", status="disqualified", reason="help"),
            "role_not_allowed",
            {"field": "role", "role": "chief_expert"},
        ),
        (
            MARKED,
            set_status,
            act(acts.SetStatus, "organiser", competitor="c-1", status="absent", reason="ill"),
            "competitor_has_marks",
            {"field": "competitor", "value": "c-1"},
        ),
        (
            (),
            set_penalty,
            act(acts.SetPenalty, "organiser", competitor="c-9", penalty="late", mark=1, reason="late"),
            "unknown_competitor",
            {"field": "competitor", "value": "c-9"},
        ),
        (
            (),
            set_penalty,
            act(acts.SetPenalty, "organiser", competitor="c-1", penalty="late", mark=-180_000, reason="late"),
            "mark_negative",
            {"field": "mark", "value": "-1.00"},
        ),
        (
            MARKED,
            confirm_recount,
            act(acts.ConfirmRecount, "results_team", entries=1, mark=0),
            "recount_differs",
            {"field": "mark", "value": "0.00", "expected": "1.00"},
        ),
        (
            LOCKED,
            change_scheme,
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
            change_scheme,
            act(acts.ChangeScheme, "organiser", scheme=scheme(), reason="x"),
            "no_change",
            {"field": "scheme"},
        ),
    ],
)
def test_an_act_on_a_skill(
    before: tuple[EnterMarks | acts.Act, ...],
    do: Callable[[SkillState, acts.Act], object],
    command: acts.Act,
    code: str,
    details: Details,
) -> None:
    """R7, R15, R32, R33, R34."""
    tally = folded(*before)

    assert (code, details) == refusal(lambda: do(tally, command))


def test_a_skill_that_is_not_defined() -> None:
    """Before there is one, every command names it."""
    assert ("unknown_skill", {"field": "skill"}) == refusal(lambda: SkillTally().defined)


DEDUCTING = replace(aspect("A1.1"), deduction=mark_from_text("0.30"))
BANDED = replace(aspect("A1.2"), bands=(Band(Decimal(1), None, mark_from_text("2.00")),))
LISTED = aspect("A3.1", "2.00", allowed=["0.00", "0.50", "2.00"])


@pytest.mark.parametrize(
    ("do", "code", "details"),
    [
        (
            lambda: entry_mark(scheme(), DEDUCTING, measured("A1.1", "1.00")),
            "entry_needs_deductions",
            {"aspect": "A1.1"},
        ),
        (
            lambda: entry_mark(scheme(), BANDED, measured("A1.2", "1.00")),
            "entry_needs_measured",
            {"aspect": "A1.2"},
        ),
        (
            lambda: entry_mark(scheme(), aspect("A1.1"), judged("A1.1", 1, 1, 1)),
            "entry_needs_mark",
            {"aspect": "A1.1"},
        ),
        (
            lambda: entry_mark(scheme(), aspect("A2.1", method="J"), measured("A2.1", "1.00")),
            "entry_needs_scores",
            {"aspect": "A2.1"},
        ),
        (
            lambda: check_marking_rules(scheme(SubCriterion("A1", "a", 1, (BANDED,)))),
            "mark_over_maximum",
            {"field": "scheme", "value": "2.00", "mark_max": "1.00"},
        ),
        (lambda: check_rule(JudgementRule(judges=7)), "rule_not_exact", {"judges": 7, "scale": 3}),
        (
            lambda: check_score(4, JudgementRule()),
            "score_out_of_range",
            {"lowest": 0, "scale": 3},
        ),
        (lambda: judgement_mark([1, 2], 180_000), "scores_incomplete", {"judges": 3, "given": 2}),
        (lambda: judgement_mark([1, 2, 4], 180_000), "score_out_of_range", {"lowest": 0, "scale": 3}),
        (lambda: measurement_mark(LISTED, -180_000), "mark_negative", {"value": "-1.00"}),
        (
            lambda: measurement_mark(LISTED, 180_000),
            "mark_not_allowed",
            {"value": "1.00", "allowed": ["0.00", "0.50", "2.00"]},
        ),
        (lambda: mark_after_deductions(DEDUCTING, -1), "deductions_negative", {"value": -1}),
        (lambda: measured_value("x" * 50), "measured_not_a_number", {"value": "x" * 40}),
        (lambda: mark_from_text("y" * 50), "mark_not_a_number", {"value": "y" * 40}),
        (lambda: mark_from_text("0." + "1" * 50), "mark_too_many_decimals", {"value": "0." + "1" * 38}),
        (lambda: mark_from_text("-0.5"), "mark_negative", {"value": "-0.5"}),
        (lambda: mark_from_text("-0.5" + "0" * 50), "mark_negative", {"value": "-0.5" + "0" * 36}),
        (lambda: grade(0, 0, ()), "mark_max_not_positive", {"value": 0}),
        (lambda: grade(0, 1, (GradeBand(1, 2),)), "bands_malformed", {"starts": [1]}),
    ],
)
def test_a_mark(do: Callable[[], object], code: str, details: Details) -> None:
    """R23 to R28, R47: amounts as people read them, and never a page of what was typed."""
    assert (code, details) == refusal(do)


def test_judges_that_differ_on_one_form() -> None:
    """R28: one form has one panel."""
    two = replace(aspect("A1.2", method="J"), judging=JudgementRule(judges=2))
    mixed = scheme(SubCriterion("A1", "a", 1, (aspect("A1.1", method="J"), two)))

    assert ("judges_differ", {"field": "scheme", "value": "A1"}) == refusal(
        lambda: check_marking_rules(mixed)
    )


def finish(**fields: object) -> Finish:
    """Return how c-1 ended."""
    return replace(Finish(Competitor("c-1", "abai"), 180_000), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("finishes", "code", "details"),
    [
        ([finish(), finish()], "competitor_twice", {"competitor": "c-1"}),
        ([finish(persons=0)], "persons_not_positive", {"competitor": "c-1", "value": 0}),
        ([finish(status="absent")], "absent_has_marks", {"competitor": "c-1"}),
        ([finish(penalties=(Penalty(1, " "),))], "reason_missing", {"competitor": "c-1"}),
        (
            [finish(penalties=(Penalty(0, "late"),))],
            "deduction_not_positive",
            {"competitor": "c-1", "value": 0},
        ),
    ],
)
def test_a_finish(finishes: list[Finish], code: str, details: Details) -> None:
    """R6, R7: whose line is wrong."""
    assert (code, details) == refusal(lambda: skill_result(finishes, ResultSettings()))


@pytest.mark.parametrize(
    ("by_hand", "code"),
    [
        ([ManualAward("a", "gold", " ")], "reason_missing"),
        ([ManualAward("a", "gold", "x"), ManualAward("a", None, "y")], "decided_twice"),
        ([ManualAward("b", "gold", "x")], "cannot_win"),
    ],
)
def test_a_manual_award(by_hand: list[ManualAward], code: str) -> None:
    """R43: whose award it is."""
    totals = {"a": 10, "b": 0}
    settings, decision = AwardSettings(), Decision(by_hand=tuple(by_hand))

    told = refusal(lambda: awards(scale(totals, ScaleSettings()), totals, settings, decision))

    assert (code, {"competitor": by_hand[0].competitor}) == told


def test_a_refusal_reads_as_a_sentence_of_a_log() -> None:
    """Code first, then what it is about; a bare code stands alone."""
    assert "mark_negative (field='mark', value='-1.00')" == str(
        RuleBroken("mark_negative", field="mark", value="-1.00")
    )
    assert "appeal_too_late" == str(RuleBroken("appeal_too_late"))


def test_an_appeal_after_the_deadline() -> None:
    """R32: it is nobody's field; at the deadline it is still taken."""
    tally = SkillTally()
    of = replace(scheme(), rules=MarkingRules(appeals_until_ms=5))
    tally.fold(set_skill(panel_skill(of)))
    submit_appeal(tally, replace(APPEAL, at_ms=5))

    assert ("appeal_too_late", {}) == refusal(lambda: submit_appeal(tally, replace(APPEAL, at_ms=6)))


def test_an_entry_that_is_empty() -> None:
    """R24, R25: neither a mark nor a score is no entry."""
    nothing = Entry("A1.1", None, None, 0, None)

    assert "entry_needs_mark" == refusal(lambda: entry_mark(scheme(), aspect("A1.1"), nothing))[0]
    assert (
        "entry_needs_scores" == refusal(lambda: entry_mark(scheme(), aspect("A1.1", method="J"), nothing))[0]
    )
