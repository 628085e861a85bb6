"""The records of the log: commands that change a skill's result, and what was decided about them.

Every record is a JSON object with ``v`` (schema version) and ``type``; this is the one place that reads
and writes their fields. Marks are whole units (R26), times are milliseconds since the epoch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from shared.domain.act_documents import ACTS, act_document, act_from_document
from shared.domain.acts import Act
from shared.domain.entry import Entry as Entry
from shared.domain.entry import entry_document, entry_from_document
from shared.domain.errors import RuleBroken
from shared.domain.kinds import text, text_or_none, whole, whole_or_none
from shared.domain.set_skill import SetSkill, set_skill_document, set_skill_from
from shared.domain.units import Mark

SCHEMA_VERSION: Final = 1

Status = Literal["counted", "waiting", "rescore", "difference", "set_aside", "noted", "refused"]
"""It counts; others' scores are awaited; the panel scores again; two pairs differ; a person decides; no.

``noted``: an entry that is a remark alone is kept; a submission of nothing else is ``counted``.
"""


class Paper(NamedTuple):
    """Where marks were on paper: who typed them in, and the photo of the signed sheet (R22)."""

    clerk: str
    photo: str
    """Its id in the file store."""


@dataclass(frozen=True, slots=True)
class EnterMarks:
    """A submission: one expert, one competitor, one form, 1..n entries."""

    id: str
    championship: str
    skill: str
    competitor: str
    form: str
    expert: str
    entries: tuple[Entry, ...]
    at_ms: int
    device_at_ms: int | None = None
    """The device's clock: a remark, never used for order."""
    appeal: str | None = None
    """The appeal that these corrections follow from (R32)."""
    paper: Paper | None = None
    """Set where ``expert`` signed on paper and a clerk typed it."""


Command = EnterMarks | SetSkill | Act


class EntryOutcome(NamedTuple):
    """What became of one entry, and the revision that the aspect's mark now has."""

    aspect: str
    outcome: Status
    revision: int
    code: str | None = None
    entered: tuple[int, int] | None = None
    """Of a panel or of two pairs: how many have entered, of how many; never what (R22)."""
    attempt: int | None = None
    """Which attempt that is about, from 1."""


class OpenItem(NamedTuple):
    """One thing that keeps a skill from being final (R34)."""

    kind: str
    form: str | None = None
    competitor: str | None = None
    aspect: str | None = None
    id: str | None = None
    """Of the submission or the appeal."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What scoring decided about a command; the same command gets the same verdict for ever."""

    id: str
    status: Status
    code: str | None = None
    entries: tuple[EntryOutcome, ...] = ()
    open_items: tuple[OpenItem, ...] = ()
    """Why a skill is not final."""
    details: Mapping[str, object] = field(default_factory=dict, compare=False)
    """What a refusal is about, for a sentence that people understand."""


class SheetTotal(NamedTuple):
    """The running total of one sheet: one form for one competitor (R13)."""

    championship: str
    skill: str
    competitor: str
    form: str
    mark: Mark
    aspects_marked: int
    mark_max_marked: Mark


def command_document(command: Command) -> dict[str, Any]:
    """Return the JSON form in which ``command`` is logged."""
    if isinstance(command, Act):
        return {"v": SCHEMA_VERSION, **act_document(command)}
    head = {
        "v": SCHEMA_VERSION,
        "id": command.id,
        "championship": command.championship,
        "skill": command.skill,
        "at_ms": command.at_ms,
    }
    if isinstance(command, SetSkill):
        return head | set_skill_document(command)
    named: dict[str, Any] = {} if command.appeal is None else {"appeal": command.appeal}
    if command.paper is not None:
        named["paper"] = command.paper._asdict()
    return head | {
        "type": "submission",
        "competitor": command.competitor,
        "form": command.form,
        "expert": command.expert,
        "entries": [entry_document(entry) for entry in command.entries],
        "device_at_ms": command.device_at_ms,
        **named,
    }


def command_from_document(document: Mapping[str, Any]) -> Command:
    """Return the command in ``document``.

    Raises ``RuleBroken``: ``record_version_unknown``, ``record_type_unknown``, ``record_malformed``.
    """
    try:
        if document["v"] != SCHEMA_VERSION:
            raise RuleBroken("record_version_unknown", v=document["v"])
        kind = document["type"]
        if kind == "submission":
            return _submission_from(document)
        if kind == "skill-set":
            return set_skill_from(document)
        if kind in ACTS:
            return act_from_document(kind, document)
        raise RuleBroken("record_type_unknown", type=kind)
    except (KeyError, TypeError, AttributeError) as fault:
        raise RuleBroken("record_malformed", part=str(fault)) from fault


def _submission_from(document: Mapping[str, Any]) -> EnterMarks:
    return EnterMarks(
        text(document["id"]),
        text(document["championship"]),
        text(document["skill"]),
        text(document["competitor"]),
        text(document["form"]),
        text(document["expert"]),
        tuple(map(entry_from_document, document["entries"])),
        whole(document["at_ms"]),
        whole_or_none(document.get("device_at_ms")),
        text_or_none(document.get("appeal")),
        _paper_from(document.get("paper")),
    )


def _paper_from(document: Mapping[str, Any] | None) -> Paper | None:
    return None if document is None else Paper(text(document["clerk"]), text(document["photo"]))


def verdict_document(verdict: Verdict, partition: int, offset: int, at_ms: int) -> dict[str, Any]:
    """Return the JSON form of a verdict on the record at ``partition`` and ``offset`` of `mark-entries`."""
    named = [{k: v for k, v in item._asdict().items() if v is not None} for item in verdict.open_items]
    optional = {"open_items": named, "details": dict(verdict.details)}
    return {name: value for name, value in optional.items() if value} | {
        "v": SCHEMA_VERSION,
        "type": "verdict",
        "id": verdict.id,
        "status": verdict.status,
        "code": verdict.code,
        "entries": [_outcome_document(outcome) for outcome in verdict.entries],
        "partition": partition,
        "offset": offset,
        "at_ms": at_ms,
    }


def _outcome_document(outcome: EntryOutcome) -> dict[str, Any]:
    aspect, said, revision, code, entered, attempt = outcome
    document: dict[str, Any] = {"aspect": aspect, "outcome": said, "revision": revision}
    if code is not None:
        document["code"] = code
    if entered is not None:
        document |= {"entered": entered[0], "of": entered[1], "attempt": attempt}
    return document


def sheet_total_document(total: SheetTotal, offset: int, at_ms: int) -> dict[str, Any]:
    """Return the JSON form of a sheet's running total, as of ``offset`` of its skill's partition."""
    return {"v": SCHEMA_VERSION, "type": "sheet-total", **total._asdict(), "offset": offset, "at_ms": at_ms}


def sheet_total_from_document(document: Mapping[str, Any]) -> tuple[SheetTotal, int]:
    """Return the running total and the offset it is as of; raises ``RuleBroken("record_malformed")``."""
    try:
        if document["v"] != SCHEMA_VERSION:
            raise RuleBroken("record_version_unknown", v=document["v"])
        names = (text(document[name]) for name in SheetTotal._fields[:4])
        numbers = (whole(document[name]) for name in SheetTotal._fields[4:])
        return SheetTotal(*names, *numbers), whole(document["offset"])  # type: ignore[arg-type]  # by position
    except (KeyError, TypeError) as fault:
        raise RuleBroken("record_malformed", part=str(fault)) from fault
