import pytest

from services.leaderboard.feed import Standing, is_current, lines_of, position_of, token_of
from shared import codec
from shared.domain.errors import RuleBroken


def standing(version: int, frames: int = 0, epoch: str = "e1") -> Standing:
    """Return a board with its newest frames."""
    kept = tuple(f"frame {n}".encode() for n in range(version - frames + 1, version + 1))
    return Standing("cup/testing", epoch, version, 7, b'{"kind":"skill"}', kept)


def at(version: int) -> str:
    """Return the token of who has this version."""
    return token_of([standing(version)])


def test_who_comes_first_gets_the_whole_board() -> None:
    """A snapshot as on the socket."""
    (line,) = lines_of(standing(3, 2), position_of(""))

    told = codec.decode(line)
    assert ("snapshot", "cup/testing", 3, {"kind": "skill"}) == tuple(
        told[name] for name in ("type", "board", "version", "data")
    )


def test_who_comes_back_gets_what_was_missed() -> None:
    """Frame by frame, and nothing when nothing came."""
    board = standing(5, 3)

    assert [b"frame 4", b"frame 5"] == lines_of(board, position_of(at(3)))
    assert (True, False) == (is_current(board, position_of(at(5))), is_current(board, position_of(at(4))))


def test_a_board_that_began_anew_is_told_whole() -> None:
    """Something was taken away from it: frames of another epoch would still tell it."""
    (line,) = lines_of(standing(9, 2, "e2"), position_of(at(8)))

    assert ("snapshot", "e2") == (codec.decode(line)["type"], codec.decode(line)["epoch"])


@pytest.mark.parametrize("version", [1, 9])
def test_a_gap_is_an_error(version: int) -> None:
    """Older than what is kept; or newer than what stands, because the server has lost its last second."""
    with pytest.raises(RuleBroken, match="token_too_old"):
        lines_of(standing(5, 3), position_of(at(version)))


@pytest.mark.parametrize("token", ["x", "é", "AAAA", "!" * 16, "A" * 16 * 501])
def test_what_is_no_token_is_refused(token: str) -> None:
    """Nobody is given a gap because of a typing error."""
    with pytest.raises(RuleBroken, match="feed_token_malformed"):
        position_of(token)
