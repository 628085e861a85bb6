"""A skill defined anew while marking goes on: what may be mended, and what may not (R15, R21)."""

from dataclasses import replace

import pytest

from shared.domain.acts import ChangeScheme, CheckSheets, ReplaceExpert, SignForm
from shared.domain.championship import SkillDefinition
from shared.domain.scheme import SubCriterion
from shared.domain.tally import SkillTally
from shared.domain.team import Team
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


def with_member(person: str, member: str, of: SkillDefinition | None = None) -> SkillDefinition:
    """Return the usual skill in which somebody is of another member."""
    base = of or panel_skill()
    return replace(
        base,
        experts=tuple(replace(e, member=member) if e.id == person else e for e in base.experts),
        competitors=tuple(replace(c, member=member) if c.id == person else c for c in base.competitors),
    )


def without(*experts: str) -> SkillDefinition:
    """Return the usual skill without some experts."""
    base = panel_skill()
    return replace(base, experts=tuple(e for e in base.experts if e.id not in experts))


def said(tally: SkillTally, definition: SkillDefinition) -> tuple[str, dict[str, object]]:
    """Define the skill anew and return the answer."""
    verdict, _ = tally.fold(set_skill(definition))
    assert verdict.status == "refused" or tally.definition == definition
    return verdict.code or verdict.status, dict(verdict.details)


@pytest.fixture
def tally() -> SkillTally:
    """e-3 of shymkent has measured A1.1 of c-1 of abai."""
    marked = SkillTally()
    marked.fold(set_skill(panel_skill()))
    assert "counted" == marked.fold(enter(measured("A1.1", "1.00"), expert="e-3"))[0].status
    return marked


COMPATRIOT = ("compatriot_has_marked", {"field": "competitors", "value": "c-1", "form": "A1"})


@pytest.mark.parametrize(("person", "member"), [("e-3", "abai"), ("c-1", "shymkent")])
def test_nobody_becomes_the_compatriot_of_whom_they_have_marked(
    tally: SkillTally, person: str, member: str
) -> None:
    """R21: neither by the expert's new member nor by the competitor's."""
    before = tally.definition

    assert COMPATRIOT == said(tally, with_member(person, member))
    assert before == tally.definition


@pytest.mark.parametrize(
    ("person", "member"),
    [("e-3", "aktobe"), ("e-3", "taraz"), ("e-1", "abai"), ("c-1", "taraz"), ("c-2", "shymkent")],
)
def test_a_member_that_was_wrong_may_be_mended(tally: SkillTally, person: str, member: str) -> None:
    """R21: as long as nobody becomes the compatriot of whom they have marked; c-2 has no mark yet."""
    assert ("counted", {}) == said(tally, with_member(person, member))


def test_a_mark_that_was_corrected_by_another_is_still_somebodys(tally: SkillTally) -> None:
    """R30: what stood once stays in the record, and so does who entered it."""
    tally.fold(enter(measured("A1.1", "0.00", 1, "wrong row"), expert="e-6"))

    assert COMPATRIOT == said(tally, with_member("e-3", "abai"))
    assert COMPATRIOT == said(tally, with_member("e-6", "abai"))


def test_a_mark_that_a_changed_scheme_took_away_is_still_somebodys(tally: SkillTally) -> None:
    """R15: it counts no more, and was entered all the same."""
    smaller = scheme(SubCriterion("A1", "first", 1, (aspect("A1.2", "0.75"),)))
    tally.fold(act(ChangeScheme, "organiser", scheme=smaller, reason="misprint"))

    assert COMPATRIOT == said(tally, replace(with_member("e-3", "abai"), scheme=smaller))


def test_a_score_that_waits_is_somebodys() -> None:
    """R22: also of an attempt that is over without a mark."""
    waiting = SkillTally()
    for command in (set_skill(panel_skill()), set_team(experts=("e-1", "e-6", "e-3"))):
        waiting.fold(command)
    waiting.fold(enter(score("A2.1", 2), form="A2", expert="e-1"))
    moved = with_member("e-1", "abai")
    first, _ = said(waiting, moved)
    waiting.fold(set_team(experts=("e-5", "e-6", "e-3")))
    waiting.fold(enter(score("A2.1", 2), form="A2", expert="e-5"))

    assert ["compatriot_has_marked"] * 2 == [first, said(waiting, moved)[0]]


