"""What a viewer says, and what the hub does about it: no socket, no timer."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl

from websockets.http11 import Request

from services.broadcast import metrics
from services.broadcast.access import ReadToken, allowed_in, bearer_token
from services.broadcast.frames import entered_frame
from services.broadcast.hub import Hub
from services.broadcast.protocol import (
    BadMessage,
    CloseCode,
    Enter,
    Goodbye,
    Refusal,
    Step,
    Subscribe,
    Unsubscribe,
    subscription,
)
from services.broadcast.viewer import ViewerSocket
from shared.clock import Clock
from shared.config import BroadcastSettings
from shared.domain.errors import RuleBroken

PATH: Final = "/live"
EVENTS_PATH: Final = "/live/events"

VERSION_DIGITS_MAX: Final = 15

Farewell = tuple[CloseCode, str]
"""Why a line is to be closed."""


class Reception:
    """Hears viewers; each method returns why their line is to be closed, or None."""

    def __init__(
        self,
        settings: BroadcastSettings,
        hub: Hub[ViewerSocket],
        read_token: ReadToken | None,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._hub = hub
        self._read_token = read_token
        """None where boards are public and no token is asked for."""
        self._clock = clock
        self._allowed = allowed_in(settings.audience, clock)

    def refusal(self, request: Request) -> Farewell | None:
        """Return why who sends ``request`` may not come in."""
        origins = request.headers.get_all("Origin")
        if self._settings.origins and not set(origins) <= set(self._settings.origins):
            return CloseCode.ORIGIN_NOT_ALLOWED, "pages of this origin may not follow boards here"
        return None

    def enter(self, viewer: ViewerSocket, request: Request) -> Farewell | None:
        """Take the token of a program, which may send it with its request."""
        token = bearer_token(request)
        return None if token is None else self._enter(viewer, token)

    def hear(self, viewer: ViewerSocket, message: str | bytes, now_s: float) -> Farewell | None:
        """Do what ``message`` asks."""
        assert viewer.conversation is not None
        return self._do(viewer, viewer.conversation.hear(message, now_s, self._allowed))

    def hear_noise(self, viewer: ViewerSocket, frames: int, now_s: float) -> Farewell | None:
        """Count frames that ask for nothing."""
        assert viewer.conversation is not None
        goodbye = viewer.conversation.hear_noise(frames, now_s)
        return None if goodbye is None else (goodbye.code, goodbye.reason)

    def follow(self, viewer: ViewerSocket, query: str) -> Farewell | None:
        """Bring a viewer of events to the boards that the address names."""
        assert viewer.conversation is not None
        try:
            for wanted in subscriptions(query):
                farewell = self._do(viewer, viewer.conversation.take(wanted, self._allowed))
                if farewell is not None:
                    return farewell
        except BadMessage as fault:
            return CloseCode.BAD_MESSAGE, str(fault)
        return None

    def overstayed(self, viewer: ViewerSocket) -> Farewell | None:
        """Return why the line of a viewer whose token has expired is to be closed, or None.

        Without a token they follow nothing, and may stay to show one.
        """
        conversation = viewer.conversation
        if self._read_token is None or conversation is None or conversation.grant is None:
            return None
        if self._clock() < conversation.grant.expires_at_ms:
            return None
        return CloseCode.TOKEN_EXPIRED, "the token has expired, come back with a new one"

    def _do(self, viewer: ViewerSocket, step: Step) -> Farewell | None:
        match step:
            case Subscribe(board, position):
                metrics.answers.labels(self._hub.subscribe(viewer, board, position)).inc()
            case Unsubscribe(board):
                self._hub.unsubscribe(viewer, board)
            case Enter(token):
                return self._enter(viewer, token)
            case Refusal(frame):
                viewer.tell(frame)
            case Goodbye(code, reason, frame):
                if frame is not None:
                    viewer.tell(frame)
                return code, reason
        return None

    def _enter(self, viewer: ViewerSocket, token: str) -> Farewell | None:
        if self._read_token is None:
            return None
        assert viewer.conversation is not None
        try:
            grant = self._read_token(token, self._clock())
        except RuleBroken as refused:
            if refused.code == "token_expired":
                return CloseCode.TOKEN_EXPIRED, "the token has expired, come back with a new one"
            return CloseCode.NOT_ALLOWED, f"the token is not good: {refused}"
        if not all(self._allowed(grant, board) for board in viewer.boards):
            return CloseCode.NOT_ALLOWED, "the new token does not allow the boards that are followed"
        viewer.conversation.grant = grant
        viewer.tell(entered_frame(self._clock()))
        return None


def subscriptions(query: str) -> Iterator[Subscribe]:
    """Return what an address asks for: ``board``, each with its ``epoch`` and ``version`` where one is held.

    Raises ``BadMessage``.
    """
    wanted: list[dict[str, str]] = []
    for key, value in parse_qsl(query, keep_blank_values=True):
        if key == "board":
            wanted.append({})
        if wanted:
            wanted[-1][key] = value
    for each in wanted:
        version = each.get("version")
        if version is not None and not (version.isdecimal() and len(version) <= VERSION_DIGITS_MAX):
            raise BadMessage("version is a whole number")
        yield subscription(each["board"], each.get("epoch"), None if version is None else int(version))
