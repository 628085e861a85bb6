"""Photos as a phone's camera makes them: large, and with the place where they were taken."""

import base64
import struct

from playwright.sync_api import Page

from tests.browser.mark_page import MarkPage

DRAWN = """async () => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 2000, height: 1000});
  const pen = canvas.getContext('2d');
  for (let at = 0; at < 2000; at += 20) {
    pen.fillStyle = `hsl(${at % 360} 70% 50%)`;
    pen.fillRect(at, at / 2, 300, 300);
  }
  const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg'));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
}"""
EXIF = b"Exif\0\0MM\0*\0\0\0\x08 43.2389 N 76.8897 E"


def camera_photo(page: Page) -> bytes:
    """Return a photo as a camera makes it: large, and with the place where it was taken."""
    drawn = base64.b64decode(page.evaluate(DRAWN))
    return drawn[:2] + b"\xff\xe1" + struct.pack(">H", len(EXIF) + 2) + EXIF + drawn[2:]


def take_photo(mark: MarkPage, aspect: str) -> bytes:
    """Choose a photo for an aspect; return it as the camera made it."""
    content = camera_photo(mark.page)
    file = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": content}
    mark.aspect(aspect).locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    return content
