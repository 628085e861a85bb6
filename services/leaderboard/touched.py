"""Which boards a change touches. Pure."""

from collections.abc import Iterable

from services.leaderboard.pace import Shown
from shared.domain.championship import skill_key
from shared.domain.publication import AUDIENCE_CLASSES
from shared.keys import INDEX_BOARD, results_board, story_board, timeline_board


def boards_with(key: str) -> tuple[str, ...]:
    """Return the boards that show something of the marks of the skill ``key``."""
    championship = key.partition("/")[0]
    return key, championship, story_board(championship), timeline_board(key)


def boards_naming(skill_keys: Iterable[str]) -> set[Shown]:
    """Return the boards that name a person who takes part in the skills ``skill_keys``."""
    keys = set(skill_keys)
    championships = {key.partition("/")[0] for key in keys}
    told = {of(c) for c in championships for of in (results_board, story_board)}
    return to_all(keys | championships | told)


def boards_of(championship: str, skills: Iterable[str]) -> set[Shown]:
    """Return every board of a championship, and the one of all."""
    overall = {INDEX_BOARD, championship, results_board(championship), story_board(championship)}
    return to_all(overall.union(*(boards_with(skill_key(championship, skill)) for skill in skills)))


def to_all(board_ids: Iterable[str]) -> set[Shown]:
    """Return boards as every audience sees them."""
    return {(audience, board_id) for audience in AUDIENCE_CLASSES for board_id in board_ids}
