"""The whole chain in one process on fakes: seeded crashes, redelivery, stale totals, lost answers.

Each run prints its seed when it fails; `SIM_SEEDS=1000 pytest tests/sim` tries more of them.
"""

import os
from dataclasses import replace
from random import Random

import pytest

from deploy.recount import Recount
from services.leaderboard.projection import Projection
from services.scoring.desk import Desk
from services.scoring.partition import LogRecord
from shared import codec, topics
from shared.domain.acts import (
    ChangeScheme,
    CheckSheets,
    ConfirmUnlock,
    DecideSetAside,
    LockForm,
    RequestUnlock,
    SignForm,
)
from shared.domain.catalogue_events import ChampionshipSet, SkillSet, catalogue_document, policy_document
from shared.domain.events import Command, EnterMarks, command_document
from shared.domain.marking_rules import MarkingRules
from shared.domain.publication import PolicySet
from shared.domain.standing import form_standing
from shared.domain.tally import SkillTally
from tests.builders import (
    act,
    championship,
    command_id,
    enter,
    judged,
    measured,
    panel_skill,
    scheme,
    score,
    set_skill,
    set_team,
)
from tests.fakes import Crash, FakeKafka, FakeLog, FakeSend

SEEDS = range(int(os.environ.get("SIM_SEEDS", "60")))
SKILLS = ("testing", "other")


def plan(random: Random) -> list[Command]:
    """Return what careless people send: marks, scores, corrections, stale entries, locks, repeats."""
    commands: list[Command] = [set_skill(panel_skill(), skill_id=name) for name in SKILLS]
    commands += [set_team("A3-J", skill_id=name) for name in SKILLS]
    for _ in range(random.randrange(10, 60)):
        name = random.choice(SKILLS)
        where = {"competitor": random.choice(("c-1", "c-2")), "skill_id": name}
        based_on = random.choice((0, 0, 1, 2))
        kind = random.random()
        if kind < 0.2:
            expert = random.choice(("e-1", "e-2", "e-3", "e-4"))
            entry = score("A3.2", random.randrange(4), based_on, "slip")
            commands.append(enter(entry, form="A3-J", expert=expert, submission_id=command_id(), **where))
        elif kind < 0.4:
            commands += act_on(random, commands, name)
        elif kind < 0.7:
            entry = measured("A1.1", random.choice(("0.00", "1.00")), based_on, "slip")
            commands.append(enter(entry, form="A1", submission_id=command_id(), **where))
        else:
            scores = random.choice(((1, 2, 2), (3, 3, 2), (0, 3, 3)))
            entry = judged("A2.1", *scores, based_on=based_on, reason="slip")
            commands.append(enter(entry, form="A2", submission_id=command_id(), **where))
        if random.random() < 0.2:
            commands.append(random.choice(commands[2:]))
    return commands


def act_on(random: Random, commands: list[Command], skill_id: str) -> list[Command]:
    """Return one or more acts on a skill: a form brought to its lock, an unlock, a decision, a new scheme."""
    stale = random.choice([c.id for c in commands if isinstance(c, EnterMarks)] or ["nothing"])
    decision = {"submission": stale, "aspect": "A1.1", "reason": "seen"}
    reopened = {"form": "A3-M", "reason": "slip", "skill_id": skill_id}
    whole = [
        enter(measured("A3.1", "0.50", 0), form="A3-M", competitor=c, expert="e-3", skill_id=skill_id)
        for c in ("c-1", "c-2")
    ]
    changed = replace(scheme(), rules=MarkingRules(rounding=random.choice(("each_aspect", "sum_unrounded"))))
    kinds: tuple[list[Command], ...] = (
        [
            *whole,
            act(CheckSheets, "chief_expert", form="A3-M", skill_id=skill_id),
            act(SignForm, "expert", "e-3", form="A3-M", skill_id=skill_id),
            act(LockForm, "chief_expert", form="A3-M", skill_id=skill_id),
        ],
        [
            act(RequestUnlock, "chief_expert", "ce", **reopened),
            act(ConfirmUnlock, "results_team", "rt", **reopened),
        ],
        [
            act(
                DecideSetAside,
                "chief_expert",
                decision=random.choice(("take", "drop")),
                skill_id=skill_id,
                **decision,
            )
        ],
        [act(ChangeScheme, "organiser", scheme=changed, reason="agreed", skill_id=skill_id)],
    )
    return random.choice(kinds)


