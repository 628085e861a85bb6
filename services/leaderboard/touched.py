"""Which boards a change touches. Pure."""

from collections.abc import Callable, Iterable

from services.leaderboard.pace import Shown
from shared.domain.championship import skill_key
from shared.domain.publication import AUDIENCE_CLASSES, AudienceClass, PolicySet
from shared.keys import (
    INDEX_BOARD,
    STORY_SKILL,
    overall_boards,
    people_board,
    results_board,
    story_board,
    timeline_board,
)


def boards_with(key: str) -> tuple[str, ...]:
    """Return the boards that show something of the marks of the skill ``key``."""
    championship = key.partition("/")[0]
    return key, championship, story_board(championship), timeline_board(key)


def boards_naming(skill_keys: Iterable[str]) -> set[Shown]:
    """Return the boards that name a person who takes part in the skills ``skill_keys``."""
    keys = set(skill_keys)
    championships = {key.partition("/")[0] for key in keys}
    told = {of(c) for c in championships for of in (results_board, story_board, people_board)}
    return to_all(keys | championships | told)


def boards_of(championship: str, skills: Iterable[str]) -> set[Shown]:
    """Return every board of a championship, and the one of all."""
    overall = {INDEX_BOARD, championship, *overall_boards(championship)}
    return to_all(overall.union(*(boards_with(skill_key(championship, skill)) for skill in skills)))


def boards_by_policy(event: PolicySet, skills: Iterable[str]) -> set[Shown]:
    """Return the boards that a decision on publication changes, of its audience."""
    boards = boards_of(event.championship, skills)
    if event.skill is not None:
        key = skill_key(event.championship, event.skill)
        boards = to_all({*boards_with(key), results_board(event.championship)})
    return {where for where in boards if where[0] == event.audience}


def one_slow_each(
    due: Iterable[Shown], is_slow: Callable[[str, AudienceClass], bool]
) -> tuple[list[Shown], list[Shown]]:
    """Return which boards to write now, and which a turn later: of the slow ones one for each audience.

    After a restart a live timeline folds all that was told of a skill, and a story all of a championship:
    boards that people look at do not wait for that. Timelines come first, so that a story finds them folded.
    Each audience has turns of its own: what one may not know makes no other wait (R52).
    """
    now, slow = [], dict[AudienceClass, list[Shown]]()
    for where in due:
        audience, board_id = where
        if is_slow(board_id, audience):
            slow.setdefault(audience, []).append(where)
        else:
            now.append(where)
    later: list[Shown] = []
    for waiting in slow.values():
        first, *rest = sorted(waiting, key=lambda where: (where[1].endswith(STORY_SKILL), where[1]))
        now.append(first)
        later += rest
    return now, later


def to_all(board_ids: Iterable[str]) -> set[Shown]:
    """Return boards as every audience sees them."""
    return {(audience, board_id) for audience in AUDIENCE_CLASSES for board_id in board_ids}
