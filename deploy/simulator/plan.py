"""The plan of a simulated championship: who submits what, when; a pure function of bundle and seed.

Time in a plan is *marking time*: seconds of the marking hours since C1 began, nights left out.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal
from uuid import UUID

from deploy.simulator.abilities import Abilities, EntryContent
from deploy.simulator.panels import Became, turns
from deploy.simulator.teams import PlannedTeam, plan_teams
from deploy.simulator.timetable import form_times
from shared.domain.championship import SkillDefinition, skill_from_document
from shared.domain.people import Competitor
from shared.domain.scheme import Form

ENTRIES_MAX: Final = 8
SPLIT_FROM: Final = 4
SPLIT_SHARE: Final = 0.2
CORRECTED_SHARE: Final = 0.02
STALE_SHARE: Final = 0.006
REPEATED_SHARE: Final = 0.01
REASONS: Final = ("typing error", "measured again", "wrong competitor's sheet", "read from the wrong line")

Entry = dict[str, Any]
Becomes = Became | Literal["set_aside"]
Repeat = Literal["never", "after", "together"]
"""Whether the network sends a submission twice: after the answer, or at the same time."""


class CannotPlan(Exception):
    """The bundle cannot be played; the text says why."""


@dataclass(frozen=True, slots=True)
class PlannedSubmission:
    """One expert's submission for one sheet, and what must become of it."""

    id: str
    marking_s: float
    skill: str
    competitor: str
    form: str
    expert: str
    entries: tuple[Entry, ...]
    expected: Becomes
    repeat: Repeat = "never"
    shown: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """With the last single score of a panel: what all have shown, by aspect."""

    @property
    def sheet(self) -> tuple[str, str, str]:
        """Return which sheet it is for: submissions for one sheet keep their order."""
        return (self.skill, self.competitor, self.form)


def plan_submissions(bundle: Mapping[str, Any], seed: str | int) -> list[PlannedSubmission]:
    """Return all submissions in the order of time; raises ``CannotPlan``."""
    championship = bundle["championship"]["id"]
    planned: list[PlannedSubmission] = []
    for document in bundle["skills"]:
        planned += SkillPlanner(
            championship, document["id"], skill_from_document(document), seed
        ).submissions()
    planned.sort(key=lambda submission: (submission.marking_s, submission.id))
    return planned


