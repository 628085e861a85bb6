"""The images of a theme: logo, sponsors, flags, photos of competitors, each under the digest of its bytes.

An image is on disk before a theme can name it. Whoever knows its address may see it: what stands in a theme
is made to be shown to a hall, and nobody guesses a digest. Experts' photos are in another folder, which
nobody reads by address.
"""

import hashlib
from collections.abc import AsyncIterable
from typing import Final

from services.ingest.access import new_id
from services.ingest.catalogue import Catalogue
from services.ingest.photos import keep, read_image
from services.ingest.screen_log import ScreenLog
from services.ingest.screens import check_operator
from shared.clock import Clock
from shared.domain.stage_events import ThemeSet
from shared.domain.stage_images import image_address, shows_image, without_image
from shared.photo_check import photo_kind
from shared.photo_store import PhotoStore
from shared.tokens import Grant

IMAGE_BYTES_MAX: Final = 512 * 1024
"""A logo as wide as a display, a photo as large as a lower third at 4K: the page draws them no larger."""
IMAGES_MAX: Final = 4000
"""Of one championship: twice what the largest theme names, so that a second try at every photo still fits."""


class ImageDesk:
    """Keeps, shows and erases images; the methods raise ``Unavailable`` and what they name."""

    def __init__(self, log: ScreenLog, store: PhotoStore, catalogue: Catalogue, clock: Clock) -> None:
        self._log = log
        self._store = store
        self._catalogue = catalogue
        self._clock = clock

    async def keep(self, grant: Grant, championship: str, chunks: AsyncIterable[bytes]) -> tuple[str, bool]:
        """Keep the image in ``chunks``; return its address, and whether it is new.

        Raises ``Unavailable("photos_unavailable")`` when the disk is full or fails, ``RuleBroken``:
        ``not_allowed_screens``, ``unknown_championship``, ``body_too_large``, ``photo_not_image``,
        ``photo_has_metadata``, ``images_too_many``.
        """
        check_operator(grant, championship)
        self._catalogue.championship(championship)
        content = await read_image(chunks, IMAGE_BYTES_MAX)
        digest = hashlib.sha256(content).hexdigest()
        is_new = await keep(self._store, championship, digest, content)
        return image_address(championship, digest), is_new

    async def content(self, championship: str, digest: str) -> tuple[bytes, str]:
        """Return the bytes of an image and what kind it is.

        Raises ``RuleBroken``: ``photo_id_malformed``, ``unknown_championship``, ``photo_unknown``.
        """
        content = await self._store.content(championship, digest)
        return content, photo_kind(content)

    async def erase(self, grant: Grant, championship: str, digest: str) -> None:
        """Take an image out of the theme, then erase it for ever.

        Raises ``RuleBroken``: ``not_allowed_screens``, ``unknown_championship``, ``photo_id_malformed``,
        ``photo_unknown``.
        """
        check_operator(grant, championship)
        self._catalogue.championship(championship)
        await self._store.content(championship, digest)
        theme, address = self._log.stages.of(championship).theme, image_address(championship, digest)
        if shows_image(theme, address):
            head = (new_id(), championship, self._clock(), grant.who)
            await self._log.write(ThemeSet(*head, without_image(theme, address)))
        await self._store.erase(championship, digest)
