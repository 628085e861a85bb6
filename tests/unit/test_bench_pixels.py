"""How the bench from POST to pixels reckons."""

from typing import Any

import pytest

from deploy.bench.first_marks import Wanted, first_marks
from deploy.bench.pixels import Load, Paint, figures, hundredths, sums
from deploy.samples import championship_bundle

MS = 1_000_000


def counted(count: int) -> list[list[Any]]:
    """Return answers to so many submissions, one each second."""
    return [[f"s-{at}", at * 1000 * MS, at * 1000 * MS + 5 * MS, 200, "counted"] for at in range(count)]


def after(count: int) -> dict[str, tuple[str, int]]:
    """Return what is marked of c-1 after each of so many submissions: 0.50 more."""
    return {f"s-{at}": ("c-1", (at + 1) * 50) for at in range(count)}


@pytest.mark.parametrize(
    ("text", "expected"), [("0 of 100 marked", 0), ("45 of 100 marked", 4500), ("7.5 of 100", 750), ("", 0)]
)
def test_a_row_says_how_much_is_marked(text: str, expected: int) -> None:
    """As the page writes it: without decimals that say nothing."""
    assert expected == hundredths(text)


def test_a_submission_is_painted_with_the_first_row_that_has_come_to_its_sum() -> None:
    """Also when one paint shows two; the first ten submissions are left out."""
    paints = [Paint("c-1", 12 * 50, 11_000 * MS + 90 * MS), Paint("c-2", 9999, 10_001 * MS)]

    told = figures(Load(), after(12), counted(12), paints)

    assert (2, 0, 0) == (told["paints_measured"], told["not_painted"], told["not_counted"])
    assert (90.0, 1090.0) == (told["paint_p50_ms"], told["paint_p99_ms"])


def test_what_did_not_count_or_was_not_painted_is_told() -> None:
    """It must not make the figures better by being left out unseen."""
    told = figures(Load(), after(11), counted(12), [])

    assert (0, 1, 1) == (told["paints_measured"], told["not_painted"], told["not_counted"])
    assert told["paint_p50_ms"] is None


def test_the_sums_of_a_competitor_grow_to_no_more_than_all_marks() -> None:
    """So a row that shows a sum shows everything before it."""
    bundle = championship_bundle("wsk2024")
    skill = bundle["skills"][0]
    wanted: list[Wanted] = list(first_marks(bundle, "0" * 64, 60, skill["id"]))

    answers = [[submission.document["body"]["id"], 0, 0, 200, "counted"] for submission in wanted]

    reached = sums(skill, wanted, [[*answers[0][:3], 409, 409], *answers[1:]])

    assert 59 == len(reached)
    entries = [entry for submission in wanted for entry in submission.document["body"]["entries"]]
    assert not [entry for entry in entries if "score" in entry], "one voice of a panel alone counts nothing"
    assert {f"{bundle['championship']['id']}/{skill['id']}"} == {submission.board for submission in wanted}
    for name in {submission.competitor for submission in wanted}:
        of_one = [marked for competitor, marked in reached.values() if competitor == name]
        assert sorted(set(of_one)) == of_one
        assert of_one[-1] <= 10_000
