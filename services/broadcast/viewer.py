"""One viewer's socket, and how many sockets are told the same thing at once.

What is told goes straight to the socket, past the transport: that is half of what a delivery costs. It is
allowed while nothing waits in the transport, and the transport says when that ends and when it is so again:
with a limit of 0 bytes it pauses us with the first byte that the system did not take.
"""

import asyncio
import logging
from collections.abc import Collection, Sequence, Set
from os import write
from typing import Final, Protocol, cast

from websockets.http11 import Request

from services.broadcast import metrics
from services.broadcast.connection import Connection
from services.broadcast.protocol import CloseCode, Conversation
from services.broadcast.wire import Encoding, Forms

log = logging.getLogger(__name__)

NO_DESCRIPTOR: Final = -1


class Attendant(Protocol):
    """Who is told what happens to a socket."""

    def on_arrived(self, viewer: "ViewerSocket") -> None:
        """Hear that a line was opened; what it asks for is not known yet."""

    def on_request(self, viewer: "ViewerSocket", request: Request) -> None:
        """Answer ``request``."""

    def on_message(self, viewer: "ViewerSocket", message: str | bytes) -> None:
        """Hear what the viewer says."""

    def on_noise(self, viewer: "ViewerSocket", frames: int) -> None:
        """Hear that so many frames came that say nothing."""

    def on_full(self, viewer: "ViewerSocket") -> None:
        """Hear that something waits to be sent; called from within the write that made it so."""

    def on_drained(self, viewer: "ViewerSocket") -> None:
        """Hear that all has been handed to the system."""

    def on_lost(self, viewer: "ViewerSocket") -> None:
        """Forget the socket: it is gone, whoever ended it."""


class ViewerSocket(asyncio.Protocol):
    """A line's bytes between the event loop and its ``Connection``."""

    __slots__ = (
        "__weakref__", "_attendant", "address", "connection", "conversation", "descriptor", "encoding",
        "heard_s", "is_full", "peer", "transport",
    )  # fmt: skip

    def __init__(self, attendant: Attendant) -> None:
        self._attendant = attendant
        self.connection = Connection()
        self.encoding = Encoding.PLAIN
        self.is_full = False
        """While something waits in the transport; what is told meanwhile waits behind it."""
        self.heard_s = 0.0
        """When the viewer was last heard, on the attendant's clock."""
        self.descriptor = NO_DESCRIPTOR
        """The system's number of the socket, from its opening to its loss."""
        self.peer = ""
        """Who is at the other end of the line, perhaps a proxy; set by ``connection_made``."""
        self.address = ""
        """Where the viewer comes from; set when their request is known."""
        self.transport: asyncio.Transport
        """Set by ``connection_made``."""
        self.conversation: Conversation | None = None
        """Set when the line is open for boards."""

    @property
    def boards(self) -> Set[str]:
        """The boards the viewer follows."""
        return self.conversation.boards if self.conversation is not None else frozenset()

    def tell(self, *texts: bytes) -> None:
        """Send frames together, without waiting."""
        self.send(Forms(texts)[self.encoding])

    def send(self, data: bytes) -> None:
        """Send what is in wire form: at once where nothing waits, else behind what waits."""
        if self.descriptor == NO_DESCRIPTOR or not data:
            return
        if self.is_full:
            self.transport.write(data)
            return
        try:
            sent = write(self.descriptor, data)
        except BlockingIOError:
            sent = 0
        except OSError as fault:
            self.give_up(fault)
            return
        if sent < len(data):
            self.transport.write(data[sent:])

    def hang_up(self, code: CloseCode, reason: str) -> None:
        """Begin to close the line without waiting for the other side."""
        self.connection.close(code, reason)
        self.flush()

    def flush(self) -> None:
        """Send what the connection has to say."""
        self.send(self.connection.outgoing())
        if self.connection.is_over and not self.transport.is_closing() and self.transport.can_write_eof():
            self.transport.write_eof()

    def give_up(self, fault: OSError) -> None:
        """Cut a line that takes nothing any more; its loss is heard of later."""
        log.debug("a viewer's line broke while telling", extra={"fault": repr(fault)})
        self.transport.abort()

    # What the event loop says

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin: called by the event loop."""
        self.transport = cast(asyncio.Transport, transport)
        self.transport.set_write_buffer_limits(0, 0)
        self.descriptor = transport.get_extra_info("socket").fileno()
        peer = transport.get_extra_info("peername")
        self.peer = str(peer[0]) if peer else ""
        self._attendant.on_arrived(self)

    def data_received(self, data: bytes) -> None:
        """Take what the viewer sent: called by the event loop."""
        connection = self.connection
        for received in connection.receive(data):
            if isinstance(received, Request):
                self._attendant.on_request(self, received)
                for message in connection.receive_rest():
                    self._attendant.on_message(self, cast(str | bytes, message))
            else:
                self._attendant.on_message(self, received)
        if connection.noise:
            frames, connection.noise = connection.noise, 0
            self._attendant.on_noise(self, frames)
        self.flush()

    def eof_received(self) -> None:
        """Take note that the viewer sends nothing more: called by the event loop, which closes the line."""
        self.connection.receive_end()

    def pause_writing(self) -> None:
        """Note that something waits; called by the transport."""
        self.is_full = True
        self._attendant.on_full(self)

    def resume_writing(self) -> None:
        """Note that nothing waits any more; called by the transport."""
        self.is_full = False
        self._attendant.on_drained(self)

    def connection_lost(self, _fault: Exception | None) -> None:
        """Note that the socket is gone; called by the event loop.

        Here and nowhere else: from now on the descriptor may belong to somebody else.
        """
        self.descriptor = NO_DESCRIPTOR
        self._attendant.on_lost(self)


def tell_all(viewers: Collection[ViewerSocket], texts: Sequence[bytes], *, ping: bool = False) -> None:
    """Send the same frames to all ``viewers``, each in one write; who fills up may leave ``viewers``.

    For viewers with nothing waiting only: those who are at a board.
    """
    if not viewers or not texts:
        return
    forms = Forms(texts, ping=ping)
    told = tuple(viewers)
    for viewer in told:
        data = forms[viewer.encoding]
        try:
            sent = write(viewer.descriptor, data)
        except BlockingIOError:
            viewer.transport.write(data)
        except OSError as fault:
            viewer.give_up(fault)
        else:
            if sent != len(data):
                viewer.transport.write(data[sent:])
    metrics.deliveries.inc(len(told) * len(texts))
