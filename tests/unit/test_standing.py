import pytest

from shared.domain.acts import (
    Act,
    CheckSheets,
    DecideSetAside,
    LockForm,
    ReviewAppeal,
    SetPenalty,
    SetStatus,
    SignForm,
    SubmitAppeal,
)
from shared.domain.errors import RuleBroken
from shared.domain.events import EnterMarks, SheetTotal
from shared.domain.standing import form_standing, forms_touched, locked_totals, skill_standing
from shared.domain.tally import SkillTally
from tests.builders import act, enter, judged, measured, panel_skill, score, set_skill, set_team


@pytest.fixture
def tally() -> SkillTally:
    """A skill with a panel for A2 and two pairs for A1."""
    opened = SkillTally()
    opened.fold(set_skill(panel_skill()))
    opened.fold(set_team())
    opened.fold(set_team("A1", ("e-1", "e-3"), None, ("e-5", "e-6")))
    return opened


def standing(tally: SkillTally, form: str) -> dict[str, object]:
    """Return where a form stands."""
    return form_standing(tally, "cup", "testing", tally.defined.scheme.form_by_id[form])


def test_it_says_whose_score_is_awaited_and_never_what_was_shown(tally: SkillTally) -> None:
    """R22, R31: for c-1 the supervisor stands in; pairs are named by their number."""
    for command in (
        enter(score("A2.1", 3), form="A2", expert="e-1"),
        enter(judged("A2.2", 0, 3, 3), form="A2", expert="e-3"),
        enter(measured("A1.1", "1.00"), expert="e-5"),
    ):
        tally.fold(command)

    panels = [standing(tally, form)["panels"] for form in ("A2", "A1")]

    base = {"competitor": "c-1"}
    one = {**base, "aspect": "A2.1", "attempt": 1, "awaited": ["e-4", "e-3"], "is_unresolved": False}
    two = {**base, "aspect": "A2.2", "attempt": 2, "awaited": ["e-1", "e-4", "e-3"], "is_unresolved": True}
    three = {**base, "aspect": "A1.1", "attempt": 1, "awaited": ["1"], "is_unresolved": False}
    assert [[one, two], [three]] == panels


def test_two_runs_that_differ_only_in_what_is_not_locked_stand_the_same() -> None:
    """R22: scores, marks and measurements in, and nothing of their values in any standing."""
    stands = []
    for shown, mark in ((0, "0.00"), (3, "1.00")):
        tally = SkillTally()
        for command in (
            set_skill(panel_skill()),
            enter(judged("A2.1", shown, shown, shown), form="A2", expert="e-3"),
            enter(measured("A1.1", mark), expert="e-3"),
        ):
            tally.fold(command)
        stands.append([standing(tally, form) for form in ("A1", "A2")])

    assert stands[0] == stands[1]


def test_a_locked_form_carries_its_totals(tally: SkillTally) -> None:
    """R50: and says who is missing before, nobody after."""
    both = (measured("A1.1", "1.00"), measured("A1.2", "0.75"))
    tally.fold(act(SetStatus, "chief_expert", competitor="c-2", status="absent", reason="ill"))
    for expert in ("e-3", "e-6"):
        tally.fold(enter(*both, expert=expert))
    tally.fold(act(CheckSheets, "chief_expert", form="A1"))
    tally.fold(act(SignForm, "expert", "e-1", form="A1"))
    before = standing(tally, "A1")
    for expert in ("e-3", "e-5", "e-6"):
        tally.fold(act(SignForm, "expert", expert, form="A1"))
    tally.fold(act(LockForm, "chief_expert", "ce", form="A1"))

    after = standing(tally, "A1") | {"offset": 9}

    missing = {"marks": [], "checks": [], "signatures": ["e-3", "e-5", "e-6"]}
    assert ("checked", missing, None) == (before["state"], before["missing"], before["totals"])
    assert ("locked", "ce", []) == (after["state"], after["locked_by"], after["missing"]["signatures"])  # type: ignore[index]
    assert ((SheetTotal("cup", "testing", "c-1", "A1", 315_000, 2, 315_000),), 9) == locked_totals(after)
    assert ((), 9) == locked_totals(before | {"offset": 9})


@pytest.mark.parametrize("part", ["offset", "totals", "form"])
def test_a_standing_that_cannot_be_read_is_refused(tally: SkillTally, part: str) -> None:
    """By the leaderboard, with the record's place, and the next is read."""
    whole = standing(tally, "A1") | {"offset": 1, "totals": [{"competitor": "c-1"}]}

    with pytest.raises(RuleBroken, match="record_malformed"):
        locked_totals({name: value for name, value in whole.items() if name != part})
    with pytest.raises(RuleBroken, match="record_version_unknown"):
        locked_totals(whole | {"v": 2})


def test_the_skill_says_what_is_not_about_one_form(tally: SkillTally) -> None:
    """R7, R32, R33: statuses, penalties that are not lifted, what is set aside, appeals with their state."""
    odd = enter(measured("A1.1", "1.00", based_on=2), expert="e-3")
    asked, other = (
        act(SubmitAppeal, "team_leader", "tl", member="abai", competitor="c-1", form="A1", reason="unseen")
        for _ in range(2)
    )
    penalty = {"penalty": "late", "reason": "late"}
    for command in (
        odd,
        asked,
        other,
        act(ReviewAppeal, "chief_expert", appeal=asked.id),
        act(SetStatus, "organiser", competitor="c-2", status="withdrawn", reason="left"),
        act(SetPenalty, "organiser", competitor="c-1", mark=900, **penalty),
        act(SetPenalty, "organiser", competitor="c-2", mark=0, **penalty),
    ):
        tally.fold(command)

    said = skill_standing(tally, "cup", "testing")

    where = {"competitor": "c-1", "form": "A1"}
    assert [{"submission": odd.id, "aspect": "A1.1", **where}] == said["set_aside"]
    assert ({"c-2": "withdrawn"}, {"c-1": {"late": 900}}) == (said["statuses"], said["penalties"])
    assert [(asked.id, "in_review"), (other.id, "submitted")] == [
        (a["id"], a["state"]) for a in said["appeals"]
    ]
    assert (False, False) == (said["is_recounted"], said["is_final"])


def test_which_forms_a_command_touches(tally: SkillTally) -> None:
    """An act on the skill touches all of them; a decision the form of its entry."""
    odd = enter(measured("A1.1", "1.00", based_on=2), expert="e-3")
    tally.fold(odd)
    decisions = [
        act(DecideSetAside, "chief_expert", submission=name, aspect="A1.1", decision="drop", reason="x")
        for name in (odd.id, "nothing")
    ]
    status = act(SetStatus, "organiser", competitor="c-1", status="withdrawn", reason="left")
    commands: list[Act | EnterMarks] = [odd, *decisions, status]

    touched = [forms_touched(tally, command) for command in commands]

    assert [{"A1"}, {"A1"}, frozenset(), {"A1", "A2", "A3-M", "A3-J"}] == touched
