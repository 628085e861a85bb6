"""One peer's line without its socket: bytes in, and out come requests, messages, and bytes to send.

First comes one HTTP request. What it asks for decides what the line becomes: a WebSocket, a stream of events,
or an answer and an end. Opening and reading are the websockets library's; once a line is open, nothing of its
request is kept, for twenty thousand of them would be hundreds of megabytes.
"""

import logging
from enum import Enum, auto
from http import HTTPStatus
from typing import Final

from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.frames import DATA_OPCODES, Frame, Opcode
from websockets.frames import CloseCode as Standard
from websockets.http11 import Request
from websockets.protocol import OPEN, SEND_EOF, SERVER, Protocol
from websockets.server import ServerProtocol

from services.broadcast.protocol import MESSAGE_BYTES_MAX, CloseCode
from services.broadcast.wire import Encoding
from shared import codec

INCOMING_BYTES_MAX: Final = 4 * MESSAGE_BYTES_MAX
"""Above this the line closes with the standard's 1009 while it is still read; below, with our 4101."""
REQUEST_BYTES_MAX: Final = 16 * 1024
HEAD_END: Final = b"\r\n\r\n"
TEXT_PLAIN: Final = "text/plain; charset=utf-8"

EVENTS_HEAD: Final = (
    b"HTTP/1.1 200 OK\r\n"
    b"Content-Type: text/event-stream\r\n"
    b"Cache-Control: no-store\r\n"
    b"X-Accel-Buffering: no\r\n"
    b"Connection: close\r\n"
    b"\r\n"
)

_LOG: Final = logging.getLogger("websockets.server")
_DEFLATE: Final = ServerPerMessageDeflateFactory(
    server_no_context_takeover=True, client_no_context_takeover=True
)
"""No memory of earlier messages on either side: it would cost each viewer 300 KB here, and share no frame."""


Received = list[Request | str | bytes]
"""A request, or messages."""


class Stage(Enum):
    """What a line is at the moment."""

    OPENING = auto()
    SOCKET = auto()
    EVENTS = auto()
    ENDING = auto()
    """A goodbye is to be sent, or was; what still comes in is of no interest."""


