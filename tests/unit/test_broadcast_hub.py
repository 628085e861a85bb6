from collections.abc import Callable, Collection, Sequence

import pytest

from services.broadcast.feed import Answer, Followed
from services.broadcast.frames import NOWHERE, Position
from services.broadcast.hub import Hub, Loaded
from shared import codec
from tests.boards_of_broadcast import BoardWriter

WELDING = "wsk2024/welding"


class FakeViewer:
    """Remembers what it was told; its line is full after ``room`` frames."""

    def __init__(self, hub: "Hub[FakeViewer]", room: int = 1000) -> None:
        self.boards: set[str] = set()
        self.told: list[bytes] = []
        self.room = room
        self._hub = hub

    def follow(self, board: str, position: Position | None = None) -> Answer:
        self.boards.add(board)
        return self._hub.subscribe(self, board, position)

    def unfollow(self, board: str) -> None:
        self.boards.discard(board)
        self._hub.unsubscribe(self, board)

    def tell(self, *texts: bytes) -> None:
        self.told += texts
        is_new = self.room > 0
        self.room -= len(texts)
        if is_new and self.room <= 0:
            self._hub.put_aside(self)

    def drain(self, room: int = 1000) -> None:
        self.room = room
        self._hub.take_back(self)

    def heard(self) -> list[str]:
        """Return what was told since the last time, in short."""
        frames = [codec.decode(text) for text in self.told]
        self.told.clear()
        return [
            f"{frame.get('code', frame['type'])} {frame.get('version', frame['board'])}" for frame in frames
        ]


def tell_all(viewers: Collection[FakeViewer], texts: Sequence[bytes]) -> None:
    """Send to everybody, as the edge does."""
    for viewer in tuple(viewers):
        for text in texts:
            viewer.tell(text)


def fork(writer: BoardWriter) -> None:
    """Lose the last version, as a store does that crashes."""
    writer.version -= 1
    writer.history.pop()


@pytest.fixture
def hub() -> Hub[FakeViewer]:
    """Hold no board yet."""
    return Hub(tell_all)


@pytest.fixture
def writer(hub: Hub[FakeViewer]) -> BoardWriter:
    """Write the board that the hub holds."""
    writer = BoardWriter(WELDING)
    hub.load(writer.stored())
    return writer


