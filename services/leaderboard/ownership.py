"""Which boards this instance writes: those whose partition Kafka's group gives it.

Every instance folds every record (the totals of a whole championship are small), so that another can take
over at once; the group only shares out the writing. The group's consumer fetches nothing.
"""

import logging
from collections.abc import Callable, Iterable

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition

from shared.config import LeaderboardSettings
from shared.kafka import connection, partition_of
from shared.topics import TOTALS

_log = logging.getLogger(__name__)


class GroupOwnership(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka ships no types
    """A member of the group of leaderboards."""

    def __init__(self, settings: LeaderboardSettings, when_gained: Callable[[], None]) -> None:
        self._partitions: frozenset[int] = frozenset()
        self._count = TOTALS.partitions(settings.kafka.partitions)
        self._when_gained = when_gained
        self._consumer = AIOKafkaConsumer(
            **connection(settings.kafka),
            group_id="bayge-leaderboard",
            group_instance_id=f"bayge-leaderboard-{settings.process.instance}",
            session_timeout_ms=10_000,
            enable_auto_commit=False,
        )

    @property
    def has_joined(self) -> bool:
        """Say whether the group has given this instance anything."""
        return bool(self._partitions)

    def is_mine(self, board_id: str) -> bool:
        """Say whether this instance writes the board."""
        return partition_of(board_id, self._count) in self._partitions

    async def run(self) -> None:
        """Take part in the group, for ever."""
        self._consumer.subscribe([TOTALS.name], listener=self)
        await self._consumer.start()
        try:
            while True:
                await self._consumer.getmany(timeout_ms=1000)
        finally:
            await self._consumer.stop()

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Begin to write the boards of ``assigned``."""
        partitions = list(assigned)
        self._consumer.pause(*partitions)
        self._partitions = frozenset(tp.partition for tp in partitions)
        _log.info("writing the boards of partitions %s", sorted(self._partitions))
        self._when_gained()

    async def on_partitions_revoked(self, _revoked: Iterable[TopicPartition]) -> None:
        """Stop writing until the group has shared out anew."""
        self._partitions = frozenset()
