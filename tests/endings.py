"""A skill that is marked to its end in as few commands as the rules allow."""

from collections.abc import Mapping, Sequence

from shared.domain.acts import CheckSheets, ConfirmRecount, Finalise, LockForm, ReleaseForm, SignForm
from shared.domain.championship import SkillDefinition
from shared.domain.events import Command
from shared.domain.people import Competitor, Expert
from shared.domain.scheme import SubCriterion
from shared.domain.units import mark_from_text
from tests.builders import act, aspect, enter, measured, scheme, set_skill, skill

TOTALS = {"c-1": "90.00", "c-2": "80.00", "c-3": "70.00", "c-4": "60.00", "c-5": "50.00", "c-6": "40.00"}
"""A field of six, no two alike: gold, silver, bronze, and 60.00 just below the median."""
MEMBERS = ("abai", "aktobe", "taraz")


def ended_skill(totals: Mapping[str, str] = TOTALS, **changes: Competitor) -> SkillDefinition:
    """Return a skill of one form with one aspect, on which every one of ``totals`` can be given."""
    sub = SubCriterion("A1", "all of it", 1, (aspect("A1.1", "100.00", "M", ["0.00", *totals.values()]),))
    competitors = [
        changes.get(name.replace("-", "_")) or Competitor(name, MEMBERS[at % len(MEMBERS)])
        for at, name in enumerate(totals)
    ]
    return skill(competitors, [Expert("e-1", "almaty")], scheme(sub))


def ending(
    totals: Mapping[str, str] = TOTALS,
    *,
    before_lock: Sequence[Command] = (),
    definition: SkillDefinition | None = None,
    skill_id: str = "testing",
) -> list[Command]:
    """Return every command from the definition to the end of the skill."""
    of = {"skill_id": skill_id}
    marks = sum(map(mark_from_text, totals.values()))
    return [
        set_skill(definition or ended_skill(totals), skill_id),
        *(enter(measured("A1.1", mark), competitor=name, skill_id=skill_id) for name, mark in totals.items()),
        *before_lock,
        act(CheckSheets, "chief_expert", form="A1", **of),
        act(SignForm, "expert", "e-1", form="A1", **of),
        act(LockForm, "chief_expert", form="A1", **of),
        act(ReleaseForm, "results_team", form="A1", **of),
        act(ConfirmRecount, "results_team", entries=len(totals), mark=marks, **of),
        act(Finalise, "results_team", **of),
    ]