class SkillPlanner:
    """Plans one skill with a random source of its own, so that skills do not disturb each other."""

    def __init__(self, championship: str, skill: str, definition: SkillDefinition, seed: str | int) -> None:
        self._skill = skill
        self._definition = definition
        self._teams = plan_teams(championship, skill, definition)
        self._rng = random.Random(f"{seed}/{championship}/{skill}/plan")
        self._abilities = Abilities(random.Random(f"{seed}/{championship}/{skill}/abilities"))

    def submissions(self) -> Iterator[PlannedSubmission]:
        """Yield the submissions of every sheet."""
        for form, times in form_times(self._definition.scheme.forms, self._rng):
            team = self._teams.get(form.id)
            order = self._rng.sample(self._definition.competitors, len(self._definition.competitors))
            for position, competitor in enumerate(order):
                able = self._able(competitor, team)
                expert = able[0] if form.method == "J" else self._rng.choice(able)
                at_s = times.sheet_s(position, len(order), self._rng)
                sheet = Sheet(self._rng, self._skill, competitor.id, form.id, expert, at_s, times.ends_s)
                panel = team.panel(self._definition, competitor) if team and form.method == "J" else ()
                yield from self._sheet(form, competitor, sheet, panel)

    def _able(self, competitor: Competitor, team: PlannedTeam | None) -> list[str]:
        """Return who of the team may enter marks of ``competitor``, without a team who of all experts."""
        if team is not None:
            return team.able(self._definition, competitor)
        able = [expert.id for expert in self._definition.experts if expert.member != competitor.member]
        if not able:
            raise CannotPlan(f"no expert of {self._skill} may mark {competitor.id}: all are compatriots")
        return able[:2]

    def _sheet(
        self, form: Form, competitor: Competitor, now: "Sheet", panel: Sequence[str]
    ) -> Iterator[PlannedSubmission]:
        """Yield a sheet's submissions in order: the first marks, a stale copy now and then, corrections."""
        contents = {
            aspect.id: self._abilities.content(competitor.id, form.sub_criterion[0], aspect)
            for aspect in form.aspects
        }
        first: list[Entry] = [_entry(aspect, content, 0) for aspect, content in contents.items()]
        yield from self._judged(now, contents, panel) if panel else self._in_parts(now, first)
        if self._rng.random() < STALE_SHARE:
            now.later(self._rng.uniform(30, 240))
            yield now.submission([self._rng.choice(first)], "set_aside")
        for aspect in form.aspects:
            if self._rng.random() < CORRECTED_SHARE:
                now.later(self._rng.uniform(600, 3600))
                changed = self._abilities.corrected(aspect, contents[aspect.id])
                entry = _entry(aspect.id, changed, 1) | {"reason": self._rng.choice(REASONS)}
                yield now.submission([entry], "counted")

    def _judged(
        self, now: "Sheet", contents: Mapping[str, EntryContent], panel: Sequence[str]
    ) -> Iterator[PlannedSubmission]:
        """Yield what a panel submits, until every aspect has its mark."""
        scores: dict[str, tuple[int, ...]] = {}
        for name, content in contents.items():
            assert isinstance(content["scores"], list), "a judged form has judged aspects"
            scores[name] = tuple(content["scores"])
        for turn in turns(scores, panel, now.expert, self._rng):
            planned = now.submission(turn.entries, turn.becomes)
            yield replace(planned, expert=turn.expert, shown=turn.shown)
            now.later(self._rng.uniform(10, 60))

    def _in_parts(self, now: "Sheet", first: Sequence[Entry]) -> Iterator[PlannedSubmission]:
        """Yield the first marks of a sheet, at once or in parts."""
        parts = _parts(first, self._rng)
        yield now.submission(parts[0], "counted")
        for part in parts[1:]:
            now.later(self._rng.uniform(120, 480))
            if self._rng.random() < STALE_SHARE * 4:
                yield now.submission([*part, parts[0][0]], "set_aside")
            else:
                yield now.submission(part, "counted")


@dataclass(slots=True)
class Sheet:
    """A sheet that is being planned, and the time on it."""

    rng: random.Random
    skill: str
    competitor: str
    form: str
    expert: str
    at_s: float
    ends_s: float

    def later(self, seconds: float) -> None:
        """Let time pass, but never past the end of the marking day."""
        self.at_s = min(self.at_s + seconds, self.at_s + (self.ends_s - self.at_s) / 2)

    def submission(self, entries: Sequence[Entry], expected: Becomes) -> PlannedSubmission:
        """Return a submission for this sheet at this time."""
        submission = PlannedSubmission(
            str(UUID(int=self.rng.getrandbits(128), version=4)),
            self.at_s,
            self.skill,
            self.competitor,
            self.form,
            self.expert,
            tuple(entries),
            expected,
        )
        if self.rng.random() < REPEATED_SHARE:
            return replace(submission, repeat=self.rng.choice(("after", "together")))
        return submission


def _entry(aspect: str, content: EntryContent, based_on: int) -> Entry:
    return {"aspect": aspect, **content, "based_on": based_on}


def _parts(entries: Sequence[Entry], rng: random.Random) -> list[Sequence[Entry]]:
    """Return the entries as they are sent: all at once, or in parts of at most ``ENTRIES_MAX``."""
    cut = ENTRIES_MAX
    if SPLIT_FROM <= len(entries) <= ENTRIES_MAX and rng.random() < SPLIT_SHARE:
        cut = rng.randint(2, len(entries) - 1)
    return [entries[start : start + cut] for start in range(0, len(entries), cut)]
