"""One skill as the office knows it: scoring's own fold, and beside it who entered what and when.

Scoring's state says what stands. The office must also say what ever was entered, at what time and by which
submission; that would cost scoring memory and time, so it is kept here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from services.office.change import Change, change_of
from shared.domain.acts import ChangeScheme, DecideAppeal, DecideSetAside, SetStatus, SubmitAppeal
from shared.domain.championship import skill_key
from shared.domain.events import Command, EnterMarks, Entry, EntryOutcome, Paper
from shared.domain.form import EnteredMark, Sheet
from shared.domain.panel import Panel
from shared.domain.standing import forms_touched
from shared.domain.tally import SkillTally
from shared.domain.units import Mark
from shared.domain.voices import is_one_of_several


class Record(NamedTuple):
    """One entry, ever, and what became of it."""

    aspect: str
    form: str
    """The form it was entered on; a changed scheme may have moved the aspect since."""
    entry: Entry
    mark: Mark | None
    """What it earned, when that counted."""
    by: str
    decided_by: str | None
    at_ms: int
    revision: int
    """The revision that the aspect's mark had afterwards."""
    outcome: str
    """As scoring answered; ``changed`` and ``withdrawn`` are what a changed scheme did to a mark."""
    code: str | None
    submission: str
    offset: int
    """Where it stands in the log: in the record of ``submission``, or of the act that took or changed it."""
    paper: Paper | None = None
    """Where it was signed on paper: who typed it in (R22)."""
    is_one_of_several: bool = False
    """Set: what one judge or one pair said; others may not see it before all are in (R22, R25)."""
    panel: Panel | None = None
    """Where it was said; None when it was set aside."""
    attempt_at: int = 0
    """Which of the panel's attempts it belongs to, from 0."""

    @property
    def has_mark(self) -> bool:
        """Say whether a new revision of the mark came of it."""
        return self.outcome in ("counted", "changed", "withdrawn")

    @property
    def is_open_to_all(self) -> bool:
        """Say whether those who did not say it may know it."""
        if not self.is_one_of_several:
            return True
        return self.panel is not None and self.panel.is_in(self.attempt_at)


class AppealTalk(NamedTuple):
    """What was said about an appeal, by whom and when (R32)."""

    submitted_by: str
    submitted_at_ms: int
    why: str
    decided_by: str | None = None
    decided_at_ms: int | None = None
    because: str | None = None


