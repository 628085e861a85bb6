"""May a new definition of a skill follow on the old one: what is marked by then must stay right (R15, R21).

An organiser may mend much at any time. What may not be: another scheme after the first mark, somebody gone
who has marks, and a member that makes a compatriot of somebody who has marked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from shared.domain.championship import SkillDefinition
from shared.domain.errors import RuleBroken
from shared.domain.form import EnteredMark, Sheet
from shared.domain.people import Expert
from shared.domain.scheme import Form
from shared.domain.skill_state import SkillState
from shared.domain.team import Team, check_team, pairs_for, panel_for


def check_definition(state: SkillState, new: SkillDefinition) -> None:
    """Raise ``RuleBroken`` when ``new`` may not follow on what is.

    ``scheme_frozen``, ``competitor_has_marks``, ``expert_has_marks``, ``expert_was_replaced``,
    ``compatriot_has_marked``, ``team_cannot_stay``.
    """
    old = state.definition
    if old is None:
        return
    if state.sheets:
        _check_frozen(state, old, new)
        _check_marked_by_none_of_the_own(state, old, new)
    if new.scheme == old.scheme:  # with another scheme, before the first mark, all teams are formed anew
        _check_teams(state, new)


def _check_frozen(state: SkillState, old: SkillDefinition, new: SkillDefinition) -> None:
    """Refuse another scheme, anybody gone who has marks, and anybody back who was replaced (R7, R15)."""
    if new.scheme != old.scheme:
        raise RuleBroken("scheme_frozen", field="scheme")
    gone = {competitor for competitor, _ in state.sheets} - new.competitor_by_id.keys()
    if gone:
        raise RuleBroken("competitor_has_marks", field="competitors", value=sorted(gone))
    back = state.members_of_left.keys() & new.expert_by_id.keys() - old.expert_by_id.keys()
    if back:
        raise RuleBroken("expert_was_replaced", field="experts", value=sorted(back))
    marked = {expert for sheet in state.sheets.values() for expert in _who_marked(sheet)}
    gone = (marked & old.expert_by_id.keys()) - new.expert_by_id.keys()
    if gone:
        raise RuleBroken("expert_has_marks", field="experts", value=sorted(gone))


def _check_marked_by_none_of_the_own(state: SkillState, old: SkillDefinition, new: SkillDefinition) -> None:
    """Refuse members by which somebody would have marked a compatriot (R21).

    Nor may another panel, or another pair, be the one that should have marked what is marked.
    """
    before, after = _experts(state, old), _experts(state, new)
    for (competitor, form), sheet in state.sheets.items():
        member = new.competitor_by_id[competitor].member
        life = state.lives.get(form)
        team = None if life is None else life.team
        named = sheet.marks.keys() | sheet.withdrawn.keys() | sheet.panels.keys()
        is_other = (
            team is not None
            and not named.isdisjoint(new.scheme.aspects_of_form[form])
            and _markers(team, new.scheme.form_by_id[form], after, member)
            != _markers(team, new.scheme.form_by_id[form], before, old.competitor_by_id[competitor].member)
        )
        if is_other or any(e in after and after[e].member == member for e in _who_marked(sheet)):
            raise RuleBroken("compatriot_has_marked", field="competitors", value=competitor, form=form)


def _experts(state: SkillState, definition: SkillDefinition) -> Mapping[str, Expert]:
    """Return the experts by id, those who were replaced among them: of the member that they had."""
    left = {name: Expert(name, member) for name, member in state.members_of_left.items()}
    return left | dict(definition.expert_by_id)


def _markers(
    team: Team, form: Form, experts: Mapping[str, Expert], member: str
) -> tuple[str | tuple[str, ...], ...]:
    """Return who marks a competitor of ``member``: the panel, or the pairs."""
    return panel_for(team, experts, member) if form.method == "J" else pairs_for(team, experts, member)


def _who_marked(sheet: Sheet) -> Iterator[str]:
    """Yield who entered a mark of the sheet that stands or stood, and who has shown a score."""
    for newest in (*sheet.marks.values(), *sheet.withdrawn.values()):
        record: EnteredMark | None = newest
        while record is not None:
            yield record.by
            record = record.before
    for panel in sheet.panels.values():
        for said in (*panel.attempts, panel.current):
            yield from said


def _check_teams(state: SkillState, new: SkillDefinition) -> None:
    """Refuse what takes an expert, or the mixture of members, from the team of a form that is not locked."""
    known = replace(new, experts=tuple(_experts(state, new).values()))
    for form, life in state.lives.items():
        if life.team is None or life.locked_by is not None:
            continue
        try:
            check_team(known, new.scheme.form_by_id[form], life.team)
        except RuleBroken as broken:
            raise RuleBroken("team_cannot_stay", field="experts", value=form, why=broken.code) from broken
