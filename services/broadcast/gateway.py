"""The sockets of all viewers: who may come in, what they say, who is too slow, how all are sent home.

No task per viewer beyond the library's own, and no wait for any of them: two timers serve all.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Final

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from services.broadcast import metrics, protocol
from services.broadcast.frames import beat_frame, hello_frame
from services.broadcast.hub import Hub
from services.broadcast.protocol import CloseCode, Goodbye, Refusal, Subscribe, Unsubscribe
from services.broadcast.timer import Timer
from services.broadcast.viewer import ViewerSocket, tell_all
from shared.clock import Clock
from shared.config import BroadcastSettings
from shared.health import Readiness, alive_body, readiness_body
from shared.metrics import CONTENT_TYPE, metrics_text

log = logging.getLogger(__name__)

PATH: Final = "/live"
JSON: Final = "application/json"
INCOMING_BYTES_MAX: Final = 4 * protocol.MESSAGE_BYTES_MAX
"""Above this the library closes with the standard's 1009 while it still reads; below, we do with 4101."""
INCOMING_QUEUE_MAX: Final = 4
"""Messages read ahead of a viewer whom we have not heard yet."""
ACCEPT_QUEUE_MAX: Final = 4096
"""After a restart everybody comes back at once."""
SILENT_PEER_MS: Final = 45_000
"""Three beats that nobody acknowledges: the kernel gives the socket up."""
SWEEP_S: Final = 1.0
STOP_LIMIT_S: Final = 5.0


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens; its accepted sockets notice a peer that vanished."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=ACCEPT_QUEUE_MAX)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT_PEER_MS)
    return listening


