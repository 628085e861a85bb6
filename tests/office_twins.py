"""Two offices that differ only in what a viewer may not know, and all that a viewer can ask either.

What must stay hidden is reckoned here from the verdicts alone: the office's own filter is not its judge.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from services.office.desk import Desk
from services.office.ledger import Ledger
from services.office.nudges import Nudges, Watch
from services.office.register import Register
from services.office.shown import ShownBoards
from services.office.viewer import Viewer
from shared import codec, topics
from shared.domain.acts import ChangeScheme, DecideSetAside
from shared.domain.catalogue_events import ChampionshipSet, catalogue_document, policy_document
from shared.domain.championship import Championship
from shared.domain.errors import RuleBroken
from shared.domain.events import Command, EnterMarks, Entry, EntryOutcome, command_document
from shared.domain.publication import PolicySet
from shared.domain.tally import SkillTally
from shared.domain.team import pairs_for
from tests.builders import championship, scheme

Secret = tuple[str, str]
"""A submission and an aspect in it."""
WHERE = ("cup", "testing")


class Office:
    """The office without a socket: commands in, answers out."""

    def __init__(self, viewer: Viewer, event: Championship | None = None) -> None:
        self.register, self.ledger, self.nudges = Register(), Ledger(), Nudges()
        self.desk = Desk(self.register, self.ledger, ShownBoards(), lambda: 0)
        self.told: list[Any] = []
        self._viewer = viewer
        self._watch: Watch | None = None
        self._offset = -1
        document = catalogue_document(ChampionshipSet(event or championship(), 0))
        self.register.fold(topics.CATALOGUE.name, "cup", document)

    def publish(self, policy: PolicySet) -> None:
        """Set a policy."""
        self.register.fold(topics.PUBLICATIONS.name, policy.championship, policy_document(policy, 0))

    def take(self, *commands: Command) -> "Office":
        """Fold commands, and keep what the viewer is nudged with."""
        for command in commands:
            self._offset += 1
            document = codec.decode(codec.encode(command_document(command)))
            try:
                news = self.ledger.fold(0, self._offset, "/".join(WHERE), document)
            except RuleBroken:  # what no document can say, such as an appeal for no member, is left out
                news = None
            self.ledger.moved(0, self._offset)
            if news is not None:
                self.nudges.tell(news.book, news.change, self._offset)
                self.told.append(self._watch.take() if self._watch else None)
            if self._watch is None:
                self._watch = self.nudges.open(self._viewer, self.ledger.book(*WHERE), self._offset)
        return self

    def answers(self) -> dict[str, Any]:
        """Return the answer of every route to everything that can be asked of it, refusals too."""
        desk, viewer = self.desk, self._viewer
        book = self.ledger.book(*WHERE)
        asked: dict[str, Callable[[], Any]] = {
            "me": lambda: desk.me(viewer),
            "skill": lambda: desk.skill(viewer, *WHERE),
            **{
                f"feedback of {c.id}": lambda name=c.id: desk.feedback(viewer, *WHERE, name)  # type: ignore[misc]
                for c in book.tally.defined.competitors
            },
            "forms": lambda: desk.forms(viewer, *WHERE),
            "results": lambda: desk.results(viewer, *WHERE),
            "profiles": lambda: desk.profiles(viewer, *WHERE),
            "quality": lambda: desk.quality(viewer, *WHERE),
            "preview": lambda: desk.preview(viewer, *WHERE, scheme()),
            "event": lambda: desk.event(viewer, "cup"),
            "own member": lambda: desk.own_member(viewer, "cup"),
        }
        for form in (*book.tally.defined.scheme.form_by_id, "A1", "A2"):
            asked[f"sheets {form}"] = lambda form=form: desk.sheets(viewer, *WHERE, form, None)  # type: ignore[misc]
            for who in ("c-1", "c-2"):
                asked[f"history {form} {who}"] = lambda f=form, c=who: desk.history(  # type: ignore[misc]
                    viewer, *WHERE, c, f, None
                )
        return {name: _answer(ask) for name, ask in asked.items()} | {"nudges": self.told}


def _answer(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except RuleBroken as refused:
        return refused.code, refused.details


class Secrets:
    """What single voices said that others may not know, reckoned from what scoring answered (R22, R25)."""

    def __init__(self) -> None:
        self.owner: dict[Secret, str] = {}
        """Who said it, for everything that is secret now."""
        self._tally = SkillTally()
        self._open: dict[tuple[str, str], list[tuple[Secret, int | None]]] = {}

    def take(self, command: Command) -> None:
        """Fold a command and reckon what became known."""
        if self._tally.has_answered(command.id):
            return
        verdict, _ = self._tally.fold(command)
        if isinstance(command, ChangeScheme) and verdict.status == "counted":
            self._open.clear()  # who was waiting will never be joined by the others
        elif isinstance(command, EnterMarks):
            for entry, outcome in zip(command.entries, verdict.entries, strict=len(verdict.entries) > 0):
                self._take(command, entry, outcome, command.id)
        elif isinstance(command, DecideSetAside) and verdict.entries:
            said = self._tally.set_aside[command.submission, command.aspect].submission
            self._take(said, said.entries[0], verdict.entries[0], said.id)

    def _take(self, said: EnterMarks, entry: Entry, outcome: EntryOutcome, name: str) -> None:
        where, secret = (said.competitor, entry.aspect), (name, entry.aspect)
        waiting = self._open.setdefault(where, [])
        is_voice = self._is_voice(said, entry)
        if outcome.outcome == "set_aside":
            if is_voice:
                self.owner[secret] = said.expert
            return
        if outcome.outcome == "waiting":
            if any(attempt != outcome.attempt for _, attempt in waiting):
                waiting.clear()  # an attempt that was given up: secret for ever
            waiting.append((secret, outcome.attempt))
            self.owner[secret] = said.expert
            return
        if is_voice:  # the last voice of the attempt: everybody's is known now
            for known, _ in waiting:
                self.owner.pop(known, None)
            self.owner.pop(secret, None)
        waiting.clear()

    def _is_voice(self, said: EnterMarks, entry: Entry) -> bool:
        life = self._tally.lives.get(said.form)
        if entry.score is not None or life is None or life.team is None:
            return entry.score is not None
        definition = self._tally.defined
        member = definition.competitor_by_id[said.competitor].member
        return bool(life.team.second_pair) and len(pairs_for(life.team, definition.expert_by_id, member)) == 2


def secrets_of(log: Sequence[Command]) -> dict[Secret, str]:
    """Return what is secret at the end of ``log``, and whose it is."""
    reckoned = Secrets()
    for command in log:
        reckoned.take(command)
    return reckoned.owner


def twin(log: Sequence[Command], secrets: set[Secret]) -> list[Command]:
    """Return ``log`` with another value for each of ``secrets``; whatever comes twice changes twice."""
    changed = {
        command: _with_others(command, secrets)
        for command in log
        if isinstance(command, EnterMarks) and any((command.id, e.aspect) in secrets for e in command.entries)
    }
    return [changed.get(command, command) if isinstance(command, EnterMarks) else command for command in log]


def _with_others(command: EnterMarks, secrets: set[Secret]) -> EnterMarks:
    entries = (_other(e) if (command.id, e.aspect) in secrets else e for e in command.entries)
    return replace(command, entries=tuple(entries))


def _other(entry: Entry) -> Entry:
    if entry.score is not None:
        return entry._replace(score=(entry.score + 1) % 4)
    return entry._replace(mark=0) if entry.mark else entry


def keys_in(document: Any) -> Iterator[str]:
    """Yield every key at any depth."""
    if isinstance(document, dict):
        for name, value in document.items():
            yield str(name)
            yield from keys_in(value)
    elif isinstance(document, list | tuple):
        for value in document:
            yield from keys_in(value)
