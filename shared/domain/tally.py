"""Fold the commands of one skill into its state and answer each with a verdict.

The fold is idempotent: a command whose id was seen is answered as the first time and changes nothing, so
that redelivery and a tablet's repeats never count twice (invariant 2).
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from shared.domain import acts
from shared.domain.act_check import check_act
from shared.domain.act_documents import act_content
from shared.domain.acts import Act
from shared.domain.definition_change import check_definition
from shared.domain.entering import enter_marks
from shared.domain.entry_mark import check_marking_rules
from shared.domain.errors import RuleBroken
from shared.domain.events import Command, EnterMarks, EntryOutcome, SheetTotal, Status, Verdict
from shared.domain.finality import confirm_recount, open_items
from shared.domain.form_acts import FORM_ACTS
from shared.domain.form_life import check_state
from shared.domain.replacement import replace_expert
from shared.domain.scheme_change import change_scheme
from shared.domain.set_skill import SetSkill, check_results_change
from shared.domain.skill_acts import (
    approve_scheme,
    close_appeal,
    confirm_awards,
    decide_appeal,
    decide_set_aside,
    review_appeal,
    set_award,
    set_penalty,
    set_status,
    submit_appeal,
)
from shared.domain.skill_state import SkillState

Outcome = tuple[Verdict, SheetTotal | None]
"""What was decided, and the sheet's new total when a mark changed."""

_SKILL_ACTS: Final[Mapping[type[Act], Callable[..., None]]] = {
    acts.SubmitAppeal: submit_appeal,
    acts.ReviewAppeal: review_appeal,
    acts.DecideAppeal: decide_appeal,
    acts.CloseAppeal: close_appeal,
    acts.SetStatus: set_status,
    acts.SetPenalty: set_penalty,
    acts.SetAward: set_award,
    acts.ConfirmAwards: confirm_awards,
    acts.ReplaceExpert: replace_expert,
    acts.ChangeScheme: change_scheme,
    acts.ApproveScheme: approve_scheme,
    acts.ConfirmRecount: confirm_recount,
}

_LESS_THAN_COUNTED: Final[tuple[tuple[Status, str | None], ...]] = (
    ("set_aside", "revision_stale"),
    ("rescore", "scores_too_far_apart"),
    ("difference", "pairs_differ"),
    ("waiting", None),
)
"""The status of a submission is the first of these that became of one of its entries."""


class SkillTally(SkillState):
    """The state of one skill, and the answers already given."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: dict[str, tuple[int, Verdict]] = {}

    def fold(self, command: Command) -> Outcome:
        """Apply ``command`` once and return what was decided; a refusal is a value, never an exception."""
        content = hash(_content(command))
        answered = self._answers.get(command.id)
        if answered is not None:
            return self._answer_again(command, content, *answered)
        try:
            outcome = self._decide(command)
        except RuleBroken as broken:
            outcome = (Verdict(command.id, "refused", broken.code, details=broken.details), None)
        self._answers[command.id] = (content, outcome[0])
        return outcome

    def has_answered(self, command_id: str) -> bool:
        """Say whether a command of that id was folded, so that one more changes nothing."""
        return command_id in self._answers

    def sheet_total(self, command: EnterMarks) -> SheetTotal | None:
        """Return the running total of the sheet that ``command`` is about; None when it has no mark."""
        return self.total(command.championship, command.skill, command.competitor, command.form)

    def all_totals(self, command: Command) -> Iterator[SheetTotal]:
        """Yield the running total of every sheet of the skill that ``command`` is about."""
        for competitor, form in self.sheets:
            total = self.total(command.championship, command.skill, competitor, form)
            assert total is not None, "every sheet has a total"
            yield total

    def _decide(self, command: Command) -> Outcome:
        if isinstance(command, EnterMarks):
            outcomes, counted = enter_marks(self, command)
            verdict = _verdict(command.id, outcomes)
            return verdict, self.sheet_total(command) if counted else None
        if isinstance(command, SetSkill):
            return self._set_skill(command)
        return self._act(command)

    def _answer_again(self, command: Command, content: int, first_content: int, verdict: Verdict) -> Outcome:
        if content != first_content:
            return Verdict(command.id, "refused", "id_reused"), None
        if isinstance(command, EnterMarks):
            return verdict, self.sheet_total(command)
        return verdict, self._total_decided(command)

    def _total_decided(self, command: Command) -> SheetTotal | None:
        """Return the total of the sheet on which ``command`` has let a set-aside entry stand, if it has."""
        if not isinstance(command, acts.DecideSetAside):
            return None
        item = self.set_aside.get((command.submission, command.aspect))
        return None if item is None else self.sheet_total(item.submission)

    def _set_skill(self, command: SetSkill) -> Outcome:
        """Define the skill; raises what ``check_definition`` raises (R15, R21)."""
        new = command.definition
        check_results_change(command)
        check_marking_rules(new.scheme)
        check_definition(self, new)
        if self.definition is None or new.scheme != self.definition.scheme:
            self.lives.clear()
            self.scheme_follows(new.scheme)
        if new != self.definition:
            self.result_changed()
        if command.results is not None:
            self.awards_changed()
        self.definition = new
        return Verdict(command.id, "counted"), None

    def _act(self, act: Act) -> Outcome:
        definition = self.defined
        check_act(definition, act)
        if isinstance(act, acts.FormAct):
            form = definition.scheme.form_by_id[act.form]
            check_state(type(act), self.form_state(form), form.id)
            code = FORM_ACTS[type(act)](self, act, form)
            self.life(form.id).since_ms = act.at_ms
            return Verdict(act.id, "counted", code), None
        if isinstance(act, acts.DecideSetAside):
            outcomes, counted = decide_set_aside(self, act)
            return _verdict(act.id, outcomes), self._total_decided(act) if counted else None
        if isinstance(act, acts.Finalise):
            return self._finalise(act), None
        _SKILL_ACTS[type(act)](self, act)
        return Verdict(act.id, "counted"), None

    def _finalise(self, act: acts.Finalise) -> Verdict:
        """Make the skill final, or name everything that keeps it from that (R34)."""
        still_open = tuple(open_items(self))
        if still_open:
            return Verdict(act.id, "refused", "skill_not_final", open_items=still_open)
        self.is_final = True
        return Verdict(act.id, "counted")


def _verdict(command_id: str, outcomes: tuple[EntryOutcome, ...]) -> Verdict:
    said = {outcome.outcome for outcome in outcomes} - {"noted"}
    if said <= {"counted"}:
        return Verdict(command_id, "counted", None, outcomes)
    status, code = next(row for row in _LESS_THAN_COUNTED if row[0] in said)
    return Verdict(command_id, status, code, outcomes)


def _content(command: Command) -> tuple[object, ...]:
    """Return what must be the same when an id comes again; times may differ between two tries."""
    if isinstance(command, EnterMarks):
        return (
            command.skill,
            command.competitor,
            command.form,
            command.expert,
            command.entries,
            command.appeal,
            command.paper,
        )
    if isinstance(command, Act):
        return act_content(command)
    return command.skill, command.definition, command.results, command.reason
