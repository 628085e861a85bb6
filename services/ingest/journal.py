"""What ingest asks of the log: append a record and say where it stands.

A protocol, so that tests run on a log in memory.
"""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, Protocol

from shared.topics import Topic


class Unavailable(Exception):
    """The world, not the sender, is at fault right now; the same request may be repeated without harm."""

    def __init__(
        self, code: Literal["not_ready", "log_unavailable", "verdict_late", "busy", "photos_unavailable"]
    ) -> None:
        self.code = code
        super().__init__(code)


class Place(NamedTuple):
    """Where a record stands in its topic."""

    partition: int
    offset: int
    """-1 when Kafka knows that it has the record but no longer where (a retry after many others)."""


class Journal(Protocol):
    """Appends records; acknowledged means that they survive what the installation promises."""

    async def append(self, topic: Topic, key: str, document: Mapping[str, Any]) -> Place:
        """Append ``document`` to the partition of ``key``; raises ``Unavailable("log_unavailable")``."""
        ...
