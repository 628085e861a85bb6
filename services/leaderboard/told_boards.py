"""The boards of what happened: the story of a championship and the timeline of a skill. Pure.

Both are made of nothing but what the audience's own telling holds (R52). The story keeps its newest items,
at most a hundred; the oldest go twenty at a time, so that viewers are seldom sent the whole of it anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.leaderboard.items import ITEMS_MAX, Item
from services.leaderboard.telling import Telling, Terms
from services.leaderboard.timeline import BUCKET_MS
from shared.domain.board import Board
from shared.domain.championship import Championship
from shared.domain.people import Person
from shared.domain.publication import AudienceClass, Policies
from shared.domain.units import mark_text
from shared.keys import STORY_SKILL, TIMELINE

_GO_TOGETHER: Final = 20


@dataclass(frozen=True, slots=True)
class SkillTale:
    """What is told of one skill."""

    terms: Terms
    telling: Telling
    frozen_since_ms: int | None = None

    @property
    def items(self) -> list[Item]:
        """Return the items of the skill, and that its boards stand still, when they do (R53)."""
        if self.frozen_since_ms is None or self.terms.policy == "nothing":
            return list(self.telling.items)
        name = f"{self.terms.skill}.{self.frozen_since_ms}.state.frozen"
        return [
            *self.telling.items,
            Item("state", self.frozen_since_ms, state="frozen", id=name),
        ]


def story_board(
    championship: Championship, tales: Iterable[SkillTale], people: Mapping[str, Person]
) -> Board:
    """Return the board of the story: a row for each item, in ``order``."""
    tales = list(tales)
    told = sorted(
        (
            (item.at_ms, tale.terms.skill, at, item, tale)
            for tale in tales
            for at, item in enumerate(tale.items)
        ),
        key=lambda entry: entry[:3],
    )
    count = sum(tale.telling.items.count + len(tale.items) - tale.telling.items.kept for tale in tales)
    kept = told[-_kept(count) :] if told else []
    skills = {tale.terms.skill: tale.terms.definition for *_, tale in kept}
    rows = {
        item.id: {"order": count - len(kept) + at, **_row(item, tale, people)}
        for at, (*_, item, tale) in enumerate(kept)
    }
    members = {row["member"] for row in rows.values()}
    return {
        "kind": "story",
        "head": {
            "championship": championship.id,
            "name": championship.name.document(),
            "skills": {name: skills[name].name.document() for name in sorted(skills)},
            "members": {m.id: m.name.document() for m in championship.members if m.id in members},
        },
        "rows": rows,
    }


def _kept(count: int) -> int:
    """Return how many of ``count`` items the board shows: by their number alone, whenever it is made."""
    if count <= ITEMS_MAX:
        return count
    least = ITEMS_MAX - _GO_TOGETHER + 1
    return least + (count - least) % _GO_TOGETHER


def _row(item: Item, tale: SkillTale, people: Mapping[str, Person]) -> dict[str, Any]:
    said: dict[str, Any] = {"skill": tale.terms.skill, **item.document(), "member": None}
    if item.competitor is None:
        return said
    competitor = tale.terms.definition.competitor_by_id[item.competitor]
    person = people.get(item.competitor)
    return said | {
        "member": competitor.member,
        "group": competitor.group,
        "name": person.name if person else None,
        "name_latin": person.name_latin if person else None,
    }


def timeline_board(championship: Championship, tale: SkillTale) -> Board:
    """Return the board of how a skill's totals came about: a row for each point, by its minute."""
    telling = tale.telling
    return {
        "kind": "timeline",
        "head": {
            "championship": championship.id,
            "skill": tale.terms.skill,
            "policy": tale.terms.policy,
            "mark_max": mark_text(tale.terms.definition.scheme.mark_max),
            "criteria": [c.letter for c in tale.terms.definition.scheme.criteria],
        },
        "rows": {
            str(point.at_ms - point.at_ms % BUCKET_MS): {"at_ms": point.at_ms, "rows": point.rows}
            for point in telling.timeline.points(telling.rows())
        },
    }


def tells_every_mark(
    board_id: str, audience: AudienceClass, skills: Iterable[str], policies: Policies
) -> bool:
    """Say whether a board is folded from every mark: a live timeline, or a story of a live skill.

    The others are made at once, so that they do not keep what was taken away (R52).
    """
    championship, _, rest = board_id.partition("/")
    skill, _, part = rest.partition("/")
    if part != TIMELINE and rest != STORY_SKILL:
        return False
    told = [skill] if part else skills
    return any(policies.publication(championship, one, audience).policy == "live" for one in told)
