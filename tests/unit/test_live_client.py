import pytest

from services.broadcast.frames import BoardFrame, current_frame
from shared import codec
from shared.live_client import Follower, FrameSeen, comes_back
from tests.boards_of_broadcast import WELDING, BoardWriter


@pytest.fixture
def writer() -> BoardWriter:
    """Write one board."""
    return BoardWriter(WELDING)


@pytest.fixture
def follower(writer: BoardWriter) -> Follower:
    """Follow the board and have its first version."""
    follower = Follower()
    follower.subscribe(WELDING)
    follower.receive(writer.begin("e1").text, 5)
    return follower


def take(follower: Follower, frame: BoardFrame) -> list[str]:
    """Receive a frame; return the messages that answer it."""
    return follower.receive(frame.text, 5)[1]


def test_a_first_subscription_says_only_the_board() -> None:
    """Nothing is held, so nothing is resumed."""
    assert {"op": "subscribe", "board": "index"} == codec.decode(Follower().subscribe("index"))


def test_a_board_follows_its_writer(follower: Follower, writer: BoardWriter) -> None:
    """Deltas are applied in order."""
    assert [] == take(follower, writer.change("c-1")) + take(follower, writer.change("c-2"))
    assert [] == take(follower, writer.drop("c-1"))

    assert writer.data == follower.boards[WELDING].data
    assert (1, 3, 0) == (follower.snapshots, follower.deltas, follower.gaps)


def test_what_was_seen_is_noted(follower: Follower, writer: BoardWriter) -> None:
    """A frame is noted with when it came and when its board changed."""
    seen, _ = follower.receive(writer.change().text, 77)

    assert FrameSeen("delta", 77, 2, WELDING, 2) == seen


def test_a_gap_asks_once_for_what_was_missed(follower: Follower, writer: BoardWriter) -> None:
    """Until the answer comes further deltas of the board are no news."""
    writer.change()
    frames = [writer.change(), writer.change()]

    replies = [take(follower, frame) for frame in frames]

    asked = {"op": "subscribe", "board": WELDING, "epoch": "e1", "version": 1}
    assert [[asked], []] == [[codec.decode(reply) for reply in each] for each in replies]
    assert 1 == follower.gaps
    assert 1 == follower.boards[WELDING].version


def test_a_gap_is_closed_by_the_missed_deltas(follower: Follower, writer: BoardWriter) -> None:
    """The answer is applied, and the next gap is asked about again."""
    frames = [writer.change() for _ in range(3)]
    take(follower, frames[2])

    for frame in frames:
        take(follower, frame)

    assert writer.data == follower.boards[WELDING].data
    assert not follower.boards[WELDING].is_behind


def test_a_delta_of_another_epoch_is_a_gap(follower: Follower, writer: BoardWriter) -> None:
    """Whatever its number."""
    writer.begin("e2")

    assert 1 == len(take(follower, writer.change()))


def test_current_closes_a_gap(follower: Follower, writer: BoardWriter) -> None:
    """The gateway says that nothing is missing."""
    writer.change()
    take(follower, writer.change())

    follower.receive(current_frame(WELDING, writer.position, 1), 5)

    assert not follower.boards[WELDING].is_behind


def test_a_new_socket_resumes_every_board(follower: Follower) -> None:
    """Boards that never came are asked for whole."""
    follower.subscribe("index")

    said = [codec.decode(message) for message in follower.resume()]

    assert [
        {"op": "subscribe", "board": WELDING, "epoch": "e1", "version": 1},
        {"op": "subscribe", "board": "index"},
    ] == said


def test_a_board_left_is_no_longer_kept(follower: Follower, writer: BoardWriter) -> None:
    """A frame that was on its way changes nothing."""
    assert {"op": "unsubscribe", "board": WELDING} == codec.decode(follower.unsubscribe(WELDING))

    assert [] == take(follower, writer.change())
    assert {} == follower.boards


def test_the_gateway_says_how_often_it_beats(follower: Follower) -> None:
    """The beat decides when a silent line is dead."""
    follower.receive('{"type":"hello","protocol":1,"beat_s":7,"at_ms":1}', 5)

    assert 7 == follower.beat_s


def test_the_gateway_says_when_to_come_back_and_that_it_moves(follower: Follower) -> None:
    """The next greeting ends both."""
    follower.receive('{"type":"retry","after_ms":250}', 5)
    follower.receive('{"type":"moving","within_ms":10000}', 5)
    assert (0.25, 10) == (follower.retry_after_s, follower.moving_s)

    follower.receive('{"type":"hello","protocol":1,"beat_s":7,"at_ms":1}', 5)

    assert (None, None) == (follower.retry_after_s, follower.moving_s)


@pytest.mark.parametrize(
    ("code", "expected"),
    [(1000, True), (1006, True), (4000, True), (4099, True), (4100, False), (4199, False), (1009, False)],
)
def test_whether_to_come_back(code: int, expected: bool) -> None:
    """The range of a code says it, without a list of codes."""
    assert expected == comes_back(code)
