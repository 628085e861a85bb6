"""Another expert goes on in the place of one who leaves; what was done stays as it was done (R7)."""

from typing import Any

import pytest

from shared.domain.acts import Act, CheckSheets, ReplaceExpert, SetTeam, SignForm
from shared.domain.events import EnterMarks, Paper
from shared.domain.people import Expert
from shared.domain.tally import SkillTally
from shared.domain.team import Team
from tests.builders import act, enter, judged, measured, panel_skill, score, set_skill, set_team


def said(tally: SkillTally, *commands: Act | EnterMarks) -> list[str]:
    """Return the code, or else the status, of each command's verdict."""
    verdicts = (tally.fold(command)[0] for command in commands)
    return [verdict.code or verdict.status for verdict in verdicts]


def replaced(expert: str = "e-3", successor: str = "e-9", member: str | None = "shymkent") -> ReplaceExpert:
    """Return the replacement."""
    people: dict[str, Any] = {"expert": expert, "successor": successor, "member": member}
    return act(ReplaceExpert, "chief_expert", reason="ill", **people)


@pytest.fixture
def tally() -> SkillTally:
    """A skill whose form A2 is marked by e-1, e-2, e-3 with the supervisor e-4."""
    tally = SkillTally()
    tally.fold(set_skill(panel_skill()))
    tally.fold(set_team())
    return tally


def test_the_successor_stands_in_the_teams(tally: SkillTally) -> None:
    """New to the skill, with a member; who left may enter no mark any more."""
    tally.fold(set_team("A1", ("e-6", "e-3"), None, second_pair=("e-1", "e-3")))
    tally.fold(set_team("A1", ("e-6", "e-1"), None, second_pair=("e-2", "e-3")))

    verdict = said(tally, replaced())

    assert ["counted"] == verdict
    assert Team(("e-1", "e-2", "e-9"), "e-4", ()) == tally.lives["A2"].team
    assert Team(("e-6", "e-1"), None, ("e-2", "e-9")) == tally.lives["A1"].team
    assert Expert("e-9", "shymkent") == tally.defined.experts[-1]
    shown = enter(score("A2.1", 2), form="A2", competitor="c-2", expert="e-3")
    assert ["unknown_expert"] == said(tally, shown)


def test_a_supervisor_is_replaced_by_an_expert_of_the_skill(tally: SkillTally) -> None:
    """Whose member is known."""
    assert ["counted"] == said(tally, replaced("e-4", "e-6", None))

    assert Team(("e-1", "e-2", "e-3"), "e-6", ()) == tally.lives["A2"].team
    assert [e.id for e in tally.defined.experts] == ["e-1", "e-2", "e-3", "e-5", "e-6"]


def test_a_team_that_would_not_be_sound_keeps_everything_as_it_was(tally: SkillTally) -> None:
    """R21: no two of one member; the chief expert forms another team first."""
    before = tally.definition

    assert ["team_members_repeat"] == said(tally, replaced("e-3", "e-5", None))

    assert (before, ("e-1", "e-2", "e-3")) == (tally.definition, tally.lives["A2"].team.experts)  # type: ignore[union-attr]


def test_what_somebody_has_signed_stays_theirs(tally: SkillTally) -> None:
    """A signed form needs no signature of the successor, a marked one keeps who entered it."""
    marks = judged("A2.1", 2, 2, 3), judged("A2.2", 1, 1, 1)
    by = {"c-1": "e-4", "c-2": "e-3"}
    entered = [enter(*marks, form="A2", competitor=c, expert=by[c]) for c in by]
    assert ["counted"] * 4 == said(
        tally,
        *entered,
        act(CheckSheets, "chief_expert", form="A2"),
        act(SignForm, "expert", "e-3", form="A2"),
    )

    assert ["counted"] == said(tally, replaced())

    assert ("e-1", "e-2", "e-3") == tally.lives["A2"].team.experts  # type: ignore[union-attr]
    assert "e-3" in tally.lives["A2"].signatures
    assert "e-3" == tally.sheets["c-2", "A2"].marks["A2.1"].by
    form = tally.defined.scheme.form_by_id["A2"]
    assert {"e-1", "e-2"} == tally.signers(form)


def test_nobody_changes_the_member_by_leaving(tally: SkillTally) -> None:
    """R21: e-2 of abai comes back as of abai, or not at all."""
    away, back, other = (
        replaced("e-2", "e-9", "shymkent"),
        replaced("e-9", "e-2", "abai"),
        replaced("e-9", "e-2", "taraz"),
    )
    tally.lives.clear()

    assert ["counted", "member_differs", "counted"] == said(tally, away, other, back)
    assert {"field": "member", "value": "taraz", "expected": "abai"} == tally.fold(other)[0].details
    assert "abai" == tally.defined.expert_by_id["e-2"].member


def test_a_locked_form_keeps_its_team(tally: SkillTally) -> None:
    """Whoever leaves afterwards."""
    tally.lives["A2"].locked_by = "ce"

    assert ["counted"] == said(tally, replaced())

    assert ("e-1", "e-2", "e-3") == tally.lives["A2"].team.experts  # type: ignore[union-attr]


def test_a_team_without_the_leaver_is_left_alone(tally: SkillTally) -> None:
    """Its signatures, too."""
    team: SetTeam = set_team("A3-J", ("e-1", "e-2", "e-6"), "e-4")
    tally.fold(team)
    before = tally.lives["A3-J"].team

    assert ["counted"] == said(tally, replaced())

    assert before is tally.lives["A3-J"].team


def test_a_form_without_a_team_is_left_alone(tally: SkillTally) -> None:
    """Whoever entered its marks has entered them; there is nobody to put in."""
    marks = measured("A1.1", "1.00"), measured("A1.2", "0.75")
    entered = [enter(*marks, competitor=c, expert="e-6") for c in ("c-1", "c-2")]

    answers = said(tally, *entered, act(CheckSheets, "chief_expert", form="A1"), replaced())

    assert ["counted"] * 4 == answers
    assert tally.lives["A1"].team is None


def typed(photo: str = "photo-1") -> EnterMarks:
    """Return what the clerk k-1 types of a sheet that e-3 has signed."""
    marks = measured("A1.1", "1.00"), measured("A1.2", "0.75")
    command = enter(*marks, expert="e-3")
    return EnterMarks(
        command.id, "cup", "testing", "c-1", "A1", "e-3", command.entries, 2, paper=Paper("k-1", photo)
    )


def test_paper_needs_a_photo_and_another_pair_of_eyes(tally: SkillTally) -> None:
    """R22: whoever typed a sheet does not check it; sheets that were not typed they may check."""
    plain = enter(measured("A1.1", "1.00"), measured("A1.2", "0.75"), competitor="c-2", expert="e-3")
    check = {"form": "A1", "role": "chief_expert"}

    nameless, own = typed(" "), act(CheckSheets, actor="k-1", **check)
    answers = said(
        tally,
        nameless,
        typed(),
        plain,
        act(CheckSheets, actor="k-1", competitors=("c-2",), **check),
        own,
        act(CheckSheets, actor="k-2", **check),
    )

    assert {"field": "paper.photo"} == tally.fold(nameless)[0].details
    assert {"field": "actor", "value": "k-1"} == tally.fold(own)[0].details
    assert ["photo_missing", "counted", "counted", "counted", "same_person", "counted"] == answers
    assert {("c-1", "A1"): [Paper("k-1", "photo-1")]} == tally.papers
