"""Where each form and each skill stands, for others to read: who is awaited, what is locked (R31, R34).

What stands here may be read by every official: it holds no score, and no mark before its form is locked. A
locked form carries its totals itself, so that what is shown after lock is decided by one record: between two
topics a reader could see the lock of yesterday and a mark of today.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from shared.domain.acts import ChangeScheme, DecideSetAside, FormAct
from shared.domain.errors import RuleBroken
from shared.domain.events import SCHEMA_VERSION, Command, EnterMarks, SheetTotal
from shared.domain.finality import open_panels
from shared.domain.form_life import SHEET_STATES, FormLife
from shared.domain.kinds import text, whole
from shared.domain.scheme import Form
from shared.domain.skill_state import SkillState
from shared.domain.team import panel_for

Document = dict[str, Any]

_NOTHING_YET: Final = FormLife()
_LOCKED: Final = frozenset({"locked", "released"})


def forms_touched(state: SkillState, command: Command) -> frozenset[str]:
    """Return the forms whose standing ``command`` may have changed; a form that is no more is among them."""
    if isinstance(command, (EnterMarks, FormAct)):
        return frozenset((command.form,))
    if isinstance(command, DecideSetAside):
        item = state.set_aside.get((command.submission, command.aspect))
        return frozenset() if item is None else frozenset((item.submission.form,))
    known = frozenset(state.definition.scheme.form_by_id) if state.definition else frozenset[str]()
    if isinstance(command, ChangeScheme):
        return known | {form for _, form in state.sheets}
    return known


def form_standing(state: SkillState, championship: str, skill: str, form: Form) -> Document:
    """Return the JSON form of where ``form`` stands, without the place in the log that it is as of."""
    life = state.lives.get(form.id, _NOTHING_YET)
    states = state.sheet_states(form)
    at = state.form_state(form, states)
    sheets: dict[str, list[str]] = {name: [] for name in SHEET_STATES}
    for competitor, said in states.items():
        sheets[said].append(competitor)
    return {
        "v": SCHEMA_VERSION,
        "type": "form-standing",
        "championship": championship,
        "skill": skill,
        "form": form.id,
        "day": form.day,
        "state": at,
        "sheets": {name: len(competitors) for name, competitors in sheets.items()},
        "missing": {
            "marks": sheets["open"],
            "checks": sheets["entered"],
            "signatures": [] if at in _LOCKED else sorted(state.signers(form) - life.signatures.keys()),
        },
        "panels": list(_panels(state, form, life)),
        "team": None if life.team is None else life.team._asdict(),
        "signatures": dict(life.signatures),
        "locked_by": life.locked_by,
        "released_by": life.released_by,
        "unlock_asked_by": life.unlock_asked_by,
        "since_ms": life.since_ms,
        "totals": list(_totals(state, championship, skill, form)) if at in _LOCKED else None,
    }


def _panels(state: SkillState, form: Form, life: FormLife) -> Iterator[Document]:
    """Yield every mark that is made by several voices and not there yet; never what a voice has said."""
    for competitor, aspect, panel in open_panels(state, form):
        if form.method == "M" or life.team is None:
            voices: tuple[str, ...] = ("1", "2")
        else:
            member = state.defined.competitor_by_id[competitor].member
            voices = panel_for(life.team, state.defined.expert_by_id, member)
        yield {
            "competitor": competitor,
            "aspect": aspect,
            "attempt": len(panel.attempts) + 1,
            "awaited": [voice for voice in voices if voice not in panel.current],
            "is_unresolved": panel.is_unresolved,
        }


def _totals(state: SkillState, championship: str, skill: str, form: Form) -> Iterator[Document]:
    for competitor in state.defined.competitors:
        total = state.total(championship, skill, competitor.id, form.id)
        if total is not None:
            yield {
                "competitor": competitor.id,
                "mark": total.mark,
                "aspects_marked": total.aspects_marked,
                "mark_max_marked": total.mark_max_marked,
            }


def skill_standing(state: SkillState, championship: str, skill: str) -> Document:
    """Return the JSON form of where a skill stands besides its forms."""
    return {
        "v": SCHEMA_VERSION,
        "type": "skill-standing",
        "championship": championship,
        "skill": skill,
        "statuses": {c: status for c, status in state.statuses.items() if status != "competing"},
        "penalties": {c: dict(named) for c, named in state.penalties.items() if any(named.values())},
        "penalty_reasons": [
            {"competitor": competitor, "penalty": name, "reason": reason}
            for (competitor, name), reason in state.penalty_reasons.items()
            if state.penalties[competitor][name]
        ],
        "set_aside": [
            {"submission": submission, "aspect": aspect, **_where(item.submission)}
            for (submission, aspect), item in state.set_aside.items()
            if item.decided_by is None
        ],
        "appeals": [
            {
                "id": name,
                "competitor": appeal.competitor,
                "form": appeal.form,
                "aspect": appeal.aspect,
                "state": appeal.ruling or ("in_review" if appeal.reviewed_by else "submitted"),
                "corrected_by": appeal.corrected_by,
                "closed_by": appeal.closed_by,
                "closed_because": appeal.closed_because,
            }
            for name, appeal in state.appeals.items()
        ],
        "scheme": {
            "revision": state.scheme_revision,
            "needs_approval": state.defined.needs_approval,
            "approved_by": state.scheme_approved_by,
        },
        "awards": {
            award.competitor: {"kind": award.kind, "reason": award.reason} for award in state.awards.values()
        },
        "awards_confirmed_by": state.awards_confirmed_by,
        "is_recounted": state.is_recounted,
        "is_final": state.is_final,
    }


def _where(submission: EnterMarks) -> Document:
    return {"competitor": submission.competitor, "form": submission.form}


def locked_totals(document: Mapping[str, Any]) -> tuple[tuple[SheetTotal, ...], int]:
    """Return the totals that a form's standing holds, none unless it is locked, and the offset it is as of.

    Raises ``RuleBroken``: ``record_version_unknown``, ``record_malformed``.
    """
    try:
        if document["v"] != SCHEMA_VERSION:
            raise RuleBroken("record_version_unknown", v=document["v"])
        totals = tuple(
            SheetTotal(
                text(document["championship"]),
                text(document["skill"]),
                text(total["competitor"]),
                text(document["form"]),
                whole(total["mark"]),
                whole(total["aspects_marked"]),
                whole(total["mark_max_marked"]),
            )
            for total in document["totals"] or ()
        )
        return totals, whole(document["offset"])
    except (KeyError, TypeError) as fault:
        raise RuleBroken("record_malformed", part=str(fault)) from fault
