"""What is unusual about a championship as it is set up (R2 to R6, R13): told to the organiser, who decides.

Years of birth are only looked at: they are kept nowhere.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from shared.domain.championship import Championship, SkillDefinition
from shared.domain.errors import RuleBroken
from shared.domain.people import Competitor


def set_up_warnings(
    championship: Championship,
    skill: SkillDefinition,
    prefix: str = "",
    born: Mapping[str, int] | None = None,
) -> Iterator[RuleBroken]:
    """Yield what to warn about ``skill``, each with its ``field`` after ``prefix``.

    ``born`` are the years of birth that are known, by person.
    """
    yield from _field_size(championship, skill, prefix)
    yield from _hours(championship, skill, prefix)
    yield from _persons(skill, prefix)
    yield from _days(championship, skill, prefix)
    for at, competitor in enumerate(skill.competitors):
        yield from _ages(championship, competitor, f"{prefix}competitors.{at}", born or {})


def _field_size(championship: Championship, skill: SkillDefinition, prefix: str) -> Iterator[RuleBroken]:
    """R3, R5: the smallest field counts those in contest; guests are named, for they win nothing."""
    guests = sum(competitor.is_guest for competitor in skill.competitors)
    count, least = len(skill.competitors) - guests, championship.bounds.competitors_min
    if count < least:
        yield RuleBroken("few_competitors", field=f"{prefix}competitors", count=count, least=least)
    if guests:
        yield RuleBroken("guests_out_of_contest", field=f"{prefix}competitors", count=guests)


def _hours(championship: Championship, skill: SkillDefinition, prefix: str) -> Iterator[RuleBroken]:
    """R4, where the hours are said."""
    least, most = championship.bounds.hours_min, championship.bounds.hours_max
    if skill.hours is not None and not least <= skill.hours <= most:
        yield RuleBroken("hours_unusual", field=f"{prefix}hours", count=skill.hours, least=least, most=most)


def _persons(skill: SkillDefinition, prefix: str) -> Iterator[RuleBroken]:
    """R6: in one skill every entry has as many persons as most have."""
    counts = Counter(competitor.persons for competitor in skill.competitors)
    if len(counts) < 2:
        return
    usual = max(counts, key=lambda count: (counts[count], count))
    for at, competitor in enumerate(skill.competitors):
        if competitor.persons != usual:
            details = {"count": competitor.persons, "usual": usual}
            yield RuleBroken("persons_differ", field=f"{prefix}competitors.{at}.persons", **details)


def _days(championship: Championship, skill: SkillDefinition, prefix: str) -> Iterator[RuleBroken]:
    """R13: what is marked on C4 of three days is never due."""
    last = len(championship.days)
    for at, criterion in enumerate(skill.scheme.criteria):
        for below, sub in enumerate(criterion.sub_criteria):
            if sub.day > last:
                field = f"{prefix}scheme.criteria.{at}.sub_criteria.{below}.day"
                yield RuleBroken("day_beyond_championship", field=field, id=sub.id, day=sub.day, last=last)


def _ages(
    championship: Championship, competitor: Competitor, field: str, born: Mapping[str, int]
) -> Iterator[RuleBroken]:
    """R2: the age in the year of the championship, within the bounds of the age group, if there is one."""
    groups = {group.id: group for group in championship.age_groups}
    group = groups.get(competitor.group or "")
    bounds = championship.bounds
    least, most = (group.age_min, group.age_max) if group else (bounds.age_min, bounds.age_max)
    year = int(championship.days[0][:4])
    for person in competitor.person_ids or (competitor.id,):
        if person in born and not least <= year - born[person] <= most:
            details = {"value": person, "age": year - born[person], "least": least, "most": most}
            yield RuleBroken("age_unusual", field=field, **details)
