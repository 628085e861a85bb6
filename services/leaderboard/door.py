"""The door before the read API of a class that is not public: no board without a token of the class."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import parse_qs

from shared import codec
from shared.class_access import may_have
from shared.clock import Clock
from shared.domain.errors import RuleBroken
from shared.domain.publication import AudienceClass
from shared.problems import MEDIA_TYPE, language_of, problem, status_of
from shared.tokens import Grant, read_class_token

Message = MutableMapping[str, Any]
Header = tuple[bytes, bytes]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

INSIDE: Final = frozenset({"/healthz", "/readyz", "/metrics"})
"""For the operator: Caddy gives them to nobody outside."""
BOARDS: Final = "/api/v1/boards/"
DESCRIPTION: Final = f"{BOARDS}openapi.json"
FORMS: Final = (".csv", ".xml", ".json")
"""What the address of a board may end in, for another form of the same."""
_KEPT_BY_NOBODY: Final = (b"cache-control", b"private, no-cache")
"""A shared cache must not hand to one what another was given."""


class ClassDoor:
    """Lets the bearer of a good token through to the boards of their championship, and nobody else."""

    def __init__(self, app: App, audience: AudienceClass, secret: str, clock: Clock) -> None:
        self._app = app
        self._audience = audience
        self._secret = secret
        self._clock = clock

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] in INSIDE:
            await self._app(scope, receive, send)
            return
        try:
            self._check(scope)
        except RuleBroken as refused:
            await _refuse(scope, refused.code, send)
            return
        await self._app(scope, receive, _private(send))

    def _check(self, scope: Message) -> None:
        """Raise ``RuleBroken`` unless a token lets the sender have what they ask for."""
        grant = self._grant(_header(scope, b"authorization"))
        if scope["path"] == DESCRIPTION:
            return
        if not may_have(grant, self._audience, board_asked_for(scope), self._clock()):
            raise RuleBroken("not_allowed_board")

    def _grant(self, authorization: str) -> Grant:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise RuleBroken("token_missing")
        return read_class_token(self._secret, token.strip(), self._clock())


def board_asked_for(scope: Message) -> str:
    """Return the board that a request is about; what is no board's address is that of a championship."""
    path = str(scope["path"])
    if not path.startswith(BOARDS):
        query: bytes = scope["query_string"]
        return parse_qs(query.decode("latin-1")).get("championship", [""])[-1]
    board = path.removeprefix(BOARDS)
    for form in FORMS:
        board = board.removesuffix(form)
    return board


def _header(scope: Message, name: bytes) -> str:
    sent: list[Header] = scope["headers"]
    return next((value for key, value in sent if key == name), b"").decode("latin-1")


def _private(send: Send) -> Send:
    async def send_private(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message["headers"] if name.lower() != b"cache-control"]
            message = {**message, "headers": [*kept, _KEPT_BY_NOBODY]}
        await send(message)

    return send_private


async def _refuse(scope: Message, code: str, send: Send) -> None:
    language = language_of(_header(scope, b"accept-language"))
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status_of(code), "headers": headers})
    await send({"type": "http.response.body", "body": codec.encode(problem(code, language))})
