"""Whether a new definition of a skill may follow on what is, for the recount: told again (R15, R21)."""

from collections.abc import Iterator

from deploy.recount_acts import is_sound
from deploy.recount_skill import Document, Skill


def may_follow(skill: Skill, definition: Document) -> bool:
    """Say whether scoring takes ``definition`` for a skill that is as ``skill`` says."""
    new = Skill(definition)
    is_same_scheme = skill.scheme == definition["scheme"]
    if skill.touched and not (is_same_scheme and _keeps_all(skill, new) and _keeps_strangers(skill, new)):
        return False
    if not is_same_scheme:
        return True
    known = skill.left | new.experts
    open_teams = (team for form, team in skill.teams.items() if form not in skill.locked)
    return all(is_sound(new, team, known) for team in open_teams)


def _keeps_all(skill: Skill, new: Skill) -> bool:
    """Say whether nobody is gone who has marks, and nobody is back who was replaced."""
    marked = {expert for _, _, expert in _who_marked(skill)} & skill.experts.keys()
    back = new.experts.keys() & skill.left.keys() - skill.experts.keys()
    return skill.touched <= new.members.keys() and marked <= new.experts.keys() and not back


def _keeps_strangers(skill: Skill, new: Skill) -> bool:
    """Say whether no compatriot would have marked, and every panel and pair would have been the same."""
    before, after = skill.left | skill.experts, skill.left | new.experts
    for competitor, aspect, expert in _who_marked(skill):
        member = new.members[competitor]
        if after.get(expert) == member:
            return False
        team = skill.teams.get(skill.aspects.get(aspect, ("",))[0])
        if team and _kin(team, before, skill.members[competitor]) != _kin(team, after, member):
            return False
    return True


def _who_marked(skill: Skill) -> Iterator[tuple[str, str, str]]:
    """Yield competitor, aspect and expert of all that ever stood or was said; "" names nobody."""
    for where, past in skill.history.items():
        yield from ((*where, mark.expert) for mark in past)
    for where, voices in skill.voices.items():
        yield from ((*where, expert) for expert in ("", *voices.spoke))


def _kin(team: Document, experts: dict[str, str], member: str) -> list[bool]:
    """Return which of the team marks no competitor of ``member``: by it panels and pairs are made."""
    if team.get("supervisor"):
        return [experts.get(expert) == member for expert in team["experts"]]
    pairs = [pair for pair in (team["experts"], team.get("second_pair")) if pair]
    return [any(experts.get(expert) == member for expert in pair) for pair in pairs]