def test_a_viewer_is_told_the_board_and_what_changes(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """Snapshot on coming in, each delta at once."""
    viewer = FakeViewer(hub)

    assert Answer.SNAPSHOT is viewer.follow(WELDING)
    hub.follow(writer.change())

    assert ["snapshot 1", "delta 2"] == viewer.heard()


def test_a_viewer_who_left_a_board_is_told_nothing_of_it(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """Leaving works at once."""
    viewer = FakeViewer(hub)
    viewer.follow(WELDING)
    viewer.unfollow(WELDING)
    viewer.heard()

    hub.follow(writer.change())

    assert [] == viewer.heard()


def test_a_viewer_who_is_gone_is_told_nothing(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """No board keeps a viewer who left the hub."""
    viewer = FakeViewer(hub)
    viewer.follow(WELDING)
    viewer.follow("unknown")
    hub.leave(viewer)
    viewer.heard()

    hub.follow(writer.change())
    hub.load(BoardWriter("unknown").stored())

    assert [] == viewer.heard()


def test_an_unknown_board_follows_when_it_appears(hub: Hub[FakeViewer]) -> None:
    """A screen opened before the championship was imported needs no reload."""
    viewer = FakeViewer(hub)

    answer = viewer.follow(WELDING)
    hub.load(BoardWriter(WELDING).stored())

    assert Answer.UNKNOWN is answer
    assert [f"unknown_board {WELDING}", "snapshot 1"] == viewer.heard()


def test_a_board_nobody_wrote_and_nobody_wants_is_forgotten(hub: Hub[FakeViewer]) -> None:
    """Names that viewers invent do not stay."""
    viewer = FakeViewer(hub)
    viewer.follow("invented")
    viewer.unfollow("invented")
    viewer.unfollow("never followed")

    assert [] == hub.boards
    assert NOWHERE == hub.position("invented")
    assert {} == hub._rooms


def test_a_frame_of_a_board_we_do_not_hold_asks_for_a_load(hub: Hub[FakeViewer]) -> None:
    """A board that appears is announced by its first frame."""
    assert Followed.MISSED is hub.follow(BoardWriter("new").change())


def test_a_load_after_a_gap_tells_what_was_missed(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """Viewers who were there get the deltas between, not a whole board."""
    viewer = FakeViewer(hub)
    viewer.follow(WELDING)
    writer.change()
    gap = writer.change()

    assert Followed.MISSED is hub.follow(gap)
    assert Loaded.TAKEN is hub.load(writer.stored())

    assert ["snapshot 1", "delta 2", "delta 3"] == viewer.heard()


def test_a_load_of_what_we_have_tells_nothing(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """A reconnect to Redis in quiet times is not noticed by viewers."""
    viewer = FakeViewer(hub)
    viewer.follow(WELDING)
    viewer.heard()

    assert Loaded.TAKEN is hub.load(writer.stored())

    assert [] == viewer.heard()


def test_a_load_older_than_what_we_told_is_not_taken(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """A store that lost its last second takes no viewer back in time."""
    viewer = FakeViewer(hub)
    viewer.follow(WELDING)
    before = writer.stored()
    hub.follow(writer.change())
    viewer.heard()

    assert Loaded.OLDER is hub.load(before)

    assert [] == viewer.heard()
    assert writer.position == hub.position(WELDING)


def test_a_new_epoch_is_told_as_a_snapshot(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """Versions start again, so the whole board is told."""
    viewer = FakeViewer(hub)
    viewer.follow(WELDING)
    writer.change()
    writer.begin("e2")
    viewer.heard()

    hub.load(writer.stored())

    assert ["snapshot 1"] == viewer.heard()


def test_a_fork_is_told_as_a_snapshot_to_all(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """Deltas of another history must never be added to this one, for those aside neither."""
    viewer, slow = FakeViewer(hub), FakeViewer(hub, room=2)
    viewer.follow(WELDING)
    slow.follow(WELDING)
    hub.follow(writer.change(total="1.00"))
    viewer.heard(), slow.heard()

    fork(writer)
    assert Followed.FORKED is hub.follow(writer.change(total="2.00"))
    assert Loaded.FORKED is hub.load(writer.stored())
    slow.drain()

    assert ["snapshot 2"] == viewer.heard()
    assert ["snapshot 2"] == slow.heard()


def test_a_fork_that_has_overtaken_us_is_noticed(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """A line that was away while the writer went back and on must not add its deltas to another history."""
    viewer = FakeViewer(hub)
    viewer.follow(WELDING)
    hub.follow(writer.change(total="1.00"))
    viewer.heard()

    fork(writer)
    for _ in range(3):
        writer.change(total="2.00")
    loaded = hub.load(writer.stored())
    late = FakeViewer(hub)
    late.follow(WELDING, Position("e1", 2))

    assert Loaded.FORKED is loaded
    assert ["snapshot 4"] == viewer.heard() == late.heard()


def test_a_viewer_aside_is_told_nothing_and_then_the_newest(
    hub: Hub[FakeViewer], writer: BoardWriter
) -> None:
    """However much happened meanwhile, one snapshot; then each delta again."""
    slow, quick = FakeViewer(hub, room=2), FakeViewer(hub)
    slow.follow(WELDING)
    quick.follow(WELDING)
    for _ in range(5):
        hub.follow(writer.change())
    assert hub.is_aside(slow)
    assert ["snapshot 1", "delta 2"] == slow.heard()

    slow.drain()
    hub.follow(writer.change())

    assert ["snapshot 6", "delta 7"] == slow.heard()
    assert ["snapshot 1", *(f"delta {version}" for version in range(2, 8))] == quick.heard()


def test_a_viewer_aside_who_missed_nothing_is_told_nothing(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """Draining alone is no news."""
    slow = FakeViewer(hub, room=1)
    slow.follow(WELDING)
    slow.heard()

    slow.drain()

    assert [] == slow.heard()
    assert not hub.is_aside(slow)


def test_a_viewer_aside_is_answered_later(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """Who asks with a full line is answered in full when it has drained, unknown boards included."""
    slow = FakeViewer(hub, room=1)
    slow.follow(WELDING)
    slow.heard()

    answers = [slow.follow(WELDING, Position("e1", 1)), slow.follow("unknown")]
    assert [] == slow.heard()
    slow.drain()

    assert [Answer.LATER, Answer.LATER] == answers
    assert ["current 1", "unknown_board unknown"] == sorted(slow.heard())


def test_a_viewer_aside_may_leave_a_board(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """What was left is not told when the line has drained."""
    slow = FakeViewer(hub, room=1)
    slow.follow(WELDING)
    slow.unfollow(WELDING)
    hub.follow(writer.change())
    slow.heard()

    slow.drain()

    assert [] == slow.heard()


def test_a_line_that_fills_again_waits_again(hub: Hub[FakeViewer]) -> None:
    """With room for one frame at a time every board is told in the end, each once."""
    writers = [BoardWriter(f"board-{number}") for number in range(4)]
    for writer in writers:
        hub.load(writer.stored())
    slow = FakeViewer(hub, room=4)
    for writer in writers:
        slow.follow(writer.board)
    slow.heard()
    for writer in writers:
        hub.follow(writer.change())

    heard = []
    while hub.is_aside(slow):
        slow.drain(room=1)
        heard.append(slow.heard())

    assert [["delta 2"]] * 4 + [[]] == heard


def test_deltas_told_at_once_leave_nobody_in_between(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """Who fills up half-way through what a load tells has been handed all of it."""
    slow = FakeViewer(hub, room=2)
    slow.follow(WELDING)
    for _ in range(3):
        writer.change()
    hub.load(writer.stored())
    assert ["snapshot 1", "delta 2", "delta 3", "delta 4"] == slow.heard()

    slow.drain()
    hub.follow(writer.change())

    assert ["delta 5"] == slow.heard()


def test_who_has_more_than_we_have_waits_for_us(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """A viewer from a gateway that is a moment ahead is not taken back in time."""
    viewer = FakeViewer(hub)

    answer = viewer.follow(WELDING, Position("e1", 3))
    hub.follow(writer.change())
    assert (Answer.LATER, []) == (answer, viewer.heard())
    hub.follow(writer.change())
    hub.follow(writer.change())

    assert ["current 3", "delta 4"] == viewer.heard()


def test_who_waits_in_vain_is_answered_in_the_end(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """An invented version, or one that a store has lost, is answered with what there is."""
    viewer = FakeViewer(hub)
    viewer.follow(WELDING, Position("e1", 1000))

    hub.end_waiting()
    assert [] == viewer.heard()
    hub.end_waiting()

    assert ["snapshot 1"] == viewer.heard()


def test_who_asks_anew_while_waiting_is_answered_once(hub: Hub[FakeViewer], writer: BoardWriter) -> None:
    """The second question takes the place of the first: nobody is counted twice or told a version twice."""
    viewer = FakeViewer(hub)
    viewer.follow(WELDING, Position("e1", 2))

    viewer.follow(WELDING)
    for _ in range(2):
        writer.change()
    hub.load(writer.stored())

    assert ["snapshot 1", "delta 2", "delta 3"] == viewer.heard()
    assert {WELDING: 1} == hub.viewers_by_board()


def test_who_fills_up_when_those_who_wait_are_answered_waits_on() -> None:
    """Two wait for us; answering the first tells the second of another board, and fills their line."""
    soon: list[Callable[[], None]] = []
    hub: Hub[FakeViewer] = Hub(tell_all, soon.append)
    welding, baking = BoardWriter(WELDING), BoardWriter("wsk2024/baking")
    for writer in (welding, baking):
        hub.load(writer.stored())
    first, second = FakeViewer(hub), FakeViewer(hub)
    second.follow(baking.board)
    for viewer in (first, second):
        viewer.follow(WELDING, Position("e1", 2))
    second.heard()
    second.room = 1

    hub.follow(baking.change())
    hub.follow(welding.change())
    assert (["current 2"], ["delta 2"]) == (first.heard(), second.heard())
    second.drain()

    assert ["current 2"] == second.heard()


def test_who_has_a_board_that_we_do_not_hold_yet_keeps_it(hub: Hub[FakeViewer]) -> None:
    """A gateway that has only begun does not say that there is no such board."""
    baking = BoardWriter("wsk2024/baking")
    viewer = FakeViewer(hub)

    viewer.follow(baking.board, Position("e1", 1))
    assert [] == viewer.heard()
    hub.load(baking.stored())

    assert ["current 1"] == viewer.heard()


def test_updates_that_come_together_are_told_together() -> None:
    """Each viewer gets all that concerns them in one go, in order, and nothing twice."""
    soon: list[Callable[[], None]] = []
    told: list[tuple[set[int], int]] = []
    viewers: list[FakeViewer] = []

    def note(those: Collection[FakeViewer], texts: Sequence[bytes]) -> None:
        told.append(({viewers.index(viewer) for viewer in those}, len(texts)))
        tell_all(those, texts)

    hub = Hub(note, soon.append)
    one, other = BoardWriter("one"), BoardWriter("other")
    for writer in (one, other):
        hub.load(writer.stored())
    viewers += [FakeViewer(hub), FakeViewer(hub), FakeViewer(hub)]
    for number, boards in enumerate((["one"], ["one", "other"], ["other"])):
        for board in boards:
            viewers[number].follow(board)
        viewers[number].heard()
    told.clear()

    for writer in (one, other, one):
        hub.follow(writer.change())
    late = FakeViewer(hub)
    assert 1 == len(soon)
    soon.pop()()

    assert [({0}, 2), ({1}, 3), ({2}, 1)] == sorted(told, key=lambda each: min(each[0]))
    assert ["delta 2", "delta 3", "delta 2"] == viewers[1].heard()
    late.follow("one")
    assert ["snapshot 3"] == late.heard()


def test_a_viewer_who_comes_in_between_is_told_nothing_twice() -> None:
    """What was taken and not told yet is told before somebody is answered."""
    soon: list[Callable[[], None]] = []
    hub: Hub[FakeViewer] = Hub(tell_all, soon.append)
    writer = BoardWriter(WELDING)
    hub.load(writer.stored())
    old, new = FakeViewer(hub), FakeViewer(hub)
    old.follow(WELDING)
    hub.follow(writer.change())

    new.follow(WELDING)
    soon.pop()()

    assert ["snapshot 1", "delta 2"] == old.heard()
    assert ["snapshot 2"] == new.heard()
