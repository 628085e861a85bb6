import pytest

from services.broadcast.presence import GONE_AFTER_MS, merged, others_of
from shared import codec

NOW_MS = 1_000_000


def told(at_ms: int, **viewers: object) -> bytes:
    """Return what a gateway tells."""
    return codec.encode({"at_ms": at_ms, "viewers": viewers})


def test_the_viewers_of_all_gateways_are_added_up() -> None:
    """A board may be looked at through any of them."""
    assert {"index": 5, "wsk2024": 1} == merged([{"index": 2}, {"index": 3, "wsk2024": 1}, {}])


def test_the_others_are_those_who_told_lately() -> None:
    """Ours is not counted twice, and a gateway that died is forgotten."""
    kept = {
        b"ours": told(NOW_MS, index=1),
        b"other": told(NOW_MS - GONE_AFTER_MS, index=2),
        b"dead": told(NOW_MS - GONE_AFTER_MS - 1, index=4),
    }

    assert ([{"index": 2}], [b"dead"]) == others_of(kept, "ours", NOW_MS)


@pytest.mark.parametrize(
    "text", [b"rubbish", b"[]", b"{}", b'{"at_ms":"x","viewers":{}}', told(NOW_MS, index="x")]
)
def test_what_cannot_be_read_is_forgotten(text: bytes) -> None:
    """It may vanish, so it may be rubbish; counting goes on."""
    assert ([], [b"\xff"]) == others_of({b"\xff": text}, "ours", NOW_MS)
