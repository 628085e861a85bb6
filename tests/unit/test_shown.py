"""Which marks are on screens: the boards say it of each form, and the office says no more than they."""

from collections.abc import Mapping
from typing import Any

import pytest
from redis.exceptions import RedisError

from services.leaderboard.pace import Pace, Shown
from services.leaderboard.projection import Projection
from services.leaderboard.shown import ShownMarks
from services.leaderboard.writer import BoardWriter
from services.office.shown import ShownBoards
from shared import codec, keys, topics
from shared.domain.catalogue_events import ChampionshipSet, SkillSet, catalogue_document, policy_document
from shared.domain.events import SheetTotal, sheet_total_document
from shared.domain.publication import AudienceClass, PolicySet
from tests.builders import championship, skill

BOARD = "cup/testing"
KEY = f"{BOARD}/c-1/A1"


def world(*policies: PolicySet) -> Projection:
    """Return what is known of a skill that has one mark at offset 4, at 900 ms."""
    projection = Projection()
    projection.fold(topics.CATALOGUE, "cup", catalogue_document(ChampionshipSet(championship(), 0)))
    projection.fold(topics.CATALOGUE, "cup", catalogue_document(SkillSet("cup", "testing", skill(), 0)))
    for policy in policies:
        projection.fold(topics.PUBLICATIONS, "cup", policy_document(policy, 0))
    mark(projection, 4, 900)
    return projection


def mark(projection: Projection, offset: int, at_ms: int) -> None:
    """Let the running total of a sheet be told; it is always the same."""
    total = SheetTotal("cup", "testing", "c-1", "A1", 180_000, 1, 180_000)
    projection.fold(topics.TOTALS, KEY, sheet_total_document(total, offset, at_ms))


def lock(projection: Projection, offset: int, *, is_locked: bool = True) -> None:
    """Let the form A1 be locked or unlocked, as of ``offset``."""
    total = {"competitor": "c-1", "mark": 180_000, "aspects_marked": 1, "mark_max_marked": 180_000}
    standing = {"v": 1, "type": "form-standing", "championship": "cup", "skill": "testing", "form": "A1"}
    standing |= {"totals": [total] if is_locked else None, "offset": offset, "at_ms": 0}
    projection.fold(topics.FORMS, f"{BOARD}/A1", standing)


def shown(projection: Projection, audience: AudienceClass = "public") -> tuple[int | None, bool]:
    """Return up to where marks on A1 are shown, and whether later ones are held back."""
    told = projection.shown(BOARD, audience)
    assert told is not None
    return told.offsets.get("A1"), told.is_held_back


def test_live_marks_are_shown_up_to_the_newest() -> None:
    """Of every form: what is in the running totals is on the board."""
    projection = world(PolicySet("cup", "public", "live"))

    told = projection.shown(BOARD, "public")

    assert ShownMarks({form.id: 4 for form in skill().scheme.forms}, is_held_back=False) == told


def test_a_correction_that_changes_no_total_is_shown_too() -> None:
    """Else the expert who made it would wait for ever."""
    projection = world(PolicySet("cup", "public", "live"))

    mark(projection, 7, 950)

    assert (7, False) == shown(projection)


@pytest.mark.parametrize("policy", ["nothing", "progress"])
def test_what_an_embargo_hides_is_held_back(policy: str) -> None:
    """A mark that counts for the percentage marked is not on screens."""
    assert (None, True) == shown(world(PolicySet("cup", "public", policy)))  # type: ignore[arg-type]


def test_marks_that_wait_for_their_lock_are_shown_with_it_and_taken_back_with_its_end() -> None:
    """R51: form by form, up to the lock."""
    projection = world()

    before = shown(projection)
    lock(projection, 9)
    locked = shown(projection)
    lock(projection, 12, is_locked=False)

    assert [(None, True), (9, True), (None, True)] == [before, locked, shown(projection)]


def test_a_frozen_board_shows_what_it_froze() -> None:
    """What came later is held back until the freeze ends."""
    projection = world(PolicySet("cup", "public", "live", freeze_at_ms=1000))
    mark(projection, 8, 1001)

    projection.advance(1001)

    assert (4, True) == shown(projection)


def test_a_delayed_board_shows_a_mark_when_its_time_has_come() -> None:
    """Not when it was counted."""
    projection = world(PolicySet("cup", "public", "live", delay_ms=500))

    seen = []
    for now_ms in (1399, 1400):
        projection.advance(now_ms)
        seen.append(shown(projection))

    assert [(None, True), (4, True)] == seen


