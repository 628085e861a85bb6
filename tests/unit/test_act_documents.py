import dataclasses

import pytest

from shared.domain import acts
from shared.domain.act_documents import ACTS, act_content
from shared.domain.acts import Act
from shared.domain.errors import RuleBroken
from shared.domain.events import (
    Command,
    OpenItem,
    Verdict,
    command_document,
    command_from_document,
    verdict_document,
)
from tests.builders import act, command_id, enter, measured, scheme, score, set_team

EXAMPLES: list[Act] = [
    set_team(second_pair=("e-5", "e-6")),
    act(acts.CheckSheets, "expert", form="A1", competitors=("c-1",)),
    act(acts.SignForm, "expert", form="A1"),
    act(acts.LockForm, "chief_expert", form="A1"),
    act(acts.ReleaseForm, "results_team", form="A1"),
    act(acts.RequestUnlock, "chief_expert", form="A1", reason="slip"),
    act(acts.ConfirmUnlock, "results_team", form="A1", reason="slip"),
    act(acts.DecideSetAside, "expert", submission="s-1", aspect="A1.1", decision="take", reason="right"),
    act(acts.SubmitAppeal, "team_leader", member="abai", competitor="c-1", form="A1", reason="unseen"),
    act(acts.ReviewAppeal, "chief_expert", appeal="a-1"),
    act(acts.DecideAppeal, "results_team", appeal="a-1", ruling="partly", reason="seen"),
    act(acts.CloseAppeal, "results_team", appeal="a-1", reason="the aspect is gone"),
    act(acts.SetStatus, "organiser", competitor="c-1", status="disqualified", reason="tool"),
    act(acts.SetPenalty, "organiser", competitor="c-1", penalty="late", mark=90_000, reason="late"),
    act(acts.SetAward, "organiser", competitor="c-1", award="none", reason="tie by hand"),
    act(acts.ConfirmAwards, "organiser", reason="small field"),
    act(acts.ReplaceExpert, "organiser", expert="e-1", successor="e-9", member="taraz", reason="ill"),
    act(acts.ChangeScheme, "organiser", scheme=scheme(), reason="typo"),
    act(acts.ApproveScheme, "skill_advisor", revision=2),
    act(acts.ConfirmRecount, "results_team", entries=2, mark=180_000),
    act(acts.Finalise, "results_team"),
]


def test_every_act_has_an_example_here() -> None:
    """So that the next one is tried, too."""
    assert set(ACTS.values()) == {type(example) for example in EXAMPLES}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example).__name__)
def test_an_act_reads_back_the_same(example: Act) -> None:
    """An act and its document are two forms of one thing; the type tells which act."""
    document = command_document(example)

    assert example == command_from_document(document)
    assert (1, type(example)) == (document["v"], ACTS[document["type"]])


def test_every_act_keeps_the_name_of_its_record() -> None:
    """Logs that were written are read for ever."""
    assert [
        "team-set",
        "sheets-checked",
        "form-signed",
        "form-locked",
        "form-released",
        "unlock-requested",
        "unlock-confirmed",
        "set-aside-decided",
        "appeal-submitted",
        "appeal-reviewed",
        "appeal-decided",
        "appeal-closed",
        "status-set",
        "penalty-set",
        "award-set",
        "awards-confirmed",
        "expert-replaced",
        "scheme-changed",
        "scheme-approved",
        "recount-confirmed",
        "skill-finalised",
    ] == [command_document(example)["type"] for example in EXAMPLES]


def test_what_is_not_said_is_the_default() -> None:
    """Fields that came later may be missing in an old record."""
    document = command_document(set_team())
    del document["second_pair"]

    read = command_from_document(document)

    assert isinstance(read, acts.SetTeam)
    assert () == read.second_pair


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("form", None),
        ("form", 7),
        ("role", "janitor"),
        ("experts", 7),
        ("experts", [1]),
        ("supervisor", 4),
        ("at_ms", "now"),
        ("at_ms", True),
    ],
)
def test_a_field_of_the_wrong_kind_is_malformed(field: str, value: object) -> None:
    """What ingest would never write becomes a dead letter, not a crash."""
    document = {**command_document(set_team()), field: value}

    with pytest.raises(RuleBroken, match="record_malformed"):
        command_from_document(document)


def test_a_missing_field_is_malformed() -> None:
    """As above."""
    document = command_document(set_team())
    del document["experts"]

    with pytest.raises(RuleBroken) as refused:
        command_from_document(document)

    assert ("record_malformed", {"part": "'experts'"}) == (refused.value.code, refused.value.details)


def test_a_word_that_is_none_of_those_there_are_is_told_with_them() -> None:
    """A role, a decision, a ruling and a status are one of few words."""
    document = {**command_document(set_team()), "role": "janitor"}

    with pytest.raises(RuleBroken) as refused:
        command_from_document(document)

    roles = "expert, chief_expert, results_team, organiser, team_leader, skill_advisor"
    assert {"part": f"'janitor' is none of {roles}"} == refused.value.details


def test_the_time_is_no_part_of_what_an_act_says() -> None:
    """The same act sent again is the same act."""
    first = set_team()
    later = dataclasses.replace(first, at_ms=99)

    assert act_content(first) == act_content(later)
    assert act_content(first) != act_content(dataclasses.replace(first, form="A1"))


@pytest.mark.parametrize(
    "command",
    [
        enter(score("A2.1", 2, attempt=2), form="A2"),
        enter(measured("A1.1", "1.00")._replace(mark=None, deductions=3)),
        enter(measured("A1.1", "1.00")._replace(mark=None, measured="12.05")),
        dataclasses.replace(enter(measured("A1.1", "1.00", 1, "appeal")), appeal=command_id()),
    ],
)
def test_newer_fields_of_a_submission_read_back_the_same(command: Command) -> None:
    """Additive within version 1: who does not say them writes what the first release wrote."""
    assert command == command_from_document(command_document(command))


@pytest.mark.parametrize("field", [{"score": "2"}, {"deductions": True}, {"attempt": "x"}, {"measured": 12}])
def test_newer_fields_of_the_wrong_kind_are_malformed(field: dict[str, object]) -> None:
    """A score that is text is nobody's score."""
    document = command_document(enter(score("A2.1", 2), form="A2"))
    document["entries"][0] |= field

    with pytest.raises(RuleBroken, match="record_malformed"):
        command_from_document(document)


def test_a_verdict_names_what_is_open() -> None:
    """R34: each item with what it has, and nothing that it has not."""
    verdict = Verdict("id", "refused", "skill_not_final", open_items=(OpenItem("form_not_locked", "A1"),))

    document = verdict_document(verdict, 0, 1, 2)

    assert [{"kind": "form_not_locked", "form": "A1"}] == document["open_items"]
