"""Which images a theme shows, and which of them are kept here under the digest of their bytes. Pure.

A theme goes to every page of the venue as one document, so it holds addresses; what stands behind one never
changes.
"""

from collections.abc import Iterator, Set
from typing import Any, Final

from shared.domain.stage_plans import Document

PREFIX: Final = "/api/v1/images/"
"""Under which images are served, to whoever knows the digest."""


def image_address(championship: str, digest: str) -> str:
    """Return the address of an image that is kept."""
    return f"{PREFIX}{championship}/{digest}"


def images_missing(theme: Document, championship: str, kept: Set[str]) -> list[str]:
    """Return the fields of ``theme`` that name an image as one kept here, which is not among ``kept``."""
    addresses = {image_address(championship, digest) for digest in kept}
    return [field for field, image in _images(theme) if image.startswith(PREFIX) and image not in addresses]


def shows_image(theme: Document, address: str) -> bool:
    """Say whether any part of ``theme`` is the image at ``address``."""
    return any(image == address for _field, image in _images(theme))


def without_image(theme: Document, address: str) -> Document:
    """Return ``theme`` with every part that is the image at ``address`` taken out."""
    return {part: _without(value, address) for part, value in theme.items() if value != address}


def _images(theme: Document) -> Iterator[tuple[str, str]]:
    if "logo" in theme:
        yield "logo", theme["logo"]
    for at, image in enumerate(theme.get("sponsors", ())):
        yield f"sponsors.{at}", image
    for part in ("flags", "photos"):
        for key, image in theme.get(part, {}).items():
            yield f"{part}.{key}", image


def _without(value: Any, address: str) -> Any:
    if isinstance(value, dict):
        return {key: each for key, each in value.items() if each != address}
    if isinstance(value, list):
        return [each for each in value if each != address]
    return value