class Gateway:
    """Serves the boards of ``hub`` at ``/live``, and its own health beside them."""

    def __init__(
        self, settings: BroadcastSettings, hub: Hub[ViewerSocket], readiness: Readiness, clock: Clock
    ) -> None:
        self._settings = settings
        self._hub = hub
        self._readiness = readiness
        self._clock = clock
        self._now_s: Callable[[], float] = asyncio.get_running_loop().time
        self.viewers: set[ViewerSocket] = set()
        """Everybody who was welcomed and is not gone."""
        self._full_since: dict[ViewerSocket, float] = {}
        """Those whose line is full, with when it filled up."""
        self._leaving: dict[ViewerSocket, float] = {}
        """Those whom we asked to go, with when our patience ends."""
        self._is_stopping = False
        self._timers: list[Timer] = []
        self._server: Server
        """Set by ``start``."""
        self.port = settings.process.port
        """The port we listen on; where the setting is 0, set by ``start``."""

    async def start(self) -> None:
        """Begin to listen."""
        process, settings = self._settings.process, self._settings
        listening = listening_socket(process.host, process.port)
        self.port = listening.getsockname()[1]
        self._server = await serve(
            self._attend,
            sock=listening,
            create_connection=partial(ViewerSocket, attendant=self),  # type: ignore[arg-type]  # a factory does
            process_request=self._pages,
            compression=None,
            server_header=None,
            ping_interval=None,
            max_size=INCOMING_BYTES_MAX,
            max_queue=INCOMING_QUEUE_MAX,
            write_limit=(settings.backlog_bytes_max, 0),
        )
        sweep_s = min(SWEEP_S, settings.slow_limit_s / 4)
        self._timers = [Timer(settings.beat_s, self._beat), Timer(sweep_s, lambda: self.sweep(self._now_s()))]
        log.info("listening", extra={"host": process.host, "port": self.port, "audience": settings.audience})

    async def stop(self, limit_s: float = STOP_LIMIT_S) -> None:
        """Send everybody home with 4000; after ``limit_s`` cut off who has not gone."""
        self._is_stopping = True
        for timer in self._timers:
            timer.cancel()
        self._server.close(close_connections=False)
        for viewer in list(self.viewers):
            self._send_home(viewer, CloseCode.RESTARTING, "the gateway restarts, come back in a moment")
        try:
            async with asyncio.timeout(limit_s):
                await self._server.wait_closed()
        except TimeoutError:
            log.warning("viewers did not say goodbye", extra={"viewers": len(self.viewers)})
            for viewer in list(self.viewers):
                viewer.transport.abort()
            await self._server.wait_closed()

    # What happens to a socket

    def on_full(self, viewer: ViewerSocket) -> None:
        """Put ``viewer`` aside."""
        if viewer in self.viewers:
            self._full_since[viewer] = self._now_s()
            self._hub.put_aside(viewer)
            metrics.put_aside.inc()
            metrics.slow_viewers.set(len(self._full_since))

    def on_drained(self, viewer: ViewerSocket) -> None:
        """Take ``viewer`` back."""
        if self._full_since.pop(viewer, None) is not None:
            self._hub.take_back(viewer)
            metrics.slow_viewers.set(len(self._full_since))

    def on_lost(self, viewer: ViewerSocket) -> None:
        """Forget ``viewer``."""
        self._hub.leave(viewer)
        self.viewers.discard(viewer)
        self._leaving.pop(viewer, None)
        self._full_since.pop(viewer, None)
        metrics.slow_viewers.set(len(self._full_since))
        metrics.viewers.set(len(self.viewers))

    # What viewers do

    async def _attend(self, connection: ServerConnection) -> None:
        assert isinstance(connection, ViewerSocket)
        viewer = connection
        refused = self._refusal(viewer)
        self.viewers.add(viewer)
        metrics.viewers.set(len(self.viewers))
        if refused is not None:
            self._send_home(viewer, *refused)
        else:
            viewer.tell(hello_frame(self._settings.beat_s, self._clock()))
        try:
            while True:
                message = await viewer.recv()
                if viewer not in self._leaving:
                    self._hear(viewer, message)
        except ConnectionClosed:
            # How every conversation ends, whoever ended it; on_lost has tidied up.
            pass

    def _refusal(self, viewer: ViewerSocket) -> tuple[CloseCode, str] | None:
        """Return why ``viewer`` may not come in.

        The socket is opened first: a browser does not let a page see why an opening was refused.
        """
        if self._is_stopping:
            return CloseCode.RESTARTING, "the gateway restarts, come back in a moment"
        if len(self.viewers) - len(self._leaving) >= self._settings.viewers_max:
            return CloseCode.FULL, "all places are taken, come back later"
        assert viewer.request is not None
        origins = viewer.request.headers.get_all("Origin")
        if self._settings.origins and not set(origins) <= set(self._settings.origins):
            return CloseCode.ORIGIN_NOT_ALLOWED, "pages of this origin may not follow boards here"
        return None

    def _hear(self, viewer: ViewerSocket, message: str | bytes) -> None:
        match viewer.conversation.hear(message, self._now_s()):
            case Subscribe(board, position):
                metrics.answers.labels(self._hub.subscribe(viewer, board, position)).inc()
            case Unsubscribe(board):
                self._hub.unsubscribe(viewer, board)
            case Refusal(frame):
                viewer.tell(frame)
            case Goodbye(code, reason, frame):
                if frame is not None:
                    viewer.tell(frame)
                self._send_home(viewer, code, reason)

    def _send_home(self, viewer: ViewerSocket, code: CloseCode, reason: str) -> None:
        if viewer in self._leaving:
            return
        self._hub.leave(viewer)
        self._leaving[viewer] = self._now_s() + self._settings.slow_limit_s
        viewer.hang_up(code, reason)
        metrics.closes.labels(int(code)).inc()

    # What the clock does

    def _beat(self) -> None:
        listening = self.viewers - self._full_since.keys() - self._leaving.keys()
        tell_all(listening, [beat_frame(self._clock())])

    def sweep(self, now_s: float) -> None:
        """Send home whose line has been full for too long, and cut off who does not go."""
        for viewer, until_s in list(self._leaving.items()):
            if now_s >= until_s:
                viewer.transport.abort()
        for viewer, since_s in list(self._full_since.items()):
            if now_s - since_s >= self._settings.slow_limit_s:
                self._send_home(viewer, CloseCode.TOO_SLOW, "your line is too slow, come back")

    # Pages beside the boards

    def _pages(self, connection: ServerConnection, request: Request) -> Response | None:
        path = request.path.partition("?")[0]
        if path == PATH:
            return None
        if path == "/healthz":
            return _page(connection, HTTPStatus.OK, JSON, alive_body())
        if path == "/readyz":
            status, body = readiness_body(self._readiness())
            return _page(connection, status, JSON, body)
        if path == "/metrics":
            return _page(connection, HTTPStatus.OK, CONTENT_TYPE, metrics_text())
        return connection.respond(HTTPStatus.NOT_FOUND, f"Nothing here; boards are at {PATH}.\n")


def _page(connection: ServerConnection, status: int, content_type: str, body: bytes) -> Response:
    response = connection.respond(status, body.decode())
    del response.headers["Content-Type"]
    response.headers["Content-Type"] = content_type
    return response
