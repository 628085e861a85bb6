"""Who may follow boards that are not public, and from where a viewer comes.

The policy of what a class may know was applied before anything came here (R50); here it is only asked whether
somebody belongs to the class.
"""

from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import Final

from websockets.http11 import Request

from services.broadcast.protocol import Allowed, everybody
from shared.class_access import may_have
from shared.domain.publication import AudienceClass
from shared.tokens import Grant, read_class_token

ReadToken = Callable[[str, int], Grant]
"""From a token and the time in ms to what it allows; raises ``RuleBroken``."""

BEARER: Final = "Bearer "


def token_reader(secret: str) -> ReadToken:
    """Return the reader of tokens signed with the class's own ``secret``."""
    return lambda token, now_ms: read_class_token(secret, token, now_ms)


def allowed_in(audience: AudienceClass, clock: Callable[[], int]) -> Allowed:
    """Return who may follow which board of ``audience``."""
    if audience == "public":
        return everybody

    def may_follow(grant: Grant | None, board: str) -> bool:
        return grant is not None and may_have(grant, audience, board, clock())

    return may_follow


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
