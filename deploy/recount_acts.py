"""What every other command does to a skill, for the recount: each rule told a second time, from documents."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from deploy.recount_entering import enter
from deploy.recount_marks import UNITS, entered, is_exact, judging
from deploy.recount_skill import Document, Mark, Skill, forms_of

_CHIEF, _RESULTS, _ORGANISER = "chief_expert", "results_team", "organiser"


def is_markable(scheme: Document) -> bool:
    """Say whether marks by the scheme's own rules are exact and its panels can be formed."""
    for _, (_, aspects) in forms_of(scheme):
        rules = [judging(scheme, aspect) for aspect in aspects if aspect["method"] == "J"]
        if len({rule["judges"] for rule in rules}) > 1 or not all(map(is_exact, rules)):
            return False
        for aspect in aspects:
            if any(Fraction(b["mark"]) > Fraction(aspect["mark_max"]) for b in aspect.get("bands") or ()):
                return False
    return True


def act(skill: Skill, document: Document) -> None:
    """Take in one command that is no submission; one that a rule refuses changes nothing."""
    roles, take = _ACTS[document["type"]]
    has_reason = "reason" not in document or document["reason"].strip()
    if document["role"] in roles and has_reason and document.get("form", None) in {None, *skill.forms}:
        take(skill, document)


def _set_team(skill: Skill, d: Document) -> None:
    if d["form"] not in skill.locked and is_sound(skill, d, skill.experts):
        skill.teams[d["form"]] = d
        skill.signed.pop(d["form"], None)


def is_sound(skill: Skill, team: Document, experts: Mapping[str, str]) -> bool:
    """Say whether a team can mark its form, where ``experts`` are those of the skill, with their members."""
    second, supervisor = team.get("second_pair", []), team.get("supervisor")
    marking = [*team["experts"], *second]
    named = [*marking, supervisor] if supervisor else marking
    if not set(named) <= experts.keys() or len(set(named)) < len(named):
        return False
    aspects = skill.forms[team["form"]][1]
    members = [experts[expert] for expert in named]
    if aspects[0]["method"] == "J":
        needed = judging(skill.scheme, aspects[0])["judges"]
        return bool(len(set(members)) == len(members) == needed + 1 and supervisor and not second)
    size = (skill.scheme.get("rules") or {}).get("measurers", 2)
    own = {experts[expert] for expert in marking}
    are_compatriots = len(own) == 1 and own & set(skill.members.values())
    return len(team["experts"]) == size and len(second) in (0, size) and not are_compatriots


def _replace(skill: Skill, d: Document) -> None:
    leaver, successor = d["expert"], d["successor"]
    member = skill.experts.get(successor, d.get("member"))
    if leaver not in skill.experts or leaver == successor or d.get("member") not in (None, member):
        return
    if member is None or d.get("member") not in (None, skill.left.get(successor, member)):
        return
    left = skill.experts[leaver]
    experts = {e: m for e, m in skill.experts.items() if e != leaver} | {successor: member}
    teams = {}
    for form, team in skill.teams.items():
        named = {*team["experts"], *team.get("second_pair", ()), team.get("supervisor")}
        if leaver in named and form not in skill.locked and leaver not in skill.signed.get(form, ()):
            teams[form] = _with_successor(team, leaver, successor)
    if all(is_sound(skill, team, experts) for team in teams.values()):
        named_anew = [{"id": e, "member": m} for e, m in experts.items()]
        skill.learn({**skill.definition, "experts": named_anew})
        skill.teams |= teams
        skill.left[leaver] = left


def _with_successor(team: Document, leaver: str, successor: str) -> Document:
    groups = {
        name: [successor if one == leaver else one for one in team.get(name, ())]
        for name in ("experts", "second_pair")
    }
    supervisor = team.get("supervisor")
    return {**team, **groups, "supervisor": successor if supervisor == leaver else supervisor}


def _check(skill: Skill, d: Document) -> None:
    form, actor, team = d["form"], d["actor"], skill.teams.get(d["form"])
    may = {*skill.experts} if team is None else {*team["experts"], *team.get("second_pair", ())}
    if team is not None and team.get("supervisor"):
        may = {team["supervisor"]}
    named = d.get("competitors") or [c for c in skill.members if skill.is_full(c, form)]
    are_full = all(c in skill.members and skill.is_full(c, form) for c in named)
    if any(actor in skill.clerks.get((c, form), ()) for c in named if (c, form) not in skill.checked):
        return
    if form not in skill.locked and (d["role"] != "expert" or actor in may) and are_full:
        skill.checked |= {(competitor, form) for competitor in named}


