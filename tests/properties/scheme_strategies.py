"""Schemes for Hypothesis: sums are right, all the rest is free; with rules of their own, and shuffled."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from hypothesis import strategies as st

from shared.domain.judgement import JudgementRule
from shared.domain.marking_rules import Band, MarkingRules
from shared.domain.scheme import Aspect, Criterion, Method, Scheme, Section, SubCriterion
from shared.domain.units import UNITS_PER_HUNDREDTH, Mark

T = TypeVar("T")

texts = st.text(st.sampled_from("AaZz09 .,;:=+-/%'\"<>&|Жқәіңғүұө\n—№"), min_size=1, max_size=30).filter(
    lambda text: text == text.strip()
)
"""Anything an organiser may type, formulas' signs and line breaks too."""

# Made once: a strategy that is made anew inside another is looked through anew at every draw.
# An aspect's description is its own; what else is written may be nothing and may be written again elsewhere.
_one_to_three = st.integers(1, 3)
_shapes = st.lists(_one_to_three, min_size=1, max_size=3)
_letters = st.lists(st.sampled_from("ABCDEFGHI"), min_size=1, max_size=9, unique=True)
_section_numbers = st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True)
_phrases = st.lists(texts, min_size=1, max_size=6)
_days = st.integers(1, 9)
_skill_numbers = st.integers(1, 99)
_methods: st.SearchStrategy[Method] = st.sampled_from(("M", "J"))
_yes_or_no = st.booleans()


def _shares(draw: st.DrawFn, parts: int) -> list[Mark]:
    """Return marks that add up to 100.00."""
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=parts - 1, max_size=parts - 1)))
    return [(high - low) * UNITS_PER_HUNDREDTH for low, high in pairwise([0, *cuts, 10_000])]


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """Return a scheme that may be imported: its sums are right, all the rest is free."""
    numbers = draw(_section_numbers)
    targets = _shares(draw, len(numbers))
    sections = tuple(Section(n, draw(texts), t) for n, t in zip(numbers, targets, strict=True))
    phrases = ("", *draw(_phrases))
    letters = draw(_letters)
    shapes = [draw(_shapes) for _ in letters]
    maxima = iter(_shares(draw, sum(map(sum, shapes))))
    criteria = []
    for letter, shape in zip(letters, shapes, strict=True):
        subs = tuple(
            SubCriterion(
                f"{letter}{n}",
                draw(texts),
                draw(_days),
                tuple(
                    _aspect(draw, f"{letter}{n}.{k}", numbers, phrases, next(maxima))
                    for k in range(1, size + 1)
                ),
            )
            for n, size in enumerate(shape, 1)
        )
        mark_max = sum(aspect.mark_max for sub in subs for aspect in sub.aspects)
        criteria.append(Criterion(letter, draw(texts), mark_max, subs))
    return Scheme(str(draw(_skill_numbers)), f"Skill {draw(texts)}", sections, tuple(criteria))


def _aspect(
    draw: st.DrawFn, aspect_id: str, sections: list[int], phrases: Sequence[str], mark_max: Mark
) -> Aspect:
    method = draw(_methods)
    return Aspect(
        id=aspect_id,
        method=method,
        description=draw(texts),
        section=_one_of(draw, sections),
        mark_max=mark_max,
        extra=_one_of(draw, phrases),
        requirement=_one_of(draw, phrases),
        score_texts=tuple(_one_of(draw, phrases[1:]) for _ in range(4)) if method == "J" else None,
    )


def _one_of(draw: st.DrawFn, choices: Sequence[T]) -> T:
    return choices[draw(st.integers(0, len(choices) - 1))]


panels = st.builds(
    JudgementRule,
    judges=st.just(3),
    scale=st.sampled_from((3, 10)),
    spread_max=st.none() | st.integers(0, 4),
    lowest=st.integers(0, 1),
    drops_extremes=st.booleans(),
)
rules = st.builds(
    MarkingRules,
    panels,
    st.sampled_from(("sum_unrounded", "each_aspect")),
    st.integers(1, 4),
    st.none() | st.integers(0, 2**48),
)
ends = st.none() | st.decimals(-99, 99, places=2)
_own_panels = st.none() | panels
_own_rules = st.just(MarkingRules()) | rules
_ways = st.sampled_from(("", "allowed_marks", "deduction", "bands"))


