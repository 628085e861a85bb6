"""The marking team of every form (R20, R21), so that plan and officials speak of the same people."""

import random
from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.domain.championship import SkillDefinition, skill_from_document
from shared.domain.people import Competitor
from shared.domain.scheme import Form


class PlannedTeam(NamedTuple):
    """Who marks a form."""

    experts: tuple[str, ...]
    """Judgement: the three of a panel. Measurement: the pair."""
    supervisor: str | None
    """Steps in for a compatriot; measurement has none."""

    def panel(self, definition: SkillDefinition, competitor: Competitor) -> tuple[str, ...]:
        """Return who scores ``competitor``: nobody of the own member."""
        stand_in = self.supervisor or self.experts[0]
        return tuple(
            stand_in if definition.expert_by_id[expert].member == competitor.member else expert
            for expert in self.experts
        )

    def able(self, definition: SkillDefinition, competitor: Competitor) -> list[str]:
        """Return who may enter marks of ``competitor``, whoever usually does so first."""
        order = [self.supervisor, *self.experts] if self.supervisor else [*self.experts]
        members = {expert: definition.expert_by_id[expert].member for expert in order}
        return [expert for expert in order if members[expert] != competitor.member]


def plan_teams(championship: str, skill: str, definition: SkillDefinition) -> dict[str, PlannedTeam]:
    """Return the team of each form; a form for which the experts do not suffice has none."""
    rng = random.Random(f"{championship}/{skill}/teams")
    found = ((form.id, _team(definition, form, rng)) for form in definition.scheme.forms)
    return {form: team for form, team in found if team is not None}


def teams_of(bundle: Mapping[str, Any]) -> dict[str, dict[str, PlannedTeam]]:
    """Return all teams of a championship, by skill and form."""
    championship = bundle["championship"]["id"]
    return {
        skill["id"]: plan_teams(championship, skill["id"], skill_from_document(skill))
        for skill in bundle["skills"]
    }


def _team(definition: SkillDefinition, form: Form, rng: random.Random) -> PlannedTeam | None:
    of_member: dict[str, str] = {}
    for expert in rng.sample(definition.experts, len(definition.experts)):
        of_member.setdefault(expert.member, expert.id)
    chosen = tuple(of_member.values())
    if form.method == "J":
        judges = definition.scheme.judging(form.aspects[0]).judges
        return PlannedTeam(chosen[:judges], chosen[judges]) if len(chosen) > judges else None
    measurers = definition.scheme.rules.measurers
    return PlannedTeam(chosen[:measurers], None) if 1 < measurers <= len(chosen) else None
