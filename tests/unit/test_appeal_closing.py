"""An upheld appeal about something that is gone: closed with who and why, so that a skill ends (R32, R34)."""

from dataclasses import replace
from typing import Any

import pytest

from shared.domain.acts import ChangeScheme, CloseAppeal, DecideAppeal, ReviewAppeal, SetStatus, SubmitAppeal
from shared.domain.events import Command, OpenItem
from shared.domain.finality import open_items
from shared.domain.scheme import Scheme, SubCriterion
from shared.domain.standing import skill_standing
from shared.domain.tally import SkillTally
from tests.builders import act, aspect, enter, measured, panel_skill, scheme, score, set_skill, set_team

A1 = SubCriterion("A1", "first", 1, (aspect("A1.1"), aspect("A1.2", "0.75")))
SMALLER = scheme(SubCriterion("A1", "first", 1, (aspect("A1.1"),)))
ELSEWHERE = scheme(
    SubCriterion("A1", "first", 1, (aspect("A1.1"),)), SubCriterion("B1", "b", 1, (aspect("A1.2", "0.75"),))
)
NO_A1 = scheme(SubCriterion("B1", "b", 1, (aspect("B1.1"),)))


def said(tally: SkillTally, *commands: Command) -> list[str]:
    """Return what each command was answered."""
    verdicts = [tally.fold(command)[0] for command in commands]
    return [verdict.code or verdict.status for verdict in verdicts]


def upheld(tally: SkillTally, aspect_id: str | None = "A1.2", ruling: str = "upheld") -> str:
    """Appeal for c-1 and uphold it; return the appeal's name."""
    about: dict[str, Any] = {"member": "abai", "competitor": "c-1", "form": "A1", "aspect": aspect_id}
    asked = act(SubmitAppeal, "team_leader", "tl", reason="unseen", **about)
    ruled = act(DecideAppeal, "chief_expert", "ce", appeal=asked.id, ruling=ruling, reason="seen")
    assert ["counted"] * 3 == said(
        tally, asked, act(ReviewAppeal, "chief_expert", "ce", appeal=asked.id), ruled
    )
    return asked.id


def close(appeal: str, actor: str = "rt", role: str = "results_team", reason: str = "gone") -> CloseAppeal:
    """Return the command that closes an appeal."""
    return act(CloseAppeal, role, actor, appeal=appeal, reason=reason)


def change(to: Scheme) -> ChangeScheme:
    """Return the change of a frozen scheme."""
    return act(ChangeScheme, "organiser", scheme=to, reason="misprint")


def correction(appeal: str, form: str = "A1", aspect_id: str = "A1.2", based_on: int = 1) -> Command:
    """Return the correction that follows from an appeal."""
    return enter(measured(aspect_id, "0.00", based_on, "appeal"), form=form, expert="e-3", appeal=appeal)


def waits(tally: SkillTally, appeal: str) -> bool:
    """Say whether the appeal keeps the skill open."""
    return appeal in {item.id for item in open_items(tally)}


@pytest.fixture
def tally() -> SkillTally:
    """c-1 has full marks on A1."""
    marked = SkillTally()
    marked.fold(set_skill(panel_skill()))
    marked.fold(enter(measured("A1.1", "1.00"), measured("A1.2", "0.75"), expert="e-3"))
    return marked


@pytest.mark.parametrize("ruling", ["upheld", "partly"])
@pytest.mark.parametrize(("about", "to"), [("A1.2", SMALLER), ("A1.2", NO_A1), (None, NO_A1)])
def test_what_is_about_something_that_is_gone_is_closed_with_who_and_why(
    tally: SkillTally, ruling: str, about: str | None, to: Scheme
) -> None:
    """R34: no correction can name it any more, so without this the skill could never be final."""
    appeal = upheld(tally, about, ruling)
    said(tally, change(to))
    was_open = waits(tally, appeal)

    assert ["counted"] == said(tally, close(appeal, reason="the aspect was taken out"))

    assert (True, False) == (was_open, waits(tally, appeal))
    (shown,) = skill_standing(tally, "cup", "testing")["appeals"]
    assert (ruling, "rt", "the aspect was taken out") == (
        shown["state"],
        shown["closed_by"],
        shown["closed_because"],
    )


def test_who_does_not_take_part_any_more_gets_no_correction(tally: SkillTally) -> None:
    """R7: a withdrawn competitor gets no more marks, so the appeal is closed, or the status taken back."""
    appeal = upheld(tally)
    left = act(SetStatus, "organiser", competitor="c-1", status="withdrawn", reason="ill")

    assert ["counted", "competitor_not_competing", "counted"] == said(
        tally, left, correction(appeal), close(appeal)
    )


