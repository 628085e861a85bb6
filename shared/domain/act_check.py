"""What can be said of an act from the skill's definition alone: the door refuses it with the same words.

Who acts, why, and on whom. What depends on the marks and on what was done before is the fold's to know.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from shared.domain import acts
from shared.domain.acts import Act
from shared.domain.championship import SkillDefinition
from shared.domain.entry_mark import check_marking_rules
from shared.domain.errors import RuleBroken
from shared.domain.form_life import check_role
from shared.domain.people import Competitor
from shared.domain.team import checked_team
from shared.domain.units import mark_text


def check_act(definition: SkillDefinition, act: Act) -> None:
    """Raise ``RuleBroken``, with ``field`` among its details, when ``definition`` does not allow ``act``.

    ``role_not_allowed``, ``act_needs_reason``, ``unknown_form``, ``unknown_competitor``, ``unknown_aspect``,
    ``unknown_expert``, what ``checked_team`` and ``check_marking_rules`` raise, and of single acts
    ``appeal_not_own_competitor``, ``appeal_too_late``, ``mark_negative``, ``cannot_win``, ``member_differs``.
    """
    check_role(act)
    if not getattr(act, "reason", "needs none").strip():
        raise RuleBroken("act_needs_reason", field="reason")
    if isinstance(act, acts.FormAct) and act.form not in definition.scheme.form_by_id:
        raise RuleBroken("unknown_form", field="form", value=act.form)
    check = _CHECKS.get(type(act))
    if check is not None:
        check(definition, act)


def _competitor(definition: SkillDefinition, name: str, field: str = "competitor") -> Competitor:
    found = definition.competitor_by_id.get(name)
    if found is None:
        raise RuleBroken("unknown_competitor", field=field, value=name)
    return found


def _check_team(definition: SkillDefinition, act: acts.SetTeam) -> None:
    checked_team(definition, definition.scheme.form_by_id[act.form], act)


def _check_sheets(definition: SkillDefinition, act: acts.CheckSheets) -> None:
    for competitor in act.competitors:
        _competitor(definition, competitor, "competitors")


def _check_appeal(definition: SkillDefinition, act: acts.SubmitAppeal) -> None:
    """R32: for the own member's competitors, about a mark that there can be, in time."""
    if _competitor(definition, act.competitor).member != act.member:
        raise RuleBroken("appeal_not_own_competitor", field="competitor", value=act.competitor)
    aspects = definition.scheme.aspects_of_form.get(act.form)
    if aspects is None:
        raise RuleBroken("unknown_form", field="form", value=act.form)
    if act.aspect is not None and act.aspect not in aspects:
        raise RuleBroken("unknown_aspect", field="aspect", value=act.aspect, form=act.form)
    until_ms = definition.scheme.rules.appeals_until_ms
    if until_ms is not None and act.at_ms > until_ms:
        raise RuleBroken("appeal_too_late")


def _check_status(definition: SkillDefinition, act: acts.SetStatus) -> None:
    _competitor(definition, act.competitor)


def _check_penalty(definition: SkillDefinition, act: acts.SetPenalty) -> None:
    _competitor(definition, act.competitor)
    if act.mark < 0:
        raise RuleBroken("mark_negative", field="mark", value=mark_text(act.mark))


def _check_award(definition: SkillDefinition, act: acts.SetAward) -> None:
    """R5: a guest is out of contest."""
    if _competitor(definition, act.competitor).is_guest:
        raise RuleBroken("cannot_win", field="competitor", competitor=act.competitor)


def _check_scheme(_definition: SkillDefinition, act: acts.ChangeScheme) -> None:
    check_marking_rules(act.scheme)


def _check_successor(definition: SkillDefinition, act: acts.ReplaceExpert) -> None:
    if act.expert not in definition.expert_by_id:
        raise RuleBroken("unknown_expert", field="expert", value=act.expert)
    if act.expert == act.successor:
        raise RuleBroken("expert_twice", field="successor")
    known = definition.expert_by_id.get(act.successor)
    if known is None and act.member is None:
        raise RuleBroken("unknown_expert", field="successor", value=act.successor)
    if known is not None and act.member not in (None, known.member):
        raise RuleBroken("member_differs", field="member", value=act.member, expected=known.member)


_CHECKS: Final[Mapping[type[Act], Callable[[SkillDefinition, Any], None]]] = {
    acts.SetTeam: _check_team,
    acts.CheckSheets: _check_sheets,
    acts.SubmitAppeal: _check_appeal,
    acts.SetStatus: _check_status,
    acts.SetPenalty: _check_penalty,
    acts.SetAward: _check_award,
    acts.ChangeScheme: _check_scheme,
    acts.ReplaceExpert: _check_successor,
}
