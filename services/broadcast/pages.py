"""What the gateway serves beside boards: how it is, what it counts, how many look."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from shared import codec
from shared.health import Readiness, alive_body, readiness_body
from shared.metrics import CONTENT_TYPE, metrics_text

JSON: Final = "application/json"
TEXT: Final = "text/plain; charset=utf-8"

Page = tuple[HTTPStatus, str, bytes]
"""Status, content type, body."""

GET_ONLY: Final[Page] = HTTPStatus.METHOD_NOT_ALLOWED, TEXT, b"Nothing is sent here; GET is all there is.\n"


class Pages:
    """The pages by path."""

    def __init__(self, readiness: Readiness, presence: Callable[[], dict[str, int]]) -> None:
        self._readiness = readiness
        self._presence = presence

    def is_ready(self) -> bool:
        """Say whether we have all that the writer has written."""
        return all(self._readiness().values())

    def page(self, path: str) -> Page:
        """Return what is at ``path``."""
        match path:
            case "/healthz":
                return HTTPStatus.OK, JSON, alive_body()
            case "/readyz":
                status, body = readiness_body(self._readiness())
                return HTTPStatus(status), JSON, body
            case "/metrics":
                return HTTPStatus.OK, CONTENT_TYPE, metrics_text()
            case "/presence":
                return HTTPStatus.OK, JSON, codec.encode({"viewers": self._presence()})
        return HTTPStatus.NOT_FOUND, TEXT, b"Nothing here; boards are at /live.\n"
