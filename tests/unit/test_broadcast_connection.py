"""The line without its socket: bytes in, requests and messages out."""

import zlib
from http import HTTPStatus

import pytest
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

from services.broadcast.connection import REQUEST_BYTES_MAX, Connection, Stage
from services.broadcast.protocol import CloseCode
from services.broadcast.wire import DEFLATE_FROM_BYTES, PING, Encoding, Forms, wire

OPENING = (
    b"GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
)
DEFLATE = b"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"


def frame(opcode: Opcode, data: bytes = b"", *, fin: bool = True) -> bytes:
    """Return a frame as a viewer sends it."""
    return Frame(opcode, data, fin).serialize(mask=True)


def opened(extra: bytes = b"") -> Connection:
    """Return a line that has become a WebSocket."""
    connection = Connection()
    (request,) = connection.receive(OPENING + extra + b"\r\n")
    assert isinstance(request, Request)
    assert connection.open_socket(request)
    connection.outgoing()
    return connection


def test_a_request_may_come_byte_by_byte() -> None:
    """Nothing happens until it is whole."""
    connection = Connection()

    received = [each for byte in OPENING + b"\r\n" for each in connection.receive(bytes([byte]))]

    assert ["/live"] == [each.path for each in received if isinstance(each, Request)]


def test_what_comes_behind_the_request_is_not_lost() -> None:
    """A program may speak before it is answered."""
    connection = Connection()
    (request,) = connection.receive(OPENING + b"\r\n" + frame(Opcode.TEXT, b"early"))
    assert isinstance(request, Request)
    connection.open_socket(request)

    assert ["early"] == connection.receive_rest()
    assert ["later"] == connection.receive(frame(Opcode.TEXT, b"later"))


def test_nothing_of_the_request_is_kept() -> None:
    """Twenty thousand requests would be the largest thing in memory."""
    connection = opened()

    assert [] == connection.receive_rest()
    assert connection._head is None
    assert not isinstance(connection._protocol, ServerProtocol)


def test_a_message_may_come_in_parts() -> None:
    """Parts are noise until the last, and pings may come between them."""
    connection = opened()

    parts = [
        frame(Opcode.TEXT, b"wel", fin=False),
        frame(Opcode.PING, b"?"),
        frame(Opcode.CONT, b"di", fin=False),
        frame(Opcode.CONT, b"ng"),
    ]

    assert [[], [], [], ["welding"]] == [connection.receive(part) for part in parts]
    assert 4 == connection.noise
    assert Frame(Opcode.PONG, b"?").serialize(mask=False) == connection.outgoing()


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        pytest.param(frame(Opcode.TEXT, b"\xff"), 1007, id="not UTF-8"),
        pytest.param(frame(Opcode.TEXT, b"x" * 20_000), 1009, id="too long"),
        pytest.param(Frame(Opcode.TEXT, b"x").serialize(mask=False), 1002, id="not masked"),
        pytest.param(frame(Opcode.CONT, b"x"), 1002, id="a part of nothing"),
        pytest.param(b"\xf1\x80\0\0\0\0", 1002, id="a reserved bit"),
    ],
)
def test_what_breaks_the_standard_is_closed_with_its_code(sent: bytes, code: int) -> None:
    """The library reads; we close, and hear nothing more."""
    connection = opened()

    assert [] == connection.receive(sent)

    goodbye = connection.outgoing()
    assert code.to_bytes(2, "big") == goodbye[2:4]
    assert (Stage.ENDING, True) == (connection.stage, connection.is_over)
    assert [] == connection.receive(frame(Opcode.TEXT, b"more"))


def test_a_goodbye_is_over_when_it_is_answered() -> None:
    """What the viewer says before that is not heard."""
    connection = opened()
    connection.close(CloseCode.RESTARTING, "soon back")

    goodbye = connection.outgoing()
    unheard = connection.receive(frame(Opcode.TEXT, b"but"))
    connection.receive(frame(Opcode.CLOSE, goodbye[2:]))
    connection.outgoing()

    assert CloseCode.RESTARTING.to_bytes(2, "big") + b"soon back" == goodbye[2:]
    assert [] == unheard
    assert connection.is_over


def test_a_request_without_end_is_refused() -> None:
    """Nobody fills our memory with a header."""
    connection = Connection()

    connection.receive(b"GET /live HTTP/1.1\r\n" + b"X-Long: y\r\n" * (REQUEST_BYTES_MAX // 11))

    assert connection.outgoing().startswith(b"HTTP/1.1 431 ")
    assert connection.is_over


def test_rubbish_is_no_request() -> None:
    """It is answered, not only cut."""
    connection = Connection()

    connection.receive(b"rubbish\r\n\r\n")

    assert connection.outgoing().startswith(b"HTTP/1.1 400 ")


def test_events_end_with_the_code_of_the_goodbye() -> None:
    """A stream has no close frame, so an event says it."""
    connection = Connection()
    connection.receive(b"GET /live/events HTTP/1.1\r\n\r\n")
    connection.open_events()
    head = connection.outgoing()
    connection.close(CloseCode.TOO_SLOW, "slow")

    assert b"Content-Type: text/event-stream\r\n" in head
    assert b'event: close\ndata: {"code":4001,"reason":"slow"}\n\n' == connection.outgoing()
    assert connection.is_over


def test_a_page_is_answered_and_the_line_ends() -> None:
    """One request, one answer: nobody keeps a line open for pages."""
    connection = Connection()
    connection.receive(b"GET /healthz HTTP/1.1\r\n\r\n")
    connection.respond(HTTPStatus.OK, "text/plain", b"well")

    assert connection.outgoing().endswith(
        b"Content-Length: 4\r\nCache-Control: no-store\r\nConnection: close\r\n\r\nwell"
    )
    assert connection.is_over


@pytest.mark.parametrize(
    ("offer", "encoding"),
    [
        pytest.param(b"", Encoding.PLAIN, id="not offered"),
        pytest.param(DEFLATE, Encoding.DEFLATED, id="as browsers offer it"),
        pytest.param(
            b"Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10\r\n",
            Encoding.PLAIN,
            id="a window too small for the shared form",
        ),
    ],
)
def test_how_a_viewer_is_spoken_to(offer: bytes, encoding: Encoding) -> None:
    """Who cannot read the shared compressed form gets the plain one."""
    assert encoding is opened(offer).encoding


def test_long_frames_are_deflated_once_and_short_ones_never() -> None:
    """All viewers share the very same bytes."""
    long, short = b'{"rows":"' + b"x" * DEFLATE_FROM_BYTES + b'"}', b'{"type":"delta"}'

    deflated = wire(long, Encoding.DEFLATED)

    assert 0xC1 == deflated[0]
    assert long == zlib.decompressobj(-15).decompress(deflated[2:] + b"\0\0\xff\xff")
    assert deflated is wire(long, Encoding.DEFLATED)
    assert wire(short, Encoding.PLAIN) == wire(short, Encoding.DEFLATED)


def test_several_frames_are_one_form() -> None:
    """What is told together is written together, with a ping behind it for those who answer pings."""
    forms = Forms([b"{1}", b"{2}"], ping=True)

    assert b"\x81\x03{1}\x81\x03{2}" + PING == forms[Encoding.PLAIN]
    assert b"data: {1}\n\ndata: {2}\n\n" == forms[Encoding.EVENTS]
