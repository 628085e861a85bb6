"""Play a championship to its end: appeals, the independent recount, every skill final, awards and tables out.

The recount reads the log by a way of its own (``deploy.recount``); the results are reckoned from it by the
rules, and compared with the office's where there is one (R32, R34, R42 to R46).
"""

import contextlib
import random
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from deploy.recount import Recount
from deploy.simulator.answers import EndApi, Person, Unreachable
from deploy.simulator.arrange import CannotPlay, patiently
from deploy.simulator.expectation import Expectation
from deploy.simulator.officials import ActRefused, Officials, chief_of, new_act
from deploy.simulator.results import Results, results_of
from deploy.simulator.teams import teams_of
from shared.domain.championship import SkillDefinition, skill_from_document
from shared.domain.people import Competitor
from shared.domain.scheme import Aspect, Form
from shared.domain.units import mark_text

UPHELD_EACH: Final = 3
"""Of the appeals, one for each skill, every third is upheld and leads to a correction."""
RESULTS_TEAM: Final = Person("results_team", "results-1")

Office = Literal["equal", "differs", "absent"]
CountAgain = Callable[[], Awaitable[Recount]]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a championship ended."""

    appeals: int
    corrections: int
    entries_recounted: int
    skills_final: int
    results: Results
    office: Office = "absent"
    """Whether the office tells the same awards, where there is an office."""

    def document(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "appeals": self.appeals,
            "corrections": self.corrections,
            "entries_recounted": self.entries_recounted,
            "skills_final": self.skills_final,
            "office": self.office,
            **self.results.document(),
        }


class End:
    """Ends a championship whose forms are all locked."""

    def __init__(
        self,
        bundle: Mapping[str, Any],
        officials: Officials,
        api: EndApi,
        expectation: Expectation,
        count_again: CountAgain,
    ) -> None:
        self._bundle = bundle
        self._championship = bundle["championship"]["id"]
        self._officials = officials
        self._api = api
        self._expectation = expectation
        self._count_again = count_again
        self._teams = teams_of(bundle)
        self._rng = random.Random(f"{self._championship}/end")

    async def play(self) -> Ending:
        """Return how it ended; raises ``ActRefused`` when something is not as planned."""
        corrections = 0
        for number, (skill, definition) in enumerate(self._skills()):
            is_upheld = number % UPHELD_EACH == 0
            await self._appeal(skill, definition, is_upheld)
            corrections += is_upheld
        recount = await self._count_again()
        sums = recount.sums()
        for skill, _ in self._skills():
            entries, mark_units = sums[f"{self._championship}/{skill}"]
            confirmed = self._act(skill, "confirm_recount", entries=entries, mark_units=mark_units)
            await self._officials.act(RESULTS_TEAM, [confirmed, self._act(skill, "finalise")])
        skills = dict(self._skills())
        results = results_of(self._championship, skills, recount)
        office = await self._office(results)
        return Ending(len(skills), corrections, recount.entries, len(skills), results, office)

    async def _office(self, results: Results) -> Office:
        """Ask the office for the same, once it has read that every skill is final."""
        with contextlib.suppress(CannotPlay):
            said = await patiently(self._final_results)
            if said is None:
                return "absent"
            awards = {(one["skill"], one["competitor"]): one["medal"] for one in _awards_in(said)}
            return "equal" if awards == results.awards_by_competitor() else "differs"
        return "differs"

    async def _final_results(self) -> dict[str, Any] | None:
        """Return the office's results; raises ``Unreachable`` while it has not read all of the log."""
        said = await self._api.office(RESULTS_TEAM, f"{self._championship}/results")
        if said is not None and not said["is_final"]:
            raise Unreachable("the office has not read the end yet")
        return said

    def _skills(self) -> Iterator[tuple[str, SkillDefinition]]:
        return ((skill["id"], skill_from_document(skill)) for skill in self._bundle["skills"])

    def _act(self, skill: str, kind: str, **fields: Any) -> dict[str, Any]:
        return new_act(self._championship, skill, kind, **fields)

    async def _appeal(self, skill: str, definition: SkillDefinition, is_upheld: bool) -> None:
        """Let a member appeal; an upheld appeal leads to a correction that names it (R32)."""
        form, aspect, competitor = self._disputed(skill, definition)
        chief = chief_of(skill)
        leader = Person("team_leader", f"leader-{competitor.member}", (), competitor.member)
        about = {"competitor": competitor.id, "form": form.id, "aspect": aspect.id}
        appeal = self._act(skill, "submit_appeal", **about, reason="the work was not seen")
        ruling = {"ruling": "upheld" if is_upheld else "rejected", "reason": "looked at again"}
        await self._officials.act(leader, [appeal])
        reviewed = self._act(skill, "review_appeal", appeal=appeal["id"])
        decided = self._act(skill, "decide_appeal", appeal=appeal["id"], **ruling)
        await self._officials.act(chief, [reviewed, decided])
        if is_upheld:
            opened = {"form": form.id, "reason": "an appeal was upheld"}
            await self._officials.act(chief, [self._act(skill, "request_unlock", **opened)])
            await self._officials.act(RESULTS_TEAM, [self._act(skill, "confirm_unlock", **opened)])
            await self._correct(skill, definition, form, aspect, competitor, appeal["id"])
            await self._officials.close(skill, form.id)

    def _disputed(self, skill: str, definition: SkillDefinition) -> tuple[Form, Aspect, Competitor]:
        """Return a measured aspect, full mark or zero, of somebody whom boards show."""
        choices = [
            (form, aspect)
            for form in definition.scheme.forms
            for aspect in form.aspects
            if aspect.method == "M" and aspect.allowed_marks is None
        ]
        form, aspect = self._rng.choice(choices)
        shown = [c for c in definition.competitors if c.id in self._expectation.skills[skill]]
        return form, aspect, self._rng.choice(shown)

    async def _correct(
        self,
        skill: str,
        definition: SkillDefinition,
        form: Form,
        aspect: Aspect,
        competitor: Competitor,
        appeal: str,
    ) -> None:
        """Turn full mark into zero and zero into full mark, and let the boards' reckoning know."""
        marks = self._expectation.skills[skill][competitor.id]
        revision, standing = marks.marks[aspect.id]
        mark = "0.00" if standing else mark_text(aspect.mark_max)
        entry = {"aspect": aspect.id, "mark": mark, "based_on": revision, "reason": "after an appeal"}
        team = self._teams[skill].get(form.id)
        able = team.able(definition, competitor) if team else [e.id for e in definition.experts]
        document = {
            "id": appeal.translate(_OTHER_ID),
            "championship": self._championship,
            "skill": skill,
            "competitor": competitor.id,
            "form": form.id,
            "appeal": appeal,
            "entries": [entry],
        }
        await patiently(lambda: self._entered(able[0], skill, document))
        self._expectation.enter(skill, marks, entry, revision + 1)

    async def _entered(self, expert: str, skill: str, document: Mapping[str, Any]) -> None:
        """Enter a correction; raises ``Unreachable`` while it has no verdict, ``ActRefused``."""
        answer = await self._api.submit(expert, skill, document)
        if answer.status == "logged":
            raise Unreachable("the verdict is late")
        if answer.status != "counted":
            raise ActRefused(f"a correction after an appeal is {answer.status}: {answer.code}")


_OTHER_ID: Final = str.maketrans("0123456789abcdef", "123456789abcdef0")
"""Makes the id of a correction from the id of its appeal."""


def _awards_in(said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*said["medals"], *said["medallions"]]
