"""R52: whoever may not know a mark learns nothing of it, from no part of a board.

Marks that are not locked, marks since a freeze began, marks younger than the delay.
"""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.leaderboard.projection import Projection
from services.scoring.partition import LogRecord, PartitionFold
from shared import codec, topics
from shared.domain.acts import CheckSheets, ConfirmUnlock, LockForm, RequestUnlock, SignForm
from shared.domain.board import Board
from shared.domain.catalogue_events import ChampionshipSet, SkillSet, catalogue_document, policy_document
from shared.domain.events import Command, EnterMarks, Entry, command_document
from shared.domain.publication import PolicySet
from tests.builders import act, championship, enter, judged, measured, panel_skill, set_skill

BOARDS = ("index", "cup", "cup/testing", "cup/story", "cup/people", "cup/testing/timeline")
AFTER_LOCK = PolicySet("cup", "public", "after_lock")
FREEZE_MS = 1000
DELAY_MS = 60_000
LIMITED = (
    PolicySet("cup", "public", "live", freeze_at_ms=FREEZE_MS),
    PolicySet("cup", "public", "after_lock", freeze_at_ms=FREEZE_MS),
    PolicySet("cup", "public", "live", delay_ms=DELAY_MS),
    PolicySet("cup", "public", "progress", delay_ms=DELAY_MS, freeze_at_ms=FREEZE_MS),
)


class Run:
    """Scoring and leaderboard in one, with the boards of an audience under a policy."""

    def __init__(self, policy: PolicySet = AFTER_LOCK) -> None:
        self._fold = PartitionFold(0, clock=lambda: 0)
        self._projection = Projection()
        self._offset = 0
        for document in (ChampionshipSet(championship(), 0), SkillSet("cup", "testing", panel_skill(), 0)):
            self._projection.fold(topics.CATALOGUE, "cup", catalogue_document(document))
        self._projection.fold(topics.PUBLICATIONS, "cup", policy_document(policy, 0))
        self.seen = [self.take(set_skill(panel_skill()))]

    def take(self, command: Command) -> list[Board | None]:
        """Log a command and return every board as it is then."""
        record = LogRecord(self._offset, b"cup/testing", codec.encode(command_document(command)))
        for output in [*self._fold.fold(record), *self._fold.standings()]:
            if output.topic in (topics.TOTALS, topics.FORMS):
                document = None if output.value is None else codec.decode(output.value)
                self._projection.fold(output.topic, output.key.decode(), document)
        self._offset += 1
        self._projection.advance(command.at_ms)
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


_ENTERED = st.tuples(st.sampled_from(["A1.1", "A2.1", "A2.2"]), st.sampled_from(["c-1", "c-2"]))


@given(
    st.sampled_from(LIMITED),
    st.lists(_ENTERED, unique=True),
    st.lists(_ENTERED, min_size=1, unique=True),
    st.integers(1, DELAY_MS),
    st.data(),
)
def test_boards_do_not_depend_on_marks_after_the_cut(
    policy: PolicySet,
    known: list[tuple[str, str]],
    later: list[tuple[str, str]],
    after_ms: int,
    data: st.DataObject,
) -> None:
    """Two runs that differ only in marks since the freeze, or younger than the delay, look the same."""
    runs = (Run(policy), Run(policy))
    for aspect, competitor in known:
        one, _ = data.draw(entry(aspect))
        command = at(enter(one, form=aspect[:2], competitor=competitor, expert="e-3"), FREEZE_MS)
        assert runs[0].take(command) == runs[1].take(command)

    for aspect, competitor in later:
        pair = data.draw(entry(aspect, 1 if (aspect, competitor) in known else 0))
        seen = [
            run.take(
                at(enter(one, form=aspect[:2], competitor=competitor, expert="e-3"), FREEZE_MS + after_ms)
            )
            for run, one in zip(runs, pair, strict=True)
        ]
        assert seen[0] == seen[1]


def at(command: EnterMarks, at_ms: int) -> EnterMarks:
    """Return the same command, come in at ``at_ms``."""
    return replace(command, at_ms=at_ms)


def test_a_mark_since_the_freeze_is_not_on_the_board() -> None:
    """The plain example: before, at the freeze, after."""
    run = Run(LIMITED[0])
    aspects = (("A1.1", 999), ("A1.2", 1000), ("A2.1", 1001))

    boards = [
        run.take(at(enter(entered, form=name[:2], expert="e-3"), at_ms))[2]
        for (name, at_ms), entered in zip(
            aspects,
            (measured("A1.1", "1.00"), measured("A1.2", "0.75"), judged("A2.1", 3, 3, 3)),
            strict=True,
        )
    ]

    shown = [(b["rows"]["c-1"]["total"], b["head"]["state"]) for b in boards if b is not None]
    assert [("1.00", "live"), ("1.75", "frozen"), ("1.75", "frozen")] == shown
