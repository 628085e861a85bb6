"""Which boards of an audience class the bearer of a token may have: the same for sockets and reads.

The policy of what a class may know was applied before anything came to who serves it (R50); here it is only
asked whether somebody belongs to the class, and to which championship.
"""

from shared.domain.publication import AudienceClass
from shared.keys import INDEX_BOARD, overlays_board
from shared.tokens import Grant


def may_have(grant: Grant, audience: AudienceClass, board: str, now_ms: int) -> bool:
    """Say whether the bearer may have ``board`` now."""
    return now_ms < grant.expires_at_ms and _is_theirs(grant, audience, board)


def _is_theirs(grant: Grant, audience: AudienceClass, board: str) -> bool:
    """Say whether ``board`` is of the bearer's championship, and for staff of one of their skills.

    An overlay takes from the venue only what it is to show: the data itself is the public's (R50).
    """
    if grant.role == "overlay":
        return audience == "venue" and board == overlays_board(grant.championship)
    championship, _, skill = board.partition("/")
    if board == INDEX_BOARD or not grant.championship:
        return not grant.championship or audience == "venue"
    if championship != grant.championship:
        return False
    return audience == "venue" or not grant.skills or skill in grant.skills
