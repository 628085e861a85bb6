"""Take photos in: only real ones, without the place where they were taken, from whoever may mark.

A photo comes beside the submission that names it, before or after: a mark never waits for its photo.
"""

from collections.abc import AsyncIterable
from typing import Final

from services.ingest.bodies import read_bytes
from services.ingest.journal import Unavailable
from services.ingest.rights import manages
from shared.access.events import Rights
from shared.domain.errors import RuleBroken
from shared.photo_check import PHOTO_BYTES_MAX, photo_kind
from shared.photo_store import PhotoStore
from shared.tokens import Grant, Role

_MAY_SEND: Final[frozenset[Role]] = frozenset({"expert", "chief_expert", "clerk"})


class PhotoDesk:
    """Keeps and erases photos."""

    def __init__(self, store: PhotoStore) -> None:
        self._store = store

    async def keep(self, grant: Grant, digest: str, chunks: AsyncIterable[bytes]) -> bool:
        """Keep the photo in ``chunks`` and say whether it is new.

        Raises ``Unavailable("photos_unavailable")`` when the disk is full or fails, ``RuleBroken``:
        ``role_not_allowed``, ``body_too_large``, ``photo_not_image``, ``photo_has_metadata``,
        ``photo_differs``, ``photo_id_malformed``.
        """
        if grant.role not in _MAY_SEND:
            raise RuleBroken("role_not_allowed", role=grant.role)
        content = await read_image(chunks, PHOTO_BYTES_MAX)
        return await keep(self._store, grant.championship, digest, content)

    async def erase(self, grant: Grant, championship: str, digest: str) -> None:
        """Erase a photo; raises ``RuleBroken``: ``not_allowed_access``, ``photo_unknown``."""
        if not manages(grant, Rights("expert", championship=championship)):
            raise RuleBroken("not_allowed_access")
        await self._store.erase(championship, digest)


async def read_image(chunks: AsyncIterable[bytes], bytes_max: int) -> bytes:
    """Return a picture that may be kept.

    Raises ``RuleBroken``: ``body_too_large``, ``photo_not_image``, ``photo_has_metadata``.
    """
    content = await read_bytes(chunks, bytes_max)
    photo_kind(content)
    return content


async def keep(store: PhotoStore, championship: str, digest: str, content: bytes) -> bool:
    """Say whether a picture is new, and keep it; raises ``Unavailable``, and as the store does."""
    try:
        return await store.keep(championship, digest, content)
    except OSError as fault:
        raise Unavailable("photos_unavailable") from fault
