"""What the skill's definition alone says of an act; the door and the fold use the same words."""

from dataclasses import replace
from typing import Any

import pytest

from shared.domain import acts
from shared.domain.act_check import check_act
from shared.domain.acts import Act
from shared.domain.errors import RuleBroken
from shared.domain.judgement import JudgementRule
from shared.domain.marking_rules import MarkingRules
from shared.domain.people import Competitor
from shared.domain.scheme import Scheme
from tests.builders import act, panel_skill, scheme, set_team


def refused(of: Act, definition: Any = None) -> dict[str, object]:
    """Return code and details of the refusal."""
    with pytest.raises(RuleBroken) as caught:
        check_act(definition or panel_skill(), of)
    return {"code": caught.value.code, **caught.value.details}


def with_rules(rules: MarkingRules) -> Scheme:
    """Return the usual scheme with rules of its own."""
    return replace(scheme(), rules=rules)


APPEAL: dict[str, Any] = {"member": "abai", "competitor": "c-1", "form": "A1", "reason": "unseen"}
REPLACEMENT: dict[str, Any] = {"expert": "e-1", "successor": "e-9", "member": "almaty", "reason": "ill"}

SOUND: list[Act] = [
    set_team(),
    act(acts.CheckSheets, "chief_expert", form="A1"),
    act(acts.CheckSheets, "chief_expert", form="A1", competitors=("c-2", "c-1")),
    act(acts.SignForm, "expert", form="A1"),
    act(acts.SubmitAppeal, "team_leader", **APPEAL),
    act(acts.SubmitAppeal, "team_leader", **APPEAL, aspect="A1.1"),
    act(acts.SetStatus, "organiser", competitor="c-1", status="absent", reason="ill"),
    act(acts.SetPenalty, "organiser", competitor="c-1", penalty="late", mark=0, reason="lifted"),
    act(acts.SetAward, "organiser", competitor="c-1", award="gold", reason="tie"),
    act(acts.ReplaceExpert, "chief_expert", **REPLACEMENT),
    act(acts.ReplaceExpert, "organiser", **REPLACEMENT | {"successor": "e-2", "member": None}),
    act(acts.ReplaceExpert, "organiser", **REPLACEMENT | {"successor": "e-2", "member": "abai"}),
    act(acts.ChangeScheme, "organiser", scheme=scheme(), reason="misprint"),
    act(acts.Finalise, "results_team"),
]


@pytest.mark.parametrize("sound", SOUND, ids=lambda one: type(one).__name__)
def test_a_sound_act_is_let_through(sound: Act) -> None:
    """Nothing is said of it."""
    check_act(panel_skill(), sound)


REFUSED: list[tuple[Act, dict[str, object]]] = [
    (
        act(acts.LockForm, "expert", form="A1"),
        {"code": "role_not_allowed", "field": "role", "role": "expert"},
    ),
    (
        act(acts.RequestUnlock, "chief_expert", form="A1", reason=" "),
        {"code": "act_needs_reason", "field": "reason"},
    ),
    (
        act(acts.LockForm, "chief_expert", form="Z9"),
        {"code": "unknown_form", "field": "form", "value": "Z9"},
    ),
    (set_team(experts=("e-1", "e-3")), {"code": "team_size_wrong", "field": "experts", "needed": 3}),
    (
        act(acts.CheckSheets, "chief_expert", form="A1", competitors=("c-1", "c-9")),
        {"code": "unknown_competitor", "field": "competitors", "value": "c-9"},
    ),
    (
        act(acts.SubmitAppeal, "team_leader", **APPEAL | {"competitor": "c-9"}),
        {"code": "unknown_competitor", "field": "competitor", "value": "c-9"},
    ),
    (
        act(acts.SubmitAppeal, "team_leader", **APPEAL | {"member": "aktobe"}),
        {"code": "appeal_not_own_competitor", "field": "competitor", "value": "c-1"},
    ),
    (
        act(acts.SubmitAppeal, "team_leader", **APPEAL | {"form": "Z9"}),
        {"code": "unknown_form", "field": "form", "value": "Z9"},
    ),
    (
        act(acts.SubmitAppeal, "team_leader", **APPEAL, aspect="A2.1"),
        {"code": "unknown_aspect", "field": "aspect", "value": "A2.1", "form": "A1"},
    ),
    (
        act(acts.SetStatus, "organiser", competitor="c-9", status="absent", reason="ill"),
        {"code": "unknown_competitor", "field": "competitor", "value": "c-9"},
    ),
    (
        act(acts.SetPenalty, "organiser", competitor="c-9", penalty="late", mark=1, reason="late"),
        {"code": "unknown_competitor", "field": "competitor", "value": "c-9"},
    ),
    (
        act(acts.SetPenalty, "organiser", competitor="c-1", penalty="late", mark=-1800, reason="late"),
        {"code": "mark_negative", "field": "mark", "value": "-0.01"},
    ),
    (
        act(acts.SetAward, "organiser", competitor="c-9", award="gold", reason="tie"),
        {"code": "unknown_competitor", "field": "competitor", "value": "c-9"},
    ),
    (
        act(acts.ReplaceExpert, "organiser", **REPLACEMENT | {"expert": "e-9"}),
        {"code": "unknown_expert", "field": "expert", "value": "e-9"},
    ),
    (
        act(acts.ReplaceExpert, "organiser", **REPLACEMENT | {"successor": "e-1"}),
        {"code": "expert_twice", "field": "successor"},
    ),
    (
        act(acts.ReplaceExpert, "organiser", **REPLACEMENT | {"member": None}),
        {"code": "unknown_expert", "field": "successor", "value": "e-9"},
    ),
    (
        act(acts.ReplaceExpert, "organiser", **REPLACEMENT | {"successor": "e-2", "member": "taraz"}),
        {"code": "member_differs", "field": "member", "value": "taraz", "expected": "abai"},
    ),
    (
        act(
            acts.ChangeScheme,
            "organiser",
            scheme=with_rules(MarkingRules(JudgementRule(judges=7))),
            reason="more judges",
        ),
        {"code": "rule_not_exact", "judges": 7, "scale": 3},
    ),
]


@pytest.mark.parametrize(("wrong", "expected"), REFUSED)
def test_what_the_definition_forbids_is_refused(wrong: Act, expected: dict[str, object]) -> None:
    """With its code, the field at fault, and what people need to understand it."""
    assert expected == refused(wrong)


def test_a_guest_wins_no_award() -> None:
    """R5: out of contest."""
    guest = replace(panel_skill(), competitors=(Competitor("c-1", "abai", is_guest=True),))

    assert {"code": "cannot_win", "field": "competitor", "competitor": "c-1"} == refused(
        act(acts.SetAward, "organiser", competitor="c-1", award="gold", reason="tie"), guest
    )


def test_an_appeal_comes_in_time() -> None:
    """R32: at the deadline still, a moment later no more."""
    in_time, too_late = (
        panel_skill(with_rules(MarkingRules(appeals_until_ms=3))),
        panel_skill(with_rules(MarkingRules(appeals_until_ms=2))),
    )

    check_act(in_time, act(acts.SubmitAppeal, "team_leader", **APPEAL))

    assert {"code": "appeal_too_late"} == refused(act(acts.SubmitAppeal, "team_leader", **APPEAL), too_late)
