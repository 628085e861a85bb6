"""Every name in Redis, in one place; each starts with the audience class that may read it (R50), or `eph:`.

What stands under ``eph:`` may vanish at any time: presence of devices, attempts to come in.
"""

from shared.domain.publication import AudienceClass

INDEX_BOARD = "index"
"""The board of all championships."""
RESULTS_SKILL = "results"
"""In the place of a skill's id: the board of a championship's results. No skill may have it."""


def results_board(championship: str) -> str:
    """Return the id of the board of a championship's results."""
    return f"{championship}/{RESULTS_SKILL}"


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


def boards(audience: AudienceClass) -> str:
    """Return the key of the set of board ids."""
    return f"{audience}:boards"


def ephemeral(name: str) -> str:
    """Return the key of something that may vanish."""
    return f"eph:{name}"