class SkillBook:
    """The state of one skill with the history of its marks."""

    def __init__(self, championship: str, skill: str, partition: int) -> None:
        self.championship = championship
        self.skill = skill
        self.partition = partition
        self.tally = SkillTally()
        self._offset = -1
        """Of the record that is folded now."""
        self.version = 0
        """Counts what changed something; whatever is worked out from the book may be kept until then."""
        self.records: dict[str, list[Record]] = {}
        """By competitor, in the order of the log."""
        self.status_reasons: dict[str, str] = {}
        """Why a competitor's status is what it is, by competitor (R7)."""
        self.appeals: dict[str, AppealTalk] = {}
        """By the appeal's id."""

    @property
    def key(self) -> str:
        """Return what the skill's records are filed under."""
        return skill_key(self.championship, self.skill)

    def fold(self, command: Command, offset: int) -> Change | None:
        """Apply the ``command`` at ``offset`` once and return what it may have changed; None for nothing."""
        if self.tally.has_answered(command.id):
            return None
        self._offset = offset
        before = forms_touched(self.tally, command)
        marks = dict(_standing(self.tally)) if isinstance(command, ChangeScheme) else {}
        verdict, _ = self.tally.fold(command)
        if verdict.status == "refused":
            return None
        self.version += 1
        if isinstance(command, EnterMarks):
            self._note(command, verdict.entries)
        elif isinstance(command, DecideSetAside) and verdict.entries:
            taken = self._taken(command)
            self._note(taken, verdict.entries, command.actor)
            self._hide_with_voice(taken.competitor, command)
        elif isinstance(command, ChangeScheme):
            self._note_changed(command, marks)
        elif isinstance(command, SetStatus):
            self.status_reasons[command.competitor] = command.reason
        elif isinstance(command, SubmitAppeal):
            self.appeals[command.id] = AppealTalk(command.actor, command.at_ms, command.reason)
        elif isinstance(command, DecideAppeal):
            talk = self.appeals[command.appeal]
            self.appeals[command.appeal] = talk._replace(
                decided_by=command.actor, decided_at_ms=command.at_ms, because=command.reason
            )
        return change_of(self.tally, command, before | forms_touched(self.tally, command))

    def _taken(self, act: DecideSetAside) -> EnterMarks:
        """Return the submission that scoring entered when a set-aside entry was taken (R33)."""
        said = self.tally.set_aside[act.submission, act.aspect].submission
        entry = said.entries[0]._replace(reason=act.reason)
        return replace(said, id=act.id, entries=(entry,), at_ms=act.at_ms)

    def _note(
        self, said: EnterMarks, outcomes: tuple[EntryOutcome, ...], decided_by: str | None = None
    ) -> None:
        life = self.tally.lives.get(said.form)
        team = None if life is None else life.team
        sheet = self.tally.sheets.get((said.competitor, said.form))
        for entry, outcome in zip(said.entries, outcomes, strict=True):
            record = _record(said, entry, outcome, decided_by, self._offset)
            if sheet is not None and outcome.outcome == "counted":
                stands = sheet.marks[entry.aspect]
                record = record._replace(mark=stands.mark, entry=stands.entry)
            if is_one_of_several(self.tally.defined, said, entry, team):
                record = _as_voice(record, sheet)
            self._keep(said.competitor, record)

    def _hide_with_voice(self, competitor: str, act: DecideSetAside) -> None:
        """Let what was set aside be as secret as the voice that was made of it (R22)."""
        records = self.records[competitor]
        voice = records[-1]
        if voice.is_one_of_several:
            for at, record in enumerate(records[:-1]):
                if (record.submission, record.aspect) == (act.submission, act.aspect):
                    records[at] = record._replace(
                        is_one_of_several=True, panel=voice.panel, attempt_at=voice.attempt_at
                    )

    def _note_changed(self, act: ChangeScheme, before: Mapping[tuple[str, str], EnteredMark]) -> None:
        """Keep what a changed scheme did to marks (R15)."""
        for (competitor, form), sheet in self.tally.sheets.items():
            for outcome, marks in (("changed", sheet.marks), ("withdrawn", sheet.withdrawn)):
                for aspect, now in marks.items():
                    old = before.get((competitor, aspect))
                    if old is not None and now.revision > old.revision:
                        self._keep(competitor, _changed(act, form, aspect, now, outcome, self._offset))

    def _keep(self, competitor: str, record: Record) -> None:
        self.records.setdefault(competitor, []).append(record)


def _record(
    said: EnterMarks, entry: Entry, outcome: EntryOutcome, decided_by: str | None, offset: int
) -> Record:
    return Record(
        entry.aspect,
        said.form,
        entry,
        mark=None,
        by=said.expert,
        decided_by=decided_by,
        at_ms=said.at_ms,
        revision=outcome.revision,
        outcome=outcome.outcome,
        code=outcome.code,
        submission=said.id,
        offset=offset,
        paper=said.paper,
    )


def _as_voice(record: Record, sheet: Sheet | None) -> Record:
    """Return ``record`` as what one of several said, with the attempt in which it was said."""
    if sheet is None or record.outcome in ("set_aside", "noted"):
        return record._replace(is_one_of_several=True)
    panel = sheet.panels[record.aspect]
    at = len(panel.attempts) - (0 if record.outcome == "waiting" else 1)
    return record._replace(is_one_of_several=True, panel=panel, attempt_at=at)


def _changed(
    act: ChangeScheme, form: str, aspect: str, now: EnteredMark, outcome: str, offset: int
) -> Record:
    return Record(
        aspect,
        form,
        now.entry,
        mark=now.mark if outcome == "changed" else None,
        by=now.by,
        decided_by=act.actor,
        at_ms=act.at_ms,
        revision=now.revision,
        outcome=outcome,
        code=None,
        submission=act.id,
        offset=offset,
    )


def _standing(tally: SkillTally) -> Iterator[tuple[tuple[str, str], EnteredMark]]:
    """Yield the newest record of every mark that stands or was withdrawn, by competitor and aspect."""
    for (competitor, _), sheet in tally.sheets.items():
        for aspect, record in (*sheet.withdrawn.items(), *sheet.marks.items()):
            yield (competitor, aspect), record
