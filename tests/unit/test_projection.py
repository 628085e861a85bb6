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
from shared.domain.publication import AUDIENCE_CLASSES, AudienceClass, PolicySet
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
    """Of those who see marks as they come, and only the first time."""
    projection = known()

    boards = ("cup/testing", "cup", "cup/story", "cup/testing/timeline")
    seen = {(a, board) for a in ("public", "staff") for board in boards}
    assert seen == projection.fold(topics.TOTALS, KEY, TOTAL)
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
    boards = ("cup/testing", "cup", "cup/results", "cup/story", "cup/people")
    everywhere = {(a, board) for a in AUDIENCE_CLASSES for board in boards}
    assert everywhere == projection.fold(topics.PEOPLE, "c-1", person)

    changed = projection.fold(topics.PEOPLE, "c-1", None)

    assert everywhere == changed
    assert "Әлия" not in str([projection.board(board, audience) for audience, board in changed])


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


def told_at(at_ms: int, mark: int, offset: int) -> dict[str, object]:
    """Return the running total of one sheet as of a moment."""
    return sheet_total_document(SheetTotal("cup", "testing", "c-1", "A1", mark, 1, 180_000), offset, at_ms)


def shown(projection: Projection, audience: AudienceClass = "public") -> tuple[object, ...]:
    """Return total, state and freeze on the board of the one skill."""
    board = projection.board("cup/testing", audience)
    assert board is not None
    return board["rows"]["c-1"]["total"], board["head"]["state"], board["head"]["frozen_since_ms"]


def test_a_frozen_board_stands_still_until_the_freeze_is_lifted() -> None:
    """R50, R53: it says since when; what came meanwhile comes with its end; the venue is not frozen."""
    projection = known()
    for rule in (PolicySet("cup", "venue", "live"), PolicySet("cup", "public", "live", freeze_at_ms=1000)):
        projection.fold(topics.PUBLICATIONS, "cup", policy_document(rule, 0))
    projection.fold(topics.TOTALS, KEY, told_at(900, 18_000, 0))
    projection.fold(topics.TOTALS, KEY, told_at(1001, 90_000, 1))

    changed = [projection.advance(now_ms) for now_ms in (900, 950, 1000, 1001)]
    frozen, venue = shown(projection), shown(projection, "venue")
    projection.fold(topics.PUBLICATIONS, "cup", policy_document(PolicySet("cup", "public", "live"), 0))

    told = {("public", board) for board in ("cup", "cup/testing", "cup/story", "cup/testing/timeline")}
    assert [told, set(), told, set()] == changed
    assert (("0.10", "frozen", 1000), ("0.50", "live", None)) == (frozen, venue)
    assert ("0.50", "live", None) == shown(projection)


def test_a_delayed_board_follows_by_its_delay() -> None:
    """R50: and says when there is something to do."""
    projection = known()
    delayed = PolicySet("cup", "public", "live", delay_ms=500)
    projection.fold(topics.PUBLICATIONS, "cup", policy_document(delayed, 0))
    projection.fold(topics.TOTALS, KEY, told_at(900, 18_000, 0))
    projection.advance(1399)
    early, due_ms = shown(projection), projection.next_ms()

    projection.advance(1400)

    assert ((None, "not_started", None), 1400) == (early, due_ms)
    assert (("0.10", "live", None), None) == (shown(projection), projection.next_ms())


def test_a_freeze_to_come_is_something_to_wait_for() -> None:
    """The board must say at that moment that it is frozen; what comes later is nothing to wait for."""
    projection = known()
    freeze = PolicySet("cup", "public", "live", freeze_at_ms=1000)
    projection.fold(topics.PUBLICATIONS, "cup", policy_document(freeze, 0))
    projection.fold(topics.TOTALS, KEY, told_at(1001, 18_000, 0))
    before_ms = projection.next_ms()

    projection.advance(1000)

    assert (1000, None) == (before_ms, projection.next_ms())


def test_nothing_waits_where_nobody_is_limited() -> None:
    """The usual case costs nothing."""
    projection = known()
    projection.fold(topics.TOTALS, KEY, told_at(900, 18_000, 0))

    assert (None, set()) == (projection.next_ms(), projection.advance(10_000))