class Spine:
    """Scoring and leaderboard over a fake Kafka, with their offsets kept as Kafka keeps them."""

    def __init__(self, random: Random) -> None:
        self.kafka = FakeKafka()
        self.committed = 0
        self._random = random
        self._start_scoring()

    def _start_scoring(self) -> None:
        self.send = FakeSend(self.kafka)
        self.desk = Desk(FakeLog(self.kafka, topics.MARK_ENTRIES), self.send, clock=lambda: 0)

    async def score(self) -> None:
        """Deliver what is not committed, in batches; crash now and then, between fold, send and commit."""
        if self._random.random() < 0.5:
            await self.desk.rebuild(0)
        while waiting := self.kafka.records(topics.MARK_ENTRIES, self.committed):
            batch = waiting[: self._random.randrange(1, 6)]
            if self._random.random() < 0.3:
                self.send.crash_after = self._random.randrange(3)
            try:
                await (await self.desk.handle(0, [LogRecord(*record) for record in batch]))
                if self._random.random() < 0.3:
                    await self.desk.tell_standings()
            except Crash:
                self._start_scoring()
                continue
            self.send.crash_after = None
            if self._random.random() < 0.9:  # else it dies before the commit, and these come again
                self.committed = batch[-1][0] + 1
            else:
                self._start_scoring()

    def boards(self) -> Projection:
        """Fold what the topics hold into boards, totals interleaved with a repeat of old ones."""
        projection = Projection()
        projection.fold(topics.CATALOGUE, "cup", catalogue_document(ChampionshipSet(championship(), 0)))
        projection.fold(topics.PUBLICATIONS, "cup", policy_document(PolicySet("cup", "public", "live"), 0))
        for name in SKILLS:
            projection.fold(
                topics.CATALOGUE, "cup", catalogue_document(SkillSet("cup", name, panel_skill(), 0))
            )
        totals = self.kafka.records(topics.TOTALS)
        for index, (_, key, value) in enumerate(totals):
            projection.fold(topics.TOTALS, key.decode(), codec.decode(value or b""))
            if self._random.random() < 0.2:  # a worker that lost its partition sends late
                _, old_key, old_value = totals[self._random.randrange(index + 1)]
                projection.fold(topics.TOTALS, old_key.decode(), codec.decode(old_value or b""))
        return projection


@pytest.mark.parametrize("seed", SEEDS)
async def test_no_crash_loses_or_doubles_a_mark(seed: int) -> None:
    """Whatever dies when: every command is answered, always the same, and every board equals a recount."""
    random = Random(seed)
    spine, recount = Spine(random), Recount()
    commands = plan(random)

    for command in commands:
        document = command_document(command)
        spine.kafka.append(topics.MARK_ENTRIES, f"cup/{command.skill}".encode(), codec.encode(document))
        recount.take(document)
        if random.random() < 0.3:
            await spine.score()
    await spine.score()
    await spine.desk.tell_standings()

    projection = spine.boards()
    for name, counted in recount.standings().items():
        board = projection.board(name, "public")
        assert board is not None
        shown = {c: (r["place"], r["total"], r["marked"], r["aspects"]) for c, r in board["rows"].items()}
        assert counted == shown, f"seed {seed}, {name}"
    _every_command_has_one_answer(spine, commands, seed)
    _every_form_stands_as_told(spine, commands, seed)


def _every_form_stands_as_told(spine: Spine, commands: list[Command], seed: int) -> None:
    """Whatever died when, the newest record of every form says what a fold in peace would say."""
    told: dict[str, dict[str, object]] = {}
    for _, key, value in spine.kafka.records(topics.FORMS):
        standing = codec.decode(value or b"")
        if standing["offset"] >= told.get(key.decode(), {"offset": -1})["offset"]:
            told[key.decode()] = standing
    for name in SKILLS:
        tally = SkillTally()
        for command in commands:
            if command.skill == name:
                tally.fold(command)
        for form in tally.defined.scheme.forms:
            expected = codec.decode(codec.encode(form_standing(tally, "cup", name, form)))
            stood = told[f"cup/{name}/{form.id}"]
            assert expected == {k: v for k, v in stood.items() if k in expected}, f"seed {seed}"


def _every_command_has_one_answer(spine: Spine, commands: list[Command], seed: int) -> None:
    answers: dict[str, set[tuple[object, ...]]] = {}
    for _, _, value in spine.kafka.records(topics.VERDICTS):
        verdict = codec.decode(value or b"")
        entries = tuple((e["aspect"], e["outcome"], e["revision"]) for e in verdict["entries"])
        answers.setdefault(verdict["id"], set()).add((verdict["status"], entries))
    assert {command.id for command in commands} == answers.keys(), f"seed {seed}"
    several = {command: given for command, given in answers.items() if len(given) > 1}
    assert {} == several, f"seed {seed}: a command was answered in two ways"


def test_the_plan_makes_all_kinds_of_trouble() -> None:
    """A simulation that never corrects, repeats or refuses would show nothing."""
    commands = [command for seed in range(20) for command in plan(Random(seed))]
    submissions = [command for command in commands if isinstance(command, EnterMarks)]

    assert any(entry.based_on == 1 for s in submissions for entry in s.entries)
    assert any(entry.scores == (0, 3, 3) for s in submissions for entry in s.entries)
    assert any(entry.score is not None for s in submissions for entry in s.entries)
    assert {ChangeScheme, DecideSetAside, LockForm, ConfirmUnlock} <= set(map(type, commands))
    assert len({s.id for s in submissions}) < len(submissions)
