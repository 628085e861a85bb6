"""Every name in Redis, in one place; each starts with the audience class that may read it (R50), or `eph:`.

What stands under ``eph:`` may vanish at any time: presence of devices, attempts to come in, what boards show.
"""

from typing import Final

from shared.domain.publication import AudienceClass

INDEX_BOARD = "index"
"""The board of all championships."""
SHOWN: Final = "eph:shown"
"""Up to where of the log the boards show marks: hash by audience and board, written by the leaderboard.

Not under an audience's own prefix: it is for those who mark, and whoever serves the public cannot read it.
"""
RESULTS_SKILL = "results"
"""In the place of a skill's id: the board of a championship's results."""
STORY_SKILL: Final = "story"
"""In the place of a skill's id: the board of what happened."""
PEOPLE_SKILL: Final = "people"
"""In the place of a skill's id: the board of who takes part in which skill."""
SCREENS_SKILL: Final = "screens"
"""In the place of a skill's id: what the on-site screens are to show. Of the venue alone."""
OVERLAYS_SKILL: Final = "overlays"
"""In the place of a skill's id: what the broadcast's overlays are to show. Of the venue alone."""
TIMELINE: Final = "timeline"
"""Below a skill's board: how its totals came about."""
RESERVED_SKILLS: Final = frozenset(
    {RESULTS_SKILL, STORY_SKILL, PEOPLE_SKILL, SCREENS_SKILL, OVERLAYS_SKILL, TIMELINE}
)
"""What stands in the place of a skill's id and is something else: no skill may have it."""


def screens_board(championship: str) -> str:
    """Return the id of the board that tells the screens of a championship what to show."""
    return f"{championship}/{SCREENS_SKILL}"


def overlays_board(championship: str) -> str:
    """Return the id of the board that tells the overlays of a championship what to show."""
    return f"{championship}/{OVERLAYS_SKILL}"


def overall_boards(championship: str) -> tuple[str, ...]:
    """Return the boards that a championship has beside its own and its skills'."""
    return (
        results_board(championship),
        story_board(championship),
        people_board(championship),
        screens_board(championship),
        overlays_board(championship),
    )


def results_board(championship: str) -> str:
    """Return the id of the board of a championship's results."""
    return f"{championship}/{RESULTS_SKILL}"


def story_board(championship: str) -> str:
    """Return the id of the board of what happened in a championship."""
    return f"{championship}/{STORY_SKILL}"


def people_board(championship: str) -> str:
    """Return the id of the board of who takes part in a championship."""
    return f"{championship}/{PEOPLE_SKILL}"


def timeline_board(skill_board: str) -> str:
    """Return the id of the board of how the totals on a skill's board came about."""
    return f"{skill_board}/{TIMELINE}"


def board(audience: AudienceClass, board_id: str) -> str:
    """Return the key of a board: hash with ``epoch``, ``version``, ``at_ms`` and ``data``."""
    return f"{audience}:board:{board_id}"


def history(audience: AudienceClass, board_id: str) -> str:
    """Return the key of a board's last frames: list of texts as sent on the socket, newest last."""
    return f"{audience}:history:{board_id}"


def live(audience: AudienceClass, board_id: str) -> str:
    """Return the channel on which a board's frames are published."""
    return f"{audience}:live:{board_id}"


def live_pattern(audience: AudienceClass) -> str:
    """Return the pattern of all channels of an audience class."""
    return f"{audience}:live:*"


def presence(audience: AudienceClass) -> str:
    """Return the key of who looks at what: hash by gateway; may vanish at any time."""
    return f"eph:{audience}:presence"


def boards(audience: AudienceClass) -> str:
    """Return the key of the set of board ids."""
    return f"{audience}:boards"


def ephemeral(name: str) -> str:
    """Return the key of something that may vanish."""
    return f"eph:{name}"


def shown_field(audience: AudienceClass, board_id: str) -> str:
    """Return the field of ``SHOWN`` that is about a board."""
    return f"{audience}/{board_id}"
