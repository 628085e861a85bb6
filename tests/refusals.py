"""Refusals by the rules, with all that they say; and skills in which something has happened already."""

from collections.abc import Callable

import pytest

from shared.domain import acts
from shared.domain.errors import RuleBroken
from shared.domain.events import Command
from shared.domain.tally import SkillTally
from tests.builders import (
    act,
    enter,
    measured,
    panel_skill,
    set_skill,
)

Details = dict[str, object]


def refusal(do: Callable[[], object]) -> tuple[str, Details]:
    """Return code and details of the rule that ``do`` breaks."""
    with pytest.raises(RuleBroken) as told:
        do()
    return told.value.code, told.value.details


def answer(tally: SkillTally, command: Command) -> tuple[str | None, Details]:
    """Return code and details of what ``tally`` answers to ``command``."""
    verdict, _ = tally.fold(command)
    return verdict.code, dict(verdict.details)


def folded(*commands: Command) -> SkillTally:
    """Return the skill after ``commands``, all of which are taken."""
    tally = SkillTally()
    tally.fold(set_skill(panel_skill()))
    for command in commands:
        verdict, _ = tally.fold(command)
        assert verdict.status != "refused", verdict
    return tally


LOCKED = (
    *(
        enter(measured("A1.1", "1.00"), measured("A1.2", "0.75"), competitor=c, expert="e-3")
        for c in ("c-1", "c-2")
    ),
    act(acts.CheckSheets, "chief_expert", form="A1"),
    act(acts.SignForm, "expert", "e-3", form="A1"),
    act(acts.LockForm, "chief_expert", "ce", form="A1"),
)
MARKED = (enter(measured("A1.1", "1.00"), expert="e-3"),)
