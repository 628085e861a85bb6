"""The board of who takes part: what a page looks people up in, whatever is published of their marks."""

from dataclasses import replace

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
from shared.domain.people import Competitor, Person
from shared.domain.publication import AUDIENCE_CLASSES, PolicySet
from shared.keys import people_board
from tests.builders import championship, names, skill
from tests.stories import Told

BOARD = people_board("cup")


def test_everybody_stands_on_it_with_their_skill() -> None:
    """By skill and competitor: one person may take part in two skills."""
    projection = Told().projection
    projection.fold(topics.PEOPLE, "c-1", person_document(Person("c-1", "Әлия", "Aliya")))
    baking = replace(skill((Competitor("c-1", "abai", group="young"),)), number="7", name=names("baking"))
    projection.fold(topics.CATALOGUE, "cup", catalogue_document(SkillSet("cup", "baking", baking, 0)))
    aliya = {"competitor": "c-1", "name": "Әлия", "name_latin": "Aliya", "member": "abai"}

    board = projection.board(BOARD, "public")

    assert {
        "kind": "people",
        "head": {
            "championship": "cup",
            "name": names("cup").document(),
            "members": {name: names(name).document() for name in ("abai", "aktobe", "almaty")},
            "skills": {
                "testing": {"number": "99", "name": names("testing").document()},
                "baking": {"number": "7", "name": names("baking").document()},
            },
        },
        "rows": {
            "testing/c-1": {"skill": "testing", **aliya, "group": None},
            "testing/c-2": {
                "skill": "testing", "competitor": "c-2", "name": None, "name_latin": None, "member": "aktobe",
                "group": None,
            },
            "baking/c-1": {"skill": "baking", **aliya, "group": "young"},
        },
    } == board  # fmt: skip


def test_guests_do_not_stand_on_it() -> None:
    """R5: they are shown to officials only."""
    projection = Told().projection
    mixed = skill((Competitor("c-1", "abai"), Competitor("c-2", "aktobe", is_guest=True)))

    projection.fold(topics.CATALOGUE, "cup", catalogue_document(SkillSet("cup", "testing", mixed, 0)))

    board = projection.board(BOARD, "public")
    assert board is not None
    assert ["testing/c-1"] == list(board["rows"])


def test_it_says_the_same_under_every_policy_and_hangs_on_no_mark() -> None:
    """R52: whoever sees nothing of the marks sees who takes part; no mark makes it another board."""
    told = Told()
    before = [told.projection.board(BOARD, audience) for audience in AUDIENCE_CLASSES]
    for policy in ("live", "after_lock", "progress", "nothing"):
        told.publish(PolicySet("cup", "public", policy))
    told.sheet(1000, "c-1", "1.00", "1.00")

    assert before == [told.projection.board(BOARD, audience) for audience in AUDIENCE_CLASSES]
    assert [before[0]] * len(before) == before
    assert BOARD in told.projection.board_ids()


def test_a_name_or_another_skill_changes_it_and_a_mark_does_not() -> None:
    """It is written when who takes part changes, and stays as it is all the days of marking."""
    projection = Projection()
    catalogue = [ChampionshipSet(championship(), 0), SkillSet("cup", "testing", skill(), 0)]
    touched = [projection.fold(topics.CATALOGUE, "cup", catalogue_document(event)) for event in catalogue]
    touched.append(projection.fold(topics.PEOPLE, "c-1", person_document(Person("c-1", "Әлия", "Aliya"))))
    touched.append(projection.fold(topics.PEOPLE, "c-1", None))
    projection.fold(topics.PUBLICATIONS, "cup", policy_document(PolicySet("cup", "public", "live"), 0))
    total = SheetTotal("cup", "testing", "c-1", "A1", 180_000, 1, 180_000)
    touched.append(projection.fold(topics.TOTALS, "cup/testing/c-1/A1", sheet_total_document(total, 4, 0)))

    assert [True, True, True, True, False] == [("public", BOARD) in boards for boards in touched]
