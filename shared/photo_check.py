"""Say whether bytes are a photo that may be kept: a whole JPEG or PNG, with nothing in it but the picture.

A camera writes into a photo where and when it was taken, and by which device. The page draws a photo anew and
so leaves that out; what comes in another way is refused rather than changed, because a photo's name is the
digest of its bytes. Standard library only, so that no picture is ever decoded here.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Final, Literal

from shared.domain.errors import RuleBroken

Kind = Literal["image/jpeg", "image/png"]

PHOTO_BYTES_MAX: Final = 2 * 1024 * 1024
EDGE_MAX: Final = 8192
"""Pixels: more would stop a tablet that shows it."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_PICTURE: Final = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP pHYs sBIT bKGD".split())
"""Chunks that only say how the picture looks."""
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PICTURE_PARTS: Final = frozenset({0xE0, 0xEE, 0xC4, 0xDA, 0xDB, 0xDD}) | _FRAMES
"""JFIF and Adobe heads, frames, tables, scans: what only says how the picture looks."""
_ICC: Final = b"ICC_PROFILE\0"


def photo_kind(content: bytes) -> Kind:
    """Return what kind of photo ``content`` is.

    Raises ``RuleBroken``: ``photo_not_image``, ``photo_has_metadata``.
    """
    if content.startswith(_PNG):
        _check_png(content)
        return "image/png"
    if content.startswith(b"\xff\xd8"):
        _check_jpeg(content)
        return "image/jpeg"
    raise RuleBroken("photo_not_image")


def _check_png(content: bytes) -> None:
    names: list[bytes] = []
    for name, body in _chunks(content):
        if name not in _PNG_PICTURE:
            raise RuleBroken("photo_has_metadata", value=name.decode("latin-1"))
        if name == b"IHDR" and len(body) == 13:
            _check_size(*struct.unpack(">II", body[:8]))
        names.append(name)
    if not names or names[0] != b"IHDR" or names[-1] != b"IEND" or b"IDAT" not in names:
        raise RuleBroken("photo_not_image")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(content):
        length = int.from_bytes(content[at : at + 4])
        name, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        said = content[at + 8 + length : at + 12 + length]
        if len(said) < 4 or zlib.crc32(name + body) != int.from_bytes(said):
            raise RuleBroken("photo_not_image")
        yield name, body
        at += 12 + length


def _check_jpeg(content: bytes) -> None:
    has_frame = has_scan = False
    for marker, body in _segments(content):
        if marker not in _PICTURE_PARTS and not (marker == 0xE2 and body.startswith(_ICC)):
            raise RuleBroken("photo_has_metadata", value=f"APP{marker - 0xE0}" if marker >= 0xE0 else "")
        if marker in _FRAMES:
            if len(body) < 6:
                raise RuleBroken("photo_not_image")
            has_frame = True
            _check_size(*struct.unpack(">HH", body[1:5]))
        has_scan = has_scan or marker == 0xDA
    if not (has_frame and has_scan):
        raise RuleBroken("photo_not_image")


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and body of every segment; the picture ends where the bytes do, with nothing behind it."""
    at = 2
    while True:
        if content[at : at + 1] != b"\xff" or at + 1 >= len(content):
            raise RuleBroken("photo_not_image")
        marker = content[at + 1]
        if marker == 0xFF or marker in _STANDALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == 0xD9:
            if at + 2 != len(content):
                raise RuleBroken("photo_has_metadata", value="")
            return
        length = int.from_bytes(content[at + 2 : at + 4])
        body = content[at + 4 : at + 2 + length]
        if length < 2 or len(body) != length - 2:
            raise RuleBroken("photo_not_image")
        yield marker, body
        at += 2 + length
        if marker == 0xDA:
            at = _end_of_scan(content, at)


def _end_of_scan(content: bytes, at: int) -> int:
    """Return where the next marker is: within a scan 0xFF is followed by 0 or by a restart."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        following = content[at + 1]
        if following != 0 and following not in _STANDALONE and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2
    raise RuleBroken("photo_not_image")


def _check_size(width: int, height: int) -> None:
    if not (0 < width <= EDGE_MAX and 0 < height <= EDGE_MAX):
        raise RuleBroken("photo_not_image")
