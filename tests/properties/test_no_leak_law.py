"""R52: whoever sees marks after lock learns nothing of marks that are not locked, from no part of a board."""

from hypothesis import given
from hypothesis import strategies as st

from services.leaderboard.projection import Projection
from services.scoring.partition import LogRecord, PartitionFold
from shared import codec, topics
from shared.domain.acts import CheckSheets, ConfirmUnlock, LockForm, RequestUnlock, SignForm
from shared.domain.board import Board
from shared.domain.catalogue_events import ChampionshipSet, SkillSet, catalogue_document, policy_document
from shared.domain.events import Command, Entry, command_document
from shared.domain.publication import PolicySet
from tests.builders import act, championship, enter, judged, measured, panel_skill, set_skill

BOARDS = ("index", "cup", "cup/testing")


class Run:
    """Scoring and leaderboard in one, with the boards of an audience that sees marks after lock."""

    def __init__(self) -> None:
        self._fold = PartitionFold(0, clock=lambda: 0)
        self._projection = Projection()
        self._offset = 0
        for document in (ChampionshipSet(championship(), 0), SkillSet("cup", "testing", panel_skill(), 0)):
            self._projection.fold(topics.CATALOGUE, "cup", catalogue_document(document))
        policy = policy_document(PolicySet("cup", "public", "after_lock"), 0)
        self._projection.fold(topics.PUBLICATIONS, "cup", policy)
        self.seen = [self.take(set_skill(panel_skill()))]

    def take(self, command: Command) -> list[Board | None]:
        """Log a command and return every board as it is then."""
        record = LogRecord(self._offset, b"cup/testing", codec.encode(command_document(command)))
        for output in [*self._fold.fold(record), *self._fold.standings()]:
            if output.topic in (topics.TOTALS, topics.FORMS):
                document = None if output.value is None else codec.decode(output.value)
                self._projection.fold(output.topic, output.key.decode(), document)
        self._offset += 1
        self._projection.publish_progress()
        return [self._projection.board(board, "public") for board in BOARDS]


def life(form: str, expert: str) -> list[Command]:
    """Return the acts that bring a form without a team from entered to locked."""
    return [
        act(CheckSheets, "expert", expert, form=form),
        act(SignForm, "expert", expert, form=form),
        act(LockForm, "chief_expert", form=form),
    ]


def unlock(form: str) -> list[Command]:
    """Return what opens a form again."""
    return [
        act(RequestUnlock, "chief_expert", "ce", form=form, reason="slip"),
        act(ConfirmUnlock, "results_team", "rt", form=form, reason="slip"),
    ]


_FULL_OR_ZERO = st.sampled_from(["0.00", "1.00"])
_SCORES = st.sampled_from([(0, 0, 1), (1, 2, 2), (3, 3, 3)])


@st.composite
def entry(draw: st.DrawFn, aspect: str, based_on: int = 0) -> tuple[Entry, Entry]:
    """Return two entries on one aspect that differ in nothing but the value."""
    if aspect.startswith("A2"):
        values = [judged(aspect, *draw(_SCORES), based_on=based_on, reason="slip") for _ in range(2)]
    else:
        values = [measured(aspect, draw(_FULL_OR_ZERO), based_on, "slip") for _ in range(2)]
    return values[0], values[1]


@given(st.lists(st.sampled_from(["A1.1", "A2.1", "A2.2"]), unique=True), st.data())
def test_boards_do_not_depend_on_marks_that_are_not_locked(aspects: list[str], data: st.DataObject) -> None:
    """Two runs that differ only in the values of unlocked marks give equal boards, at every moment."""
    runs = (Run(), Run())
    marks = (measured("A1.1", "1.00"), measured("A1.2", "0.75"))
    known: list[Command] = [enter(*marks, competitor=c, expert="e-3") for c in ("c-1", "c-2")]
    for command in [*known, *life("A1", "e-3"), *(unlock("A1") if "A1.1" in aspects else [])]:
        assert runs[0].take(command) == runs[1].take(command)

    for aspect in aspects:
        pair = data.draw(entry(aspect, 1 if aspect == "A1.1" else 0))
        for competitor in data.draw(st.sampled_from([("c-1",), ("c-1", "c-2")])):
            seen = [
                run.take(enter(one, form=aspect[:2], competitor=competitor, expert="e-3"))
                for run, one in zip(runs, pair, strict=True)
            ]
            assert seen[0] == seen[1]


def test_a_mark_shows_with_the_lock_of_its_form_and_not_before() -> None:
    """The plain example: entered, checked, signed: nothing; locked: the total; unlocked: nothing again."""
    run = Run()
    marks = (measured("A1.1", "1.00"), measured("A1.2", "0.75"))
    commands: list[Command] = [enter(*marks, competitor=c, expert="e-3") for c in ("c-1", "c-2")]

    boards = [run.take(command)[2] for command in [*commands, *life("A1", "e-3"), *unlock("A1")]]

    totals = [board["rows"]["c-1"]["total"] for board in boards if board is not None]
    assert [None] * 4 + ["1.75"] * 2 + [None] == totals
