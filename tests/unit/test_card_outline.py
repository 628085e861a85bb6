"""Outlines out of SVG paths: as far as the web app's drawings use them."""

from services.leaderboard.cards.outline import outlines


def test_lines_go_where_they_say() -> None:
    """Large letters name places, small ones ways; several pairs after a move are lines; Z goes home."""
    assert [[(1, 2), (4, 2), (4, 6), (5, 7), (9, 9), (1, 2)]] == outlines("M1 2h3v4l1 1L9 9z")
    assert [[(0, 3), (4, 7), (0, 11)], [(48, 3), (44, 7)]] == outlines("M0 3l4 4-4 4M48 3l-4 4")
    assert [[(0, 0), (2, 0), (2, 5)], [(1.5, 0.8), (0.7, 0.8)]] == outlines("M0 0 2 0V5M1.5.8H.7")


def test_a_curve_ends_where_it_says_and_goes_through_its_middle() -> None:
    """A symmetrical arch; ``s`` goes on in the direction in which the curve before ended."""
    [arch] = outlines("M0 0c0 4 4 4 4 0")
    [wave] = outlines("M0 0C0 4 4 4 4 0s4-4 4 0")

    assert ((0, 0), (4, 0), (2.0, 3.0)) == (arch[0], arch[-1], arch[8])
    assert ((8, 0), (6.0, -3.0)) == (wave[-1], wave[24])
