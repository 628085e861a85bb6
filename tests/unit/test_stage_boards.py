"""The leaderboard makes boards of what screens and overlays show, for the venue alone (R50)."""

from services.leaderboard.projection import Projection
from shared import topics
from shared.domain.catalogue_events import ChampionshipSet, catalogue_document
from shared.domain.stage_events import stage_document
from tests.builders import championship
from tests.unit.test_stage import FACTS, WELDING, scheduled, taken


def test_screens_and_overlays_are_boards_of_the_venue_alone() -> None:
    """R50: the public's processes never hear what the hall is to show."""
    projection = Projection()
    projection.fold(topics.CATALOGUE, "cup", catalogue_document(ChampionshipSet(championship(), 0)))
    boards = ("cup/screens", "cup/overlays")

    changed_boards = [projection.fold(topics.SCREENS, "cup", stage_document(fact)) for fact in FACTS]

    assert [{("venue", board) for board in boards}] * len(FACTS) == changed_boards
    assert ["screens", "overlays"] == [(projection.board(b, "venue") or {}).get("kind") for b in boards]
    assert [None] * 4 == [projection.board(b, a) for b in boards for a in ("public", "staff")]
    assert set(boards) <= set(projection.board_ids())


def test_the_leaderboard_carries_the_schedule_out() -> None:
    """It wakes for it, and the board of the screens changes."""
    projection = Projection()
    projection.fold(topics.CATALOGUE, "cup", catalogue_document(ChampionshipSet(championship(), 0)))
    for fact in (taken(), scheduled((10, WELDING))):
        projection.fold(topics.SCREENS, "cup", stage_document(fact))

    assert 10 == projection.next_ms()
    assert {("venue", "cup/screens")} == projection.advance(10)
    board = projection.board("cup/screens", "venue")
    assert board is not None
    assert (WELDING, [], None) == (
        board["rows"]["s-1"]["plan"],
        board["head"]["schedule"],
        projection.next_ms(),
    )
