"""Parent rows of the Russian national format: whose text goes where, and which of them are aspects."""

from shared.domain.units import UNITS_PER_MARK
from shared.domain.workbook.draft import AspectDraft, SubDraft
from shared.domain.workbook.parents import fold_parents


def child(text: str, marks: int = 0, link: str = "", extra: str = "") -> AspectDraft:
    """Return an aspect."""
    return AspectDraft(description=text, mark_max=marks * UNITS_PER_MARK, link=link, extra=extra)


def parent(text: str, marks: int = 0, link: str = "", extra: str = "") -> AspectDraft:
    """Return a parent row."""
    above = child(text, marks, link, extra)
    above.is_parent = True
    return above


def folded(*subs: list[AspectDraft]) -> tuple[list[dict[str, str]], list[str]]:
    """Return the extra text of each aspect that is left, by sub-criterion, and the parents above nothing."""
    drafts = [SubDraft(aspects=aspects) for aspects in subs]
    homeless = fold_parents(drafts)
    left = [{aspect.description: aspect.extra for aspect in draft.aspects} for draft in drafts]
    return left, [aspect.description for aspect in homeless]


def test_a_parent_that_follows_another_ends_its_rows() -> None:
    """Without links a parent stands above the rows below it, in its own sub-criterion, and above no other."""
    first = [child("a"), parent("table"), child("b"), child("c"), parent("chair"), child("d")]

    assert ([{"a": "", "b": "table", "c": "table", "d": "chair"}, {"e": ""}], []) == folded(
        first, [child("e")]
    )


def test_a_link_joins_rows_wherever_they_stand() -> None:
    """Above, below, in another sub-criterion; what has another number or none is not meant."""
    first = [child("a", link="1"), parent("table", link="1"), child("b"), child("c", link="2")]
    second = [child("d", link="1")]

    assert ([{"a": "table", "b": "", "c": ""}, {"d": "table"}], []) == folded(first, second)


def test_parents_with_one_number_are_not_rows_of_each_other() -> None:
    """Both give their text to the rows, the nearer one first."""
    rows = [parent("room", link="1"), parent("table", link="1"), child("a", link="1")]

    assert ([{"a": "table\nroom"}], []) == folded(rows)


def test_a_parent_gives_all_its_text_and_no_blank_lines() -> None:
    """Its description, its extra description, then what the row says itself."""
    rows = [parent("table", extra="of oak"), child("a", extra="legs"), parent("", extra="each"), child("b")]

    assert ([{"a": "table\nof oak\nlegs", "b": "each"}], []) == folded(rows)


def test_a_parent_that_sums_up_its_rows_or_has_no_mark_is_no_aspect() -> None:
    """Its rows are marked, and it would be marked twice."""
    summed = [parent("sum", 3), child("a", 1), child("b", 2)]
    unmarked = [parent("none"), child("c", 1)]

    assert ([{"a": "sum", "b": "sum"}, {"c": "none"}], []) == folded(summed, unmarked)


def test_a_parent_with_a_mark_of_its_own_is_an_aspect() -> None:
    """Above rows that add up to something else, or above nothing; its place is where it stood."""
    with_rows = [child("a", 1), parent("own", 1), child("b", 2)]
    alone = [child("c", 1), parent("last", 2)]

    assert [{"a": "", "own": "", "b": "own"}, {"c": "", "last": ""}] == folded(with_rows, alone)[0]
    assert [] == folded(with_rows, alone)[1]


def test_a_parent_above_nothing_is_told() -> None:
    """Without a mark and without rows its text goes nowhere: a link that nobody has, the end of a form."""
    first = [parent("linked", link="7"), child("a", link="1"), parent("last")]

    assert ([{"a": ""}, {"b": ""}], ["linked", "last"]) == folded(first, [child("b")])
