from services.leaderboard.projection import Projection
from shared import topics
from shared.domain.catalogue_events import (
    ChampionshipSet,
    SkillSet,
    catalogue_document,
    person_document,
    policy_document,
)
from shared.domain.events import SheetTotal, sheet_total_document
from shared.domain.people import Person
from shared.domain.publication import PolicySet
from tests.builders import championship, skill

TOTAL = sheet_total_document(
    SheetTotal("cup", "testing", "c-1", "A1", 180_000, 1, 180_000), offset=4, at_ms=0
)
KEY = "cup/testing/c-1/A1"


def known() -> Projection:
    """Return what is known once a championship with one skill, live to the public, is set."""
    projection = Projection()
    projection.fold(topics.CATALOGUE, "cup", catalogue_document(ChampionshipSet(championship(), 0)))
    projection.fold(topics.CATALOGUE, "cup", catalogue_document(SkillSet("cup", "testing", skill(), 0)))
    projection.fold(topics.PUBLICATIONS, "cup", policy_document(PolicySet("cup", "public", "live"), 0))
    return projection


def test_a_total_changes_the_board_of_its_skill_and_the_overview() -> None:
    """And only the first time: the same record again changes nothing."""
    projection = known()

    assert {"cup/testing", "cup"} == projection.fold(topics.TOTALS, KEY, TOTAL)
    assert set() == projection.fold(topics.TOTALS, KEY, TOTAL)


def test_topics_may_arrive_in_any_order() -> None:
    """Kafka orders nothing between topics: totals and names may be read before the catalogue."""
    early = Projection()
    early.fold(topics.TOTALS, KEY, TOTAL)
    early.fold(topics.PEOPLE, "c-1", person_document(Person("c-1", "Әлия", "Aliya")))
    early.fold(topics.PUBLICATIONS, "cup", policy_document(PolicySet("cup", "public", "live"), 0))
    early.fold(topics.CATALOGUE, "cup", catalogue_document(SkillSet("cup", "testing", skill(), 0)))
    early.fold(topics.CATALOGUE, "cup", catalogue_document(ChampionshipSet(championship(), 0)))
    late = known()
    late.fold(topics.PEOPLE, "c-1", person_document(Person("c-1", "Әлия", "Aliya")))
    late.fold(topics.TOTALS, KEY, TOTAL)

    assert list(late.board_ids()) == list(early.board_ids())
    assert [late.board(b, "public") for b in late.board_ids()] == [
        early.board(b, "public") for b in late.board_ids()
    ]


def test_a_name_that_is_erased_leaves_every_board() -> None:
    """Invariant 5: the log holds ids; a tombstone in `people` is enough."""
    projection = known()
    person = person_document(Person("c-1", "Әлия", "Aliya"))
    assert {"cup/testing", "cup", "cup/results"} == projection.fold(topics.PEOPLE, "c-1", person)

    changed = projection.fold(topics.PEOPLE, "c-1", None)

    assert {"cup/testing", "cup", "cup/results"} == changed
    assert "Әлия" not in str([projection.board(board, "public") for board in changed])


def test_each_audience_sees_by_its_own_policy() -> None:
    """R51: nobody set one for the venue, so marks wait for their lock there."""
    projection = known()
    projection.fold(topics.TOTALS, KEY, TOTAL)
    public, venue = (projection.board("cup/testing", audience) for audience in ("public", "venue"))

    assert public is not None
    assert venue is not None
    assert ("1.00", None) == (public["rows"]["c-1"]["total"], venue["rows"]["c-1"]["total"])


def test_a_skill_may_have_a_policy_of_its_own() -> None:
    """It wins over the championship's, whichever was set first."""
    projection = known()
    projection.fold(topics.TOTALS, KEY, TOTAL)

    projection.fold(
        topics.PUBLICATIONS, "cup", policy_document(PolicySet("cup", "public", "nothing", "testing"), 0)
    )
    board = projection.board("cup/testing", "public")

    assert board is not None
    assert (None, "nothing") == (board["rows"]["c-1"]["total"], board["head"]["policy"])


def test_what_is_unknown_has_no_board() -> None:
    """A mistyped address is not a board without rows."""
    assert [None] * 3 == [known().board(b, "public") for b in ("nocup", "cup/nothing", "nocup/testing")]
