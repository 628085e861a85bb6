from contextlib import suppress
from dataclasses import replace
from typing import get_args

import pytest

from shared.domain.act_documents import ACTS
from shared.domain.acts import (
    Act,
    CheckSheets,
    ConfirmUnlock,
    Finalise,
    FormAct,
    LockForm,
    ReleaseForm,
    RequestUnlock,
    SetStatus,
    SetTeam,
    SignForm,
)
from shared.domain.errors import RuleBroken
from shared.domain.events import EnterMarks
from shared.domain.form import Sheet
from shared.domain.form_life import STEPS, FormState, check_state
from shared.domain.roles import ROLES
from shared.domain.tally import SkillTally
from tests.builders import act, enter, judged, measured, panel_skill, set_skill, set_team

FORM = "A2"


def said(tally: SkillTally, *commands: Act | EnterMarks) -> list[str]:
    """Return the code, or else the status, of each command's verdict."""
    verdicts = (tally.fold(command)[0] for command in commands)
    return [verdict.code or verdict.status for verdict in verdicts]


def state(tally: SkillTally, form: str = FORM) -> FormState:
    """Return where the form is in its life."""
    assert tally.definition is not None
    return tally.form_state(tally.definition.scheme.form_by_id[form])


def mark(competitor: str, aspect: str = "A2.1", based_on: int = 0, expert: str = "") -> EnterMarks:
    """Return the entry of what a panel has shown, by whoever enters it."""
    expert = expert or {"c-1": "e-4", "c-2": "e-3"}[competitor]
    entry = judged(aspect, 2, 2, 2, based_on=based_on, reason="slip")
    return enter(entry, form=FORM, competitor=competitor, expert=expert)


def check(actor: str = "e-4", role: str = "expert", *competitors: str) -> CheckSheets:
    """Return the command that checks sheets."""
    return act(CheckSheets, role, actor, form=FORM, competitors=competitors)


def sign(actor: str) -> SignForm:
    """Return a signature."""
    return act(SignForm, "expert", actor, form=FORM)


def lock() -> LockForm:
    """Return the command that locks the form."""
    return act(LockForm, "chief_expert", "ce", form=FORM)


def ask(actor: str = "ce") -> RequestUnlock:
    """Return the first half of an unlock."""
    return act(RequestUnlock, "chief_expert", actor, form=FORM, reason="a wrong row")


def confirm(actor: str = "rt") -> ConfirmUnlock:
    """Return the second half of an unlock."""
    return act(ConfirmUnlock, "results_team", actor, form=FORM, reason="seen")


@pytest.fixture
def tally() -> SkillTally:
    """A skill with a team for A2, no marks."""
    opened = SkillTally()
    opened.fold(set_skill(panel_skill()))
    opened.fold(set_team())
    return opened


def entered(tally: SkillTally) -> None:
    """Enter every mark of the form."""
    for competitor in ("c-1", "c-2"):
        for aspect in ("A2.1", "A2.2"):
            tally.fold(mark(competitor, aspect))


def locked(tally: SkillTally) -> None:
    """Bring the form as far as its lock."""
    entered(tally)
    assert ["counted"] * 5 == said(tally, check(), sign("e-1"), sign("e-2"), sign("e-3"), lock())


def test_a_form_goes_from_open_to_released(tally: SkillTally) -> None:
    """R13: each state follows from the facts, and nobody sets one."""
    seen = [state(tally)]
    entered(tally)
    seen.append(state(tally))
    for command in (check(), sign("e-1"), sign("e-2"), sign("e-3"), lock()):
        assert ["counted"] == said(tally, command)
        seen.append(state(tally))
    assert ["counted"] == said(tally, act(ReleaseForm, "results_team", form=FORM))
    seen.append(state(tally))

    assert ["open", "entered", "checked", "checked", "checked", "signed", "locked", "released"] == seen


def test_every_act_has_its_step_and_every_role_a_use() -> None:
    """The table is complete: an act that is not in it could be done by anybody."""
    assert {EnterMarks, *ACTS.values()} == set(STEPS)
    assert set(ROLES) == {role for step in STEPS.values() for role in step.roles}


@pytest.mark.parametrize("kind", [kind for kind in ACTS.values() if issubclass(kind, FormAct)])
def test_every_act_on_a_form_names_the_states_in_which_it_may_be_done(kind: type[FormAct]) -> None:
    """A form act without states would also be done to a locked form."""
    step = STEPS[kind]

    assert step.states
    assert step.refused


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        (EnterMarks, ["open", "entered", "checked", "signed"]),
        (SetTeam, ["open", "entered", "checked", "signed"]),
        (CheckSheets, ["open", "entered", "checked", "signed"]),
        (SignForm, ["checked"]),
        (LockForm, ["signed"]),
        (ReleaseForm, ["locked"]),
        (RequestUnlock, ["locked", "released"]),
        (ConfirmUnlock, ["locked", "released"]),
    ],
)
def test_in_which_states_of_a_form_it_may_be_done(kind: type, states: list[FormState]) -> None:
    """R13, R30: the table, row by row."""
    taken: list[FormState] = []
    for at in get_args(FormState):
        with suppress(RuleBroken):
            check_state(kind, at, FORM)
            taken.append(at)

    assert states == taken


