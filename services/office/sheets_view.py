"""The sheets of a form with every mark: what stands, who entered it, what is awaited or set aside.

What one judge or one pair has said is told to nobody else before all are in (R22, R25): not by its value,
and by nothing that follows from the value.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from services.office.book import Record, SkillBook
from services.office.remarks import remarks
from services.office.viewer import Viewer
from services.office.wording import entered, mark_or_none, said, voice_value
from shared.domain.errors import RuleBroken
from shared.domain.form import Sheet
from shared.domain.panel import Panel
from shared.domain.people import Competitor
from shared.domain.scheme import Aspect, Form, Method
from shared.domain.team import pairs_for, panel_for
from shared.domain.units import mark_text

Document = dict[str, Any]
Speakers = Mapping[str, tuple[str, ...]]
"""Who speaks for each voice: a judge for the own, two experts for a pair's."""


def form_for(viewer: Viewer, book: SkillBook, form: str) -> Form:
    """Return a form that the viewer may see (R27); raises ``unknown_form``, ``not_in_team``."""
    found = book.tally.defined.scheme.form_by_id.get(form)
    if found is None:
        raise RuleBroken("unknown_form", field="form", value=form)
    if not viewer.sees_form(book, form):
        raise RuleBroken("not_in_team", field="form", value=viewer.grant.subject)
    return found


def competitor_for(book: SkillBook, competitor: str) -> Competitor:
    """Return a competitor of the skill; raises ``RuleBroken("unknown_competitor")``."""
    found = book.tally.defined.competitor_by_id.get(competitor)
    if found is None:
        raise RuleBroken("unknown_competitor", field="competitor", value=competitor)
    return found


def sheets(viewer: Viewer, book: SkillBook, form: str, competitor: str | None = None) -> Document:
    """Return one sheet, or those of every competitor in the order of the definition."""
    shown = form_for(viewer, book, form)
    everyone: Iterable[Competitor] = book.tally.defined.competitors
    if competitor is not None:
        everyone = (competitor_for(book, competitor),)
    return {"sheets": [_sheet(viewer, book, shown, one) for one in everyone]}


def _sheet(viewer: Viewer, book: SkillBook, form: Form, competitor: Competitor) -> Document:
    sheet = book.tally.sheets.get((competitor.id, form.id)) or Sheet()
    speakers = _speakers(book, form, competitor)
    records: dict[str, list[Record]] = {}
    for record in book.records.get(competitor.id, ()):
        records.setdefault(record.aspect, []).append(record)
    expert = book.tally.defined.expert_by_id.get(viewer.grant.subject)
    state = book.tally.sheet_state(competitor.id, form)
    if not viewer.sees_marks(state):
        sheet, records = Sheet(), {}
    return {
        "competitor": competitor.id,
        "form": form.id,
        "state": state,
        "voices": [list(named) for named in speakers.values()],
        "is_compatriot": expert is not None and expert.member == competitor.member,
        "aspects": {
            aspect.id: _cell(viewer, book, sheet, aspect, speakers, records.get(aspect.id, []))
            for aspect in form.aspects
        },
    }


def _speakers(book: SkillBook, form: Form, competitor: Competitor) -> Speakers:
    """Return who makes the marks of a sheet together; nobody where one expert alone does."""
    life = book.tally.lives.get(form.id)
    if life is None or life.team is None:
        return {}
    experts = book.tally.defined.expert_by_id
    if form.method == "J":
        return {judge: (judge,) for judge in panel_for(life.team, experts, competitor.member)}
    pairs = pairs_for(life.team, experts, competitor.member) if life.team.second_pair else ()
    return {str(number): pair for number, pair in enumerate(pairs, 1)} if len(pairs) == 2 else {}


def _cell(
    viewer: Viewer,
    book: SkillBook,
    sheet: Sheet,
    aspect: Aspect,
    speakers: Speakers,
    records: list[Record],
) -> Document:
    revision = sheet.revision(aspect.id)
    standing = sheet.marks.get(aspect.id)
    cell: Document = {
        "revision": revision,
        "mark": None,
        "scores": None,
        "deductions": None,
        "measured": None,
        "by": None,
        "decided_by": None,
        "at_ms": None,
        "offset": None,
        "reason": None,
        "paper": None,
    }
    made = next((r for r in reversed(records) if r.has_mark and r.revision == revision), None)
    if made is not None:
        cell |= {"at_ms": made.at_ms, "offset": made.offset}
        cell["paper"] = None if made.paper is None else made.paper._asdict()
    if standing is not None:
        cell |= entered(standing.entry) | {"mark": mark_text(standing.mark), "by": standing.by}
        cell |= {"decided_by": standing.decided_by, "reason": standing.entry.reason}
    panel = sheet.panels.get(aspect.id)
    cell["panel"] = (
        None if panel is None else _panel(viewer, panel, revision, speakers, records, aspect.method)
    )
    cell["set_aside"] = [
        _set_aside(viewer, record)
        for record in records
        if record.outcome == "set_aside" and _is_undecided(book, record)
    ]
    cell["remarks"] = remarks(viewer, sheet, records)
    return cell


def _panel(
    viewer: Viewer, panel: Panel, revision: int, speakers: Speakers, records: list[Record], method: Method
) -> Document:
    """Return how far the voices are; of what they said, what all may know and what the viewer said."""
    voices = tuple(speakers)
    is_open = panel.based_on == revision
    in_so_far = {} if panel.is_superseded(revision, voices) else panel.current
    if not is_open:
        return {
            "attempt": len(panel.attempts),
            "entered": len(voices),
            "of": len(voices),
            "awaited": [],
            "own_score": None,
            "is_unresolved": False,
            "attempts": _attempts(panel, method),
        }
    return {
        "attempt": panel.attempt(revision, voices),
        "entered": len(in_so_far),
        "of": len(voices),
        "awaited": [expert for voice in voices if voice not in in_so_far for expert in speakers[voice]],
        "own_score": _own_score(viewer, panel, records) if in_so_far else None,
        "is_unresolved": panel.is_unresolved,
        "attempts": _attempts(panel, method),
    }


def _attempts(panel: Panel, method: Method) -> list[Document]:
    """Return the attempts in which all have spoken, each as it was (R23)."""
    return [
        {"scores": {voice: voice_value(value, method) for voice, value in attempt.items()}}
        for number, attempt in enumerate(panel.attempts)
        if panel.is_in(number)
    ]


def _own_score(viewer: Viewer, panel: Panel, records: list[Record]) -> int | str | None:
    """Return what the viewer personally said in the attempt that is going on."""
    own = next(
        (
            record
            for record in reversed(records)
            if record.panel is panel
            and record.attempt_at == len(panel.attempts)
            and viewer.is_voice(record.by)
        ),
        None,
    )
    return None if own is None else said(own.entry)


def _is_undecided(book: SkillBook, record: Record) -> bool:
    item = book.tally.set_aside.get((record.submission, record.aspect))
    return item is not None and item.decided_by is None


def _set_aside(viewer: Viewer, record: Record) -> Document:
    """Return an entry that waits for a decision (R33); what one of several said, only that one sees."""
    told = record.is_open_to_all or viewer.is_voice(record.by)
    return {
        "submission": record.submission,
        "by": record.by,
        "at_ms": record.at_ms,
        "code": record.code,
        "based_on": record.entry.based_on,
        "reason": record.entry.reason,
        "is_hidden": not told,
        **(entered(record.entry) if told else entered(None)),
        "mark": mark_or_none(record.entry.mark) if told else None,
        "score": record.entry.score if told else None,
    }
