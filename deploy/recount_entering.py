"""Whether a submission counts, for the recount: the rules of entering told a second time, from documents."""

from fractions import Fraction

from deploy.recount_marks import APART, entered, judged
from deploy.recount_skill import Document, Mark, Skill, Voices, Where

Earned = dict[str, Fraction | str]
"""What each aspect's entry comes to, by aspect; a comment or photos alone are not in it."""

_VALUES = ("mark", "scores", "score", "deductions", "measured")


def enter(skill: Skill, document: Document) -> bool:
    """Take in a submission; return False, and change nothing, when a rule refuses it."""
    form, competitor, expert = document["form"], document["competitor"], document["expert"]
    earned = _earned(skill, document)
    if earned is None or form in skill.locked or not _may_mark(skill, document):
        return False
    voices = _voices(skill, form, competitor, expert, document)
    paper = document.get("paper")
    if not paper and not _may_enter_for_all(skill, document):
        return False
    if voices is None or not _fits_appeal(skill, document) or (paper and not paper["photo"].strip()):
        return False
    if paper:
        skill.clerks.setdefault((competitor, form), set()).add(paper["clerk"])
    for entry in document["entries"]:
        if entry["aspect"] not in earned:
            continue
        where = (competitor, entry["aspect"])
        before = skill.revision(where)
        is_aside = entry["based_on"] != before
        if not is_aside:
            is_aside = not _take(skill, where, entry, earned[entry["aspect"]], expert, voices)
        if is_aside:
            skill.aside[document["id"], entry["aspect"]] = (document, entry)
        else:
            skill.touched.add(competitor)
            if document.get("appeal"):
                _note_answered(skill, document["appeal"], where, before)
    return True


def _note_answered(skill: Skill, name: str, where: Where, before: int) -> None:
    """Take note that a new mark answers an appeal, if it is about that mark (R32)."""
    appeal = skill.appeals[name]
    if skill.revision(where) > before and appeal["aspect"] in (None, where[1]):
        appeal["is_corrected"] = True


def _earned(skill: Skill, document: Document) -> Earned | None:
    """Return what the entries earn; None when one of them cannot be."""
    form, competitor = document["form"], document["competitor"]
    names = [entry["aspect"] for entry in document["entries"]]
    if form not in skill.forms or not names or len(set(names)) < len(names):
        return None
    earned: Earned = {}
    for entry in document["entries"]:
        home, aspect = skill.aspects.get(entry["aspect"], ("", {}))
        if home == form and _is_remark(entry):
            continue
        mark = entered(skill.scheme, aspect, entry) if home == form else None
        where = (competitor, entry["aspect"])
        is_correction = skill.standing(where) and entry["based_on"] == skill.revision(where)
        if mark is None or (isinstance(mark, str) and form not in skill.teams):
            return None
        if is_correction and not entry.get("reason"):
            return None
        earned[entry["aspect"]] = mark
    return earned


def _is_remark(entry: Document) -> bool:
    has_value = any(entry.get(name) is not None for name in _VALUES)
    return not has_value and (entry.get("comment") is not None or bool(entry.get("photos")))


def _may_mark(skill: Skill, document: Document) -> bool:
    competitor, expert = document["competitor"], document["expert"]
    if skill.definition.get("needs_approval") and not skill.is_approved:
        return False
    if competitor not in skill.members or expert not in skill.experts:
        return False
    if skill.members[competitor] == skill.experts[expert] or competitor not in skill.competing():
        return False
    team = skill.teams.get(document["form"])
    if team is None:
        return True
    return expert in {*team["experts"], *team.get("second_pair", ()), team.get("supervisor")}


def _fits_appeal(skill: Skill, document: Document) -> bool:
    if document.get("appeal") is None:
        return True
    appeal = skill.appeals.get(document["appeal"], {})
    aspect, form = appeal.get("aspect"), document["form"]
    home = appeal.get("form") if aspect is None else skill.aspects.get(aspect, (None,))[0]
    is_upheld = appeal.get("ruling") in ("upheld", "partly") and not appeal.get("is_closed")
    return is_upheld and (appeal["competitor"], home) == (document["competitor"], form)


def _may_enter_for_all(skill: Skill, document: Document) -> bool:
    """Say whether whoever sends what a whole panel has shown is the one to do so, on one device (R22)."""
    if all(entry.get("scores") is None for entry in document["entries"]):
        return True
    if (skill.scheme.get("rules") or {}).get("panel_devices") == "own":
        return False
    team, member = skill.teams.get(document["form"]), skill.members[document["competitor"]]
    if team is None:
        return True
    if skill.experts.get(team["supervisor"]) == member:
        return document["expert"] in team["experts"]
    return bool(document["expert"] == team["supervisor"])


def _voices(
    skill: Skill, form: str, competitor: str, expert: str, document: Document
) -> tuple[list[str], str] | None:
    """Return who makes a mark together, and as whom the expert speaks; one voice where no more is needed."""
    team = skill.teams.get(form)
    member = skill.members[competitor]
    if team is None:
        return [expert], expert
    if skill.forms[form][1][0]["method"] == "J":
        panel = [team["supervisor"] if skill.experts.get(e) == member else e for e in team["experts"]]
        is_own = any(entry.get("score") is not None for entry in document["entries"])
        return None if is_own and expert not in panel else (panel, expert)
    if not team.get("second_pair"):
        return [expert], expert
    pairs = [
        pair
        for pair in (team["experts"], team["second_pair"])
        if all(skill.experts.get(e) != member for e in pair)
    ]
    if not pairs:
        return [expert], expert
    at = [number for number, pair in enumerate(pairs) if expert in pair]
    return ([f"pair {n}" for n in range(len(pairs))], f"pair {at[0]}") if at else None


def _take(
    skill: Skill,
    where: Where,
    entry: Document,
    earned: Fraction | str,
    expert: str,
    speakers: tuple[list[str], str],
) -> bool:
    """Take one entry that is not stale; return False for a score of an attempt that is not going on."""
    everyone, own = speakers
    is_measured = skill.aspects[where[1]][1]["method"] == "M"
    if isinstance(earned, Fraction) and not (is_measured and len(everyone) == 2):
        skill.enter(where, Mark(earned, entry, expert))
        return True
    voices = skill.voices.get(where, Voices())
    revision = skill.revision(where)
    is_over = bool(voices.said) and (voices.based_on != revision or not voices.said.keys() <= set(everyone))
    if entry.get("attempt") not in (None, voices.done + 1 + is_over):
        return False
    if is_over:
        voices.done, voices.said = voices.done + 1, {}
    voices.based_on = revision
    skill.voices[where] = voices
    if earned == APART:
        voices.done, voices.said = voices.done + 1 + bool(voices.said), {}
        return True
    voices.said[own] = earned if is_measured else entry["score"]
    voices.spoke.add(own)
    if len(voices.said) == len(everyone):
        _all_have_spoken(skill, where, entry, expert, [voices.said[one] for one in everyone])
    return True


def _all_have_spoken(skill: Skill, where: Where, entry: Document, expert: str, said: list[int]) -> None:
    voices, aspect = skill.voices[where], skill.aspects[where[1]][1]
    voices.done += 1
    if aspect["method"] == "M":
        if len(set(said)) == 1:
            voices.said = {}
            skill.enter(where, Mark(Fraction(said[0]), entry, expert))
        return
    voices.said = {}
    mark = judged(skill.scheme, aspect, said)
    if isinstance(mark, Fraction):
        together = {**entry, "scores": said, "score": None}
        skill.enter(where, Mark(mark, together, expert))