def _bands(draw: st.DrawFn, mark_max: Mark) -> tuple[Band, ...]:
    count = draw(_one_to_three)
    hundredths = st.integers(0, mark_max // UNITS_PER_HUNDREDTH)
    return tuple(_band(draw(ends), draw(ends), draw(hundredths) * UNITS_PER_HUNDREDTH) for _ in range(count))


def _band(one: Decimal | None, other: Decimal | None, mark: Mark) -> Band:
    low, high = (one, other) if one is None or other is None or one <= other else (other, one)
    return Band(low, high, mark)


def _with_own_rules(draw: st.DrawFn, aspect: Aspect) -> Aspect:
    """Return ``aspect`` with a rule of its own, or as it is."""
    if aspect.method == "J":
        own = draw(_own_panels)
        described = own is None or own.has_described_scores
        return replace(aspect, judging=own, score_texts=aspect.score_texts if described else None)
    top = aspect.mark_max // UNITS_PER_HUNDREDTH
    way = draw(_ways) if top else ""
    if way == "allowed_marks":
        parts = draw(st.frozensets(st.integers(0, top - 1), max_size=4))
        return replace(aspect, allowed_marks=tuple(n * UNITS_PER_HUNDREDTH for n in (*sorted(parts), top)))
    if way == "deduction":
        return replace(aspect, deduction=draw(st.integers(1, top)) * UNITS_PER_HUNDREDTH)
    return replace(aspect, bands=_bands(draw, aspect.mark_max)) if way == "bands" else aspect


@st.composite
def schemes_with_rules(draw: st.DrawFn) -> Scheme:
    """Return a scheme that may be imported, with any rules that may be obeyed and ids that no place gives."""
    scheme = draw(schemes())
    own = draw(_own_rules)
    described = own.judging.has_described_scores
    number = iter(range(1000))

    def ruled(aspect: Aspect) -> Aspect:
        changed = _with_own_rules(draw, aspect)
        if changed.method == "J" and changed.judging is None and not described:
            changed = replace(changed, score_texts=None)
        return replace(changed, id=f"x{next(number)}") if draw(_yes_or_no) else changed

    return replace(_mapped(scheme, ruled), rules=own)


def rebuilt(scheme: Scheme, name: Callable[[Aspect, int], str], say: Callable[[str], str] = str) -> Scheme:
    """Return ``scheme`` with other ids, by aspect and position, and other descriptions."""
    numbers = iter(range(1000))
    return _mapped(scheme, lambda a: replace(a, id=name(a, next(numbers)), description=say(a.description)))


def _mapped(scheme: Scheme, change: Callable[[Aspect], Aspect]) -> Scheme:
    def mapped(sub: SubCriterion) -> SubCriterion:
        return replace(sub, aspects=tuple(map(change, sub.aspects)))

    criteria = (replace(c, sub_criteria=tuple(map(mapped, c.sub_criteria))) for c in scheme.criteria)
    return replace(scheme, criteria=tuple(criteria))


@st.composite
def shuffled(draw: st.DrawFn, scheme: Scheme) -> Scheme:
    """Return ``scheme`` with its aspects dealt anew; each sub-criterion keeps its number of them."""
    dealt = iter(draw(st.permutations(list(scheme.aspects))))

    def filled(subs: Sequence[SubCriterion]) -> tuple[SubCriterion, ...]:
        return tuple(replace(sub, aspects=tuple(next(dealt) for _ in sub.aspects)) for sub in subs)

    criteria = []
    for criterion in scheme.criteria:
        subs = filled(criterion.sub_criteria)
        mark_max = sum(aspect.mark_max for sub in subs for aspect in sub.aspects)
        criteria.append(replace(criterion, sub_criteria=subs, mark_max=mark_max))
    return replace(scheme, criteria=tuple(criteria))