class Connection:
    """One peer's line.

    After each call ``outgoing`` has the bytes to send, and ``is_over`` says whether they are the last.
    """

    __slots__ = (
        "_head",
        "_is_text",
        "_outgoing",
        "_parts",
        "_protocol",
        "encoding",
        "is_over",
        "noise",
        "stage",
    )

    def __init__(self) -> None:
        self.stage = Stage.OPENING
        self.encoding = Encoding.PLAIN
        self.is_over = False
        """Set when nothing is to be sent after ``outgoing``."""
        self.noise = 0
        """Frames that were no message of their own: pings, pongs, parts; for who counts what is said."""
        self._protocol: Protocol | None = ServerProtocol(
            extensions=[_DEFLATE], max_size=INCOMING_BYTES_MAX, logger=_LOG
        )
        """None where nothing more is read."""
        self._head: bytearray | None = bytearray()
        """What has come of the request; None once it was answered."""
        self._parts: bytearray | None = None
        """Set while a message in parts is coming."""
        self._is_text = False
        """Of the message in parts."""
        self._outgoing: list[bytes] = []

    def outgoing(self) -> bytes:
        """Return what is to be sent, once."""
        if self._protocol is not None:
            self._outgoing += self._protocol.data_to_send()
        if not self._outgoing:
            return b""
        parts, self._outgoing = self._outgoing, []
        if SEND_EOF in parts:
            self.is_over = True
        return b"".join(parts)

    # What comes in

    def receive(self, data: bytes) -> Received:
        """Take what came; return the request or the messages that it completes."""
        if self.stage is Stage.OPENING:
            return self._receive_head(data)
        if self._protocol is None:
            return []
        self._protocol.receive_data(data)
        return self._messages()

    def receive_rest(self) -> Received:
        """Take what came behind the request, now that it is answered."""
        rest, self._head = self._head, None
        return self.receive(bytes(rest)) if rest and self.stage is Stage.SOCKET else []

    def receive_end(self) -> None:
        """Take note that the peer sends nothing more."""
        self.is_over = True
        if self._protocol is not None:
            self._protocol.receive_eof()
            self._protocol.events_received()

    # What becomes of a request

    def open_socket(self, request: Request) -> bool:
        """Answer ``request`` with a WebSocket, or with the reason why not; return whether it is open."""
        opening = self._protocol
        assert isinstance(opening, ServerProtocol)
        opening.send_response(opening.accept(request))
        self._outgoing += opening.data_to_send()
        if opening.state is not OPEN:
            self._end()
            return False
        self._protocol = Protocol(SERVER, state=OPEN, max_size=INCOMING_BYTES_MAX, logger=_LOG)
        self._protocol.extensions = opening.extensions
        for extension in opening.extensions:
            assert isinstance(extension, PerMessageDeflate)
            # A peer with a smaller window gets what everybody can read.
            if extension.local_max_window_bits == 15:
                self.encoding = Encoding.DEFLATED
        self.stage = Stage.SOCKET
        return True

    def open_events(self) -> None:
        """Answer the request with a stream of events."""
        self._outgoing.append(EVENTS_HEAD)
        self._protocol = self._head = None
        self.encoding = Encoding.EVENTS
        self.stage = Stage.EVENTS

    def respond(self, status: HTTPStatus, content_type: str, body: bytes) -> None:
        """Answer the request with a page, and end."""
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: {content_type}\r\n"
            f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
        )
        self._outgoing += [head.encode(), body]
        self._end()

    def close(self, code: CloseCode, reason: str) -> None:
        """Say goodbye; a WebSocket is over when the peer has answered."""
        if self.stage is Stage.SOCKET:
            assert self._protocol is not None
            if self._protocol.state is OPEN:
                self._protocol.send_close(code, reason)
            self.stage = Stage.ENDING
        elif self.stage is Stage.EVENTS:
            last = codec.encode({"code": int(code), "reason": reason})
            self._outgoing.append(b"event: close\ndata: %b\n\n" % last)
            self._end()

    def _end(self) -> None:
        self.stage = Stage.ENDING
        self._protocol = self._head = None
        self._outgoing.append(SEND_EOF)

    # How bytes become messages

    def _receive_head(self, data: bytes) -> Received:
        opening, head = self._protocol, self._head
        if opening is None or head is None:
            return []
        known, looked_at = len(head), max(0, len(head) - len(HEAD_END) + 1)
        head += data
        found = head.find(HEAD_END, looked_at)
        end = len(head) if found < 0 else found + len(HEAD_END)
        if end > REQUEST_BYTES_MAX:
            self.respond(
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, TEXT_PLAIN, b"This request is too long.\n"
            )
            return []
        opening.receive_data(bytes(head[known:end]))
        requests: Received = [event for event in opening.events_received() if isinstance(event, Request)]
        if opening.handshake_exc is not None or (found >= 0 and not requests):
            self.respond(HTTPStatus.BAD_REQUEST, TEXT_PLAIN, b"This is no request for a board.\n")
            return []
        if requests:
            self._head = head[end:]
        return requests

    def _messages(self) -> Received:
        protocol = self._protocol
        assert protocol is not None
        messages: Received = []
        try:
            for frame in protocol.events_received():
                assert isinstance(frame, Frame)
                message = self._message_of(frame)
                if message is not None and self.stage is Stage.SOCKET:
                    messages.append(message)
        except UnicodeDecodeError as fault:
            protocol.fail(Standard.INVALID_DATA, f"{fault.reason} at position {fault.start}")
        if protocol.state is not OPEN:
            self.stage = Stage.ENDING
        return messages

    def _message_of(self, frame: Frame) -> str | bytes | None:
        """Return the message that ``frame`` completes; None where it completes none."""
        if frame.opcode in DATA_OPCODES and frame.fin and self._parts is None:
            return _said(bytes(frame.data), frame.opcode is Opcode.TEXT)
        self.noise += 1
        if frame.opcode not in DATA_OPCODES:
            return None
        if self._parts is None:
            self._parts, self._is_text = bytearray(), frame.opcode is Opcode.TEXT
        self._parts += frame.data
        if not frame.fin:
            return None
        parts, self._parts = self._parts, None
        return _said(bytes(parts), self._is_text)


def _said(message: bytes, is_text: bool) -> str | bytes:
    return message.decode() if is_text else message
