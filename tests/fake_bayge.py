"""A Bayge in memory for the simulator: the door answers by folding, the boards are what the rules say."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from deploy.simulator.answers import ActAnswer, Answer, Delivery, EntryAnswer, Person, Unreachable
from deploy.simulator.expectation import Expectation
from deploy.simulator.pace import AtOnce
from deploy.simulator.plan import PlannedSubmission
from deploy.simulator.player import Player
from deploy.simulator.teams import teams_of
from services.ingest.official_acts import TYPES
from shared.domain.acts import Act
from shared.domain.championship import skill_from_document, skill_key
from shared.domain.events import Command, EnterMarks, Entry, Verdict, command_document, command_from_document
from shared.domain.set_skill import SetSkill
from shared.domain.standings import places
from shared.domain.tally import SkillTally
from shared.domain.units import Mark, mark_from_text, mark_text
from tests.builders import set_team


class FakeBayge:
    """The door for experts, and the boards behind it; told to, it fails in the ways of a network.

    ``lost_before`` and ``lost_after`` give, by submission id, how many tries fail before the submission is
    taken in, and how many after it was; ``late`` how many are answered with ``logged``.
    """

    def __init__(self, bundle: Mapping[str, Any]) -> None:
        self.championship = bundle["championship"]["id"]
        self.tallies = {skill["id"]: SkillTally() for skill in bundle["skills"]}
        self.lost_before: dict[str, int] = defaultdict(int)
        self.lost_after: dict[str, int] = defaultdict(int)
        self.late: dict[str, int] = defaultdict(int)
        self.log: list[EnterMarks] = []
        self.records: list[Command] = []
        """Everything that was ever folded, in order."""
        self.unreachable = 0
        """How many of the next requests of officials get no answer though they are taken in."""
        self.office_says: Callable[[], dict[str, Any]] | None = None
        """None: there is no office."""
        self.office_lag = 0
        for skill in bundle["skills"]:
            definition = skill_from_document(skill)
            command = SetSkill(f"set-{skill['id']}", self.championship, skill["id"], definition, 0)
            self.fold(command)

    def form_teams(self, bundle: Mapping[str, Any]) -> "FakeBayge":
        """Form all teams, for those who play no officials."""
        for skill_id, teams in teams_of(bundle).items():
            for form, team in teams.items():
                head = {"skill_id": skill_id, "championship": self.championship}
                self.fold(set_team(form, team.experts, team.supervisor, **head))
        return self

    def fold(self, command: Command) -> Verdict:
        """Fold one command as scoring does."""
        self.records.append(command)
        verdict, _ = self.tallies[command.skill].fold(command)
        return verdict

    async def acts(self, person: Person, documents: Sequence[Mapping[str, Any]]) -> Sequence[ActAnswer]:
        """Answer as ingest and scoring do; an expert's or official's role is what the token would say."""
        await asyncio.sleep(0)
        verdicts = [self.fold(_act(person, document)) for document in documents]
        await asyncio.sleep(0)
        if self.unreachable > 0:
            self.unreachable -= 1
            raise Unreachable("reset")
        return [ActAnswer(verdict.status, verdict.code or "") for verdict in verdicts]

    async def submit(self, expert: str, skill: str, document: Mapping[str, Any]) -> Answer:
        """Answer as ingest and scoring do."""
        await asyncio.sleep(0)
        if _spend(self.lost_before, document["id"]):
            raise Unreachable("refused")
        command = _command(expert, document)
        assert command == command_from_document(command_document(command)), "what is sent survives the log"
        self.log.append(command)
        assert skill == command.skill
        verdict = self.fold(command)
        offset = len(self.log) - 1
        await asyncio.sleep(0)
        if _spend(self.lost_after, document["id"]):
            raise Unreachable("reset")
        if _spend(self.late, document["id"]):
            return Answer("logged", offset=offset)
        entries = tuple(EntryAnswer(e.aspect, e.outcome, e.revision) for e in verdict.entries)
        return Answer(verdict.status, entries, offset, verdict.code or "")

    async def office(self, person: Person, path: str) -> dict[str, Any] | None:
        """Answer as the office does, which reads the end a little later than scoring."""
        assert ("results_team", f"{self.championship}/results") == (person.role, path)
        if self.office_lag:
            self.office_lag -= 1
            return {"is_final": False}
        return None if self.office_says is None else self.office_says()

    def board(self, skill: str) -> dict[str, Any]:
        """Return the board of ``skill`` as the rules see it."""
        tally = self.tallies[skill]
        assert tally.definition is not None
        marks: dict[str, list[Mark]] = {}
        for (competitor, _), sheet in tally.sheets.items():
            sums = marks.setdefault(competitor, [0, 0, 0])
            sums[0] += sheet.mark
            sums[1] += sheet.mark_max_marked
            sums[2] += len(sheet.marks)
        place_of = places({competitor: sums[0] for competitor, sums in marks.items() if sums[2]})
        rows = {}
        for entrant in tally.definition.competitors:
            total, marked, aspects = marks.get(entrant.id, [0, 0, 0])
            rows[entrant.id] = {
                "place": place_of.get(entrant.id),
                "total": mark_text(total) if aspects else None,
                "marked": mark_text(marked),
                "aspects": aspects,
            }
        return {"kind": "skill", "head": {"skill": skill_key(self.championship, skill)}, "rows": rows}


def _spend(budget: dict[str, int], submission: str) -> bool:
    budget[submission] -= 1
    return budget[submission] >= 0


def _act(person: Person, document: Mapping[str, Any]) -> Act:
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in document.items()
        if name not in ("type", "mark_units")
    }
    if "mark_units" in document:
        fields["mark"] = document["mark_units"]
    if document["type"] == "submit_appeal":
        fields["member"] = person.member
    act = TYPES[document["type"]](actor=person.subject, role=person.role, at_ms=0, **fields)  # type: ignore[arg-type]
    assert act == command_from_document(command_document(act)), "what is sent survives the log"
    return act


def _command(expert: str, document: Mapping[str, Any]) -> EnterMarks:
    entries = tuple(
        Entry(
            entry["aspect"],
            mark_from_text(entry["mark"]) if "mark" in entry else None,
            tuple(entry["scores"]) if "scores" in entry else None,
            entry["based_on"],
            entry.get("reason"),
            entry.get("score"),
            attempt=entry.get("attempt"),
        )
        for entry in document["entries"]
    )
    return EnterMarks(
        document["id"],
        document["championship"],
        document["skill"],
        document["competitor"],
        document["form"],
        expert,
        entries,
        0,
        appeal=document.get("appeal"),
    )


async def no_rest(_seconds: float) -> None:
    """Let others run instead of waiting."""
    await asyncio.sleep(0)


async def played(
    bundle: Mapping[str, Any], plan: list[PlannedSubmission], bayge: FakeBayge
) -> tuple[list[Delivery], Expectation, Player]:
    """Play ``plan`` to its end; return what was delivered and what the boards must show."""
    deliveries: list[Delivery] = []
    player = Player(bayge.championship, bayge, AtOnce(), deliveries.append, rest=no_rest)
    await player.play(plan, asyncio.Event())
    expectation = Expectation(bundle)
    expectation.count_all(deliveries)
    return deliveries, expectation, player
