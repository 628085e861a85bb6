import pytest

from shared.domain.acts import (
    Act,
    ChangeScheme,
    CheckSheets,
    DecideAppeal,
    DecideSetAside,
    Finalise,
    LockForm,
    ReleaseForm,
    RequestUnlock,
    ReviewAppeal,
    SetAward,
    SetPenalty,
    SetStatus,
    SignForm,
    SubmitAppeal,
)
from shared.domain.errors import RuleBroken
from shared.domain.events import EnterMarks, SheetTotal
from shared.domain.scheme import SubCriterion
from shared.domain.standing import form_standing, forms_touched, locked_totals, skill_standing
from shared.domain.tally import SkillTally
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
)


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
        enter(judged("A2.2", 0, 3, 3), form="A2", expert="e-4"),
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


def test_all_that_a_form_says_of_itself(tally: SkillTally) -> None:
    """The record that boards, officials and other programs read, field by field."""
    for competitor, expert in (("c-1", "e-4"), ("c-2", "e-3")):
        for name in ("A2.1", "A2.2"):
            tally.fold(enter(judged(name, 2, 2, 2), form="A2", expert=expert, competitor=competitor))
    for command in (
        act(CheckSheets, "chief_expert", form="A2"),
        *(act(SignForm, "expert", expert, form="A2", at_ms=40) for expert in ("e-1", "e-2", "e-3")),
        act(LockForm, "chief_expert", "ce", form="A2"),
        act(ReleaseForm, "results_team", "rt", form="A2"),
        act(RequestUnlock, "chief_expert", "ce", form="A2", reason="slip", at_ms=50),
    ):
        assert "counted" == tally.fold(command)[0].status

    total = {"mark": 210_000, "aspects_marked": 2, "mark_max_marked": 315_000}
    assert {
        "v": 1,
        "type": "form-standing",
        "championship": "cup",
        "skill": "testing",
        "form": "A2",
        "day": 1,
        "state": "released",
        "sheets": {"open": 0, "entered": 0, "checked": 2},
        "missing": {"marks": [], "checks": [], "signatures": []},
        "panels": [],
        "team": {"experts": ("e-1", "e-2", "e-3"), "supervisor": "e-4", "second_pair": ()},
        "signatures": {"e-1": 40, "e-2": 40, "e-3": 40},
        "locked_by": "ce",
        "released_by": "rt",
        "unlock_asked_by": "ce",
        "since_ms": 50,
        "totals": [{"competitor": "c-1", **total}, {"competitor": "c-2", **total}],
    } == standing(tally, "A2")


def test_a_form_that_nobody_has_touched(tally: SkillTally) -> None:
    """R31: everything is missing, and every expert may come to sign."""
    tally.fold(enter(judged("A3.2", 2, 2, 2), form="A3-J", expert="e-3", competitor="c-2"))

    untouched, begun = standing(tally, "A3-M"), standing(tally, "A3-J")

    everybody = ["e-1", "e-2", "e-3", "e-4", "e-5", "e-6"]
    assert {"marks": ["c-1", "c-2"], "checks": [], "signatures": everybody} == untouched["missing"]
    assert {"marks": ["c-1"], "checks": ["c-2"], "signatures": ["e-3"]} == begun["missing"]
    assert (2, None, {}, None) == tuple(untouched[name] for name in ("day", "team", "signatures", "since_ms"))


def test_a_panel_without_a_team_any_more_waits_for_two_voices(tally: SkillTally) -> None:
    """R15: a changed scheme has dissolved the team; nobody can say who is awaited."""
    tally.fold(enter(score("A2.1", 3), form="A2", expert="e-1"))
    tally.lives["A2"].team = None

    (panel,) = standing(tally, "A2")["panels"]  # type: ignore[misc]

    assert ["1", "2"] == panel["awaited"]  # type: ignore[index]


@pytest.mark.parametrize("part", ["offset", "totals", "form"])
def test_a_standing_that_cannot_be_read_is_refused(tally: SkillTally, part: str) -> None:
    """By the leaderboard, with the record's place, and the next is read."""
    whole = standing(tally, "A1") | {"offset": 1, "totals": [{"competitor": "c-1"}]}

    with pytest.raises(RuleBroken) as malformed:
        locked_totals({name: value for name, value in whole.items() if name != part})
    with pytest.raises(RuleBroken) as unknown:
        locked_totals(whole | {"v": 2})

    missing = "'mark'" if part == "offset" else f"'{part}'"
    assert ("record_malformed", {"part": missing}) == (malformed.value.code, malformed.value.details)
    assert ("record_version_unknown", {"v": 2}) == (unknown.value.code, unknown.value.details)


