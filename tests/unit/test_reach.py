from shared.domain.reach import Reach, Span, decided, reach


def test_the_best_place_is_when_all_others_win_nothing_more_and_the_worst_when_they_win_all() -> None:
    """First is certain, the other two may still change places."""
    spans = {"a": Span(90, 95), "b": Span(40, 60), "c": Span(50, 55)}

    reached = reach(spans)

    assert ({"a": (1, 1), "b": (2, 3), "c": (2, 3)}, 1) == (reached, decided(reached))


def test_a_place_may_still_be_shared() -> None:
    """R41: who can only draw level takes nothing away, but can come to be first, too."""
    reached = reach({"a": Span(50, 50), "b": Span(40, 50)})

    assert ({"a": (1, 1), "b": (1, 2)}, 1) == (reached, decided(reached))


def test_when_nothing_is_open_every_place_is_decided() -> None:
    """Shared places count for all who hold them."""
    reached = reach({"a": Span(5, 5), "b": Span(5, 5), "c": Span(1, 1)})

    assert ({"a": (1, 1), "b": (1, 1), "c": (3, 3)}, 3) == (reached, decided(reached))


def test_totals_that_print_the_same_share_a_place_where_the_championship_says_so() -> None:
    """A third of a hundredth apart: two places, or one."""
    spans = {"a": Span(180_600, 180_600), "b": Span(180_000, 180_000)}

    exact, printed = (reach(spans, equal_to_hundredth=choice) for choice in (False, True))

    assert ([(1, 1), (2, 2)], [(1, 1), (1, 1)]) == (list(exact.values()), list(printed.values()))


def test_of_nobody_nothing_is_decided() -> None:
    """A skill without competitors; and one in which all is open."""
    assert ({}, 0, 0) == (reach({}), decided({}), decided({"a": Reach(1, 2), "b": Reach(1, 2)}))
