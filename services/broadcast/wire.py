"""What stands in a frame, in the form in which it travels: one form for all viewers who speak alike.

A server masks nothing, so a frame has the same bytes for everybody and is brought into form once. Small
frames travel as they are: compressing a change of a few rows saves little and costs every viewer's phone an
inflation.
"""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final

from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Frame, Opcode


class Encoding(IntEnum):
    """How a viewer is spoken to; settled when their line is opened."""

    PLAIN = 0
    DEFLATED = 1
    """Over a WebSocket that takes compressed messages; only long ones are."""
    EVENTS = 2
    """Over server-sent events."""


DEFLATE_FROM_BYTES: Final = 1024
"""Below this the form is the plain one. Measured in docs/performance.md."""
FORMS_KEPT: Final = 128
"""Long frames (snapshots) whose form is kept for the next who ask; a storm asks for few boards."""

PING: Final = Frame(Opcode.PING, b"").serialize(mask=False)
"""A viewer's browser answers it by itself."""

_DEFLATE: Final = PerMessageDeflate(
    remote_no_context_takeover=True,
    local_no_context_takeover=True,
    remote_max_window_bits=15,
    local_max_window_bits=15,
)
"""Without memory of earlier messages: what it makes of a text is the same for everybody."""


def wire(text: bytes, encoding: Encoding) -> bytes:
    """Return the frame as it goes over a line of ``encoding``."""
    if len(text) < DEFLATE_FROM_BYTES:
        return formed(text, Encoding.PLAIN if encoding is Encoding.DEFLATED else encoding)
    return _kept(text, encoding)


def formed(text: bytes, encoding: Encoding) -> bytes:
    """Return the frame in the form of ``encoding``, whatever its length."""
    if encoding is Encoding.EVENTS:
        return b"data: %b\n\n" % text
    extensions = [_DEFLATE] if encoding is Encoding.DEFLATED else []
    return Frame(Opcode.TEXT, text).serialize(mask=False, extensions=extensions)


_kept = lru_cache(FORMS_KEPT)(formed)


class Forms(dict[Encoding, bytes]):
    """Frames that are told together, by encoding; each form is made when the first viewer needs it."""

    def __init__(self, texts: Sequence[bytes], *, ping: bool = False) -> None:
        super().__init__()
        self._texts = texts
        self._ping = ping
        """Whether a WebSocket is asked, behind the texts, if it is still there."""

    def __missing__(self, encoding: Encoding) -> bytes:
        form = b"".join(wire(text, encoding) for text in self._texts)
        if self._ping and encoding is not Encoding.EVENTS:
            form += PING
        self[encoding] = form
        return form
