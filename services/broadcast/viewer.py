"""One viewer's socket, and how many sockets are told the same thing at once.

A text frame from a server is the same bytes for everybody, so it is brought into wire form once and handed to
each transport as it is; nobody is waited for. The transport says when a line is full and when it has drained.
"""

import logging
from collections.abc import Collection, Sequence, Set
from typing import Any, Protocol

from websockets.asyncio.server import ServerConnection
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN

from services.broadcast import metrics
from services.broadcast.protocol import CloseCode, Conversation

log = logging.getLogger(__name__)


def wire(text: bytes) -> bytes:
    """Return the text frame as it goes over a socket; a server masks nothing."""
    return Frame(Opcode.TEXT, text).serialize(mask=False)


class Attendant(Protocol):
    """Who is told what happens to a socket."""

    def on_full(self, viewer: "ViewerSocket") -> None:
        """Hear that more is unsent than the limit allows; called from within the write that made it so."""

    def on_drained(self, viewer: "ViewerSocket") -> None:
        """Hear that all has been sent."""

    def on_lost(self, viewer: "ViewerSocket") -> None:
        """Forget the socket: it is gone, whoever ended it."""


class ViewerSocket(ServerConnection):
    """A socket that tells its attendant when its line is full, has drained, or is lost."""

    def __init__(self, *args: Any, attendant: Attendant, **options: Any) -> None:
        super().__init__(*args, **options)
        self._attendant = attendant
        self.conversation = Conversation(self.loop.time())

    @property
    def boards(self) -> Set[str]:
        """The boards the viewer follows."""
        return self.conversation.boards

    def tell(self, text: bytes) -> None:
        """Send a frame without waiting."""
        self.write(wire(text))

    def write(self, data: bytes) -> None:
        """Hand what is on wire form to the transport, unless the socket is closing."""
        if self.protocol.state is not OPEN:
            return
        try:
            self.transport.write(data)
        except (OSError, RuntimeError) as fault:
            # The loop has closed the socket and will say so in connection_lost.
            log.debug("a viewer's line broke while telling", extra={"fault": repr(fault)})

    def hang_up(self, code: CloseCode, reason: str) -> None:
        """Begin to close the socket without waiting for the other side."""
        if self.protocol.state is OPEN:
            self.protocol.send_close(code, reason)
            self.send_data()

    def pause_writing(self) -> None:
        """Note that the line is full; called by the transport."""
        super().pause_writing()
        self._attendant.on_full(self)

    def resume_writing(self) -> None:
        """Note that the line has drained; called by the transport."""
        super().resume_writing()
        self._attendant.on_drained(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the socket is gone; called by the transport.

        Here and not where the conversation ends: from now on the descriptor may belong to somebody else.
        """
        self._attendant.on_lost(self)
        super().connection_lost(exc)


def tell_all(viewers: Collection[ViewerSocket], texts: Sequence[bytes]) -> None:
    """Send the same frames to all ``viewers``, waiting for none; who fills up may leave ``viewers``."""
    if not viewers or not texts:
        return
    data = b"".join(map(wire, texts))
    told = tuple(viewers)
    for viewer in told:
        viewer.write(data)
    metrics.deliveries.inc(len(told) * len(texts))