def _sign(skill: Skill, d: Document) -> None:
    form = d["form"]
    is_due = form not in skill.locked and skill.is_checked(form) and not skill.is_signed(form)
    if is_due and d["actor"] in skill.signers(form):
        skill.signed.setdefault(form, set()).add(d["actor"])


def _lock(skill: Skill, d: Document) -> None:
    if d["form"] not in skill.locked and skill.is_checked(d["form"]) and skill.is_signed(d["form"]):
        skill.locked.add(d["form"])


def _ask_unlock(skill: Skill, d: Document) -> None:
    if d["form"] in skill.locked:
        skill.asked.setdefault(d["form"], d["actor"])


def _unlock(skill: Skill, d: Document) -> None:
    if d["form"] in skill.locked and skill.asked.get(d["form"], d["actor"]) != d["actor"]:
        skill.locked.discard(d["form"])
        del skill.asked[d["form"]]


def _decide_aside(skill: Skill, d: Document) -> None:
    found = skill.aside.get((d["submission"], d["aspect"]))
    if found is None:
        return
    submission, entry = found
    actor, is_expert = d["actor"], d["role"] == "expert"
    member = skill.members.get(submission["competitor"])
    team = skill.teams.get(submission["form"])
    may = set(skill.experts) if is_expert else {actor}
    if is_expert and team is not None:
        may &= {*team["experts"], *team.get("second_pair", ()), team.get("supervisor")}
    if actor not in may or skill.experts.get(actor, "of no member") == member:
        return
    if d["decision"] == "take":
        revision = skill.revision((submission["competitor"], d["aspect"]))
        correction = {**entry, "based_on": revision, "reason": d["reason"], "attempt": None}
        if not enter(skill, {**submission, "id": d["id"], "entries": [correction]}):
            return
    del skill.aside[d["submission"], d["aspect"]]


def _appeal(skill: Skill, d: Document) -> None:
    aspect = d.get("aspect")
    until = (skill.scheme.get("rules") or {}).get("appeals_until_ms")
    is_late = until is not None and d["at_ms"] > until
    is_known = d["form"] in skill.forms and (
        aspect is None or skill.aspects.get(aspect, ("",))[0] == d["form"]
    )
    if skill.members.get(d["competitor"]) == d["member"] and is_known and not is_late:
        about = {name: d.get(name) for name in ("competitor", "form", "aspect")}
        skill.appeals[d["id"]] = {**about, "by": d["actor"]}


def _review(skill: Skill, d: Document) -> None:
    appeal = skill.appeals.get(d["appeal"], {"by": d["actor"]})
    if appeal["by"] != d["actor"]:
        appeal["is_in_review"] = True


def _rule(skill: Skill, d: Document) -> None:
    appeal = skill.appeals.get(d["appeal"], {"by": d["actor"]})
    if appeal["by"] != d["actor"] and appeal.get("is_in_review"):
        appeal.setdefault("ruling", d["ruling"])


def _close(skill: Skill, d: Document) -> None:
    appeal = skill.appeals.get(d["appeal"], {"by": d["actor"]})
    is_waiting = appeal.get("ruling") in ("upheld", "partly") and not appeal.get("is_corrected")
    if appeal["by"] == d["actor"] or not is_waiting:
        return
    aspect = appeal["aspect"]
    is_there = appeal["form"] in skill.forms if aspect is None else aspect in skill.aspects
    if not is_there or appeal["competitor"] not in skill.competing():
        appeal["is_closed"] = True


def _approve(skill: Skill, d: Document) -> None:
    skill.is_approved = skill.is_approved or d["revision"] == skill.schemes


def _set_status(skill: Skill, d: Document) -> None:
    competitor, before = d["competitor"], skill.statuses.get(d["competitor"])
    is_organisers = "disqualified" in (before, d["status"])
    has_marks = any(c == competitor and skill.standing((c, aspect)) for c, aspect in skill.history)
    if competitor not in skill.members or (is_organisers and d["role"] != _ORGANISER):
        return
    if d["status"] != "absent" or not has_marks:
        skill.statuses[competitor] = d["status"]


def _change_scheme(skill: Skill, d: Document) -> None:
    old, new = skill.scheme, d["scheme"]
    if not is_markable(new) or old == new:
        return
    before, after = skill.forms, dict(forms_of(new))
    changed = {
        name for name in before.keys() | after.keys() if _marked_as(before, name) != _marked_as(after, name)
    }
    if _marking(old) != _marking(new):
        changed = set(before) | set(after)
    if changed & skill.locked:
        return
    follow_scheme(skill, new)
    sizes = {name: _team_size(old, before, name) for name in changed}
    old_aspects = {name: (_scale(old, aspect), aspect) for name, (_, aspect) in skill.aspects.items()}
    skill.learn({**skill.definition, "scheme": new})
    for where in skill.history:
        _mark_anew(skill, where, old_aspects, d)
    for voices in skill.voices.values():
        voices.done, voices.said = voices.done + bool(voices.said), {}
    skill.checked = {(c, form) for c, form in skill.checked if form not in changed}
    for form in changed:
        skill.signed.pop(form, None)
        if sizes[form] != _team_size(new, after, form):
            skill.teams.pop(form, None)


