"""Everything that is known of one skill while its log is folded, and what follows; decides nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from shared.domain.acts import Ruling
from shared.domain.awards import Decision, ManualAward
from shared.domain.championship import SkillDefinition
from shared.domain.errors import RuleBroken
from shared.domain.events import EnterMarks, Paper, SheetTotal
from shared.domain.form import Sheet
from shared.domain.form_life import FormLife, FormState, SheetState
from shared.domain.scheme import Form, Scheme
from shared.domain.status import Status
from shared.domain.units import Mark


@dataclass(slots=True)
class SetAside:
    """An entry that was based on another revision (R33): a submission of that one entry."""

    submission: EnterMarks
    decided_by: str | None = None
    """None until somebody has taken or dropped it."""


@dataclass(slots=True)
class Appeal:
    """One appeal (R32); without a ruling it is open."""

    competitor: str
    form: str
    aspect: str | None
    submitted_by: str
    reviewed_by: str | None = None
    ruling: Ruling | None = None
    corrected_by: str | None = None
    """The submission that follows from it, where it was upheld."""
    closed_by: str | None = None
    """Who has ended it although no correction followed, because none can."""
    closed_because: str | None = None

    @property
    def needs_correction(self) -> bool:
        """Say whether a correction that names the appeal may, and must, follow."""
        return self.ruling in ("upheld", "partly") and self.closed_by is None


class SkillState:
    """The state of one skill."""

    def __init__(self) -> None:
        self.definition: SkillDefinition | None = None
        self.scheme_revision = 0
        """How many schemes the skill has had."""
        self.scheme_approved_by: str | None = None
        """Set while the skill advisor has approved the scheme that is."""
        self.sheets: dict[tuple[str, str], Sheet] = {}
        """By competitor and form; a sheet appears with its first mark or score."""
        self.entries_counted = 0
        self.lives: dict[str, FormLife] = {}
        """By form; a form has one from the first act on it."""
        self.set_aside: dict[tuple[str, str], SetAside] = {}
        """By submission and aspect."""
        self.statuses: dict[str, Status] = {}
        """By competitor; who is not here competes."""
        self.penalties: dict[str, dict[str, Mark]] = {}
        """By competitor and name (R7)."""
        self.penalty_reasons: dict[tuple[str, str], str] = {}
        """By competitor and name of the penalty: why it was set as it is now (R7)."""
        self.appeals: dict[str, Appeal] = {}
        self.papers: dict[tuple[str, str], list[Paper]] = {}
        """By competitor and form: what was typed in from signed paper (R22)."""
        self.members_of_left: dict[str, str] = {}
        """By expert who was replaced: of which member they are (R21)."""
        self.awards: dict[str, ManualAward] = {}
        """By competitor: what the organiser has decided by hand (R43)."""
        self.awards_confirmed_by: str | None = None
        """Set while what was only proposed is awarded (R3, R42)."""
        self.is_recounted = False
        """Set while an independent recount agrees with what stands (R34)."""
        self.is_final = False

    @property
    def defined(self) -> SkillDefinition:
        """Return the definition; raises ``RuleBroken("unknown_skill")`` before there is one."""
        if self.definition is None:
            raise RuleBroken("unknown_skill", field="skill")
        return self.definition

    def scheme_follows(self, new: Scheme) -> None:
        """Count a new scheme; the approval falls away with whatever marks are made by."""
        self.scheme_revision += 1
        if self.definition is None or not new.marks_like(self.definition.scheme):
            self.scheme_approved_by = None

    def can_be_corrected(self, appeal: Appeal) -> bool:
        """Say whether there is still a mark for the correction that an upheld appeal asks for (R32)."""
        forms = self.defined.scheme.aspects_of_form
        if appeal.aspect is None:
            is_there = appeal.form in forms
        else:
            is_there = any(appeal.aspect in aspects for aspects in forms.values())
        return is_there and appeal.competitor in self.competing()

    def result_changed(self) -> None:
        """Take note that the skill's result is not what was recounted and made final."""
        self.is_recounted = False
        self.awards_changed()

    def awards_changed(self) -> None:
        """Take note that the same marks lead to other awards: somebody must confirm the end anew (R34)."""
        self.is_final = False
        self.awards_confirmed_by = None

    def can_win(self, competitor: str) -> bool:
        """Say whether the competitor may get an award: in contest, competing, with more than 0 (R43)."""
        known = self.defined.competitor_by_id.get(competitor)
        marks = sum(sheet.mark for (name, _), sheet in self.sheets.items() if name == competitor)
        is_in = known is not None and not known.is_guest
        is_competing = self.statuses.get(competitor, "competing") == "competing"
        return is_in and is_competing and marks > sum(self.penalties.get(competitor, {}).values())

    def decision(self) -> Decision:
        """Return what the organiser decided, for the results.

        A decision about somebody who cannot win any more rests; it is not forgotten, because the mark that
        took the total to 0 may be corrected again.
        """
        by_hand = tuple(award for name, award in self.awards.items() if self.can_win(name))
        return Decision(self.awards_confirmed_by is not None, by_hand)

    def life(self, form: str) -> FormLife:
        """Return what has happened to ``form``."""
        return self.lives.setdefault(form, FormLife())

    def competing(self) -> Collection[str]:
        """Return the ids of the competitors whose sheets must be full (R7), in their own order."""
        everyone, statuses = self.defined.competitor_by_id, self.statuses
        return [c for c in everyone if statuses.get(c, "competing") == "competing"] if statuses else everyone

    def sheet_state(self, competitor: str, form: Form) -> SheetState:
        """Return how far one sheet is."""
        return self._sheet_states(form, (competitor,))[competitor]

    def sheet_states(self, form: Form) -> dict[str, SheetState]:
        """Return how far the sheets of ``form`` are that must be full, by competitor."""
        return self._sheet_states(form, self.competing())

    def _sheet_states(self, form: Form, competitors: Iterable[str]) -> dict[str, SheetState]:
        life, aspects, sheets = self.lives.get(form.id), len(form.aspects), self.sheets
        checked: Collection[str] = () if life is None else life.checked
        states: dict[str, SheetState] = {}
        for competitor in competitors:
            sheet = sheets.get((competitor, form.id))
            if sheet is None or len(sheet.marks) < aspects:
                states[competitor] = "open"
            else:
                states[competitor] = "checked" if competitor in checked else "entered"
        return states

    def signers(self, form: Form) -> frozenset[str]:
        """Return who must sign: the team's marking experts, without a team whoever entered a mark (R13)."""
        life = self.lives.get(form.id)
        if life is not None and life.team is not None:
            named = set(life.team.marking_experts)
        else:
            named = {
                entered.by
                for competitor in self.defined.competitors
                if (sheet := self.sheets.get((competitor.id, form.id))) is not None
                for entered in sheet.marks.values()
            }
        known = named & self.defined.expert_by_id.keys()
        return frozenset(known or self.defined.expert_by_id)

    def form_state(self, form: Form, sheets: Mapping[str, SheetState] | None = None) -> FormState:
        """Return where ``form``, whose sheets are as far as ``sheets`` say, is in its life.

        See ``shared.domain.form_life``; who has asked for ``sheet_states`` already hands them in.
        """
        life = self.lives.get(form.id)
        if life is not None and life.locked_by is not None:
            return "locked" if life.released_by is None else "released"
        states = set((self.sheet_states(form) if sheets is None else sheets).values())
        if "open" in states:
            return "open"
        if "entered" in states:
            return "entered"
        return "signed" if life is not None and self._is_signed(form, life) else "checked"

    def _is_signed(self, form: Form, life: FormLife) -> bool:
        if life.team is None and not self._has_marks(form):
            return bool(life.signatures)
        return self.signers(form) <= life.signatures.keys()

    def _has_marks(self, form: Form) -> bool:
        return any(name == form.id and sheet.marks for (_, name), sheet in self.sheets.items())

    def total(self, championship: str, skill: str, competitor: str, form: str) -> SheetTotal | None:
        """Return the running total of a sheet, also of one whose marks are gone; None when it never was."""
        sheet = self.sheets.get((competitor, form))
        if sheet is None:
            return None
        return SheetTotal(
            championship, skill, competitor, form, sheet.mark, len(sheet.marks), sheet.mark_max_marked
        )
