"""Fold the commands of one skill into its sheets and answer each with a verdict.

The fold is idempotent: a command whose id was seen is answered as the first time and changes nothing, so
that redelivery and a tablet's repeats never count twice (invariant 2).
"""

from collections.abc import Iterator, Mapping

from shared.domain.championship import SkillDefinition
from shared.domain.errors import RuleBroken
from shared.domain.events import Command, EnterMarks, EntryOutcome, SetSkill, SheetTotal, Verdict
from shared.domain.form import Sheet, aspects_by_id, entry_mark
from shared.domain.scheme import Aspect
from shared.domain.units import Mark

Outcome = tuple[Verdict, SheetTotal | None]
"""What was decided, and the sheet's new total when a mark changed."""


def check_submission(definition: SkillDefinition, submission: EnterMarks) -> list[tuple[Aspect, Mark]]:
    """Return aspect and mark of each entry when the skill's definition allows the submission.

    Needs no marks, so that the door can refuse early with the same words as the fold. Raises ``RuleBroken``
    with ``field`` among its details: ``unknown_competitor``, ``unknown_expert``, ``compatriot`` (R21),
    ``unknown_form``, ``no_entries``, ``unknown_aspect``, ``aspect_twice``, and what ``entry_mark`` raises.
    """
    competitor = definition.competitor_by_id.get(submission.competitor)
    if competitor is None:
        raise RuleBroken("unknown_competitor", field="competitor", value=submission.competitor)
    expert = definition.expert_by_id.get(submission.expert)
    if expert is None:
        raise RuleBroken("unknown_expert", field="expert", value=submission.expert)
    if expert.member == competitor.member:
        raise RuleBroken("compatriot", field="expert", member=expert.member)
    form = definition.scheme.form_by_id.get(submission.form)
    if form is None:
        raise RuleBroken("unknown_form", field="form", value=submission.form)
    if not submission.entries:
        raise RuleBroken("no_entries", field="entries")
    return list(_checked_entries(aspects_by_id(form.aspects), submission))


def _checked_entries(aspects: Mapping[str, Aspect], submission: EnterMarks) -> Iterator[tuple[Aspect, Mark]]:
    seen: set[str] = set()
    for index, entry in enumerate(submission.entries):
        aspect = aspects.get(entry.aspect)
        if aspect is None:
            raise RuleBroken(
                "unknown_aspect", field=f"entries.{index}.aspect", value=entry.aspect, form=submission.form
            )
        if entry.aspect in seen:
            raise RuleBroken("aspect_twice", field=f"entries.{index}.aspect", value=entry.aspect)
        seen.add(entry.aspect)
        try:
            yield aspect, entry_mark(aspect, entry)
        except RuleBroken as broken:
            name = "scores" if aspect.method == "J" else "mark"
            raise RuleBroken(broken.code, field=f"entries.{index}.{name}", **broken.details) from broken


class SkillTally:
    """The state of one skill: its definition, its sheets, and the answers already given."""

    def __init__(self) -> None:
        self.definition: SkillDefinition | None = None
        self.sheets: dict[tuple[str, str], Sheet] = {}
        """By competitor and form; a sheet appears with its first mark."""
        self.entries_counted = 0
        self._answers: dict[str, tuple[int, Verdict]] = {}

    def fold(self, command: Command) -> Outcome:
        """Apply ``command`` once and return what was decided; a refusal is a value, never an exception."""
        content = hash(_content(command))
        answered = self._answers.get(command.id)
        if answered is not None:
            return self._answer_again(command, content, *answered)
        try:
            outcome = (
                self._set_skill(command) if isinstance(command, SetSkill) else self._enter_marks(command)
            )
        except RuleBroken as broken:
            outcome = (Verdict(command.id, "refused", broken.code), None)
        self._answers[command.id] = (content, outcome[0])
        return outcome

    def sheet_total(self, command: EnterMarks) -> SheetTotal | None:
        """Return the running total of the sheet that ``command`` is about; None when it has no mark."""
        sheet = self.sheets.get((command.competitor, command.form))
        if sheet is None:
            return None
        return SheetTotal(
            command.championship,
            command.skill,
            command.competitor,
            command.form,
            sheet.mark,
            len(sheet.marks),
            sheet.mark_max_marked,
        )

    def _answer_again(self, command: Command, content: int, first_content: int, verdict: Verdict) -> Outcome:
        if content != first_content:
            return Verdict(command.id, "refused", "id_reused"), None
        return verdict, self.sheet_total(command) if isinstance(command, EnterMarks) else None

    def _enter_marks(self, submission: EnterMarks) -> Outcome:
        if self.definition is None:
            raise RuleBroken("unknown_skill", field="skill", value=submission.skill)
        checked = check_submission(self.definition, submission)
        where = (submission.competitor, submission.form)
        sheet = self.sheets.get(where) or Sheet()
        if any(map(sheet.needs_reason, submission.entries)):
            raise RuleBroken("reason_missing", field="entries")
        outcomes = tuple(
            sheet.enter(entry, aspect, mark)
            for entry, (aspect, mark) in zip(submission.entries, checked, strict=True)
        )
        counted = sum(outcome.outcome == "counted" for outcome in outcomes)
        if counted:
            self.sheets[where] = sheet
            self.entries_counted += counted
        return _verdict(submission.id, outcomes, counted), self.sheet_total(submission) if counted else None

    def _set_skill(self, command: SetSkill) -> Outcome:
        """Define the skill; after the first mark the scheme is frozen and nobody with marks can go (R15)."""
        new = command.definition
        if self.sheets and self.definition is not None:
            if new.scheme != self.definition.scheme:
                raise RuleBroken("scheme_frozen", field="scheme")
            gone = {competitor for competitor, _ in self.sheets} - new.competitor_by_id.keys()
            if gone:
                raise RuleBroken("competitor_has_marks", field="competitors", value=sorted(gone))
        self.definition = new
        return Verdict(command.id, "counted"), None


def _verdict(command_id: str, outcomes: tuple[EntryOutcome, ...], counted: int) -> Verdict:
    if counted == len(outcomes):
        return Verdict(command_id, "counted", None, outcomes)
    return Verdict(command_id, "set_aside", "revision_stale", outcomes)


def _content(command: Command) -> tuple[object, ...]:
    """Return what must be the same when an id comes again; times may differ between two tries."""
    if isinstance(command, EnterMarks):
        return (command.skill, command.competitor, command.form, command.expert, command.entries)
    return (
        command.skill,
        command.definition.number,
        command.definition.scheme,
        command.definition.competitors,
    )
