"""The sockets of all viewers: who may come in, what they say, who is too slow, how all are sent home.

No task per viewer, no timer per viewer, and no wait for any of them: two timers serve all.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from websockets.http11 import Request

from services.broadcast import metrics
from services.broadcast.access import address_of
from services.broadcast.admission import Admission
from services.broadcast.frames import beat_frame, hello_frame, moving_frame, retry_frame
from services.broadcast.hub import Hub
from services.broadcast.listening import ACCEPT_QUEUE_MAX, listening_socket
from services.broadcast.pages import GET_ONLY, Pages
from services.broadcast.protocol import CloseCode, Conversation
from services.broadcast.reception import EVENTS_PATH, PATH, Reception
from services.broadcast.timer import Timer
from services.broadcast.viewer import ViewerSocket, tell_all
from services.broadcast.wire import Encoding
from shared.clock import Clock
from shared.config import BroadcastSettings

log = logging.getLogger(__name__)

SWEEP_S: Final = 1.0
STOP_LIMIT_S: Final = 5.0
SILENT_BEATS_MAX: Final = 3
"""Whose browser has not answered so many pings is not there any more, whatever the network says."""
RESTARTING: Final = "the gateway restarts, come back in a moment"


class Gateway:
    """Serves the boards of ``hub`` at ``/live``, and its own health beside them."""

    def __init__(
        self,
        settings: BroadcastSettings,
        hub: Hub[ViewerSocket],
        reception: Reception,
        pages: Pages,
        admission: Admission,
        clock: Clock,
    ) -> None:
        self._settings = settings
        self._hub = hub
        self._reception = reception
        self._pages = pages
        self._admission = admission
        self._clock = clock
        self._now_s: Callable[[], float] = asyncio.get_running_loop().time
        self.viewers: set[ViewerSocket] = set()
        """Everybody whose line is open for boards."""
        self._full_since: dict[ViewerSocket, float] = {}
        """Those of them whose line is full, with when it filled up."""
        self._until: dict[ViewerSocket, float] = {}
        """Lines that must end or ask for something, with when our patience ends."""
        self._is_stopping = False
        self._all_gone = asyncio.Event()
        """Set when we are stopping and no line is left."""
        self._timers: list[Timer] = []
        self._server: asyncio.Server
        """Set by ``start``."""
        self.port = settings.process.port
        """The port we listen on; where the setting is 0, set by ``start``."""

    async def start(self) -> None:
        """Begin to listen."""
        process, settings = self._settings.process, self._settings
        listening = listening_socket(
            process.host,
            process.port,
            is_shared=settings.is_port_shared,
            unsent_bytes_max=settings.backlog_bytes_max,
        )
        self.port = listening.getsockname()[1]
        loop = asyncio.get_running_loop()
        # Said once more: asyncio listens again, with room for 100 if it is not told.
        self._server = await loop.create_server(
            lambda: ViewerSocket(self), sock=listening, backlog=ACCEPT_QUEUE_MAX
        )
        sweep_s = min(SWEEP_S, settings.slow_limit_s / 4)
        self._timers = [Timer(settings.beat_s, self._beat), Timer(sweep_s, lambda: self.sweep(self._now_s()))]
        log.info("listening", extra={"host": process.host, "port": self.port, "audience": settings.audience})

    async def stop(self, limit_s: float = STOP_LIMIT_S) -> None:
        """Send everybody to another gateway, or home with 4000; after ``limit_s`` cut off who stays."""
        self._is_stopping = True
        self._server.close()
        self._note_if_all_gone()
        if self._settings.handover_s:
            await self._hand_over(self._settings.handover_s)
        for timer in self._timers:
            timer.cancel()
        for viewer in list(self.viewers):
            self._send_home(viewer, CloseCode.RESTARTING, RESTARTING)
        if not await self._wait_all_gone(limit_s):
            log.warning("viewers did not say goodbye", extra={"viewers": len(self.viewers)})
            for viewer in [*self.viewers, *self._until]:
                viewer.transport.abort()
            await self._all_gone.wait()

    async def _hand_over(self, within_s: int) -> None:
        """Serve on while viewers open a socket with another gateway; each leaves when that one is live."""
        tell_all(self._quick(), [moving_frame(within_s * 1000)])
        await self._wait_all_gone(within_s)

    async def _wait_all_gone(self, limit_s: float) -> bool:
        try:
            await asyncio.wait_for(self._all_gone.wait(), limit_s)
        except TimeoutError:
            return False
        return True

    def _note_if_all_gone(self) -> None:
        if self._is_stopping and not self.viewers and not self._until:
            self._all_gone.set()

    @property
    def waits(self) -> int:
        """How many lines must still end, or say what they want."""
        return len(self._until)

    # What happens to a line

    def on_arrived(self, viewer: ViewerSocket) -> None:
        """Give ``viewer`` some time to say what they want."""
        self._until[viewer] = self._now_s() + self._settings.slow_limit_s
        if self._is_stopping:
            viewer.transport.abort()

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
        self._until.pop(viewer, None)
        if viewer in self.viewers:
            self._hub.leave(viewer)
            self.viewers.remove(viewer)
            self._full_since.pop(viewer, None)
            self._admission.leave(viewer.address)
            metrics.slow_viewers.set(len(self._full_since))
            metrics.viewers.set(len(self.viewers))
        self._note_if_all_gone()

    # What viewers do

    def on_request(self, viewer: ViewerSocket, request: Request) -> None:
        """Open a line for boards, or answer with a page."""
        path, _, query = request.path.partition("?")
        if path == PATH:
            if viewer.connection.open_socket(request):
                self._welcome(viewer, request)
        elif request.method != "GET":
            viewer.connection.respond(*GET_ONLY)
        elif path == EVENTS_PATH:
            viewer.connection.open_events()
            self._welcome(viewer, request)
            if viewer in self.viewers and viewer not in self._until:
                self._act(viewer, self._reception.follow(viewer, query))
        else:
            viewer.connection.respond(*self._pages.page(path))

    def on_message(self, viewer: ViewerSocket, message: str | bytes) -> None:
        """Do what the viewer says."""
        viewer.heard_s = now_s = self._now_s()
        if viewer in self._until or not self._may_speak(viewer, 1, now_s):
            return
        self._act(viewer, self._reception.hear(viewer, message, now_s))

    def on_noise(self, viewer: ViewerSocket, frames: int) -> None:
        """Count frames that say nothing."""
        viewer.heard_s = now_s = self._now_s()
        if viewer not in self._until and self._may_speak(viewer, frames, now_s):
            self._act(viewer, self._reception.hear_noise(viewer, frames, now_s))

    def _may_speak(self, viewer: ViewerSocket, frames: int, now_s: float) -> bool:
        if self._admission.may_speak(viewer.address, frames, now_s):
            return True
        self._send_home(viewer, CloseCode.TOO_MANY_MESSAGES, "too many messages from your address")
        return False

    def _act(self, viewer: ViewerSocket, goodbye: tuple[CloseCode, str] | None) -> None:
        if goodbye is not None:
            self._send_home(viewer, *goodbye)

    def _welcome(self, viewer: ViewerSocket, request: Request) -> None:
        """Greet a viewer, or send them home.

        The line is open already: a browser does not let a page see why an opening was refused.
        """
        now_s = self._now_s()
        viewer.encoding = viewer.connection.encoding
        viewer.send(viewer.connection.outgoing())
        viewer.address = address_of(viewer.peer, request, self._settings.proxies)
        refused = self._admission.enter(viewer.address, now_s)
        if refused is not None:
            viewer.tell(retry_frame(round(1000 * refused.after_s)))
            metrics.closes.labels(int(refused.code)).inc()
            viewer.hang_up(refused.code, refused.reason)
            return
        self._until.pop(viewer)
        viewer.heard_s = now_s
        viewer.conversation = Conversation(now_s)
        self.viewers.add(viewer)
        metrics.viewers.set(len(self.viewers))
        self._act(viewer, self._reception.refusal(request))
        if viewer not in self._until:
            viewer.tell(hello_frame(self._settings.beat_s, self._clock()))
            self._act(viewer, self._reception.enter(viewer, request))

    def _send_home(self, viewer: ViewerSocket, code: CloseCode, reason: str) -> None:
        if viewer in self._until:
            return
        now_s = self._now_s()
        self._hub.leave(viewer)
        self._until[viewer] = now_s + self._settings.slow_limit_s
        if code in (CloseCode.RESTARTING, CloseCode.FULL, CloseCode.BUSY):
            viewer.tell(retry_frame(round(1000 * self._admission.turn_s(now_s))))
        viewer.hang_up(code, reason)
        metrics.closes.labels(int(code)).inc()

    # What the clock does

    def _beat(self) -> None:
        """Tell everybody that the line is alive, and ask whether they are."""
        now_s = self._now_s()
        silent_since_s = now_s - SILENT_BEATS_MAX * self._settings.beat_s
        for viewer in list(self.viewers):
            if viewer.heard_s < silent_since_s and viewer.encoding is not Encoding.EVENTS:
                self._send_home(viewer, CloseCode.SILENT, "your line is silent, come back")
        tell_all(self._quick(), [beat_frame(self._clock())], ping=True)
        self._admission.forget_quiet(now_s)

    def _quick(self) -> set[ViewerSocket]:
        return self.viewers - self._full_since.keys() - self._until.keys()

    def sweep(self, now_s: float) -> None:
        """Send home whose line has been full for too long or whose token expired; cut off who does not go."""
        if self._pages.is_ready():
            self._hub.end_waiting()
        for viewer, until_s in list(self._until.items()):
            if now_s >= until_s:
                viewer.transport.abort()
        if self._settings.audience != "public":
            for viewer in list(self.viewers):
                self._act(viewer, self._reception.overstayed(viewer))
        for viewer, since_s in list(self._full_since.items()):
            if now_s - since_s >= self._settings.slow_limit_s:
                self._send_home(viewer, CloseCode.TOO_SLOW, "your line is too slow, come back")
