"""The skill advisor approves a scheme before it may be used, where the championship asks for that."""

from dataclasses import replace

import pytest

from shared.domain.acts import ApproveScheme, ChangeScheme
from shared.domain.events import Command, Verdict
from shared.domain.marking_rules import MarkingRules
from shared.domain.scheme import Scheme, SubCriterion
from shared.domain.standing import skill_standing
from shared.domain.tally import SkillTally
from tests.builders import act, aspect, enter, measured, panel_skill, scheme, set_skill

OTHER = scheme(SubCriterion("A1", "first", 1, (aspect("A1.1"), aspect("A1.2", "0.50"))))


def said(tally: SkillTally, command: Command) -> Verdict:
    """Return the answer to a command."""
    return tally.fold(command)[0]


def mark(based_on: int = 0) -> Command:
    """Return a mark of c-1."""
    return enter(measured("A1.1", "1.00", based_on, "slip"), expert="e-3")


def approve(revision: int = 1) -> ApproveScheme:
    """Return the approval of a scheme."""
    return act(ApproveScheme, "skill_advisor", "sa", revision=revision)


def change(to: Scheme) -> ChangeScheme:
    """Return the change of a frozen scheme."""
    return act(ChangeScheme, "organiser", scheme=to, reason="misprint")


@pytest.fixture
def tally() -> SkillTally:
    """A skill whose championship asks for the advisor's approval."""
    opened = SkillTally()
    opened.fold(set_skill(replace(panel_skill(), needs_approval=True)))
    return opened


def approval(tally: SkillTally) -> tuple[int, str | None]:
    """Return which scheme is there, and who has approved it."""
    shown = skill_standing(tally, "cup", "testing")["scheme"]
    return shown["revision"], shown["approved_by"]


def test_no_mark_before_the_approval(tally: SkillTally) -> None:
    """Refused with what is missing, and nothing is begun; afterwards it counts."""
    before = said(tally, mark())
    sheets = dict(tally.sheets)
    approved = said(tally, approve())

    assert ("scheme_not_approved", {"field": "skill", "value": "testing"}) == (before.code, before.details)
    assert ({}, "counted") == (sheets, approved.status)
    assert "counted" == said(tally, mark()).status
    assert (1, "sa") == approval(tally)


def test_where_nobody_asks_for_it_no_approval_is_needed() -> None:
    """The default; one that is given is kept all the same."""
    tally = SkillTally()
    tally.fold(set_skill(panel_skill()))

    assert ["counted"] * 2 == [said(tally, command).status for command in (mark(), approve())]
    assert (1, "sa") == approval(tally)


def test_only_the_advisor_approves(tally: SkillTally) -> None:
    """Neither organiser nor chief expert."""
    for role in ("organiser", "chief_expert", "results_team", "expert"):
        verdict = said(tally, act(ApproveScheme, role, "sa", revision=1))
        assert "role_not_allowed" == verdict.code


def test_the_approval_falls_away_with_another_scheme_before_the_first_mark(tally: SkillTally) -> None:
    """And an approval of the scheme that was is no approval of the one that is."""
    said(tally, approve())
    said(tally, set_skill(replace(panel_skill(OTHER), needs_approval=True)))

    stale = said(tally, approve(1))
    refused = said(tally, mark())

    assert ("scheme_is_another", {"field": "revision", "expected": 2}) == (stale.code, stale.details)
    assert "scheme_not_approved" == refused.code
    assert "counted" == said(tally, approve(2)).status
    assert (2, "sa") == approval(tally)


def test_the_same_scheme_again_keeps_its_approval(tally: SkillTally) -> None:
    """Somebody who is added changes nothing about the scheme."""
    said(tally, approve())
    fewer = replace(panel_skill(), needs_approval=True, competitors=panel_skill().competitors[:1])

    said(tally, set_skill(fewer))

    assert (1, "sa") == approval(tally)


def test_the_approval_falls_away_with_a_scheme_that_is_changed_while_marking(tally: SkillTally) -> None:
    """R15: the organiser has changed it, so the advisor looks again before more is marked by it."""
    for command in (approve(), mark(), change(OTHER)):
        assert "counted" == said(tally, command).status

    assert (2, None) == approval(tally)
    assert "scheme_not_approved" == said(tally, mark(1)).code
    assert ["counted"] * 2 == [said(tally, command).status for command in (approve(2), mark(1))]


@pytest.mark.parametrize("rules", [MarkingRules(appeals_until_ms=9), MarkingRules(panel_devices="own")])
def test_a_later_deadline_and_other_devices_need_no_new_approval(
    tally: SkillTally, rules: MarkingRules
) -> None:
    """Nothing is marked otherwise; it is another revision all the same."""
    for command in (approve(), mark(), change(replace(scheme(), rules=rules))):
        assert "counted" == said(tally, command).status

    assert (2, "sa") == approval(tally)
    assert "counted" == said(tally, mark(1)).status


def test_a_deadline_that_is_taken_away_needs_no_new_approval(tally: SkillTally) -> None:
    """Neither the old rules nor the new ones are compared with their deadline."""
    later = replace(scheme(), rules=MarkingRules(appeals_until_ms=9))
    for command in (approve(), mark(), change(later), change(scheme())):
        assert "counted" == said(tally, command).status

    assert (3, "sa") == approval(tally)


def test_other_rules_of_marking_need_a_new_approval(tally: SkillTally) -> None:
    """R26: rounding is part of what was approved."""
    for command in (approve(), mark(), change(replace(scheme(), rules=MarkingRules(rounding="each_aspect")))):
        assert "counted" == said(tally, command).status

    assert (2, None) == approval(tally)


def test_a_change_that_is_refused_takes_nothing(tally: SkillTally) -> None:
    """The scheme that is, is the one that was approved."""
    said(tally, approve())

    assert "no_change" == said(tally, change(scheme())).code
    assert (1, "sa") == approval(tally)


def test_a_scheme_that_is_yet_to_come_is_not_approved(tally: SkillTally) -> None:
    """Only the one that is can have been read."""
    assert "scheme_is_another" == said(tally, approve(2)).code
    assert (1, None) == approval(tally)
