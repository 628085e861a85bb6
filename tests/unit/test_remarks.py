"""A comment or photos on an aspect: kept with the entry, never in the way of a mark."""

from typing import Any

import pytest

from shared.domain.entry import Entry
from shared.domain.errors import RuleBroken
from shared.domain.events import EntryOutcome, command_document, command_from_document
from shared.domain.remark import COMMENT_LENGTH_MAX, check_comment, check_photo
from shared.domain.tally import SkillTally
from tests.builders import enter, measured, set_skill

PHOTO = "a1" * 32


def remark(aspect: str, comment: str | None = "a burr", *photos: str) -> Entry:
    """Return an entry that is a remark alone."""
    return Entry(aspect, None, None, 0, None, comment=comment, photos=photos)


def folded(*commands: Any) -> SkillTally:
    """Return a skill after ``commands``."""
    tally = SkillTally()
    for command in (set_skill(), *commands):
        tally.fold(command)
    return tally


def test_a_remark_stays_with_the_mark_it_came_with() -> None:
    """The entry keeps it, and so does the log."""
    said = enter(measured("A1.1", "1.00")._replace(comment="a burr", photos=(PHOTO,)))

    tally = folded(said)

    assert said == command_from_document(command_document(said))
    stands = tally.sheets["c-1", "A1"].marks["A1.1"].entry
    assert ("a burr", (PHOTO,)) == (stands.comment, stands.photos)


@pytest.mark.parametrize(
    "alone", [remark("A1.1"), remark("A1.1", None, PHOTO), remark("A1.1")._replace(based_on=1)]
)
def test_a_remark_alone_is_kept_and_changes_no_mark(alone: Entry) -> None:
    """No reason is needed, whatever it was based on; the total stays and nothing is counted."""
    tally = folded(enter(measured("A1.1", "1.00"), submission_id="s-1"))
    before = tally.sheets["c-1", "A1"].marks["A1.1"]

    verdict, total = tally.fold(enter(alone, submission_id="s-2"))

    assert ("counted", (EntryOutcome("A1.1", "noted", 1),)) == (verdict.status, verdict.entries)
    assert (None, 1, before) == (total, tally.entries_counted, tally.sheets["c-1", "A1"].marks["A1.1"])


def test_a_remark_before_the_first_mark_begins_no_sheet() -> None:
    """R15: the scheme is frozen by a mark, not by a comment; and a judgement needs no team for it."""
    tally = folded(
        enter(remark("A1.1"), submission_id="s-1"), enter(remark("A2.1"), form="A2", submission_id="s-2")
    )

    assert {} == tally.sheets
    assert 0 == tally.entries_counted


def test_a_remark_beside_a_stale_mark_is_set_aside_with_it_only_there() -> None:
    """R33: what became of the other entries decides the status."""
    tally = folded(enter(measured("A1.1", "1.00"), submission_id="s-1"))

    verdict, _ = tally.fold(enter(measured("A1.1", "0.00"), remark("A1.2"), submission_id="s-2"))

    assert "set_aside" == verdict.status
    assert ["set_aside", "noted"] == [entry.outcome for entry in verdict.entries]


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("x" * (COMMENT_LENGTH_MAX + 1), "text_too_long"),
        ("two\nlines", "comment_control_character"),
        ("\x00", "comment_control_character"),
        ("\u2028", "comment_control_character"),
        ("turned \u202eround", "comment_control_character"),
        ("\ud800", "comment_control_character"),
    ],
)
def test_a_comment_is_a_line_of_plain_text(comment: str, code: str) -> None:
    """Neither too long, nor with anything that does not print."""
    with pytest.raises(RuleBroken) as refused:
        check_comment(comment)

    assert code == refused.value.code


@pytest.mark.parametrize(
    "comment", ["", "x" * COMMENT_LENGTH_MAX, "Ұңғыл 0,5 мм — «шет»", "\N{THUMBS UP SIGN}"]
)
def test_a_comment_may_be_in_any_language(comment: str) -> None:
    """Letters, signs and the length itself are fine."""
    check_comment(comment)


@pytest.mark.parametrize("digest", ["", "a1" * 31, "A1" * 32, "g1" * 32, "a1" * 32 + "\n"])
def test_a_photo_is_named_by_its_digest(digest: str) -> None:
    """Small hex digits, sixty-four of them."""
    check_photo(PHOTO)

    with pytest.raises(RuleBroken) as refused:
        check_photo(digest)

    assert "photo_id_malformed" == refused.value.code


def test_a_mark_with_photos_alone_is_read_as_it_was_written() -> None:
    """No other newer field says that there are any."""
    said = enter(measured("A1.1", "1.00")._replace(photos=(PHOTO,)))

    assert said == command_from_document(command_document(said))


def test_a_refusal_of_a_remark_says_the_limit_or_shows_what_was_sent_in_short() -> None:
    """A text of any length may have been sent."""
    with pytest.raises(RuleBroken) as too_long:
        check_comment("x" * (COMMENT_LENGTH_MAX + 1))
    with pytest.raises(RuleBroken) as malformed:
        check_photo("f" * 65 + "g")

    assert ({"limit": 500}, {"value": "f" * 64}) == (too_long.value.details, malformed.value.details)