def test_a_form_that_is_checked_may_get_another_team(tally: SkillTally) -> None:
    """R7: an expert falls ill before signing."""
    entered(tally)

    assert ["counted", "counted"] == said(tally, check(), set_team(experts=("e-1", "e-2", "e-6")))


def test_nothing_is_done_out_of_order(tally: SkillTally) -> None:
    """R30: each step waits for the one before it, in words that say which."""
    release, unlock = act(ReleaseForm, "chief_expert", form=FORM), ask()
    assert [
        "nothing_to_check",
        "form_not_checked",
        "form_not_signed",
        "form_not_locked",
        "form_not_locked",
        "form_not_locked",
    ] == said(tally, check(), sign("e-1"), lock(), release, unlock, confirm())

    locked(tally)

    assert ["form_locked"] * 3 + ["form_not_checked", "form_not_signed"] == said(
        tally, mark("c-1", based_on=1), set_team(), check(), sign("e-1"), lock()
    )


def test_sheets_are_checked_as_they_fill_or_all_at_once(tally: SkillTally) -> None:
    """R13: one command for a sheet, for some, or for all that are full."""
    for aspect in ("A2.1", "A2.2"):
        tally.fold(mark("c-1", aspect))

    both, unknown, one = (check("e-4", "expert", *names) for names in (("c-1", "c-2"), ("c-9",), ("c-1",)))
    answers = said(tally, both, unknown, one, check())

    assert ["sheet_not_entered", "unknown_competitor", "counted", "nothing_to_check"] == answers
    assert ("open", {"c-1": "e-4"}) == (state(tally), tally.lives[FORM].checked)


def test_a_check_of_one_sheet_is_none_of_another(tally: SkillTally) -> None:
    """R13: although both are full."""
    entered(tally)

    assert ["counted"] == said(tally, check("e-4", "expert", "c-2"))

    assert {"c-2": "e-4"} == tally.lives[FORM].checked


def test_who_may_check(tally: SkillTally) -> None:
    """The supervisor or the chief expert; where a team has no supervisor, one of the team."""
    entered(tally)
    tally.fold(set_team("A1", ("e-1", "e-3"), None))
    for competitor in ("c-1", "c-2"):
        both = (measured("A1.1", "1.00"), measured("A1.2", "0.75"))
        tally.fold(enter(*both, competitor=competitor, expert="e-3"))
    outsider, member = (act(CheckSheets, "expert", e, form="A1") for e in ("e-6", "e-1"))

    assert ["not_in_team", "counted"] == said(tally, check("e-1"), check("ce", "chief_expert"))
    assert ["not_in_team", "counted"] == said(tally, outsider, member)


def test_without_a_team_those_who_marked_sign() -> None:
    """R13: the marking experts are then whoever has entered a mark that stands."""
    tally = SkillTally()
    tally.fold(set_skill(panel_skill()))
    for competitor in ("c-1", "c-2"):
        for aspect in ("A2.1", "A2.2"):
            tally.fold(mark(competitor, aspect, expert="e-1"))

    answers = said(tally, check("e-9"), check("e-6"), sign("e-3"), sign("e-1"), sign("e-1"), lock())

    assert ["not_in_team", "counted", "not_in_team", "counted", "form_not_checked", "counted"] == answers


def test_an_expert_signs_once(tally: SkillTally) -> None:
    """A second signature would say nothing; the first keeps its time."""
    entered(tally)

    assert ["counted", "counted", "already_signed"] == said(tally, check(), sign("e-1"), sign("e-1"))

    assert {"e-1": 3} == tally.lives[FORM].signatures


def test_a_correction_takes_the_check_and_the_signatures(tally: SkillTally) -> None:
    """R30: who signed has not seen the new mark; the check of other sheets stands."""
    entered(tally)
    said(tally, check(), sign("e-1"), sign("e-2"), sign("e-3"))
    assert "signed" == state(tally)

    tally.fold(mark("c-1", based_on=1))

    life = tally.lives[FORM]
    assert ("entered", {"c-2": "e-4"}, {}) == (state(tally), life.checked, life.signatures)


def test_a_new_team_signs_anew(tally: SkillTally) -> None:
    """R7: experts can be replaced; who comes stands for the marks only after signing."""
    entered(tally)
    said(tally, check(), sign("e-1"), sign("e-2"), sign("e-3"))

    said(tally, set_team(experts=("e-1", "e-2", "e-6")))

    assert ("checked", {}) == (state(tally), tally.lives[FORM].signatures)


