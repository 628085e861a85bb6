"""Reach against brute force: every way in which the marks that are open may still be given."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.reach import Span, decided, reach
from shared.domain.standings import places

_SPANS = st.dictionaries(
    st.sampled_from("abcd"),
    st.tuples(st.integers(0, 4), st.integers(0, 3)).map(lambda said: Span(said[0], said[0] + said[1])),
    max_size=4,
)


def endings(spans: dict[str, Span]) -> list[dict[str, int]]:
    """Return the places of every possible end."""
    ranges = [range(span.least, span.most + 1) for span in spans.values()]
    return [places(dict(zip(spans, totals, strict=True))) for totals in product(*ranges)]


@given(_SPANS)
def test_reach_is_exactly_what_can_still_happen(spans: dict[str, Span]) -> None:
    """The best and the worst place over all ends; both do happen."""
    ends = endings(spans)

    expected = {name: (min(e[name] for e in ends), max(e[name] for e in ends)) for name in spans}
    assert expected == reach(spans)


@given(_SPANS)
def test_as_many_places_are_decided_as_are_the_same_in_every_end(spans: dict[str, Span]) -> None:
    """From the top, who holds them has no other place in any end; the next one has."""
    reached, ends = reach(spans), endings(spans)
    ordered = sorted(spans, key=lambda name: reached[name])
    is_fixed = [len({end[name] for end in ends}) == 1 for name in ordered]

    assert [*is_fixed, False].index(False) == decided(reached)