def test_what_can_be_corrected_is_corrected(tally: SkillTally) -> None:
    """R32: an upheld one leads to a correction, not to a stroke of the pen."""
    one, whole = upheld(tally), upheld(tally, None)

    assert ["appeal_correctable"] * 2 == said(tally, close(one), close(whole))
    assert ["counted", "appeal_needs_nothing"] == said(tally, correction(one), close(one))


def test_a_correction_follows_its_aspect_to_another_form(tally: SkillTally) -> None:
    """R10: position is not identity; another aspect of the old form answers nothing."""
    appeal = upheld(tally)
    said(tally, change(ELSEWHERE))

    assert ["appeal_correctable", "appeal_not_upheld", "counted"] == said(
        tally, close(appeal), correction(appeal, "A1", "A1.1"), correction(appeal, "B1")
    )
    assert not waits(tally, appeal)


def test_an_appeal_about_a_form_is_answered_on_that_form(tally: SkillTally) -> None:
    """R32: and by the same competitor's mark."""
    appeal = upheld(tally, None)
    elsewhere = enter(measured("A3.1", "2.00"), form="A3-M", expert="e-3", appeal=appeal)
    another = enter(measured("A1.1", "1.00"), competitor="c-2", expert="e-3", appeal=appeal)

    assert ["appeal_not_upheld", "appeal_not_upheld", "counted"] == said(
        tally, elsewhere, another, correction(appeal)
    )


def test_what_waits_for_nothing_is_not_closed(tally: SkillTally) -> None:
    """A rejected one, one that nobody has decided, one that is closed, one that there is not."""
    rejected, closed = upheld(tally, ruling="rejected"), upheld(tally)
    asked = act(
        SubmitAppeal, "team_leader", "tl", member="abai", competitor="c-1", form="A1", reason="unseen"
    )
    said(tally, asked, change(NO_A1), close(closed))

    assert ["appeal_needs_nothing"] * 3 + ["unknown_appeal"] == said(
        tally, close(rejected), close(asked.id), close(closed), close("nonsense")
    )
    (shown, *_) = [a for a in skill_standing(tally, "cup", "testing")["appeals"] if a["id"] == rejected]
    assert (None, None) == (shown["closed_by"], shown["closed_because"])


def test_a_closed_appeal_asks_for_no_correction(tally: SkillTally) -> None:
    """Also when what it was about comes back."""
    appeal = upheld(tally)
    said(tally, change(SMALLER), close(appeal), change(scheme(A1)))

    assert ["appeal_not_upheld"] == said(tally, correction(appeal, based_on=2))


def test_who_closes_it_did_not_submit_it_and_says_why(tally: SkillTally) -> None:
    """R32: another person, in a role that decides about appeals, with a reason."""
    appeal = upheld(tally)
    said(tally, change(SMALLER))

    verdict, _ = tally.fold(close(appeal, "tl", "chief_expert"))
    assert {"field": "actor", "value": "tl"} == verdict.details
    assert ["same_person", "role_not_allowed", "act_needs_reason", "counted"] == said(
        tally,
        close(appeal, "tl", "chief_expert"),
        close(appeal, "or", "organiser"),
        close(appeal, reason=" "),
        close(appeal, "ce", "chief_expert"),
    )


def test_a_panel_on_an_aspect_that_is_gone_keeps_nothing_open() -> None:
    """R15, R34: it can never end, so it waits for nobody; the one beside it still does."""
    tally = SkillTally()
    judged_two = SubCriterion("A2", "b", 1, (aspect("A2.1", method="J"), aspect("A2.2", method="J")))
    only_one = SubCriterion("A2", "b", 1, (aspect("A2.2", method="J"),))
    said(tally, set_skill(panel_skill(scheme(judged_two))), set_team())
    said(tally, *(enter(score(name, 2), form="A2", expert="e-1") for name in ("A2.1", "A2.2")))
    said(tally, change(scheme(only_one)))
    said(tally, enter(score("A2.2", 2), form="A2", expert="e-1"))

    of_panels = [item for item in open_items(tally) if item.aspect]

    assert [OpenItem("spread_unresolved", "A2", "c-1", "A2.2")] == of_panels


def test_an_appeal_for_somebody_who_is_gone_can_be_closed() -> None:
    """R34: a competitor without marks may be left out of a new definition, with an appeal still upheld."""
    tally = SkillTally()
    said(tally, set_skill(panel_skill()))
    appeal = upheld(tally)
    fewer = replace(panel_skill(), competitors=panel_skill().competitors[1:])

    assert ["counted", "counted"] == said(tally, set_skill(fewer), close(appeal))


def test_a_refusal_names_the_appeal(tally: SkillTally) -> None:
    """So that the page can say which one, whatever else was sent."""
    appeal, rejected = upheld(tally), upheld(tally, ruling="rejected")

    answers = [tally.fold(close(name))[0] for name in (appeal, rejected)]

    assert [{"field": "appeal", "value": name} for name in (appeal, rejected)] == [a.details for a in answers]