def test_an_unlock_takes_two_people(tally: SkillTally) -> None:
    """R30: the chief expert asks, the results team confirms, each with a reason."""
    locked(tally)
    assert "unlock_not_requested" == said(tally, confirm())[0]

    answers = said(tally, ask(), ask(), confirm("ce"), confirm("rt"))

    assert ["counted", "unlock_already_requested", "same_person", "counted"] == answers
    assert ("signed", None) == (state(tally), tally.lives[FORM].unlock_asked_by)
    assert ["counted"] == said(tally, mark("c-1", based_on=1))
    assert "entered" == state(tally)


def test_an_unlock_takes_the_release_back(tally: SkillTally) -> None:
    """What may change again is not shown as decided."""
    locked(tally)
    said(tally, act(ReleaseForm, "chief_expert", form=FORM), ask(), confirm())

    said(tally, lock())

    assert "locked" == state(tally)


def test_a_role_that_does_not_do_this_is_refused(tally: SkillTally) -> None:
    """Whether somebody holds the role is for the door to know; what it allows is decided here."""
    locked(tally)

    alone = act(ConfirmUnlock, "chief_expert", "ce-2", form=FORM, reason="x")

    assert ["counted", "role_not_allowed"] == said(tally, ask(), alone)


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_act_that_needs_a_reason_has_one(tally: SkillTally, reason: str) -> None:
    """R30: blanks are no reason."""
    locked(tally)

    assert ["act_needs_reason"] == said(tally, act(RequestUnlock, "chief_expert", form=FORM, reason=reason))


def test_who_does_not_take_part_holds_up_no_form(tally: SkillTally) -> None:
    """R7: an absent competitor has no sheet; coming back opens the form again."""
    for aspect in ("A2.1", "A2.2"):
        tally.fold(mark("c-1", aspect))
    seen = [state(tally)]
    for status in ("absent", "competing"):
        tally.fold(act(SetStatus, "chief_expert", competitor="c-2", status=status, reason="ill"))
        seen.append(state(tally))

    assert ["open", "entered", "open"] == seen


def test_a_form_on_which_nobody_takes_part_is_signed_by_anybody(tally: SkillTally) -> None:
    """Else a skill whose competitors all withdrew before a form could never be final."""
    other = SkillTally()
    other.fold(set_skill(panel_skill()))
    for competitor in ("c-1", "c-2"):
        other.fold(act(SetStatus, "organiser", competitor=competitor, status="withdrawn", reason="left"))
    assert "checked" == state(other)

    assert ["form_not_signed", "counted", "counted"] == said(other, lock(), sign("e-6"), lock())


def test_one_signature_is_enough_only_where_nobody_has_a_mark_and_no_team_was_formed() -> None:
    """R13: on another form there are marks; a team signs as a whole; who marked signs."""
    tally = SkillTally()
    tally.fold(set_skill(panel_skill()))
    tally.fold(mark("c-1", expert="e-3"))
    tally.fold(mark("c-1", expert="e-1", aspect="A2.2"))
    tally.sheets["c-1", "A3-J"] = Sheet()  # a changed scheme has taken its marks away
    tally.fold(set_team("A1", ("e-1", "e-3"), None))
    for competitor in ("c-1", "c-2"):
        tally.fold(act(SetStatus, "organiser", competitor=competitor, status="withdrawn", reason="left"))

    signed = {
        form: said(tally, *(act(SignForm, "expert", e, form=form) for e in experts))
        for form, experts in {"A1": ("e-1",), "A2": ("e-1",), "A3-M": ("e-6",), "A3-J": ("e-6",)}.items()
    }

    assert {form: ["counted"] for form in signed} == signed
    assert {"A1": "checked", "A2": "checked", "A3-M": "signed", "A3-J": "signed"} == {
        form: state(tally, form) for form in signed
    }
    assert ["counted"] * 2 == said(
        tally, *(act(SignForm, "expert", "e-3", form=form) for form in ("A1", "A2"))
    )
    assert ["signed", "signed"] == [state(tally, form) for form in ("A1", "A2")]


def test_what_is_about_no_form_asks_for_no_state() -> None:
    """R34: the end of a skill looks at its forms itself."""
    check_state(Finalise, "open", FORM)


def test_an_undefined_skill_takes_no_act() -> None:
    """Before the organiser has defined it there is nothing to act on."""
    assert ["unknown_skill", "unknown_skill"] == said(SkillTally(), set_team(), lock())


def test_a_scheme_defined_anew_before_the_first_mark_forgets_its_teams(tally: SkillTally) -> None:
    """R15: forms are others then; the same definition again changes nothing."""
    tally.fold(set_skill(panel_skill()))
    assert [FORM] == list(tally.lives)
    changed = panel_skill(replace(tally.defined.scheme, skill_name="Other"))

    tally.fold(set_skill(changed))

    assert {} == tally.lives