def test_what_all_have_shown_is_the_panels() -> None:
    """R21, R22: who showed what is not said, so the panel that was is the panel that must have been."""
    shown = SkillTally()
    for command in (set_skill(panel_skill()), set_team(experts=("e-1", "e-6", "e-3"))):
        shown.fold(command)
    shown.fold(enter(judged("A2.1", 2, 2, 3), form="A2", expert="e-4"))

    expected = ("compatriot_has_marked", {"field": "competitors", "value": "c-1", "form": "A2"})
    assert expected == said(shown, with_member("e-6", "abai"))
    assert expected == said(shown, with_member("c-1", "taraz"))
    assert "counted" == said(shown, with_member("e-6", "aktau"))[0]


def test_two_pairs_stay_two_pairs_where_they_have_measured() -> None:
    """R25: which of a pair entered is known, who held the tape is not."""
    dual = SkillTally()
    for command in (set_skill(panel_skill()), set_team("A1", ("e-1", "e-3"), None, ("e-5", "e-6"))):
        dual.fold(command)
    free = said(dual, with_member("e-6", "abai"))[0]
    dual.fold(set_skill(panel_skill()))
    dual.fold(enter(measured("A1.1", "1.00"), expert="e-3"))

    assert ("counted", "compatriot_has_marked") == (free, said(dual, with_member("e-6", "abai"))[0])


def test_a_sheet_that_lost_everything_to_another_form_binds_nobody() -> None:
    """R10, R21: the aspect took its marks along; the panel of the old form has marked nothing of c-1."""
    moved = SkillTally()
    base = scheme(
        SubCriterion("B1", "b", 1, (aspect("B1.1", method="J"), aspect("B1.2", method="J"))),
        SubCriterion("B2", "b", 1, (aspect("B2.1", method="J"),)),
    )
    after = scheme(
        SubCriterion("B1", "b", 1, (aspect("B1.1", method="J"),)),
        SubCriterion("B2", "b", 1, (aspect("B2.1", method="J"), aspect("B1.2", method="J"))),
    )
    commands = (
        set_skill(panel_skill(base)),
        enter(judged("B1.2", 2, 2, 3), form="B1", expert="e-1"),
        act(ChangeScheme, "organiser", scheme=after, reason="moved"),
        set_team("B1", ("e-1", "e-6", "e-3")),
    )
    assert {"counted"} == {moved.fold(command)[0].status for command in commands}

    assert "counted" == said(moved, with_member("e-6", "abai", panel_skill(after)))[0]


def test_who_has_marked_is_replaced_never_left_out(tally: SkillTally) -> None:
    """R7: what they did stays theirs; whoever has done nothing may go."""
    refused = said(tally, without("e-3", "e-6"))

    assert ("expert_has_marks", {"field": "experts", "value": ["e-3"]}) == refused
    assert "counted" == said(tally, without("e-6"))[0]


def test_who_was_replaced_keeps_the_member(tally: SkillTally) -> None:
    """R7, R21: c-1 does not become a compatriot of one who has marked and left."""
    ill = {"expert": "e-3", "successor": "e-9", "member": "taraz", "reason": "ill"}
    assert "counted" == tally.fold(act(ReplaceExpert, "organiser", **ill))[0].status
    now = replace(panel_skill(), experts=tally.defined.experts)

    assert COMPATRIOT == said(tally, with_member("c-1", "shymkent", now))
    assert "counted" == said(tally, with_member("c-1", "aktobe", now))[0]


@pytest.mark.parametrize(
    ("definition", "why"),
    [
        (with_member("e-3", "almaty"), "team_members_repeat"),
        (without("e-3"), "unknown_expert"),
        (without("e-4"), "unknown_expert"),
    ],
)
def test_a_team_that_could_not_be_formed_now_keeps_the_definition_out(
    definition: SkillDefinition, why: str
) -> None:
    """R21: before the first mark, too; the chief expert forms another team first."""
    formed = SkillTally()
    formed.fold(set_skill(panel_skill()))
    formed.fold(set_team())

    assert ("team_cannot_stay", {"field": "experts", "value": "A2", "why": why}) == said(formed, definition)
    assert panel_skill() == formed.definition


