"""How the experts of a skill mark, for the chief expert: severity, spread, late, blank, corrected marks.

Only attempts in which all have spoken are counted: nothing here tells a score before its time (R22). Nobody
scores the own member (R21); so what two members' experts give each other stands side by side.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from services.office.book import Record, SkillBook
from shared.domain.finality import open_panels
from shared.domain.panel import Panel
from shared.domain.rounding import two_decimals
from shared.domain.team import panel_for

Document = dict[str, Any]


@dataclass(slots=True)
class _Marking:
    """What one expert has done so far."""

    entries: int = 0
    """Entries of any kind."""
    corrections: int = 0
    """Marks of this expert that replaced one that stood."""
    set_aside: int = 0
    scores: int = 0
    """Scores in attempts in which all have spoken."""
    above: dict[str, list[Fraction]] = field(default_factory=dict)
    """How far each of them was above the mean of the others, by the competitor's member."""
    agreed: int = 0
    """How many were what every other judge showed."""
    apart: int = 0
    """How many were in an attempt whose scores were too far apart (R23)."""
    late_ms: list[int] = field(default_factory=list)
    """How long after the first judge each of them came."""
    late: int = 0
    """First entries of a mark that came after the form's day had ended (R31)."""
    blank: int = 0
    """Marks for which others have spoken, and this expert not yet."""


def quality(book: SkillBook, due_of_day: Callable[[int], int | None]) -> Document:
    """Return every expert of the skill with what they did; ``due_of_day`` says when a day's forms are due."""
    defined = book.tally.defined
    of_expert = {expert.id: _Marking() for expert in defined.experts}
    due_ms = {form.id: due_of_day(form.day) for form in defined.scheme.forms}
    for records in book.records.values():
        for record in records:
            _note_entry(of_expert, record, due_ms)
    for competitor, panel, records in _panels(book):
        member = defined.competitor_by_id[competitor].member
        for number, attempt in enumerate(panel.attempts):
            if panel.is_in(number):
                said = [record for record in records if record.attempt_at == number]
                _note_attempt(of_expert, member, attempt, said)
    for awaited in _awaited(book):
        if awaited in of_expert:
            of_expert[awaited].blank += 1
    member_of = {expert.id: expert.member for expert in defined.experts}
    return {
        "experts": [
            {"expert": name, **_document(done), "members": list(_pairs(name, of_expert, member_of))}
            for name, done in of_expert.items()
        ]
    }


def _note_entry(of_expert: dict[str, _Marking], record: Record, due_ms: Mapping[str, int | None]) -> None:
    done = of_expert.get(record.by)
    if done is None or record.outcome in ("noted", "changed", "withdrawn"):
        return
    done.entries += 1
    due = due_ms.get(record.form)
    done.late += record.entry.based_on == 0 and due is not None and record.at_ms >= due
    done.set_aside += record.outcome == "set_aside"
    done.corrections += record.outcome == "counted" and record.revision > 1


def _panels(book: SkillBook) -> list[tuple[str, Panel, list[Record]]]:
    """Return every judgement panel with its competitor, and what its judges entered one by one."""
    found: dict[int, tuple[str, Panel, list[Record]]] = {}
    for competitor, records in book.records.items():
        for record in records:
            if record.panel is not None and record.outcome != "difference":
                found.setdefault(id(record.panel), (competitor, record.panel, []))[2].append(record)
    return list(found.values())


def _awaited(book: SkillBook) -> Iterator[str]:
    """Yield, once per mark, every judge for whom a panel waits."""
    tally = book.tally
    for form in tally.defined.scheme.forms:
        life = tally.lives.get(form.id)
        if form.method != "J" or life is None or life.team is None:
            continue
        for competitor, _, panel in open_panels(tally, form):
            member = tally.defined.competitor_by_id[competitor].member
            voices = panel_for(life.team, tally.defined.expert_by_id, member)
            yield from (voice for voice in voices if voice not in panel.current)


def _note_attempt(
    of_expert: dict[str, _Marking], member: str, attempt: dict[str, int], said: list[Record]
) -> None:
    """Take one attempt in which all have spoken; pairs and cards shown at once name no expert."""
    judges = [judge for judge in attempt if judge in of_expert]
    if len(judges) != len(attempt) or len(attempt) < 2:
        return
    is_apart = any(record.outcome == "rescore" for record in said)
    at_ms = {record.by: record.at_ms for record in said}
    for judge in judges:
        others = [score for name, score in attempt.items() if name != judge]
        done = of_expert[judge]
        done.scores += 1
        done.above.setdefault(member, []).append(attempt[judge] - Fraction(sum(others), len(others)))
        done.agreed += set(others) == {attempt[judge]}
        done.apart += is_apart
        if judge in at_ms:
            done.late_ms.append(at_ms[judge] - min(at_ms.values()))


def _pairs(
    expert: str, of_expert: Mapping[str, _Marking], member_of: Mapping[str, str]
) -> Iterator[Document]:
    """Yield what ``expert`` gave each member, and what that member's experts gave the expert's own."""
    own = member_of[expert]
    for member, above in of_expert[expert].above.items():
        theirs = (of_expert[name].above.get(own, ()) for name, of in member_of.items() if of == member)
        returned = [one for given in theirs for one in given]
        yield {
            "member": member,
            "scores": len(above),
            "severity": _signed(above),
            "returned": _signed(returned),
        }


def _document(done: _Marking) -> Document:
    above = [one for given in done.above.values() for one in given]
    return {
        "entries": done.entries,
        "corrections": done.corrections,
        "set_aside": done.set_aside,
        "scores": done.scores,
        "severity": _signed(above),
        "spread": two_decimals(_mean(map(abs, above))) if above else None,
        "agreed": done.agreed,
        "apart": done.apart,
        "late_ms_mean": sum(done.late_ms) // len(done.late_ms) if done.late_ms else None,
        "late": done.late,
        "blank": done.blank,
    }


def _mean(numbers: Iterable[Fraction]) -> Fraction:
    listed = list(numbers)
    return Fraction(sum(listed), len(listed))


def _signed(above: list[Fraction]) -> str | None:
    """Return the mean distance from the others: above 0 is generous, below 0 severe."""
    if not above:
        return None
    mean = _mean(above)
    text = two_decimals(abs(mean))
    return f"-{text}" if mean < 0 and text != "0.00" else text
