"""How the latency bench reckons, and the cheap viewer it reckons with."""

from typing import Any

import pytest
from websockets.frames import Frame, Opcode

from deploy.bench.first_marks import Wanted
from deploy.bench.latency import Load, figures
from deploy.bench.onlookers import Onlooker, masked

MS = 1_000_000
WARM_NS = 10_000 * MS
"""A moment after the first seconds, which are left out."""
BOARD = "cup/testing"


class FakeTransport:
    """Remembers what was written."""

    def __init__(self) -> None:
        self.written = b""

    def write(self, data: bytes) -> None:
        self.written += data


def seen_by(chunks: list[bytes]) -> list[bytes]:
    """Return the texts that a viewer who reads has seen in ``chunks`` of bytes."""
    texts: list[bytes] = []
    viewer = Onlooker("host", BOARD, lambda text, _at_ns: texts.append(text))
    viewer.connection_made(FakeTransport())  # type: ignore[arg-type]  # it writes, and that is all
    for chunk in chunks:
        viewer.data_received(chunk)
    return texts


@pytest.mark.parametrize("step", [1, 7, 1000, 100_000])
def test_a_viewer_reads_frames_of_every_size_however_they_are_cut(step: int) -> None:
    """The three lengths of a frame, in one stream after the answer to the opening."""
    texts = [b"a" * size for size in (0, 125, 126, 70_000)]
    stream = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
    stream += b"".join(Frame(Opcode.TEXT, text).serialize(mask=False) for text in texts)

    assert texts == seen_by([stream[at : at + step] for at in range(0, len(stream), step)])


def test_a_ping_between_two_texts_is_passed_over() -> None:
    """The gateway asks after quiet viewers in the middle of a run."""
    frames = [Frame(Opcode.TEXT, b"a"), Frame(Opcode.PING, b""), Frame(Opcode.TEXT, b"b")]
    stream = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
    stream += b"".join(frame.serialize(mask=False) for frame in frames)

    assert [b"a", b"b"] == seen_by([stream])


def test_a_viewer_that_is_not_let_in_ends_the_run() -> None:
    """Figures of fewer viewers than asked for would be figures of something else."""
    with pytest.raises(SystemExit, match="no WebSocket"):
        seen_by([b"HTTP/1.1 503 Service Unavailable\r\n\r\n"])


def test_what_a_viewer_says_is_a_frame_that_a_gateway_reads() -> None:
    """Masked, as a client's must be."""
    assert (b"\x81\x85", b"hello") == (masked(b"hello")[:2], masked(b"hello")[6:])


def wanted(name: str, aspects: int) -> Wanted:
    """Return a submission after which c-1 has ``aspects`` marked."""
    return Wanted({"token": "", "body": {"id": name}}, BOARD, "c-1", aspects)


def reckoned(answers: list[list[Any]], seen: list[list[Any]]) -> dict[str, Any]:
    """Return the figures of two submissions, the first of them during the warm-up."""
    ask = [wanted("first", 2), wanted("second", 5), wanted("third", 9)]
    sizes = {"snapshot": [1000], "delta": [100]}
    return figures(Load(), ask, answers, {"seen": seen, "bytes": sizes})


def test_a_submission_is_seen_with_the_first_frame_that_has_its_aspects() -> None:
    """Also when one frame shows two submissions; what came while warming up is left out."""
    answers = [
        ["first", 0, 5 * MS, 200, "counted"],
        ["second", WARM_NS, WARM_NS + 8 * MS, 200, "counted"],
        ["third", WARM_NS + 10 * MS, WARM_NS + 12 * MS, 200, "counted"],
    ]
    seen = [[BOARD, "c-1", 2, 6 * MS, 1.0], [BOARD, "c-1", 9, WARM_NS + 20 * MS, 2.0]]

    told = reckoned(answers, seen)

    assert (2, 0) == (told["frames_measured"], told["not_counted_or_not_seen"])
    assert (10.0, 20.0) == (told["frame_p50_ms"], told["frame_p99_ms"])
    assert 8.0 == told["answer_p99_ms"]


def test_what_did_not_count_or_was_not_seen_is_told() -> None:
    """It must not make the figures better by being left out unseen."""
    answers = [
        ["first", 0, 5 * MS, 200, "counted"],
        ["second", WARM_NS, WARM_NS + 8 * MS, 422, None],
        ["third", WARM_NS, WARM_NS + 9 * MS, 200, "counted"],
    ]

    told = reckoned(answers, [[BOARD, "c-1", 2, 6 * MS, 1.0]])

    assert (0, 2) == (told["frames_measured"], told["not_counted_or_not_seen"])
