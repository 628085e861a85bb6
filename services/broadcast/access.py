"""Who may follow boards that are not public, and from where a viewer comes.

The policy of what a class may know was applied before anything came here (R50); here it is only asked whether
somebody belongs to the class.
"""

from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import Final

from websockets.http11 import Request

from services.broadcast.protocol import Allowed, everybody
from shared.domain.publication import AudienceClass
from shared.keys import INDEX_BOARD
from shared.tokens import Grant, read_token

ReadToken = Callable[[str, int], Grant]
"""From a token and the time in ms to what it allows; raises ``RuleBroken``."""

BEARER: Final = "Bearer "


def token_reader(secret: str) -> ReadToken:
    """Return the reader of tokens signed with ``secret``."""
    return lambda token, now_ms: read_token(secret, token, now_ms)


def allowed_in(audience: AudienceClass, clock: Callable[[], int]) -> Allowed:
    """Return who may follow which board of ``audience``."""
    if audience == "public":
        return everybody

    def may_follow(grant: Grant | None, board: str) -> bool:
        return grant is not None and clock() < grant.expires_at_ms and _is_theirs(grant, audience, board)

    return may_follow


def _is_theirs(grant: Grant, audience: AudienceClass, board: str) -> bool:
    """Say whether ``board`` is of the bearer's championship, and for staff of one of their skills."""
    championship, _, skill = board.partition("/")
    if board == INDEX_BOARD or not grant.championship:
        return not grant.championship or audience == "venue"
    if championship != grant.championship:
        return False
    return audience == "venue" or not grant.skills or skill in grant.skills


def bearer_token(request: Request) -> str | None:
    """Return the token in the header of a request, where a program sent one."""
    for value in request.headers.get_all("Authorization"):
        if value.startswith(BEARER):
            return value.removeprefix(BEARER).strip()
    return None


def address_of(peer: str, request: Request, proxies: Sequence[str]) -> str:
    """Return where a request comes from: behind a proxy of ours, what that proxy says."""
    if peer not in proxies:
        return peer
    for value in reversed(request.headers.get_all("X-Forwarded-For")):
        for said in reversed(value.split(",")):
            try:
                address = str(ip_address(said.strip()))
            except ValueError:
                return peer
            if address not in proxies:
                return address
    return peer