@pytest.mark.parametrize("field", ["competitor", "mark", "aspects_marked", "mark_max_marked"])
def test_a_total_of_another_kind_is_refused(tally: SkillTally, field: str) -> None:
    """Nothing is made of it: a number that is text would come to light far from here."""
    total = {"competitor": "c-1", "mark": 1, "aspects_marked": 1, "mark_max_marked": 1}
    sound = standing(tally, "A1") | {"offset": 1, "totals": [total]}

    with pytest.raises(RuleBroken) as refused:
        locked_totals(sound | {"totals": [total | {field: None}]})

    assert "record_malformed" == refused.value.code
    assert ((SheetTotal("cup", "testing", "c-1", "A1", 1, 1, 1),), 1) == locked_totals(sound)


@pytest.mark.parametrize(("field", "value"), [("offset", ""), ("offset", "7"), ("skill", 7), ("form", None)])
def test_a_standing_with_a_field_of_another_kind_is_refused(
    tally: SkillTally, field: str, value: object
) -> None:
    """An offset that is no number would stop the leaderboard."""
    total = {"competitor": "c-1", "mark": 1, "aspects_marked": 1, "mark_max_marked": 1}
    sound = standing(tally, "A1") | {"offset": 1, "totals": [total]}

    with pytest.raises(RuleBroken) as refused:
        locked_totals(sound | {field: value})

    assert "record_malformed" == refused.value.code


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


def test_all_that_a_skill_says_of_itself(tally: SkillTally) -> None:
    """The record that boards, officials and other programs read, field by field."""
    asked = [
        act(SubmitAppeal, "team_leader", "tl", member="abai", competitor="c-1", form="A1", reason="unseen")
        for _ in range(3)
    ]
    odd, dropped = (enter(measured("A1.1", "1.00", based_on=2), expert="e-3") for _ in range(2))
    fields = {"submission": dropped.id, "aspect": "A1.1", "decision": "drop", "reason": "x"}
    penalty = {"competitor": "c-1", "reason": "late"}
    for command in (
        *asked,
        *(act(ReviewAppeal, "chief_expert", "ce", appeal=one.id) for one in asked[:2]),
        act(DecideAppeal, "chief_expert", "ce", appeal=asked[0].id, ruling="upheld", reason="seen"),
        enter(measured("A1.1", "1.00"), expert="e-3", appeal=asked[0].id, submission_id="fix"),
        odd,
        dropped,
        act(DecideSetAside, "chief_expert", "ce", **fields),
        act(SetStatus, "organiser", competitor="c-2", status="competing", reason="here"),
        act(SetPenalty, "organiser", penalty="late", mark=900, **penalty),
        act(SetPenalty, "organiser", penalty="helmet", mark=0, **penalty),
    ):
        tally.fold(command)
    tally.fold(enter(measured("A1.1", "1.00"), expert="e-5", appeal=asked[0].id, submission_id="both"))
    tally.fold(enter(measured("A3.1", "2.00"), form="A3-M", competitor="c-2", expert="e-3"))
    tally.fold(act(SetAward, "organiser", competitor="c-1", award="gold", reason="tie"))
    tally.fold(act(SetAward, "organiser", competitor="c-2", award="none", reason="withdrew"))
    tally.is_recounted = True
    tally.awards_confirmed_by = "or"

    base = {"competitor": "c-1", "form": "A1", "aspect": None}
    open_ = {"closed_by": None, "closed_because": None}
    assert {
        "v": 1,
        "type": "skill-standing",
        "championship": "cup",
        "skill": "testing",
        "statuses": {},
        "penalties": {"c-1": {"late": 900, "helmet": 0}},
        "penalty_reasons": [{"competitor": "c-1", "penalty": "late", "reason": "late"}],
        "set_aside": [{"submission": odd.id, "aspect": "A1.1", "competitor": "c-1", "form": "A1"}],
        "appeals": [
            {"id": asked[0].id, **base, "state": "upheld", "corrected_by": "both", **open_},
            {"id": asked[1].id, **base, "state": "in_review", "corrected_by": None, **open_},
            {"id": asked[2].id, **base, "state": "submitted", "corrected_by": None, **open_},
        ],
        "scheme": {"revision": 1, "needs_approval": False, "approved_by": None},
        "awards": {
            "c-1": {"kind": "gold", "reason": "tie"},
            "c-2": {"kind": None, "reason": "withdrew"},
        },
        "awards_confirmed_by": "or",
        "is_recounted": True,
        "is_final": False,
    } == skill_standing(tally, "cup", "testing")


def test_a_changed_scheme_touches_what_was_and_what_is(tally: SkillTally) -> None:
    """R15: the form that is gone tells once more where it stands; before a definition nothing does."""
    tally.fold(enter(judged("A3.2", 2, 2, 2), form="A3-J", expert="e-3"))
    command = act(
        ChangeScheme, "organiser", scheme=scheme(SubCriterion("B1", "b", 1, (aspect("B1.1"),))), reason="x"
    )
    tally.fold(command)

    assert {"B1", "A3-J"} == forms_touched(tally, command)
    assert {"B1"} == forms_touched(tally, act(Finalise, "organiser"))
    assert frozenset() == forms_touched(SkillTally(), act(Finalise, "organiser"))


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
