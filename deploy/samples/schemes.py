"""Make a full marking scheme by seed: 100.00 marks that look like a real skill's (R10 to R14).

Aspect maxima are whole quarters of a mark, as in published schemes: 400 quarters are dealt to the aspects.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from deploy.samples.skills import SampleSkill
from deploy.samples.wording import (
    CHECKS,
    COMMON_CHECKS,
    HANDOVER,
    JUDGED,
    MEASURED,
    ORGANISATION,
    PARTIAL,
    PLANNING,
    SCORE_TEXTS,
    SECTIONS,
    CommonCriterion,
)
from shared.domain.scheme import Aspect, Criterion, Scheme, Section, SubCriterion
from shared.domain.units import UNITS_PER_MARK, Mark, mark_text

_QUARTER: Final = UNITS_PER_MARK // 4
_QUARTERS: Final = 400
_QUARTERS_MAX: Final = 8
_DAYS: Final = 3
_PRODUCTION: Final = 4
_QUALITY: Final = 5


@dataclass(frozen=True, slots=True)
class SchemeSize:
    """How large a generated scheme is; every pair is the least and the most."""

    criteria: tuple[int, int]
    sub_criteria: tuple[int, int]
    aspects: tuple[int, int]


FULL_SIZE: Final = SchemeSize((5, 9), (26, 40), (122, 158))
SMALL_SIZE: Final = SchemeSize((5, 5), (12, 14), (62, 68))


@dataclass(frozen=True, slots=True)
class _Topic:
    """What one criterion is about."""

    name: str
    part: str
    features: tuple[str, ...]
    qualities: tuple[str, ...]
    checks: tuple[tuple[str, str], ...]
    section: int


def sample_scheme(skill: SampleSkill, seed: str, size: SchemeSize = FULL_SIZE) -> Scheme:
    """Return the scheme of ``skill`` for ``seed``: always the same, always 100.00 marks."""
    rng = random.Random(f"{seed}/{skill.id}/scheme")
    topics = _topics(skill, rng.randint(*size.criteria), rng)
    shares = _split(rng.randint(*size.sub_criteria), [min(6, len(t.features)) for t in topics], 2, rng)
    aspect_counts = _split(rng.randint(*size.aspects), [6] * sum(shares), 2, rng)
    subs: list[list[SubCriterion]] = []
    done = 0
    for index, (topic, count) in enumerate(zip(topics, shares, strict=True)):
        names = rng.sample(topic.features, count)
        qualities = rng.sample(topic.qualities, len(topic.qualities))
        drafts = [
            _sub_criterion(f"{_letter(index)}{n + 1}", name, topic, qualities, aspect_counts[done + n], rng)
            for n, name in enumerate(names)
        ]
        done += count
        subs.append(drafts)
    return _with_marks(skill, topics, _with_days(subs), rng)


def _topics(skill: SampleSkill, count: int, rng: random.Random) -> list[_Topic]:
    common = [_common(ORGANISATION), _common(PLANNING), _common(HANDOVER)]
    parts = [
        _Topic(_capital(part), _capital(part), skill.features, skill.qualities, CHECKS, _PRODUCTION)
        for part in skill.parts
    ]
    extra = rng.sample(common[1:], max(0, min(2, count - 1 - len(parts))) or rng.randint(0, 1))
    chosen = parts[: count - 1 - len(extra)]
    before = [topic for topic in extra if topic.section != _QUALITY]
    after = [topic for topic in extra if topic.section == _QUALITY]
    return [common[0], *before, *chosen, *after]


def _common(criterion: CommonCriterion) -> _Topic:
    features = tuple(feature[0].lower() + feature[1:] for feature in criterion.features)
    c = criterion
    return _Topic(c.name, c.subject, features, c.qualities, COMMON_CHECKS, c.section)


def _split(total: int, room: Sequence[int], least: int, rng: random.Random) -> list[int]:
    """Return how many of ``total`` each place gets: at least ``least``, at most its room."""
    shares = [least] * len(room)
    for _ in range(min(total, sum(room)) - sum(shares)):
        shares[rng.choice([i for i, share in enumerate(shares) if share < room[i]])] += 1
    return shares


def _sub_criterion(
    sub_id: str, feature: str, topic: _Topic, qualities: list[str], count: int, rng: random.Random
) -> SubCriterion:
    """Return a sub-criterion with ``count`` aspects: most are measured, some judged, some both (R13).

    What is judged is taken out of ``qualities``, so that a criterion judges nothing twice.
    """
    kind = rng.random()
    judged = min(len(qualities), count if kind < 0.12 else 1 if kind < 0.75 else 0)
    checks = rng.sample(topic.checks, count - judged)
    ids = (f"{sub_id}.{n}" for n in range(1, count + 1))
    aspects = [_measured(next(ids), feature, topic, check, rng) for check in checks]
    aspects += [_judged(aspect_id, qualities.pop(), topic, rng) for aspect_id in ids]
    return SubCriterion(sub_id, _capital(feature), 1, tuple(aspects))


def _measured(
    aspect_id: str, feature: str, topic: _Topic, check: tuple[str, str], rng: random.Random
) -> Aspect:
    words = {"feature": feature, "point": rng.randint(1, 9), "tolerance": rng.choice(("0.5", "1.0", "2.0"))}
    said, requirement = (text.format(**words) for text in check)
    description = MEASURED.format(part=topic.part, check=said)
    return Aspect(aspect_id, "M", description, _section(topic, rng), 0, requirement=requirement)


def _judged(aspect_id: str, quality: str, topic: _Topic, rng: random.Random) -> Aspect:
    description = JUDGED.format(part=topic.part, quality=quality)
    texts = tuple(text.format(quality=_capital(quality)) for text in SCORE_TEXTS)
    section = _QUALITY if rng.random() < 0.4 else 3
    return Aspect(aspect_id, "J", description, section, 0, score_texts=texts)


def _section(topic: _Topic, rng: random.Random) -> int:
    return topic.section if rng.random() < 0.7 else rng.choice((2, 3, _QUALITY))


def _with_days(subs: Sequence[Sequence[SubCriterion]]) -> list[list[SubCriterion]]:
    """Spread the marking days over the scheme in its order."""
    count = sum(map(len, subs))
    numbers = iter(range(count))
    return [[replace(sub, day=1 + next(numbers) * _DAYS // count) for sub in group] for group in subs]


def _with_marks(
    skill: SampleSkill, topics: Sequence[_Topic], subs: Sequence[Sequence[SubCriterion]], rng: random.Random
) -> Scheme:
    methods = [aspect.method for group in subs for sub in group for aspect in sub.aspects]
    quarters = iter(_deal_quarters(methods, rng))
    criteria = []
    for index, (topic, group) in enumerate(zip(topics, subs, strict=True)):
        marked = tuple(
            replace(sub, aspects=tuple(_with_mark(a, next(quarters) * _QUARTER, rng) for a in sub.aspects))
            for sub in group
        )
        mark_max = sum(aspect.mark_max for sub in marked for aspect in sub.aspects)
        criteria.append(Criterion(_letter(index), topic.name, mark_max, marked))
    return Scheme(skill.number, skill.name.en, _sections(criteria), tuple(criteria))


def _deal_quarters(methods: Sequence[str], rng: random.Random) -> list[int]:
    """Return the maximum of each aspect in quarters of a mark; together they are 100 marks."""
    judged, measured = (3, 4, 4, 5, 6), (1, 2, 2, 2, 2, 3, 4, 4, 6, 8)
    dealt = [rng.choice(judged if method == "J" else measured) for method in methods]
    missing = _QUARTERS - sum(dealt)
    step = 1 if missing > 0 else -1
    for _ in range(abs(missing)):
        dealt[rng.choice([i for i, q in enumerate(dealt) if 1 <= q + step <= _QUARTERS_MAX])] += step
    return dealt


def _with_mark(aspect: Aspect, mark_max: Mark, rng: random.Random) -> Aspect:
    """Set the maximum; some larger measured aspects allow partial marks (R25)."""
    if aspect.method == "J" or mark_max < 4 * _QUARTER or rng.random() > 0.35:
        return replace(aspect, mark_max=mark_max)
    step = mark_max // 2 if mark_max % (2 * _QUARTER) == 0 and rng.random() < 0.5 else _QUARTER
    extra = PARTIAL.format(step=mark_text(step))
    return replace(aspect, mark_max=mark_max, extra=extra, allowed_marks=tuple(range(0, mark_max + 1, step)))


def _sections(criteria: Sequence[Criterion]) -> tuple[Section, ...]:
    """Return the sections with targets in steps of five percent, none five or more from its marks (R12)."""
    marks = [0] * len(SECTIONS)
    for criterion in criteria:
        for sub in criterion.sub_criteria:
            for aspect in sub.aspects:
                marks[aspect.section - 1] += aspect.mark_max
    step = 5 * UNITS_PER_MARK
    targets = [mark // step * step for mark in marks]
    by_rest = sorted(range(len(marks)), key=lambda i: (targets[i] > 0, -(marks[i] % step), i))
    for index in by_rest[: (100 * UNITS_PER_MARK - sum(targets)) // step]:
        targets[index] += step
    return tuple(Section(number, name, targets[number - 1]) for number, name in enumerate(SECTIONS, start=1))


def _letter(index: int) -> str:
    return "ABCDEFGHI"[index]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
