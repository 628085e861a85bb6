"""R51, R52: the board of results tells nothing under embargo, and nothing of a skill that is not final."""

from hypothesis import given
from hypothesis import strategies as st

from services.leaderboard.projection import Projection
from services.scoring.partition import LogRecord, PartitionFold
from shared import codec, topics
from shared.domain.acts import ConfirmUnlock, RequestUnlock, SetAward, SetPenalty, SetStatus
from shared.domain.board import Board
from shared.domain.catalogue_events import ChampionshipSet, SkillSet, catalogue_document, policy_document
from shared.domain.championship import SkillDefinition
from shared.domain.events import Command, command_document
from shared.domain.publication import PolicySet
from tests.builders import act, championship, panel_skill
from tests.endings import ended_skill, ending
from tests.properties.strategies import logs


class Run:
    """Scoring and leaderboard in one, with the board of results that the public gets."""

    def __init__(self, definition: SkillDefinition, *policies: PolicySet) -> None:
        self.fold = PartitionFold(0, clock=lambda: 0)
        self.projection = Projection()
        self._offset = 0
        for document in (ChampionshipSet(championship(), 0), SkillSet("cup", "testing", definition, 0)):
            self.projection.fold(topics.CATALOGUE, "cup", catalogue_document(document))
        self.publish(*policies)

    def publish(self, *policies: PolicySet) -> Board:
        """Set policies and return the board."""
        for policy in policies:
            self.projection.fold(topics.PUBLICATIONS, "cup", policy_document(policy, 0))
        return self.board()

    def take(self, command: Command) -> list[Board]:
        """Log a command and return every board of results that could be seen on the way."""
        record = LogRecord(self._offset, b"cup/testing", codec.encode(command_document(command)))
        seen = []
        for output in [*self.fold.fold(record), *self.fold.standings()]:
            if output.topic in (topics.TOTALS, topics.FORMS):
                document = None if output.value is None else codec.decode(output.value)
                self.projection.fold(output.topic, output.key.decode(), document)
                seen.append(self.board())
        self._offset += 1
        return seen

    def board(self) -> Board:
        """Return the board as it is now."""
        board = self.projection.board("cup/results", "public")
        assert board is not None
        return board


RELEASED = PolicySet("cup", "public", "live", None, "results")
OTHERS = (
    PolicySet("cup", "public", "live"),
    PolicySet("cup", "venue", "live", None, "results"),
    PolicySet("cup", "staff", "live", None, "results"),
    PolicySet("cup", "public", "live", "other", "results"),
    PolicySet("cup", "public", "nothing", "testing", "results"),
)
"""Policies that release nothing of these results to the public."""


@given(logs(), st.lists(st.sampled_from(OTHERS)))
def test_under_embargo_the_board_never_changes(log: list[Command], policies: list[PolicySet]) -> None:
    """R51: whatever is marked, locked, decided or made final, and whatever else is released."""
    run = Run(panel_skill(), *policies)
    empty = run.board()

    for command in log:
        assert all(empty == board for board in run.take(command))
    assert ({}, {}, {}) == (empty["rows"], empty["head"]["skills"], empty["head"]["groups"])


@given(logs())
def test_a_skill_that_is_not_final_is_not_on_the_board(log: list[Command]) -> None:
    """R42: released or not, the board has no word of a skill before its end."""
    run = Run(panel_skill(), RELEASED)
    empty = run.board()

    for command in log:
        boards = run.take(command)
        if not run.fold.skills["cup/testing"].is_final:
            assert empty == run.board()
            assert not boards or empty == boards[-1]
    assert {} == empty["rows"]


def test_a_final_skill_shows_once_it_is_released_and_no_longer_than_that() -> None:
    """The plain example: embargo, released, taken back, released and unlocked."""
    run = Run(ended_skill())
    for command in ending():
        run.take(command)
    embargo = run.board()

    released = run.publish(RELEASED)
    taken_back = run.publish(PolicySet("cup", "public", "nothing", None, "results"))
    run.publish(RELEASED)
    run.take(act(RequestUnlock, "chief_expert", "ce", form="A1", reason="slip"))
    run.take(act(ConfirmUnlock, "results_team", "rt", form="A1", reason="slip"))

    medals = {row["competitor"]: row["medal"] for row in released["rows"].values() if row["medal"]}
    assert {"c-1": "gold", "c-2": "silver", "c-3": "bronze"} == medals
    assert embargo == taken_back
    assert ({}, {}) == (embargo["rows"], run.board()["rows"])
    assert ("final", "provisional") == (released["head"]["state"], run.board()["head"]["state"])


def test_one_skill_may_be_released_before_the_team_tables() -> None:
    """During the ceremony a skill's medals are out, and no table tells of the others."""
    run = Run(ended_skill(), PolicySet("cup", "public", "live", "testing", "results"))
    for command in ending():
        run.take(command)

    board = run.board()
    assert (6, {}, "partly") == (len(board["rows"]), board["head"]["groups"], board["head"]["state"])


def test_a_skill_kept_back_is_in_no_table() -> None:
    """All is released but this skill: no medal of it shows, nor can one be reckoned from the tables."""
    run = Run(ended_skill(), RELEASED, PolicySet("cup", "public", "nothing", "testing", "results"))
    for command in ending():
        run.take(command)

    board = run.board()
    assert ({}, [], {}) == (board["rows"], board["head"]["groups"][""]["members"], board["head"]["skills"])


def test_the_board_follows_status_penalty_and_decision() -> None:
    """R7, R43: deducted, withdrawn, decided by hand; what is decided about who cannot win rests."""
    run = Run(ended_skill(), RELEASED)
    acts: list[Command] = [
        act(SetPenalty, "results_team", competitor="c-1", penalty="late", mark=180_000, reason="late"),
        act(SetStatus, "organiser", competitor="c-2", status="withdrawn", reason="ill"),
        act(SetAward, "organiser", competitor="c-5", award="bronze", reason="by decision"),
        act(SetAward, "organiser", competitor="c-6", award="bronze", reason="by decision"),
        act(SetStatus, "organiser", competitor="c-6", status="disqualified", reason="copied"),
    ]
    for command in ending(before_lock=acts):
        run.take(command)

    rows = {row["competitor"]: row for row in run.board()["rows"].values()}
    assert ("89.00", "withdrawn", None, "bronze", False) == (
        rows["c-1"]["total"], rows["c-2"]["status"], rows["c-2"]["medal"], rows["c-5"]["medal"], "c-6" in rows
    )  # fmt: skip
