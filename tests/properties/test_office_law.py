"""R22, R27 for every route of the office: no score of another before all are in, no total for an expert."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from services.office.ledger import Ledger
from services.office.viewer import Viewer
from shared.domain import acts
from shared.domain.acts import SetTeam
from shared.domain.errors import RuleBroken
from shared.domain.events import Command, EnterMarks, Entry, command_document
from shared.domain.judgement import JudgementRule
from shared.domain.marking_rules import MarkingRules
from shared.domain.tally import SkillTally
from tests.builders import act, enter, measured, panel_skill, score, set_skill, set_team
from tests.office_twins import Office, keys_in, secrets_of, twin
from tests.office_world import viewer
from tests.properties.strategies import logs
from tests.properties.test_no_poison_law import SOUND, spoilt

OFFICIALS = (
    viewer("chief_expert", "x-1"),
    viewer("results_team", "x-2"),
    viewer("organiser", "x-9"),
    viewer("administrator", ""),
    viewer("team_leader", "x-8", member="abai"),
)
EXPERTS = tuple(viewer("expert", f"e-{number}") for number in range(1, 7))
PAIRS = {"form": "A1", "experts": ("e-1", "e-3"), "supervisor": None, "second_pair": ("e-5", "e-6")}


@st.composite
def half_panels(draw: st.DrawFn) -> list[Command]:
    """Return a team and what some of its voices say, but not all: what chance alone rarely leaves open."""
    name = f"h{draw(st.integers(0, 10_000))}"
    based_on = draw(st.sampled_from([0, 0, 1, 2]))
    if draw(st.booleans()):
        team = replace(set_team(), id=f"{name}-team")
        judges = draw(st.lists(st.sampled_from(["e-1", "e-4", "e-3"]), min_size=1, max_size=3))
        shown = [Entry("A2.1", None, None, based_on, "slip", draw(st.integers(0, 3))) for _ in judges]
        form = "A2"
    else:
        team = replace(set_team(**PAIRS), id=f"{name}-team")  # type: ignore[arg-type]
        judges = draw(st.lists(st.sampled_from(["e-1", "e-5"]), min_size=1, max_size=2))
        shown = [Entry("A1.1", 180_000, None, based_on, "slip") for _ in judges]
        form = "A1"
    said = [
        EnterMarks(f"{name}-{n}", "cup", "testing", "c-1", form, judge, (one,), 0)
        for n, (judge, one) in enumerate(zip(judges, shown, strict=True))
    ]
    return [team, *said]


LOGS = logs()
SOME_HALVES = st.lists(half_panels(), min_size=1, max_size=4)


@st.composite
def histories(draw: st.DrawFn) -> list[Command]:
    """Return a log of anything at all, with half-finished panels in it."""
    first, *rest = draw(LOGS)
    for piece in draw(SOME_HALVES):
        at = draw(st.integers(0, len(rest)))
        rest[at:at] = piece
    return [first, *rest]


HALF: list[Command] = [
    set_skill(panel_skill()),
    set_team(),
    enter(score("A2.1", 3), form="A2", expert="e-1", submission_id="one"),
]
STALE: list[Command] = [
    *HALF,
    enter(score("A2.1", 2, based_on=4), form="A2", expert="e-3", submission_id="two"),
]

ABANDONED: list[Command] = [
    *HALF,
    enter(score("A2.1", 2), form="A2", expert="e-4", submission_id="two"),
    set_team(experts=("e-5", "e-3", "e-6")),
    enter(score("A2.1", 1), form="A2", expert="e-3", submission_id="three"),
]
"""The team changes after two have scored: that attempt is over, and all were never in."""
FEWER = MarkingRules(JudgementRule(judges=1), measurers=1)
CHANGED: list[Command] = [
    *HALF,
    act(acts.ChangeScheme, "organiser", scheme=replace(panel_skill().scheme, rules=FEWER), reason="fewer"),
]
"""The scheme changes so that one score would have been enough: still all were never in."""


@given(histories(), st.sampled_from([*OFFICIALS, *EXPERTS]))
@example(ABANDONED, OFFICIALS[0])
@example(CHANGED, OFFICIALS[0])
@example(HALF, OFFICIALS[0])
@example(STALE, EXPERTS[0])
def test_no_answer_tells_a_score_before_all_are_in(log: list[Command], who: Viewer) -> None:
    """R22: two logs that differ in scores that are still secret are the same to all but their owner."""
    secrets = {secret for secret, owner in secrets_of(log).items() if owner != who.grant.subject}
    other = twin(log, secrets)

    assert secrets_of(log).keys() == secrets_of(other).keys()
    assert Office(who).take(*log).answers() == Office(who).take(*other).answers()


OF_ANOTHER_TEAM: list[Command] = [
    act(SetTeam, "chief_expert", form="A1", experts=("e-1", "e-3"), supervisor=None),
    enter(measured("A1.1", "1.00"), expert="e-3"),
]
"""So that there is always something that four of the six experts may not know."""
_VALUES = (acts.ChangeScheme, acts.ConfirmRecount, acts.SetAward)
"""Acts whose fate depends on values: there two logs that differ in values may part ways."""


@given(histories(), st.sampled_from(EXPERTS))
def test_an_expert_learns_nothing_of_forms_of_other_teams(log: list[Command], who: Viewer) -> None:
    """R27: what is measured on a form of another team changes no answer to an expert."""
    tally = SkillTally()
    first, *rest = (command for command in log if not isinstance(command, _VALUES))
    log = [first, *OF_ANOTHER_TEAM, *rest]
    refused = {command.id for command in log if tally.fold(command)[0].status == "refused"}
    hidden = {
        form
        for form, life in tally.lives.items()
        if life.team and who.grant.subject not in life.team.everyone
    }
    elsewhere = {
        (command.id, entry.aspect)
        for command in log
        if isinstance(command, EnterMarks)
        if command.form in hidden & {"A1", "A3-M"} and command.id not in refused
        for entry in command.entries
    }

    assert Office(who).take(*log).answers() == Office(who).take(*twin(log, elsewhere)).answers()


_OF_TOTALS = {
    "total",
    "totals",
    "place",
    "places",
    "scale",
    "medal",
    "penalties",
    "penalty_reasons",
    "awards",
    "marked",
    "mark_max_marked",
    "percent",
}


@given(logs(), st.sampled_from(EXPERTS))
def test_no_answer_to_an_expert_holds_a_total(log: list[Command], who: Viewer) -> None:
    """R27: neither a total, nor a place, nor anything from which either follows by name."""
    answers = Office(who).take(*log).answers()
    if isinstance(answers["skill"], dict):
        answers["skill"].pop("scheme")  # it says on which scale judges score

    assert set() == _OF_TOTALS & set(keys_in(answers))
    for refused in ("results", "profiles", "quality", "preview", "event", "own member"):
        assert "role_not_allowed" == answers[refused][0]


@given(histories(), st.sampled_from(EXPERTS))
def test_a_judge_always_sees_the_own_score(log: list[Command], who: Viewer) -> None:
    """R22, the other way round: what one said in the attempt going on is there for oneself."""
    office = Office(who).take(*log)
    tally = office.ledger.book("cup", "testing").tally
    for (competitor, form), sheet in tally.sheets.items():
        life = tally.lives.get(form)
        if form not in tally.defined.scheme.form_by_id or life is None or life.team is None:
            continue
        for aspect, panel in sheet.panels.items():
            own = panel.current.get(who.grant.subject)
            is_mine = own is not None and who.grant.subject in life.team.everyone
            if not is_mine or panel.based_on != sheet.revision(aspect):
                continue
            (shown,) = office.desk.sheets(who, "cup", "testing", form, competitor)["sheets"]
            voices = [voice for voices in shown["voices"] for voice in voices]
            if panel.is_superseded(panel.based_on, voices):
                continue
            assert own == shown["aspects"][aspect]["panel"]["own_score"]


@given(st.lists(spoilt(SOUND), min_size=1, max_size=4))
def test_any_record_is_taken_in_or_left_out(documents: list[Any]) -> None:
    """What scoring makes a dead letter of, the office leaves out; a sound mark after it counts."""
    ledger = Ledger()
    ledger.fold(0, 0, "cup/testing", command_document(set_skill(panel_skill())))
    for offset, document in enumerate(documents, 1):
        with suppress(RuleBroken):
            ledger.fold(0, offset, "cup/testing", document)
    sound = command_document(enter(measured("A1.1", "1.00"), skill_id="sound"))
    ledger.fold(0, 8, "cup/sound", command_document(set_skill(panel_skill(), "sound")))
    ledger.fold(0, 9, "cup/sound", sound)

    assert 1 == len(ledger.book("cup", "sound").records["c-1"])


def test_the_plain_example_of_a_panel() -> None:
    """0 or 3: the chief, the other judges and the results team cannot tell; the judge sees it."""
    low, high = (
        [*HALF[:2], enter(score("A2.1", shown), form="A2", expert="e-1", submission_id="one")]
        for shown in (0, 3)
    )

    for who in (*OFFICIALS, *EXPERTS[1:]):
        assert Office(who).take(*low).answers() == Office(who).take(*high).answers()
    (seen,) = Office(EXPERTS[0]).take(*high).desk.sheets(EXPERTS[0], "cup", "testing", "A2", "c-1")["sheets"]
    assert 3 == seen["aspects"]["A2.1"]["panel"]["own_score"]


def test_the_plain_example_of_two_pairs() -> None:
    """R25: the second pair cannot tell what the first has measured, nor can anybody else."""
    low, high = (
        [
            set_skill(panel_skill()),
            set_team(**PAIRS),  # type: ignore[arg-type]
            enter(measured("A1.1", mark), submission_id="one"),
        ]
        for mark in ("0.00", "1.00")
    )

    for who in (*OFFICIALS, *EXPERTS[1:]):
        assert Office(who).take(*low).answers() == Office(who).take(*high).answers()


def test_the_plain_example_of_another_team() -> None:
    """R27: e-6 is in no team of A1 and sees none of it; e-1 is and does."""
    team = act(SetTeam, "chief_expert", form="A1", experts=("e-1", "e-3"), supervisor=None)
    log = [set_skill(panel_skill()), team, enter(measured("A1.1", "1.00"))]

    assert "not_in_team" == Office(EXPERTS[5]).take(*log).answers()["sheets A1"][0]
    mine = Office(EXPERTS[0]).take(*log).answers()["sheets A1"]
    assert "1.00" == mine["sheets"][0]["aspects"]["A1.1"]["mark"]