@pytest.mark.parametrize("board", ["index", "cup", "cup/results", "cup/nothing", "nocup/testing"])
def test_only_the_board_of_a_skill_shows_marks(board: str) -> None:
    """The others show what is made of them."""
    assert world().shown(board, "public") is None


def told(audience: AudienceClass, **offsets: int) -> dict[bytes, bytes]:
    """Return what a board says of itself in Redis; the public's holds back."""
    text = codec.encode({"offsets": offsets, "is_held_back": audience == "public"})
    return {keys.shown_field(audience, BOARD).encode(): text}


def test_while_nobody_says_it_nothing_is_on_screens() -> None:
    """An office without Redis, or whose Redis was emptied, claims nothing."""
    boards = ShownBoards()

    before = boards.document("cup", "testing", ["A1"])
    boards.take(told("public", A1=4))
    boards.take({})

    assert [None, None] == [before, boards.document("cup", "testing", ["A1"])]


def test_on_screens_means_the_public_s_or_the_venue_s() -> None:
    """Whichever shows more; what officials see alone is on no screen."""
    boards = ShownBoards()
    boards.take(told("public", A1=4) | told("venue", A1=7, B1=7) | told("staff", A1=9, C1=9))

    assert {"offsets": {"A1": 7, "B1": 7}, "is_held_back": False} == boards.document(
        "cup", "testing", ["A1", "B1", "C1"]
    )
    assert {"offsets": {"A1": 7}, "is_held_back": False} == boards.document("cup", "testing", ["A1"])


def test_only_what_is_new_is_told() -> None:
    """The office asks four times a second: whoever watches is woken by a change alone."""
    boards = ShownBoards()

    changes = [boards.take(told("public", A1=offset)) for offset in (4, 4, 5)]

    assert [{BOARD}, set(), {BOARD}] == changes


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"offsets": [1], "is_held_back": false}', b"{}"])
def test_what_cannot_be_understood_claims_nothing(text: bytes) -> None:
    """A newer writer, or a hand in Redis, does not make the office say what it does not know."""
    boards = ShownBoards()
    boards.take(told("public", A1=4))

    boards.take({keys.shown_field("public", BOARD).encode(): text})

    assert boards.document("cup", "testing", ["A1"]) is None


class Telling:
    """A leaderboard's store and its share of the boards; remembers what was told to be shown."""

    def __init__(self) -> None:
        self.projection = world(PolicySet("cup", "public", "live"))
        self.is_away = False
        self.owns = True
        self.told: list[int] = []
        self.writer = BoardWriter(
            self.projection,
            self,  # type: ignore[arg-type]  # as much of a store as is used
            self,
            Pace(lambda _: 0),
            ("public",),
            lambda: 0,
            lambda: 0,
        )

    def is_mine(self, board_id: str) -> bool:
        return self.owns

    async def write_all(self, boards: Mapping[Shown, Any], at_ms: int) -> set[Shown]:
        return set(boards)

    async def tell_shown(self, shown: Mapping[Shown, dict[str, Any]]) -> None:
        if self.is_away:
            raise RedisError
        self.told += [marks["offsets"]["A1"] for where, marks in shown.items() if where == ("public", BOARD)]

    async def write(self, *offsets: int) -> None:
        """Let marks come, and the board of the skill be written after each."""
        for offset in offsets:
            mark(self.projection, offset, 900)
            self.writer.touch({("public", BOARD)})
            await self.writer.write_due()


async def test_what_is_shown_is_told_once_however_often_a_board_was_written() -> None:
    """Of many versions between two tellings the newest counts."""
    telling = Telling()
    await telling.write(5, 6, 7)

    await telling.writer.tell_shown()
    await telling.writer.tell_shown()

    assert [7] == telling.told


async def test_what_could_not_be_told_is_told_later() -> None:
    """While Redis is away nothing of it is forgotten."""
    telling = Telling()
    await telling.write(5)
    telling.is_away = True
    await telling.writer.tell_shown()
    telling.is_away = False

    await telling.writer.tell_shown()

    assert [5] == telling.told


async def test_who_no_longer_writes_a_board_does_not_tell_of_it() -> None:
    """Whoever writes it now may have told of newer marks already."""
    telling = Telling()
    await telling.write(5)
    telling.owns = False

    await telling.writer.tell_shown()

    assert [] == telling.told
