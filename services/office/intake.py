"""Takes the records of all topics in: folds them, wakes whoever waits for them, nudges whoever watches."""

import asyncio
import logging
from typing import Final, Protocol

from prometheus_client import Counter

from services.office.ledger import Ledger
from services.office.nudges import Nudges
from services.office.register import Register
from shared import codec
from shared.access.register import Register as AccessRegister
from shared.codec import NotJson
from shared.domain.errors import RuleBroken
from shared.topics import ACCESS, MARK_ENTRIES

log = logging.getLogger(__name__)

RECORDS: Final = Counter("bayge_office_records_total", "Records taken in.", ["topic", "outcome"])


class Record(Protocol):
    """What the office needs of a Kafka record."""

    @property
    def topic(self) -> str:
        """Its topic's name."""
        ...

    @property
    def partition(self) -> int:
        """Where it stands."""
        ...

    @property
    def offset(self) -> int:
        """Where it stands in the partition."""
        ...

    @property
    def key(self) -> bytes | None:
        """What it is filed under."""
        ...

    @property
    def value(self) -> bytes | None:
        """The document; None erases."""
        ...


class Intake:
    """The way of a record into the office."""

    def __init__(self, register: Register, ledger: Ledger, access: AccessRegister, nudges: Nudges) -> None:
        self._register = register
        self._access = access
        self._ledger = ledger
        self._nudges = nudges
        self._moved = asyncio.Condition()
        self._waiting = 0

    async def handle(self, record: Record) -> None:
        """Take in one record; one that cannot be understood is logged with its place and left out."""
        outcome = "taken"
        try:
            self._fold(record)
        except (NotJson, RuleBroken, UnicodeDecodeError) as fault:
            outcome = "left_out"
            where = {"topic": record.topic, "partition": record.partition, "offset": record.offset}
            log.error("a record cannot be understood and is left out: %s", fault, extra=where)
        RECORDS.labels(record.topic, outcome).inc()
        if record.topic == MARK_ENTRIES.name:
            self._ledger.moved(record.partition, record.offset)
        if self._waiting:
            async with self._moved:
                self._moved.notify_all()

    async def reached(self, partition: int, offset: int, within_s: float) -> bool:
        """Return once ``partition`` is folded up to ``offset``; False when that takes too long."""
        if self._ledger.offset(partition) >= offset:
            return True
        self._waiting += 1
        try:
            async with asyncio.timeout(within_s), self._moved:
                await self._moved.wait_for(lambda: self._ledger.offset(partition) >= offset)
        except TimeoutError:
            return False
        finally:
            self._waiting -= 1
        return True

    def _fold(self, record: Record) -> None:
        if record.topic == ACCESS.name:
            self._access.take(record)
            self._nudges.wake()
            return
        key = (record.key or b"").decode()
        if record.topic != MARK_ENTRIES.name:
            document = None if record.value is None else codec.decode(record.value)
            self._register.fold(record.topic, key, document)
            return
        news = self._ledger.fold(record.partition, record.offset, key, codec.decode(record.value or b""))
        if news is not None:
            self._nudges.tell(news.book, news.change, record.offset)
