from dataclasses import replace

import pytest

from services.broadcast.feed import HISTORY_MAX, Answer, Feed, Followed
from services.broadcast.frames import NOWHERE, Position
from shared import codec
from tests.boards_of_broadcast import BoardWriter


@pytest.fixture
def writer() -> BoardWriter:
    """Write one board."""
    return BoardWriter()


@pytest.fixture
def feed(writer: BoardWriter) -> Feed:
    """Hold what the writer has written so far."""
    return Feed.restored(writer.stored())


def test_a_new_feed_is_nowhere() -> None:
    """A board that nobody has written has no position and follows nothing."""
    feed = Feed("wsk2024/welding")

    assert NOWHERE == feed.position
    assert Followed.MISSED is feed.follow(BoardWriter().change())


def test_the_next_delta_is_followed(feed: Feed, writer: BoardWriter) -> None:
    """The held board is what the writer holds, and the snapshot says so."""
    assert Followed.DONE is feed.follow(writer.change("c-7", "42.10"))

    said = codec.decode(feed.snapshot())
    assert {"c-7": {"total": "42.10"}} == said["data"]["rows"]
    assert ("e1", 2, 2) == (said["epoch"], said["version"], said["at_ms"])


def test_a_delta_that_we_have_is_old(feed: Feed, writer: BoardWriter) -> None:
    """The same delta twice changes nothing."""
    frame = writer.change()
    feed.follow(frame)

    assert Followed.OLD is feed.follow(frame)
    assert writer.position == feed.position


def test_a_delta_too_far_ahead_is_missed(feed: Feed, writer: BoardWriter) -> None:
    """A gap is never applied."""
    writer.change()

    assert Followed.MISSED is feed.follow(writer.change())
    assert Position("e1", 1) == feed.position


def test_a_delta_of_another_epoch_is_missed(feed: Feed, writer: BoardWriter) -> None:
    """Versions of two epochs say nothing of each other."""
    writer.begin("e2")

    assert Followed.MISSED is feed.follow(writer.change())


def test_a_snapshot_of_a_new_epoch_asks_for_a_load(feed: Feed, writer: BoardWriter) -> None:
    """There is one way to take over a whole board."""
    assert Followed.MISSED is feed.follow(writer.begin("e2"))


def test_a_snapshot_of_the_position_held_is_old(feed: Feed, writer: BoardWriter) -> None:
    """The load was faster than the frame that asked for it."""
    assert Followed.OLD is feed.follow(writer.begin("e1"))


def test_another_delta_of_a_version_held_is_a_fork(feed: Feed, writer: BoardWriter) -> None:
    """A writer that went back and on by another way is noticed."""
    feed.follow(writer.change(total="1.00"))
    writer.version -= 1

    assert Followed.FORKED is feed.follow(writer.change(total="2.00"))


def test_an_old_delta_beyond_the_history_is_just_old(writer: BoardWriter) -> None:
    """What we do not remember we cannot compare."""
    frame = writer.change()
    stored = writer.stored()
    feed = Feed.restored(replace(stored, history=()))

    assert Followed.OLD is feed.follow(frame)


def test_who_missed_some_gets_them_in_order(feed: Feed, writer: BoardWriter) -> None:
    """A short absence costs only what was missed."""
    frames = [writer.change() for _ in range(3)]
    for frame in frames:
        feed.follow(frame)

    assert (Answer.DELTAS, [frames[1].text, frames[2].text]) == feed.answer(Position("e1", 2))


def test_who_missed_nothing_is_told_so(feed: Feed) -> None:
    """No answer would leave the viewer in doubt."""
    answer, texts = feed.answer(Position("e1", 1))

    assert Answer.CURRENT is answer
    assert ["current"] == [codec.decode(text)["type"] for text in texts]


def test_the_history_reaches_back_exactly_its_length(feed: Feed, writer: BoardWriter) -> None:
    """The oldest delta kept is still given, one more is a gap."""
    for _ in range(HISTORY_MAX + 10):
        feed.follow(writer.change())
    oldest = writer.version - HISTORY_MAX

    assert HISTORY_MAX == len(feed.answer(Position("e1", oldest))[1])
    assert Answer.SNAPSHOT is feed.answer(Position("e1", oldest - 1))[0]


@pytest.mark.parametrize("position", [None, Position("e0", 1), Position("e1", 99), NOWHERE])
def test_a_gap_is_a_snapshot(feed: Feed, position: Position | None) -> None:
    """Nothing held, another epoch, a future we do not know: the whole board."""
    assert (Answer.SNAPSHOT, [feed.snapshot()]) == feed.answer(position)


def test_a_snapshot_is_encoded_once_a_version(feed: Feed, writer: BoardWriter) -> None:
    """A thousand viewers who come in cost one encoding."""
    first = feed.snapshot()

    assert first is feed.snapshot()
    feed.follow(writer.change())
    assert first is not feed.snapshot()


def test_a_restored_feed_has_the_history(writer: BoardWriter) -> None:
    """A gateway that restarts still resumes the viewers of the one before."""
    frames = [writer.change() for _ in range(5)]

    feed = Feed.restored(writer.stored())

    assert (Answer.DELTAS, [frame.text for frame in frames]) == feed.answer(Position("e1", 1))


def test_a_history_beyond_the_state_is_followed(writer: BoardWriter) -> None:
    """State and history are read one after the other; the writer may have written between."""
    writer.change()
    earlier = writer.stored()
    writer.change("c-9")
    later = writer.stored()

    feed = Feed.restored(replace(earlier, history=later.history))

    assert writer.position == feed.position
    assert "c-9" in codec.decode(feed.snapshot())["data"]["rows"]
    assert 2 == len(feed.answer(Position("e1", 1))[1])


def test_a_history_with_a_hole_counts_from_the_hole(writer: BoardWriter) -> None:
    """Deltas before a hole lead nowhere."""
    frames = [writer.change() for _ in range(4)]
    del writer.history[1]

    feed = Feed.restored(writer.stored())

    assert [frame.text for frame in frames[2:]] == feed.missed_since(Position("e1", 3))
    assert feed.missed_since(Position("e1", 2)) is None
