"""A photo is a whole JPEG or PNG with nothing in it but the picture."""

import pytest

from shared.domain.errors import RuleBroken
from shared.photo_check import photo_kind
from tests.photos import jpeg, png

JFIF = (0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
GPS = (0xE1, b"Exif\0\0MM\0*\0\0\0\x08")


def code_of(content: bytes) -> str:
    """Return with which code a photo is refused."""
    with pytest.raises(RuleBroken) as refused:
        photo_kind(content)
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (jpeg(), "image/jpeg"),
        (jpeg(JFIF, (0xE2, b"ICC_PROFILE\0\1\1..."), (0xDB, b"tables")), "image/jpeg"),
        (jpeg(inside=b"\x01\xff\xda\x00\x02\x02"), "image/jpeg"),
        (jpeg(inside=b"\x01\xff\xff"), "image/jpeg"),
        (png(), "image/png"),
        (png((b"gAMA", b"\0\0\0\1"), size=(8192, 8192)), "image/png"),
    ],
)
def test_pictures_as_pages_draw_them_are_taken(content: bytes, kind: str) -> None:
    """With what says how they look; several scans are one picture."""
    assert kind == photo_kind(content)


@pytest.mark.parametrize(
    "content",
    [
        jpeg(JFIF, GPS),
        jpeg((0xED, b"Photoshop 3.0\0")),
        jpeg((0xFE, b"a comment")),
        jpeg((0xE2, b"MPF\0")),
        jpeg(inside=b"\x01\xff\xe1\x00\x08Exif\0\0"),
        jpeg(behind=b"more"),
        png((b"eXIf", b"MM")),
        png((b"tEXt", b"GPS")),
    ],
)
def test_what_tells_more_than_the_picture_is_refused(content: bytes) -> None:
    """Where and when it was taken, in every place where cameras write it, and whatever hangs behind."""
    assert "photo_has_metadata" == code_of(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8<svg/>",
        b"\xff\xd8\xff\xe0\x00\x01",
        b"\xff\xd8\xff\xe0\xff\xffshort",
        b"\xff\xd8\xff\xc0\x00\x04ab\xff\xd9",
        jpeg()[:-2],
        jpeg(inside=b"\x01\xff")[:-2],
        png()[:-3],
        png()[:20] + b"\x07" + png()[21:],
        png(size=(0, 1)),
        png(size=(8193, 1)),
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    """Something else, half of one, one without a frame, one that no tablet could show."""
    assert "photo_not_image" == code_of(content)
