"""Keep the identity of aspects when a scheme is imported again (R10): position is not identity.

A file that gives ids is believed. Any other aspect is the old one of the same text: first where it stood,
then in its criterion, then anywhere. What is left is new, and gets an id that nothing ever had.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Final, NamedTuple

from shared.domain.scheme import Aspect, Scheme


class _Placed(NamedTuple):
    """An aspect and where it stands."""

    aspect: Aspect
    sub: str
    criterion: str


_Key = Callable[[_Placed], Hashable]


def with_kept_ids(
    new: Scheme, old: Scheme, given: Collection[str] = (), taken: Collection[str] = ()
) -> Scheme:
    """Return ``new`` with the id of ``old`` for every aspect that is an old one.

    ``given`` are the ids in ``new`` that its file itself gives; ``taken`` ids that must not be used again,
    such as those of aspects that an earlier change removed.
    """
    before, after = list(_placed(old)), list(_placed(new))
    names = {at: placed.aspect.id for at, placed in enumerate(after) if placed.aspect.id in given}
    known = set(names.values())
    free = [placed for placed in before if placed.aspect.id not in known]
    for key in _KEYS:
        _match(after, free, names, key)
    highest = _highest_numbers({placed.aspect.id for placed in before} | known | set(taken))
    for at, placed in enumerate(after):
        if at not in names:
            highest[placed.sub] = highest.get(placed.sub, 0) + 1
            names[at] = f"{placed.sub}.{highest[placed.sub]}"
    return _renamed(new, names)


def _match(after: Iterable[_Placed], free: list[_Placed], names: dict[int, str], key: _Key) -> None:
    """Give each aspect without a name that of the first old one with the same ``key``."""
    waiting: dict[Hashable, list[_Placed]] = {}
    for placed in free:
        waiting.setdefault(key(placed), []).append(placed)
    for at, placed in enumerate(after):
        found = waiting.get(key(placed))
        if at not in names and found:
            names[at] = found[0].aspect.id
            free.remove(found.pop(0))


def _placed(scheme: Scheme) -> Iterator[_Placed]:
    for criterion in scheme.criteria:
        for sub in criterion.sub_criteria:
            yield from (_Placed(aspect, sub.id, criterion.letter) for aspect in sub.aspects)


def _text(placed: _Placed) -> Hashable:
    """Return what an aspect says; blanks and capitals do not count."""
    return placed.aspect.method, " ".join(placed.aspect.description.casefold().split())


def _whole_text(placed: _Placed) -> Hashable:
    return _text(placed), placed.aspect.extra, placed.aspect.requirement


_KEYS: Final[tuple[_Key, ...]] = (
    lambda placed: (_whole_text(placed), placed.sub),
    lambda placed: (_text(placed), placed.sub),
    lambda placed: (_whole_text(placed), placed.criterion),
    _whole_text,
    _text,
)
"""What makes an aspect the same as an old one, from the surest on."""


def _highest_numbers(ids: Iterable[str]) -> dict[str, int]:
    """Return the highest number after each sub-criterion in ``ids``, above which a new one may be."""
    highest: dict[str, int] = {}
    for name in ids:
        head, _, tail = name.rpartition(".")
        if tail.isdecimal():
            highest[head] = max(highest.get(head, 0), int(tail))
    return highest


def _renamed(scheme: Scheme, names: Mapping[int, str]) -> Scheme:
    number = count()
    return replace(
        scheme,
        criteria=tuple(
            replace(
                criterion,
                sub_criteria=tuple(
                    replace(sub, aspects=tuple(replace(a, id=names[next(number)]) for a in sub.aspects))
                    for sub in criterion.sub_criteria
                ),
            )
            for criterion in scheme.criteria
        ),
    )
