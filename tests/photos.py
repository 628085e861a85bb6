"""Small pictures for tests, as cameras and pages make them, and as they must not be."""

import hashlib
import struct
import zlib

_FRAME = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 2, 3, 1) + b"\x01\x11\x00"
_SCAN = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00"


def jpeg(
    *segments: tuple[int, bytes], inside: bytes = b"\x12\xff\x00\x34\xff\xd0\x56", behind: bytes = b""
) -> bytes:
    """Return a JPEG of 3 by 2 pixels with ``segments`` before its frame."""
    said = b"".join(bytes((0xFF, n)) + struct.pack(">H", len(body) + 2) + body for n, body in segments)
    return b"\xff\xd8" + said + _FRAME + _SCAN + inside + b"\xff\xd9" + behind


def png(*chunks: tuple[bytes, bytes], size: tuple[int, int] = (1, 1)) -> bytes:
    """Return a PNG with ``chunks`` before its picture."""
    header = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    body = zlib.compress((b"\x00" + b"\x00" * min(size[0], 99)) * min(size[1], 99))
    named = [(b"IHDR", header), *chunks, (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(b)) + name + b + struct.pack(">I", zlib.crc32(name + b)) for name, b in named
    )


def digest_of(content: bytes) -> str:
    """Return the name of a photo."""
    return hashlib.sha256(content).hexdigest()
