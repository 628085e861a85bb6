"""A mark that one voice alone does not make: the panel's scores (R22, R23) and dual marking (R25)."""

from collections.abc import Mapping
from typing import NamedTuple

from shared.domain.championship import SkillDefinition
from shared.domain.entry_mark import judged_mark
from shared.domain.errors import RuleBroken
from shared.domain.events import EnterMarks, Entry, EntryOutcome
from shared.domain.form import Sheet
from shared.domain.judgement import are_too_far_apart
from shared.domain.panel import Panel
from shared.domain.people import Expert
from shared.domain.scheme import Aspect, Scheme
from shared.domain.team import Team, is_compatriot, pairs_for, panel_for
from shared.domain.units import Mark


class Voices(NamedTuple):
    """Who makes the marks of one sheet together, and as which of them an expert speaks."""

    all: tuple[str, ...]
    own: str
    is_alone_of_two: bool = False
    """Set when dual marking fell back to one pair (R21)."""


def voices_of(definition: SkillDefinition, submission: EnterMarks, team: Team) -> Voices:
    """Return the voices on the sheet of ``submission``.

    Raises ``RuleBroken``: ``not_on_panel``, ``not_in_pair``; ``supervisor_enters`` of scores that all have
    shown at once, unless the supervisor enters them or they were signed on paper (R22).
    """
    expert = submission.expert
    experts = definition.expert_by_id
    member = definition.competitor_by_id[submission.competitor].member
    if definition.scheme.form_by_id[submission.form].method == "J":
        panel = panel_for(team, experts, member)
        if expert not in panel and any(entry.score is not None for entry in submission.entries):
            raise RuleBroken("not_on_panel", field="expert", value=expert)
        if any(entry.scores is not None for entry in submission.entries) and submission.paper is None:
            _check_enters_for_all(team, panel, experts, expert, member)
        return Voices(panel, expert)
    if not team.second_pair:
        return Voices((expert,), expert)
    pairs = pairs_for(team, experts, member)
    if not pairs:
        return Voices((expert,), expert, is_alone_of_two=True)
    own = next((str(number) for number, pair in enumerate(pairs, 1) if expert in pair), None)
    if own is None:
        raise RuleBroken("not_in_pair", field="expert", value=expert)
    return Voices(("1", "2")[: len(pairs)], own, is_alone_of_two=len(pairs) == 1)


def _check_enters_for_all(
    team: Team, panel: tuple[str, ...], experts: Mapping[str, Expert], expert: str, member: str
) -> None:
    """Raise ``supervisor_enters`` unless ``expert`` may enter what the whole panel has shown (R22).

    The supervisor does, also who has stepped in for a compatriot; where the supervisor is the compatriot, who
    may not mark at all (R21), one of the three enters.
    """
    assert team.supervisor is not None, "a judgement team has a supervisor"
    is_kin = is_compatriot(team.supervisor, experts, member)
    if expert not in panel if is_kin else expert != team.supervisor:
        raise RuleBroken("supervisor_enters", field="expert", value=expert)


def is_one_of_several(
    definition: SkillDefinition, submission: EnterMarks, entry: Entry, team: Team | None
) -> bool:
    """Say whether ``entry`` is what one voice of several says, so that others may not know it yet (R22, R25).

    Scores that all judges showed at once are not: there everybody has spoken. A remark alone is, because it
    may tell what a judge is about to show.
    """
    if entry.score is not None:
        return True
    if team is None:
        return False
    if entry.is_remark and definition.scheme.form_by_id[submission.form].method == "J":
        return True
    if not team.second_pair:
        return False
    member = definition.competitor_by_id[submission.competitor].member
    return len(pairs_for(team, definition.expert_by_id, member)) == 2


class TeamEntry:
    """Enters marks, scores and measurements on a sheet that a team marks."""

    __slots__ = ("_scheme", "_sheet", "_voices")

    def __init__(self, scheme: Scheme, sheet: Sheet, voices: Voices) -> None:
        self._scheme = scheme
        self._sheet = sheet
        self._voices = voices

    def enter(
        self, entry: Entry, aspect: Aspect, mark: Mark | None, by: str, decided_by: str | None
    ) -> EntryOutcome:
        """Return what became of the entry; the mark stands once every voice that it needs has spoken."""
        revision = self._sheet.revision(aspect.id)
        if entry.based_on != revision:
            return EntryOutcome(aspect.id, "set_aside", revision, "revision_stale")
        is_dual = aspect.method == "M" and len(self._voices.all) == 2
        if mark is not None and not is_dual:
            outcome = self._sheet.enter(entry, aspect, mark, by, decided_by)
            return outcome._replace(code="one_pair") if self._voices.is_alone_of_two else outcome
        panel = self._sheet.panels.get(aspect.id) or Panel()
        if entry.attempt not in (None, panel.attempt(revision, self._voices.all)):
            return EntryOutcome(aspect.id, "set_aside", revision, "attempt_stale")
        self._sheet.panels[aspect.id] = panel
        panel.begin(revision, self._voices.all)
        if mark is not None:
            entry, mark = self._measure(panel, entry, mark)
        elif entry.scores is not None:
            panel.show(entry.scores)
        else:
            entry, mark = self._score(panel, entry, aspect)
        if mark is not None:
            return self._sheet.enter(entry, aspect, mark, by, decided_by)
        return self._unfinished(panel, aspect, revision)

    def _score(self, panel: Panel, entry: Entry, aspect: Aspect) -> tuple[Entry, Mark | None]:
        """Take one judge's score; with the last one the attempt ends, in a mark or in another attempt."""
        assert entry.score is not None, "an entry of a judgement holds scores or a score"
        panel.say(self._voices.own, entry.score)
        if len(panel.current) < len(self._voices.all):
            return entry, None
        scores = tuple(panel.current[voice] for voice in self._voices.all)
        panel.close()
        if are_too_far_apart(scores, self._scheme.judging(aspect)):
            return entry, None
        return entry._replace(scores=scores, score=None), judged_mark(self._scheme, aspect, scores)

    def _measure(self, panel: Panel, entry: Entry, mark: Mark) -> tuple[Entry, Mark | None]:
        """Take one pair's measurement; when both are in and agree, it is the mark."""
        panel.say(self._voices.own, mark)
        if len(panel.current) < len(self._voices.all):
            return entry, None
        if len(set(panel.current.values())) > 1:
            panel.keep()
            return entry, None
        panel.close()
        return entry, mark

    def _unfinished(self, panel: Panel, aspect: Aspect, revision: int) -> EntryOutcome:
        said, needed = len(panel.current), len(self._voices.all)
        going_on = (said, needed), panel.attempt(revision, self._voices.all)
        if not said:
            return EntryOutcome(aspect.id, "rescore", revision, "scores_too_far_apart", *going_on)
        if said == needed:
            return EntryOutcome(aspect.id, "difference", revision, "pairs_differ", *going_on)
        return EntryOutcome(aspect.id, "waiting", revision, None, *going_on)
