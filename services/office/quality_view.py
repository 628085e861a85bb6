"""How the experts of a skill mark, for the chief expert: severity, agreement, late and corrected marks.

Only attempts in which all have spoken are counted: nothing here tells a score before its time (R22).
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from services.office.book import Record, SkillBook
from shared.domain.panel import Panel
from shared.domain.rounding import two_decimals

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
    above: list[Fraction] = field(default_factory=list)
    """How far each of them was above the mean of the others."""
    agreed: int = 0
    """How many were what every other judge showed."""
    apart: int = 0
    """How many were in an attempt whose scores were too far apart (R23)."""
    late_ms: list[int] = field(default_factory=list)
    """How long after the first judge each of them came."""


def quality(book: SkillBook) -> Document:
    """Return every expert of the skill with what they did."""
    of_expert = {expert.id: _Marking() for expert in book.tally.defined.experts}
    for records in book.records.values():
        for record in records:
            _note_entry(of_expert, record)
    for panel, records in _panels(book):
        for number, attempt in enumerate(panel.attempts):
            if panel.is_in(number):
                said = [record for record in records if record.attempt_at == number]
                _note_attempt(of_expert, attempt, said)
    return {"experts": [{"expert": name, **_document(done)} for name, done in of_expert.items()]}


def _note_entry(of_expert: dict[str, _Marking], record: Record) -> None:
    done = of_expert.get(record.by)
    if done is None or record.outcome in ("noted", "changed", "withdrawn"):
        return
    done.entries += 1
    done.set_aside += record.outcome == "set_aside"
    done.corrections += record.outcome == "counted" and record.revision > 1


def _panels(book: SkillBook) -> list[tuple[Panel, list[Record]]]:
    """Return every judgement panel, with what its judges entered one by one."""
    found: dict[int, tuple[Panel, list[Record]]] = {}
    for records in book.records.values():
        for record in records:
            if record.panel is not None and record.outcome != "difference":
                found.setdefault(id(record.panel), (record.panel, []))[1].append(record)
    return list(found.values())


def _note_attempt(of_expert: dict[str, _Marking], attempt: dict[str, int], said: list[Record]) -> None:
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
        done.above.append(attempt[judge] - Fraction(sum(others), len(others)))
        done.agreed += set(others) == {attempt[judge]}
        done.apart += is_apart
        if judge in at_ms:
            done.late_ms.append(at_ms[judge] - min(at_ms.values()))


def _document(done: _Marking) -> Document:
    return {
        "entries": done.entries,
        "corrections": done.corrections,
        "set_aside": done.set_aside,
        "scores": done.scores,
        "severity": _signed(done.above),
        "agreed": done.agreed,
        "apart": done.apart,
        "late_ms_mean": sum(done.late_ms) // len(done.late_ms) if done.late_ms else None,
    }


def _signed(above: list[Fraction]) -> str | None:
    """Return the mean distance from the others: above 0 is generous, below 0 severe."""
    if not above:
        return None
    mean = Fraction(sum(above), len(above))
    text = two_decimals(abs(mean))
    return f"-{text}" if mean < 0 and text != "0.00" else text
