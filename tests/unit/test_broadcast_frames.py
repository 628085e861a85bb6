import pytest

from services.broadcast.frames import (
    BoardFrame,
    FrameUnreadable,
    Position,
    beat_frame,
    current_frame,
    error_frame,
    hello_frame,
    read_board_frame,
    snapshot_frame,
)
from shared import codec

BOARD = {"kind": "index", "head": {}, "rows": {"wsk2024": {"order": 0}}}


def test_a_snapshot_is_read_as_it_was_written() -> None:
    """Reading gives back what writing was given, and the text itself."""
    text = snapshot_frame("index", Position("e1", 3), 99, BOARD)

    assert BoardFrame("snapshot", "index", Position("e1", 3), 99, BOARD, text) == read_board_frame(text)


def test_a_delta_is_read() -> None:
    """A delta says its board, its position and what changed."""
    text = b'{"type":"delta","board":"b","epoch":"e","version":2,"at_ms":5,"data":{"gone":["r"]}}'

    assert BoardFrame("delta", "b", Position("e", 2), 5, {"gone": ["r"]}, text) == read_board_frame(text)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"type":"delta"}',
        b'{"type":"beat","board":"b","epoch":"e","version":2,"at_ms":5,"data":{}}',
        b'{"type":"delta","board":"b","epoch":"e","version":"2","at_ms":5,"data":{}}',
        b'{"type":"delta","board":"b","epoch":"e","version":2,"at_ms":5,"data":[]}',
        b'{"type":"delta","board":"b","epoch":"e","version":2,"at_ms":5,"data":{"rows":{"r":1}}}',
        b'{"type":"delta","board":"b","epoch":"e","version":2,"at_ms":5,"data":{"gone":[[1]]}}',
        b'{"type":"delta","board":"b","epoch":"e","version":2,"at_ms":5,"data":{"head":[]}}',
        b'{"type":"snapshot","board":"b","epoch":"e","version":2,"at_ms":5,"data":{"rows":{}}}',
        b'{"type":"snapshot","board":"b","epoch":"e","version":2,"at_ms":5,"data":{"kind":"k","head":{},"rows":{"r":1}}}',
    ],
)
def test_what_is_no_frame_is_refused(text: bytes) -> None:
    """Nothing of the wrong shape gets as far as a board."""
    with pytest.raises(FrameUnreadable):
        read_board_frame(text)


def test_the_small_frames_say_what_the_contract_says() -> None:
    """Hello, beat, current and error have exactly the agreed keys."""
    assert {"type": "hello", "protocol": 1, "beat_s": 15, "at_ms": 7} == codec.decode(hello_frame(15, 7))
    assert {"type": "beat", "at_ms": 7} == codec.decode(beat_frame(7))
    assert {"type": "current", "board": "b", "epoch": "e", "version": 2, "at_ms": 7} == codec.decode(
        current_frame("b", Position("e", 2), 7)
    )
    assert {"type": "error", "code": "c", "detail": "d"} == codec.decode(error_frame("c", "d"))
    assert {"type": "error", "code": "c", "board": "b", "detail": "d"} == codec.decode(
        error_frame("c", "d", "b")
    )