def follow_scheme(skill: Skill, new: Document) -> None:
    """Count one more scheme; what was approved holds on only where marks are made as before."""
    skill.schemes += 1
    parts = ("skill_number", "skill_name", "sections", "criteria")
    is_alike = all(skill.scheme.get(part) == new.get(part) for part in parts)
    skill.is_approved = skill.is_approved and is_alike and _marking(skill.scheme) == _marking(new)


def _marking(scheme: Document) -> Document:
    """Return a scheme's own rules but for what marks nothing: deadline and devices."""
    rules = scheme.get("rules") or {}
    own = {"judging": judging(scheme, {}), "rounding": "sum_unrounded", "measurers": 2, **rules}
    return {**own, "judging": judging(scheme, {}), "appeals_until_ms": None, "panel_devices": None}


def _marked_as(forms: dict[str, tuple[Document, list[Document]]], name: str) -> Any:
    if name not in forms:
        return None
    sub, aspects = forms[name]
    return sub["id"], sub["day"], aspects


def _team_size(scheme: Document, forms: dict[str, tuple[Document, list[Document]]], form: str) -> Any:
    if form not in forms:
        return None
    first = forms[form][1][0]
    if first["method"] == "J":
        return "J", judging(scheme, first)["judges"]
    return "M", (scheme.get("rules") or {}).get("measurers", 2)


def _scale(scheme: Document, aspect: Document) -> tuple[int, int]:
    rule = judging(scheme, aspect)
    return rule["lowest"], rule["scale"]


def _mark_anew(skill: Skill, where: tuple[str, str], old_aspects: dict[str, Any], d: Document) -> None:
    standing = skill.standing(where)
    if standing is None:
        return
    entry, mark = standing.entry, None
    if where[1] in skill.aspects:
        aspect = skill.aspects[where[1]][1]
        was_full = entry.get("mark") == Fraction(old_aspects[where[1]][1]["mark_max"]) * UNITS
        entry = {**entry, "mark": int(Fraction(aspect["mark_max"]) * UNITS)} if was_full else entry
        is_same_scale = old_aspects[where[1]][0] == _scale(skill.scheme, aspect)
        if entry.get("scores") is None or is_same_scale:
            mark = entered(skill.scheme, aspect, entry)
    if mark != standing.mark:
        anew = mark if isinstance(mark, Fraction) else None
        skill.history[where].append(Mark(anew, {**entry, "reason": d["reason"]}, standing.expert))


def _nothing(_skill: Skill, _document: Document) -> None:
    """Change no mark and nothing that decides about one."""


_ACTS: Final[dict[str, tuple[set[str], Callable[[Skill, Document], None]]]] = {
    "team-set": ({_CHIEF, _ORGANISER}, _set_team),
    "sheets-checked": ({"expert", _CHIEF}, _check),
    "form-signed": ({"expert"}, _sign),
    "form-locked": ({_CHIEF}, _lock),
    "form-released": ({_CHIEF, _RESULTS}, _nothing),
    "unlock-requested": ({_CHIEF}, _ask_unlock),
    "unlock-confirmed": ({_RESULTS}, _unlock),
    "set-aside-decided": ({"expert", _CHIEF}, _decide_aside),
    "appeal-submitted": ({"team_leader"}, _appeal),
    "appeal-reviewed": ({_CHIEF, _RESULTS}, _review),
    "appeal-decided": ({_CHIEF, _RESULTS}, _rule),
    "appeal-closed": ({_CHIEF, _RESULTS}, _close),
    "status-set": ({_CHIEF, _RESULTS, _ORGANISER}, _set_status),
    "penalty-set": ({_RESULTS, _ORGANISER}, _nothing),
    "award-set": ({_RESULTS, _ORGANISER}, _nothing),
    "awards-confirmed": ({_ORGANISER}, _nothing),
    "expert-replaced": ({_CHIEF, _ORGANISER}, _replace),
    "scheme-changed": ({_ORGANISER}, _change_scheme),
    "scheme-approved": ({"skill_advisor"}, _approve),
    "recount-confirmed": ({_RESULTS}, _nothing),
    "skill-finalised": ({_RESULTS, _ORGANISER}, _nothing),
}
