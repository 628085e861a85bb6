"""Photos in a folder, each under the digest of its bytes: the same photo twice is one file.

The log names a photo by its digest only, so that a photo can be erased although the log is kept for ever.
Ingest writes here, the office reads; several instances of either may share the folder. Images of themes are
kept alike in a folder of their own, because everybody may see those.
"""

import asyncio
import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import Final

from shared.domain.errors import RuleBroken
from shared.domain.remark import check_photo

_CHAMPIONSHIP: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)


class PhotoStore:
    """The photos of all championships under one folder; of each at most ``photos_max`` if it is given."""

    def __init__(self, folder: Path, photos_max: int | None = None) -> None:
        self._folder = folder
        self._photos_max = photos_max

    async def keep(self, championship: str, digest: str, content: bytes) -> bool:
        """Keep a photo and say whether it is new; it is on disk when this returns.

        Raises ``RuleBroken``: ``photo_id_malformed``, ``photo_differs`` when the bytes have another digest,
        ``images_too_many``; ``OSError`` when there is no room.
        """
        file = self._file(championship, digest)
        return await asyncio.to_thread(self._keep, file, digest, content)

    async def names(self, championship: str) -> frozenset[str]:
        """Return the digests of all that is kept for a championship."""
        return await asyncio.to_thread(_names, self._folder / championship)

    async def content(self, championship: str, digest: str) -> bytes:
        """Return the bytes of a photo; raises ``RuleBroken``: ``photo_id_malformed``, ``photo_unknown``."""
        file = self._file(championship, digest)
        try:
            return await asyncio.to_thread(file.read_bytes)
        except FileNotFoundError as fault:
            raise RuleBroken("photo_unknown", value=digest) from fault

    async def erase(self, championship: str, digest: str) -> None:
        """Erase a photo for ever; raises ``RuleBroken``: ``photo_id_malformed``, ``photo_unknown``."""
        file = self._file(championship, digest)
        try:
            await asyncio.to_thread(file.unlink)
        except FileNotFoundError as fault:
            raise RuleBroken("photo_unknown", value=digest) from fault

    def _file(self, championship: str, digest: str) -> Path:
        check_photo(digest)
        if _CHAMPIONSHIP.fullmatch(championship) is None:  # it becomes the name of a folder
            raise RuleBroken("unknown_championship", field="championship", value=championship)
        return self._folder / championship / digest[:2] / digest

    def _keep(self, file: Path, digest: str, content: bytes) -> bool:
        if hashlib.sha256(content).hexdigest() != digest:
            raise RuleBroken("photo_differs", value=digest)
        if file.exists():
            return False
        if self._photos_max is not None and len(_names(file.parent.parent)) >= self._photos_max:
            raise RuleBroken("images_too_many", limit=self._photos_max)
        _write(file, content)
        return True


def _names(folder: Path) -> frozenset[str]:
    return frozenset(file.name for file in folder.glob("??/*") if not file.name.startswith("."))


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.{secrets.token_hex(6)}")
    try:
        with half.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)