def test_a_team_goes_with_its_scheme_before_the_first_mark() -> None:
    """R15: another scheme has other forms, so nothing keeps its experts."""
    formed = SkillTally()
    formed.fold(set_skill(panel_skill()))
    formed.fold(set_team())
    other = scheme(SubCriterion("B1", "b", 1, (aspect("B1.1"),)))

    assert "counted" == said(formed, replace(without("e-3"), scheme=other))[0]
    assert {} == formed.lives


def test_a_locked_form_keeps_the_team_that_marked_it(tally: SkillTally) -> None:
    """R7: whoever has not marked may leave it; a form without a team asks for nobody."""
    tally.fold(set_team("A1", ("e-3", "e-6"), None))
    refused = said(tally, without("e-6"))
    tally.life("A1").locked_by = "ce"

    assert ("team_cannot_stay", "counted") == (refused[0], said(tally, without("e-6"))[0])


def test_locked_forms_do_not_hide_open_ones(tally: SkillTally) -> None:
    """R21: every team is looked at, in whatever order they were formed."""
    tally.life("A3-M").locked_by = "ce"
    tally.fold(set_team())

    assert "team_cannot_stay" == said(tally, without("e-2"))[0]


def test_all_who_are_missing_or_back_are_named_in_order(tally: SkillTally) -> None:
    """R7: so that the organiser sees at once whom to put right."""
    for expert, based_on in (("e-6", 1), ("e-1", 2), ("e-5", 3)):
        tally.fold(enter(measured("A1.1", "1.00", based_on, "again"), expert=expert))
    gone = said(tally, without("e-6", "e-5", "e-3", "e-1"))
    for leaver in ("e-6", "e-5", "e-3", "e-1"):
        ill = {"expert": leaver, "successor": f"{leaver}0", "member": "aktau", "reason": "ill"}
        assert "counted" == tally.fold(act(ReplaceExpert, "organiser", **ill))[0].status

    everybody = ["e-1", "e-3", "e-5", "e-6"]
    assert ("expert_has_marks", {"field": "experts", "value": everybody}) == gone
    back = replace(panel_skill(), experts=(*tally.defined.experts, *panel_skill().experts))
    assert ("expert_was_replaced", {"field": "experts", "value": everybody}) == said(tally, back)


def test_a_pair_that_has_measured_is_no_expert() -> None:
    """R25: pairs speak by their number; that nobody is called so is no fault."""
    dual = SkillTally()
    for command in (set_skill(panel_skill()), set_team("A1", ("e-1", "e-3"), None, ("e-5", "e-6"))):
        dual.fold(command)
    dual.fold(enter(measured("A1.1", "1.00"), expert="e-3"))

    assert "counted" == said(dual, with_member("e-4", "aktau"))[0]


def test_another_judge_who_is_the_compatriot_makes_another_panel() -> None:
    """R21: the supervisor still steps in, but for somebody else; e-2 would have had to show."""
    shown = SkillTally()
    for command in (set_skill(panel_skill()), set_team()):
        shown.fold(command)
    shown.fold(enter(judged("A2.1", 2, 2, 3), form="A2", expert="e-4"))

    exchanged = with_member("e-3", "abai", with_member("e-2", "shymkent"))

    assert "compatriot_has_marked" == said(shown, exchanged)[0]


def test_a_signed_form_keeps_one_who_has_left() -> None:
    """R7: who has signed and left stands in no definition any more, and keeps nobody from mending one."""
    signed = SkillTally()
    sheet = (measured("A1.1", "1.00"), measured("A1.2", "0.75"))
    ill = {"expert": "e-3", "successor": "e-9", "member": "aktau", "reason": "ill"}
    for command in (
        set_skill(panel_skill()),
        set_team("A1", ("e-3", "e-6"), None),
        *(enter(*sheet, competitor=name, expert="e-3") for name in ("c-1", "c-2")),
        act(CheckSheets, "chief_expert", form="A1"),
        act(SignForm, "expert", "e-3", form="A1"),
        act(ReplaceExpert, "organiser", **ill),
    ):
        assert "counted" == signed.fold(command)[0].status

    mended = with_member("e-1", "taraz", replace(panel_skill(), experts=signed.defined.experts))

    assert "counted" == said(signed, mended)[0]
    assert Team(("e-3", "e-6"), None, ()) == signed.lives["A1"].team
